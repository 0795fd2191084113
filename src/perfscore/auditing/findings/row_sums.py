"""Sums and products that the rows of a form print of each other · 表格行之间的勾稽."""

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding, row_places
from perfscore.inputs.row import Cell, Row
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.units import Unit
from perfscore.score.scorecard import Scorecard

__all__ = ["find_in_sums"]

# 其中 names some of a whole; these words say that the parts are all of it.
_ALL_PARTS = re.compile("合计|共计|总计|小计|分别为|包括")
# What is not the sum of its parts: rates, averages, prices, times.
_NOT_SUMMED = re.compile("率|满意|平均|人均|均价|单价|标准|成本|比例|占比|比重|时间|时限|工期|期限")


def find_in_sums(card: Scorecard) -> Iterator[Finding]:
    """Yield scores weighted a second time, and rows whose parts do not add up or repeat their points."""
    for row in card.report.rows:
        yield from _weighted_twice(row, _named(card, row))
    yield from _parts(card)


def _named(card: Scorecard, row: Row) -> dict[str, str]:
    return {"row": row.entry.name, **row_places(card.report, [(row.place.line, row.entry.at)])}


def _weighted_twice(row: Row, values: dict[str, str]) -> Iterator[Finding]:
    """Yield a score that is multiplied by its weight once more."""
    claimed, entry = row.claim.quantity.range.exact if row.claim else None, row.entry
    if claimed is None or row.share is None or row.converted is None or row.share == 1:
        return
    if row.converted == claimed * row.share:
        printed = {"share": entry.share or "", "converted": entry.converted or ""}
        yield Finding("row-weighted-twice", "error", {**values, "claimed": entry.claimed or "", **printed})


def _parts(card: Scorecard) -> Iterator[Finding]:
    """Yield rows that inform another: do they add up to it, and do they repeat its score."""
    parents = {row.entry.name: row for row in card.report.rows if row.entry.part_of is None}
    children: dict[str, list[Row]] = {}
    for row in card.report.rows:
        if row.entry.part_of is not None:
            children.setdefault(row.entry.part_of, []).append(row)
    for name, parts in children.items():
        if name not in parents:
            yield Finding("row-part-of-nothing", "warning", {"row": parts[0].entry.name, "parent": name})
            continue
        parent = parents[name]
        values, points = _named(card, parent), parent.entry.points
        if any(part.entry.points and part.entry.points == points for part in parts):
            yield Finding("row-repeats-total", "note", {**values, "full": points or ""})
        yield from _sums(parent, parts, values)


def _sums(parent: Row, parts: list[Row], values: dict[str, str]) -> Iterator[Finding]:
    """Yield how the results of parts go with their row's; units that differ are not compared."""
    whole = parent.actual.quantity
    if whole is None or _NOT_SUMMED.search(parent.entry.name):
        return
    unit = whole.unit
    name = unit.name if unit else ""
    total = _in_unit(parent.actual, unit)
    known = [number for part in parts if (number := _in_unit(part.actual, unit)) is not None]
    if total is None or len(known) < len(parts):
        return
    off = sum(known, Fraction(0)) - total
    sums = ((key, unit.from_base(n) if unit else n) for key, n in (("parts", off + total), ("off", abs(off))))
    found = {
        **values,
        "total": parent.actual.text,
        **{key: f"{decimal_text(n)}{name}" for key, n in sums},
    }
    if off == 0:
        yield Finding("row-parts-add-up", "note", found)
    elif off > 0:
        yield Finding("row-parts-exceed", "error", found)
    elif any(_ALL_PARTS.search(row.entry.name) for row in (parent, *parts)):
        yield Finding("row-parts-differ", "warning", found)


def _in_unit(cell: Cell, unit: Unit | None) -> Fraction | None:
    """Return the number in a cell in the base of a unit, which a bare number takes over.

    None where it is no one number or of another dimension; 5万 under 万元 may be either of two amounts.
    """
    quantity = cell.quantity
    number = None if quantity is None or cell.is_day else quantity.range.exact
    if quantity is None or number is None:
        return None
    if quantity.unit is None and unit is not None:
        multiplied = quantity.decimals is None or quantity.decimals < 0
        return None if multiplied and unit.power else unit.to_base(number)
    same = (quantity.unit and quantity.unit.dimension) == (unit and unit.dimension)
    return number if same else None
