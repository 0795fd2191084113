"""The 49 published tables in every office format: how many say what the file they were made from says.

Run as a program, never as a test (it needs LibreOffice and some minutes):

    python -m tests.benchmarks.office_formats [KIND]...

Each table is written in one of six layouts in turn, as a workbook and as a text with lines around its
cells, and turned into the other formats by LibreOffice.  What differs is printed, field by field.  Of a PDF
without lines, with level ones alone, and with three, what is refused is counted apart: only what is read and
says something else is wrong.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from perfscore.inputs.report import Report
from perfscore.messages.problems import ProblemsFound
from tests.extract import layouts
from tests.extract.together import forms_of
from tests.extract.writers import with_docx, with_openpyxl, with_xlsxwriter
from tests.published.tabled import NAMES, audited, case, content_of, differences
from tests.published.test_published_in_layouts import rulesets

LAYOUTS = (
    layouts.national, layouts.department, layouts.sichuan, layouts.yunnan, layouts.shanghai,
    layouts.chongqing,
)  # fmt: skip
FROM = {"xls": "xlsx", "ods": "xlsx", "doc": "docx", "odt": "docx", "rtf": "docx", "pdf": "docx"}
LINES = {"bare": (), "level": ("top", "bottom", "insideH"), "three": ("top", "bottom")}
"""The lines of a table whose PDF has no upright ones; of three the middle one is below the first row."""


def write(folder: Path) -> None:
    """Write every table as a workbook, by two libraries in turn, and as a text."""
    for number, name in enumerate(NAMES):
        laid = partial(LAYOUTS[number % len(LAYOUTS)], content_of(case(name)))
        (with_openpyxl if number % 2 else with_xlsxwriter)(laid, folder / f"{name}.xlsx")
        path = folder / f"{name}.docx"
        with_docx(laid, path)
        document = docx.Document(str(path))
        for table in document.tables:
            table.style = "Table Grid"
        document.save(str(path))


def without_upright_lines(folder: Path, lines: str) -> None:
    """Write every text again with level lines alone around its cells."""
    for name in NAMES:
        document = docx.Document(str(folder / f"{name}.docx"))
        for table in document.tables:
            table.style = "Normal Table"
            table._tbl.tblPr.append(_borders("tblBorders", LINES[lines]))
            for cell in table.rows[0].cells if lines == "three" else ():
                cell._tc.get_or_add_tcPr().append(_borders("tcBorders", ("bottom",)))
        document.save(str(folder / f"{name}-{lines}.docx"))


def _borders(kind: str, sides: tuple[str, ...]) -> Any:
    drawn = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in sides)
    return parse_xml(f"<w:{kind} {nsdecls('w')}>{drawn}</w:{kind}>")


def turn(folder: Path, kind: str, lines: str = "") -> None:
    """Turn the files into another format, all in one run of the program."""
    sources = [str(folder / f"{name}{lines and f'-{lines}'}.{FROM[kind]}") for name in NAMES]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True)


def read(path: Path) -> Report | str:
    """Return the report of the only form of a file, or why there is none."""
    try:
        forms = forms_of(path)
    except ProblemsFound as refusal:
        return ", ".join(problem.code for problem in refusal.problems)
    return forms[0].report if len(forms) == 1 else f"{len(forms)} forms"


def compared(folder: Path, name: str, kind: str, lines: str = "") -> dict[str, str]:
    """Return what a format says otherwise: a blank in the name of the subject says nothing."""
    one = read(folder / f"{name}.{FROM[kind]}")
    other = read(folder / f"{name}{lines and f'-{lines}'}.{kind}")
    if isinstance(one, str) or isinstance(other, str):
        return {} if one == other else {"read": f"{one if isinstance(one, str) else 'report'} ≠ {other}"}
    found = differences(one, other)
    if "".join(one.subject.split()) != "".join(other.subject.split()):
        found["subject"] = f"{one.subject} ≠ {other.subject}"
    first, second = audited(one, rulesets()[name]), audited(other, rulesets()[name])
    return found | {key: f"{first[key]} ≠ {second[key]}" for key in first if first[key] != second[key]}


def lineless(folder: Path, lines: str) -> int:
    """Print how many of the tables without upright lines are read, refused and wrong; return the last."""
    without_upright_lines(folder, lines)
    turn(folder, "pdf", lines)
    told = {name: compared(folder, name, "pdf", lines) for name in NAMES}
    refused = [name for name, one in told.items() if one.get("read", "").startswith("report ≠ form-")]
    wrong = [name for name, one in told.items() if one and name not in refused]
    for name in wrong:
        print(f"  {name}: {told[name]}")
    right = len(NAMES) - len(refused) - len(wrong)
    print(f"pdf, lines {lines}: {right} right, {len(refused)} refused, {len(wrong)} wrong", flush=True)
    return len(wrong)


def main(kinds: list[str]) -> int:
    """Print the comparison; fail where a format says something else."""
    if shutil.which("soffice") is None or not NAMES:
        print("LibreOffice or the published tables are not here")
        return 2
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        for lines in [one for one in LINES if not kinds or one in kinds]:
            wrong += lineless(folder, lines)
        for kind in [one for one in FROM if not kinds or one in kinds]:
            turn(folder, kind)
            found = {name: told for name in NAMES if (told := compared(folder, name, kind))}
            for table, told in found.items():
                print(f"  {table}: {told}")
            print(f"{kind}: {len(NAMES) - len(found)} of {len(NAMES)} as the {FROM[kind]}", flush=True)
            wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
