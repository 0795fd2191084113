"""Figures and scores listed by their id, as forms written by perfscore have them · 按代码列出的数据."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfscore.forms.grid import Cell
from perfscore.forms.headings import is_blank
from perfscore.forms.sheet import Sheet
from perfscore.forms.tables import Table

__all__ = ["Listed", "read_listed"]

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
