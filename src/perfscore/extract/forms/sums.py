"""Sums of groups, the total with its grade, and figures listed by id · 小计、总分与按代码列出的数据."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from perfscore.documents.document import Cell
from perfscore.extract.forms.headings import headings, is_blank
from perfscore.extract.forms.table import Table
from perfscore.extract.forms.tables import Sheet
from perfscore.numbers.printed import folded, plain_name

__all__ = ["Indicators", "Listed", "is_sum", "read_listed", "read_subtotal", "read_sums", "read_total"]

_HUNDRED = ("100", "100.0", "100.00", "100分")


@dataclass
class Indicators:
    """The rows, and what the form prints for their groups and their total · 指标行.

    `read` are the lines of the sheet the rows stand in, `top` that of the first heading, and `end` that
    of the total below them all.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    sections: dict[str, Cell] = field(default_factory=dict)
    total: Cell | None = None
    full: Cell | None = None
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
    full = table.cell(sheet.layout, row, "points")
    if full is not None and full not in sheet.taken and sheet.take(full):
        found.full = full
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
    _list_points(sheet, table.cell(sheet.layout, row, "points"))
    level = table.cell(sheet.layout, row, "level1")
    name = found.levels.get("level1", "") if level in (None, own[0]) else sheet.take(level)
    word = plain_name(own[0].text).removesuffix("小计").removesuffix("合计")
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


def _list_points(sheet: Sheet, cell: Cell | None) -> None:
    """List the points printed beside a sum, unless they are the hundred of every form."""
    if cell is not None and cell not in sheet.taken and sheet.take(cell) not in ("", *_HUNDRED):
        sheet.note("form-points-sum", cell)


_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One figure or score: `kind` is ``facts`` or ``criteria`` · 一项数据."""

    kind: str
    id: str
    cell: Cell
    unit: str = ""


def read_listed(sheet: Sheet, table: Table) -> Iterator[Listed]:
    """Yield what a table lists; its cells are taken."""
    role = "value" if table.kind == "facts" else "claimed"
    for row in sheet.body(table):
        named = table.cell(sheet.layout, row, "id")
        if named is None or not _ID.fullmatch(named.text):
            continue
        for other in ("id", "name", "points"):
            sheet.take(table.cell(sheet.layout, row, other))
        unit = sheet.take(table.cell(sheet.layout, row, "unit"))
        cell = table.cell(sheet.layout, row, role)
        if cell is not None and not is_blank(cell.text):
            sheet.take(cell)
            yield Listed(table.kind, named.text, cell, unit)
