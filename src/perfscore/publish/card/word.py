"""A card as a Word file: landscape A4, one table of criteria whose groups are merged cells · 评分表文档."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from perfscore.explain.clean import clean
from perfscore.explain.content.document import Block, Document, Pairs, Paragraph, Section, Table
from perfscore.explain.formats.word import saved
from perfscore.plan.planned import Plan
from perfscore.publish.card.card import card, depth_of

__all__ = ["card_file"]

_FONT, _ASIAN_FONT = "Times New Roman", "SimSun"
_GROUP, _WIDTHS = 5, (9, 4, 14, 20, 14)
_TEXT, _CELL, _TITLE = Pt(10), Pt(9), Pt(16)
_WIDE, _HIGH, _MARGIN, _KEY = Mm(297), Mm(210), Mm(15), Mm(40)


def card_file(plan: Plan, language: str) -> bytes:
    """Return a card as the bytes of a Word file."""
    groups = depth_of(plan)
    return _written(card(plan, language), groups, (*(_GROUP,) * groups, *_WIDTHS))


def _written(document: Document, groups: int, widths: Sequence[int]) -> bytes:
    """Return the document of a card as a Word file.

    In the table of criteria a blank cell of the first `groups` columns belongs to the cell above; `widths`
    are the shares of the line that its columns take.
    """
    word = _page()
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(clean(document.headline))
    run.bold, run.font.size = True, _TITLE
    _blocks(word, document.blocks, groups, widths)
    return saved(word, clean(document.headline))


def _page() -> Any:
    word = docx.Document()
    page = word.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = _WIDE, _HIGH
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, _MARGIN)
    style = word.styles["Normal"]
    style.font.name, style.font.size = _FONT, _TEXT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _ASIAN_FONT)
    style.paragraph_format.space_after = Pt(3)
    return word


def _blocks(word: Any, blocks: Iterable[Block], groups: int, widths: Sequence[int]) -> None:
    for block in blocks:
        match block:
            case Section():
                run = word.add_paragraph().add_run(clean(block.title))
                run.bold, run.font.size = True, Pt(12)
                own = block.name == "criteria"
                _blocks(word, block.blocks, groups if own else 0, widths if own else ())
            case Paragraph():
                word.add_paragraph(clean(block.text))
            case Pairs():
                for pair in block.rows:
                    paragraph = word.add_paragraph()
                    paragraph.paragraph_format.left_indent = _KEY
                    paragraph.paragraph_format.first_line_indent = -_KEY
                    paragraph.add_run(clean(pair.key)).bold = True
                    texts = [clean(body) for body in pair.body if isinstance(body, str)]
                    paragraph.add_run("\t" + "\n".join(texts))
            case Table():
                _table(word, block, groups, widths)


def _table(word: Any, table: Table, groups: int, widths: Sequence[int]) -> None:
    lines = [table.head, *table.rows, *([table.foot] if table.foot else [])]
    laid = word.add_table(rows=len(lines), cols=len(table.head), style="Table Grid")
    cells = [list(row.cells) for row in laid.rows]
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            _fill(cells[number][column], text, number == 0, column in table.right)
    laid.autofit = not widths
    for column, share in enumerate(widths):
        width = (_WIDE - 2 * _MARGIN) * share // sum(widths)
        laid.columns[column].width = width
        for row in cells:
            row[column].width = width
    body = cells[1 : 1 + len(table.rows)]
    begins = [False] * len(body)  # a group that begins begins those inside it as well
    for column in range(groups):
        begins = [new or bool(row[column].text) for new, row in zip(begins, body, strict=True)]
        _merge([row[column] for row in body], begins)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    laid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for line in laid.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    word.add_paragraph()


def _fill(cell: Any, text: str, bold: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, _CELL
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _merge(column: Sequence[Any], begins: Sequence[bool]) -> None:
    """Merge each cell that begins a group with those below that do not."""
    starts = [at for at, new in enumerate(begins) if new]
    for start, end in pairwise([*starts, len(column)]):
        if end - start > 1:
            column[start].merge(column[end - 1])
