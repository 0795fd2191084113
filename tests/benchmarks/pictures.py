"""The published tables as pictures: how many cells are read as they were drawn, and at what cost.

Run as a program, never as a test (it needs the extra ``ocr`` and some minutes):

    python -m tests.benchmarks.pictures [clean|scanned] [EVERY]

Each table, or every third of them for 3, is drawn in one of six layouts in turn with 200 pixels an inch;
``scanned`` lays it 0.7 degrees askew, a little blurred and noisy, as a JPEG.  A cell counts as read where the
same text stands in the same row and column, blanks, line ends and the width of brackets and commas aside.
"""

import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

from perfscore.documents.document import Document, Grid
from perfscore.documents.opening import Opened, open_form
from perfscore.documents.reader import BUNDLED
from perfscore.documents.reading import document_of
from perfscore.extract.forms.form import forms_of
from perfscore.inputs.report import Report
from perfscore.messages.problems import ProblemsFound
from tests.benchmarks.office_formats import LAYOUTS, read
from tests.documents.drawn_forms import drawn
from tests.extract.layouts import Laid
from tests.extract.together import workers
from tests.extract.writers import with_openpyxl
from tests.published.tabled import NAMES, case, content_of, differences

Saves = Callable[[Any, Path], Path]


def clean(page: Any, stem: Path) -> Path:
    page.save(path := stem.with_suffix(".png"))
    return path


def scanned(page: Any, stem: Path) -> Path:
    from PIL import Image, ImageFilter

    grey = page.rotate(0.7, fillcolor="white", expand=True, resample=3).convert("L")
    grey = grey.filter(ImageFilter.GaussianBlur(0.8))
    noise = random.Random(1).randbytes(grey.width * grey.height)
    speckled = Image.blend(grey, Image.frombytes("L", grey.size, noise), 0.08)
    speckled.save(path := stem.with_suffix(".jpg"), quality=60)
    return path


def compared(laid: Laid, document: Document) -> tuple[int, list[str]]:
    """Return how many cells are as drawn, and the others."""
    lines, merges = laid()
    hidden = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - {merge[:2] for merge in merges}
    cells: dict[tuple[int, int], str] = {}
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Grid) and len(block.cells) > len(cells):
                cells = {(cell.row, cell.column): _bare(cell.text) for cell in block.cells}
    right, wrong = 0, []
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            if not text or (row, column) in hidden:
                continue
            if cells.get((row, column)) == _bare(text):
                right += 1
            else:
                wrong.append(f"{row},{column} {_bare(text)} ≠ {cells.get((row, column), '')}")
    return right, wrong


def _bare(text: str) -> str:
    return re.sub(r"\s", "", normalize("NFKC", text))


def main(saves: Saves, every: int) -> int:
    """Print what is read otherwise, and the sums."""
    right = wrong = figures = told = same = seconds = 0
    names = NAMES[::every]
    with tempfile.TemporaryDirectory() as name:
        for number, table in enumerate(names):
            laid = partial(LAYOUTS[number % len(LAYOUTS)], content_of(case(table)))
            path = saves(drawn(laid)[0], Path(name) / table)
            opened = open_form(path, [(reader, "perfscore") for reader in BUNDLED])
            begun = time.monotonic_ns()
            document = document_of(opened, workers())
            seconds += time.monotonic_ns() - begun
            good, others = compared(laid, document)
            unsure = [
                _bare(remark.text) for remark in document.remarks if remark.code == "form-picture-unsure"
            ]
            right, wrong = right + good, wrong + len(others)
            figures += sum(any(mark.isdigit() for mark in one.split(" ", 1)[1]) for one in others)
            told += sum(any(text and text in one for text in unsure) for one in others)
            with_openpyxl(laid, workbook := Path(name) / f"{table}.xlsx")
            difference = _differences(read(workbook), opened, document)
            same += not difference
            print(f"{table}: {good} of {good + len(others)}; {others}; {difference}", flush=True)
    print(f"{right} of {right + wrong} cells; of the others {figures} have digits, {told} are told as unsure")
    print(f"{same} of {len(names)} reports as the workbook's")
    workers().__exit__(None, None, None)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{seconds // len(names) // 10**6} ms a page, {most} MB")
    return 0


def _differences(first: Report | str, opened: Opened, document: Document) -> dict[str, str]:
    try:
        second = [form.report for form in forms_of(document, opened, None)]
    except ProblemsFound as refusal:
        return {} if isinstance(first, str) else {"read": refusal.text()}
    if isinstance(first, str) or len(second) != 1:
        return {"forms": str(len(second))}
    return differences(first, second[0])


if __name__ == "__main__":
    kind, every = [*sys.argv[1:], *["clean", "1"][len(sys.argv) - 1 :]]
    sys.exit(main({"clean": clean, "scanned": scanned}[kind], int(every)))
