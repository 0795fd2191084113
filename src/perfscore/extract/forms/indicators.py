"""The indicator rows of a form · 绩效指标行.

Every row as printed: a sign stays where it stands, a text that is no number stays a text.
"""

from collections.abc import Mapping
from typing import Any

from perfscore.documents.document import Cell
from perfscore.extract.forms.figures import readable_quantity
from perfscore.extract.forms.groups import in_the_middle
from perfscore.extract.forms.headings import headings, is_blank, one_line, points_in
from perfscore.extract.forms.labels import is_said
from perfscore.extract.forms.sums import Indicators, is_sum, read_subtotal, read_total
from perfscore.extract.forms.table import Table
from perfscore.extract.forms.tables import Sheet

__all__ = ["read_indicators"]

_PRINTED = ("target", "unit", "actual", "points", "claimed", "share", "converted", "standard", "reason")
_PLACED = ("target", "actual", "points", "claimed")
_KINDS = frozenset(("定量", "定量指标", "正向", "反向", "正向指标", "反向指标"))


def read_indicators(sheet: Sheet, table: Table, found: Indicators) -> None:
    """Add the rows of a table; their cells are taken."""
    read: list[int] = []
    found.top = table.top if found.top is None else found.top
    for row in sheet.body(table):
        own = sheet.layout.own(row)
        if not own:
            continue
        words, sums = headings()["rows"], is_sum(sheet, table, row, own[0])
        if sums and words.is_a(own[0].text, "total"):
            read_total(sheet, table, row, own, found)
            found.levels.clear()
            found.end = row
        elif sums and words.is_a(own[0].text, "subtotal"):
            read_subtotal(sheet, table, row, own, found)
        elif _is_row(sheet, table, row):
            found.end = None  # what stands above this row was not the end
            if found.total is None:
                _row(sheet, table, row, found)
                read.append(row)
        elif found.total is None:
            _empty(sheet, table, row, found)
    _regroup(sheet, table, read, found)
    found.read += read
    for column, head in table.unused.items():
        _unused(sheet, read, column, head)


def _is_row(sheet: Sheet, table: Table, row: int) -> bool:
    """Say whether a row is an indicator: something is named, and the cells do not run together."""
    named = _name_cell(sheet, table, row)
    name = table.cell(sheet.layout, row, "name" if "name" in table.columns else "level2")
    if named is None or _is_label(sheet, table, row, named):
        return False
    cells = {role: table.cell(sheet.layout, row, role) for role in ("target", "actual", "points", "claimed")}
    told = [cell for cell in cells.values() if cell is not None and not is_blank(cell.text)]
    apart = len({cell for cell in told if cell.columns > 1}) == sum(cell.columns > 1 for cell in told)
    told = [cell for cell in told if cell.row == row or cell == cells["claimed"] or cell == cells["points"]]
    by_name = name is not None and not is_blank(name.text) and name.row == row
    return apart and named not in told and (bool(told) or (by_name and len(sheet.layout.row(row)) > 1))


def _is_label(sheet: Sheet, table: Table, row: int, named: Cell) -> bool:
    """Say whether a row is a label with its text; 年度目标 beside a name and a score is a group."""
    first = sheet.layout.row(row)[0]
    if not headings()["labels"].is_a(first.text, "left_out", "grade"):
        return False
    cells = (table.cell(sheet.layout, row, role) for role in ("points", "claimed"))
    scored = any(cell is not None and readable_quantity(one_line(cell.text), "分") for cell in cells)
    return named == first or not scored


def _empty(sheet: Sheet, table: Table, row: int, found: Indicators) -> None:
    """List a row of which only the group is printed; it is the group of the rows below it."""
    own = [cell for cell in sheet.layout.own(row) if not is_blank(cell.text)]
    groups = [table.cell(sheet.layout, row, role) for role in ("level1", "level2")]
    target = table.cell(sheet.layout, row, "target")
    if own and target not in own and all(cell in groups for cell in own) and not is_said(own[0].text):
        text = " | ".join(sheet.take(cell) for cell in own)
        _levels(sheet, table, row, found)
        sheet.note("form-row-empty", Cell(row, own[0].column, text, own[0].place))


def _name_cell(sheet: Sheet, table: Table, row: int) -> Cell | None:
    roles = ("name", "level2", "level1") if "name" in table.columns else ("level2", "level1")
    cells = (table.cell(sheet.layout, row, role) for role in roles)
    return next((cell for cell in cells if cell is not None and not is_blank(cell.text)), None)


