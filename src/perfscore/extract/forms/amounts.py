"""The budget block of a form · 预算执行情况.

Amounts stay as printed; their unit is printed in the heading, beside the table, or in the figure itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from perfscore.documents.document import Cell
from perfscore.extract.forms.headings import bracketed, headings, is_blank, one_line, points_in
from perfscore.extract.forms.labels import Surroundings
from perfscore.extract.forms.splits import Named, Split, Splits, beside
from perfscore.extract.forms.table import Table
from perfscore.extract.forms.tables import Sheet
from perfscore.numbers.printed import folded

__all__ = ["FundLine", "Funds", "funds_in_pairs", "read_funds"]

MONEY = ("initial", "budget", "spent")
FIGURES = (*MONEY, "rate", "points", "claimed")
_UNIT = re.compile(r"(?:^|单位[:：]?|[,，/])\s*((?:[百千万亿]|十万|百万|千万)?元)")
_UNIT_LINE = re.compile(r"单位\s*[:：]\s*(?:人民币)?((?:[百千万亿])?元)")
_LONGEST_FIGURE = 30


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line of the block · 一行资金.

    `split` is the list it belongs to, `own` says that it is the sum of that list and no part of it.
    """

    name: str
    cells: Mapping[str, Cell]
    units: Mapping[str, str]
    split: Split = "funds"
    own: bool = False


@dataclass(frozen=True, slots=True)
class Funds:
    """The total line and the lines below it · 资金情况.

    `points` are those printed in a heading where the block has no column for them.
    """

    total: FundLine | None
    lines: tuple[FundLine, ...]
    points: Cell | None = None
    points_text: str = ""


def read_funds(sheet: Sheet, table: Table) -> Funds:
    """Return the budget block; its cells are taken."""
    total: FundLine | None = None
    lines: list[FundLine] = []
    seen = False
    splits, columns = Splits(), dict[int, Split]()
    for row in sheet.body(table):
        if named_amounts := beside(sheet, row, columns) if seen else []:
            lines += (_named(sheet, table, one) for one in named_amounts)
            continue
        before = _before(sheet, table, row)
        label = before[-1] if before else None
        cells = _figures(sheet, table, row)
        named = "" if label is None else label.text
        known = headings()["rows"].is_a(named, "funds_total", "part")
        if cells is None or not (cells or known or (seen and label and len(sheet.layout.own(row)) <= 2)):
            if seen:
                break
            continue
        line = _within(splits, sheet, before, _line(sheet, table, row, label, cells))
        is_total = headings()["rows"].is_a(named, "funds_total")
        if total is None and not seen and not known:
            is_total = label is None or "claimed" in cells or "points" in cells
            if label is not None and is_total:
                sheet.note("form-funds-total-assumed", label)
        seen = True
        if is_total and total is None:
            total = line
        elif line.cells:
            lines.append(line)
        elif label is not None and not line.own:
            sheet.note("form-row-empty", label)
    points, text = _heading_points(table) if table.columns.keys().isdisjoint({"points"}) else (None, "")
    return Funds(total, tuple(lines), points, text)


def _before(sheet: Sheet, table: Table, row: int) -> list[Cell]:
    """Return the cells before the figures of a line; the last one says what the line is."""
    leftmost = min(table.columns[role] for role in MONEY if role in table.columns)
    return [cell for cell in sheet.layout.row(row) if cell.column < leftmost and cell not in table.heads]


def _within(splits: Splits, sheet: Sheet, before: list[Cell], line: FundLine) -> FundLine:
    """Return a line as part of the split it stands in; those of a split nobody knows are listed."""
    name, own = splits.enter(before, line.name)
    sheet.take(splits.opened)
    if splits.split == "other" and before:
        sheet.note("form-left-out", before[-1])
    return replace(line, name=name, split=splits.split, own=own)


def _named(sheet: Sheet, table: Table, one: Named) -> FundLine:
    """Return an amount that stands in one cell with its name, in no column of the table."""
    sheet.take(one.cell)
    if one.amount is None:
        if not one.own:
            sheet.note("form-row-empty", one.cell)
        return FundLine(one.name, {}, {}, one.split, one.own)
    unit = _unit(sheet, table, "budget", one.cell, one.amount)
    return FundLine(one.name, {"stated": one.amount}, {"stated": unit}, one.split, one.own)


def _figures(sheet: Sheet, table: Table, row: int) -> dict[str, Cell] | None:
    """Return the figures of a line, None where what stands there is no line of figures."""
    found: dict[str, Cell] = {}
    for role in FIGURES:
        cell = table.cell(sheet.layout, row, role)
        if cell is None:
            continue
        if cell in found.values():
            return None
        text = one_line(cell.text)
        if not (is_blank(text) or _looks_like_a_figure(text) or text.startswith("#")):
            return None
        if cell.row == row:
            found[role] = cell
    return found


def _looks_like_a_figure(text: str) -> bool:
    return re.search("[0-9０-９]", text) is not None and len(text) <= _LONGEST_FIGURE


def _line(sheet: Sheet, table: Table, row: int, label: Cell | None, cells: Mapping[str, Cell]) -> FundLine:
    name = sheet.take(label).rstrip(":：") if label is not None else ""
    for cell in cells.values():
        sheet.take(cell)
    reason = table.cell(sheet.layout, row, "reason")
    if reason is not None and reason.row == row and sheet.take(reason):
        sheet.note("form-funds-reason", reason)
    printed = {role: cell for role, cell in cells.items() if not is_blank(cell.text)}
    units = {role: _unit(sheet, table, role, label, cell) for role, cell in printed.items() if role in MONEY}
    return FundLine(name, printed, units)


def _unit(sheet: Sheet, table: Table, role: str, label: Cell | None, cell: Cell) -> str:
    """Return the unit printed for an amount; empty where the figure carries it, or none is printed."""
    column = table.columns.get(role, 0)
    own = [head for head in table.heads if head.column <= column < head.column + head.columns]
    return _unit_among(sheet, (*own, *((label,) if label else ()), *table.heads), cell)


def _unit_among(sheet: Sheet, heads: Iterable[Cell], cell: Cell) -> str:
    """Return the unit that the first of some headings prints, or a line of the form."""
    if "元" in cell.text:
        return ""
    for head in heads:
        for part in bracketed(head.text):
            if found := _UNIT.search(part):
                return found[1]
    return next(
        (found[1] for cell in sheet.layout.cells() if (found := _UNIT_LINE.search(folded(cell.text)))),
        "" if "¥" in folded(cell.text) else "?",
    )


def funds_in_pairs(sheet: Sheet, around: Surroundings) -> Funds | None:
    """Return the amounts that stand beside or behind their names, where a form has no table of them."""
    found = {role: around.labels[name] for role in FIGURES if (name := f"fund_{role}") in around.labels}
    cells = {role: cell for role, cell in found.items() if _looks_like_a_figure(one_line(cell.text))}
    if not cells.keys() & {"budget", "spent"}:
        return None
    units = {
        role: _unit_among(sheet, (around.heads[f"fund_{role}"],), cell)
        for role, cell in cells.items()
        if role in MONEY
    }
    return Funds(FundLine("", cells, units), ())


def _heading_points(table: Table) -> tuple[Cell | None, str]:
    printed = ((head, points_in(head.text)) for head in table.heads)
    return next(((head, points) for head, points in printed if points), (None, ""))
