"""Workbook and working paper as they come out of a printer: A4, whole parts on one page, nothing cut off."""

import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from shutil import which

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from openpyxl.utils import get_column_letter

from perfscore import Audit
from perfscore.explain.formats.paper import letter, paper
from perfscore.explain.formats.text import width
from perfscore.explain.formats.xlsx.book import workbook
from tests.explain.audits import audited
from tests.explain.formats.test_working_paper import page

needs_office = pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def seed() -> Audit:
    return audited("report", "yueyanglou-2024")


def printed(folder: Path, files: Mapping[str, bytes]) -> dict[str, list[tuple[tuple[int, int], str]]]:
    """Return the pages of each file: how wide and high, in points, and what stands on it without blanks."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(folder / name) for name in files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = {}
    for name in files:
        with pypdfium2.PdfDocument((folder / name).with_suffix(".pdf")) as document:
            found[name] = [
                (
                    (round(sheet.get_width()), round(sheet.get_height())),
                    "".join(sheet.get_textpage().get_text_range().split()),
                )
                for sheet in document
            ]
    return found


@needs_office
@LANGUAGES
def test_a_workbook_prints_each_part_that_is_read_on_one_page(language: str, tmp_path: Path) -> None:
    (pages,) = printed(tmp_path, {"book.xlsx": workbook(seed(), language)}).values()
    ends = {  # the first words of a sheet, and its last
        "zh": (("绩效自评分复算", "打一个撇号"), ("失分组合与应索取的事实", "29.5、30分")),
        "en": (("score recomputed", "an apostrophe before it"), ("Ways to lose the points", "29.5, 30分")),
    }[language]

    assert {(842, 595)} == {size for size, _ in pages}
    for first, last in ends:
        packed = ["".join(text.split()) for text in (first, last)]
        assert 1 == sum(all(text in said for text in packed) for _, said in pages), (first, last)


@needs_office
def test_a_paper_prints_on_a4_and_is_signed_on_one_page(tmp_path: Path) -> None:
    for pages in printed(
        tmp_path, {"seed.docx": paper(seed(), "zh"), "form.docx": paper(page(), "zh")}
    ).values():
        assert {(595, 842)} == {size for size, _ in pages}
        assert "七、被审计单位意见" in pages[-1][1]
        assert "八、复核意见" in pages[-1][1]
        assert all(f"{number}/{len(pages)}" in said for number, (_, said) in enumerate(pages, 1))


@LANGUAGES
def test_what_cannot_wrap_has_room_in_its_column(language: str) -> None:
    """A number that is too wide shows as ###, a word of a formula is cut."""
    book = openpyxl.load_workbook(BytesIO(workbook(seed(), language)), data_only=True)
    facts, narrow = book.worksheets[2], []
    for row in facts.iter_rows(min_row=3, max_col=8):
        for cell in row:
            room = facts.column_dimensions[get_column_letter(cell.column or 1)].width
            if cell.value is not None and not cell.alignment.wrap_text and width(str(cell.value)) + 1 > room:
                narrow.append((cell.coordinate, cell.value, room))

    assert [] == narrow


@LANGUAGES
def test_a_sheet_with_nothing_to_list_says_so(language: str) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(page(), language)))
    said = {"zh": "没有需要在此列出的内容。", "en": "There is nothing to be listed here."}

    assert said[language] in [cell.value for row in book.worksheets[5].iter_rows() for cell in row]


def test_chinese_is_drawn_as_it_is_written_on_the_mainland() -> None:
    """Without a language LibreOffice puts commas into the middle, as Taiwan does."""
    for content in (paper(seed(), "zh"), letter(seed(), "zh")):
        languages = {
            one.get(qn("w:eastAsia"))
            for one in docx.Document(BytesIO(content)).styles.element.iter(qn("w:lang"))
        }
        assert {"zh-CN"} == languages