def _row(sheet: Sheet, table: Table, row: int, found: Indicators) -> None:
    named = _name_cell(sheet, table, row)
    assert named is not None
    entry: dict[str, Any] = {**_levels(sheet, table, row, found)}
    places: dict[str, str] = {}
    entry["name"] = sheet.take(named)
    if (own := table.cell(sheet.layout, row, "name")) is None or is_blank(own.text):
        sheet.note("form-row-unnamed", named)
    _sign(sheet, table, row, entry)
    for role in _PRINTED:
        cell = table.cell(sheet.layout, row, role)
        if role == "target" and (cell is None or is_blank(cell.text)):
            cell = _other_target(sheet, table, row) or cell
        if cell is not None and role in _PLACED:
            places[role] = f"form {cell.place}"
        if cell is None or not sheet.take(cell):
            if cell is not None and role in _PLACED:
                entry[role] = cell.text  # a dash is something printed
            continue
        if role in ("points", "claimed", "share", "converted") and cell.rows > 1:
            entry["group"] = entry.get("group", cell.place)
            if cell.row < row and found.rows and "group" in found.rows[-1]:
                continue  # it stands on the first row of the group
        entry[role] = cell.text.strip() if role in ("reason", "standard") else one_line(cell.text)
    if is_blank(entry.get("points", "")) and "group" not in entry and (points := points_in(named.text)):
        entry["points"] = points  # 购置图书（20分）
    _part(sheet, named, entry, found)
    entry["at"] = f"form {named.place}"
    entry["cells"] = {role: at for role, at in places.items() if role in entry}
    found.rows.append(entry)


def _levels(sheet: Sheet, table: Table, row: int, found: Indicators) -> dict[str, str]:
    """Return the groups of a row; an empty cell means the one above it."""
    for role in ("level1", "level2"):
        level = sheet.take(table.cell(sheet.layout, row, role))
        if level and role == "level1" and found.levels.get(role) != level:
            found.levels.clear()
        if level:
            found.levels[role] = level
    return dict(found.levels)


def _regroup(sheet: Sheet, table: Table, read: list[int], found: Indicators) -> None:
    """Give the rows of a table the group whose name stands in their middle."""
    rows = found.rows[len(found.rows) - len(read) :]
    if not rows or "level1" in rows[0]:
        return  # the first row has a name, or goes on from the page before
    names, kinds = ([_own(sheet, table, row, role) for row in read] for role in ("level1", "level2"))
    groups = in_the_middle(names, kinds)
    for entry, row, group in zip(rows, read, groups or (), strict=False):
        if entry.get("level1") != group:
            entry["level1"] = group
            sheet.note("form-group-in-the-middle", sheet.layout.row(row)[0], {"group": group})


def _own(sheet: Sheet, table: Table, row: int, role: str) -> str:
    cell = table.cell(sheet.layout, row, role)
    return "" if cell is None or cell.row != row else sheet.take(cell)


def _other_target(sheet: Sheet, table: Table, row: int) -> Cell | None:
    """Return the target of a row that leaves its column empty: no 调整指标值 means the 年初指标值 stands."""
    for column, head in table.unused.items():
        match, cell = headings()[table.kind].find(head.text), sheet.layout.at(row, column)
        if match and match.role == "target" and cell and not is_blank(cell.text):
            sheet.note("form-target-from-beside", cell, {"heading": one_line(head.text)})
            return cell
    return None


def _sign(sheet: Sheet, table: Table, row: int, entry: dict[str, Any]) -> None:
    cell = table.cell(sheet.layout, row, "sign")
    text = sheet.take(cell)
    if cell is not None and text in _KINDS:
        sheet.note("form-sign-is-kind", cell)
    elif text:
        entry["sign"] = text


def _part(sheet: Sheet, named: Cell, entry: dict[str, Any], found: Indicators) -> None:
    """Mark a row that only informs the one above it; 其中 is printed once for all that follow."""
    first = headings()["rows"].is_a(entry["name"], "part")
    if found.parent is not None and (first or _goes_on(entry, found)):
        entry["part_of"] = found.parent
        if not first:
            sheet.note("form-part-assumed", named)
    else:
        found.parent = entry["name"]


def _goes_on(entry: dict[str, Any], found: Indicators) -> bool:
    """Say whether a row without points stands below a part, in the same groups, of a row that has some."""
    above = found.rows[-1] if found.rows else {}
    whole: dict[str, Any] = next((row for row in reversed(found.rows) if "part_of" not in row), {})
    same = all(entry.get(role) == above.get(role) for role in ("level1", "level2"))
    return "part_of" in above and same and _is_scored(whole) and not _is_scored(entry)


def _is_scored(entry: dict[str, Any]) -> bool:
    printed = (entry.get(role, "") for role in ("points", "claimed"))
    return "group" in entry or not all(map(is_blank, printed))


def _unused(sheet: Sheet, rows: list[int], column: int, head: Cell) -> None:
    """List a column that the report has no place for, with all that stands in it."""
    cells: Mapping[Cell, None] = {
        cell: None
        for row in rows
        if (cell := sheet.layout.at(row, column)) is not None
        and cell not in sheet.taken and cell.columns <= head.columns and cell.column >= head.column
    }  # fmt: skip
    if cells:
        sheet.taken.add(head)
        texts = " | ".join(sheet.take(cell) or cell.text for cell in cells)
        sheet.note(
            "form-column-unused",
            Cell(head.row, head.column, texts, head.place),
            {"heading": one_line(head.text)},
        )
