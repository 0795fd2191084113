"""The sums of a form: of its groups, and the total with its grade · 小计与总分."""

import re
from dataclasses import dataclass, field

from perfscore.forms.grid import Cell
from perfscore.forms.headings import headings, is_blank, plain_heading
from perfscore.forms.sheet import Sheet
from perfscore.forms.tables import Table
from perfscore.quantities.printed import folded

__all__ = ["Indicators", "is_sum", "read_subtotal", "read_sums", "read_total"]


_HUNDRED = ("100", "100.0", "100.00", "100分")


@dataclass
class Indicators:
    """The rows, and what the form prints for their groups and their total · 指标行.

    `read` are the lines of the sheet the rows stand in, `top` that of the first heading, and `end` that
    of the total below them all.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    sections: dict[str, Cell] = field(default_factory=dict)
    total: Cell | None = None
    grade: Cell | None = None
    parent: str | None = None
    levels: dict[str, str] = field(default_factory=dict)
    read: list[int] = field(default_factory=list)
    top: int | None = None
    end: int | None = None


def read_sums(sheet: Sheet, table: Table, found: Indicators) -> None:
    """Take the total that stands below another table of the form."""
    for row in sheet.body(table):
        own = sheet.layout.own(row)
        if own and found.total is None and headings()["rows"].is_a(own[0].text, "total"):
            read_total(sheet, table, row, own, found)


def is_sum(sheet: Sheet, table: Table, row: int, first: Cell) -> bool:
    """Say whether a row that is called a sum has no target of its own."""
    cells = (table.cell(sheet.layout, row, role) for role in ("target", "actual"))
    return all(cell is None or cell == first or is_blank(cell.text) for cell in cells)


def read_total(sheet: Sheet, table: Table, row: int, own: tuple[Cell, ...], found: Indicators) -> None:
    """Take the row of the total, with the grade that may stand in it."""
    sheet.take(own[0])
    _points(sheet, table.cell(sheet.layout, row, "points"))
    total = _claimed(sheet, table, row, own)
    found.total = found.total or total
    for cell in own[1:]:
        grade = headings()["grades"].find(cell.text)
        if grade is not None and cell not in sheet.taken:
            sheet.take(cell)
            found.grade = cell


def read_subtotal(sheet: Sheet, table: Table, row: int, own: tuple[Cell, ...], found: Indicators) -> None:
    """Take the row of a group's sum."""
    sheet.take(own[0])
    _points(sheet, table.cell(sheet.layout, row, "points"))
    level = table.cell(sheet.layout, row, "level1")
    name = found.levels.get("level1", "") if level in (None, own[0]) else sheet.take(level)
    word = plain_heading(own[0].text).removesuffix("小计").removesuffix("合计")
    for cell in own[1:]:
        if headings()["rows"].is_a(cell.text, "hint"):
            sheet.taken.add(cell)
    claimed = _claimed(sheet, table, row, own)
    if claimed is not None and (word or name):
        found.sections[word or name] = claimed


def _claimed(sheet: Sheet, table: Table, row: int, own: tuple[Cell, ...]) -> Cell | None:
    """Return the score of a sum: in its column, or the only figure of the row that is not taken."""
    cell = table.cell(sheet.layout, row, "claimed")
    if cell is not None and cell != own[0]:
        return cell if sheet.take(cell) else None
    figures = [cell for cell in own if cell not in sheet.taken and re.search("[0-9]", folded(cell.text))]
    if len(figures) == 1:
        sheet.take(figures[0])
        return figures[0]
    return None


def _points(sheet: Sheet, cell: Cell | None) -> None:
    """List the points printed beside a sum, unless they are the hundred of every form."""
    if cell is not None and cell not in sheet.taken and sheet.take(cell) not in ("", *_HUNDRED):
        sheet.note("form-points-sum", cell)
