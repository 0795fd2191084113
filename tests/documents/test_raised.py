"""What stands raised behind a figure makes no other figure, whatever program's file it stands in."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from perfscore.documents import html, word, xlsx
from perfscore.documents.document import Document, Grid


def _workbook(before: str, lifted: str) -> Document:
    book, out = openpyxl.Workbook(), BytesIO()
    sheet: Any = book.active
    sheet["A1"] = CellRichText(before, TextBlock(InlineFont(vertAlign="superscript"), lifted))
    book.save(out)
    return xlsx.read(out.getvalue())


def _text(before: str, lifted: str) -> Document:
    written, out = docx.Document(), BytesIO()
    paragraph = written.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run(before)
    paragraph.add_run(lifted).font.superscript = True
    written.save(out)
    return word.read(out.getvalue())


def _page(before: str, lifted: str) -> Document:
    rows = f"<tr><td>{before}<sup>{lifted}</sup><td>甲<tr><td>乙<td>丙"
    return html.read(f"<meta charset=utf-8><table>{rows}</table>".encode())


@pytest.mark.parametrize("write", [_workbook, _text, _page])
@pytest.mark.parametrize(
    ("before", "lifted", "seen", "told"),
    [
        ("18", "1", "18", True),
        ("18", "[12]", "18", True),
        ("18", "①", "18", True),
        ("18", "*", "18", True),
        ("满意度", "2", "满意度", True),  # the second footnote, no square
        ("1200 m", "2", "1200 m²", False),
        ("300千米", "2", "300千米²", False),
        ("第1", "st", "第1st", False),
    ],
)
def test_a_power_belongs_to_its_unit_and_the_mark_of_a_footnote_to_no_figure(
    write: Any, before: str, lifted: str, seen: str, told: bool
) -> None:
    document = write(before, lifted)
    (grid,) = (block for part in document.parts for block in part.blocks if isinstance(block, Grid))

    assert seen == grid.cells[0].text
    assert told == any(remark.code == "form-note-mark" for remark in document.remarks)


def test_what_is_struck_through_in_a_document_is_told_in_its_own_words() -> None:
    written, out = docx.Document(), BytesIO()
    paragraph = written.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run("20").font.strike = True
    paragraph.add_run("18")
    written.save(out)
    document = word.read(out.getvalue())

    assert [("form-struck-through", "20")] == [(one.code, one.text) for one in document.remarks]
