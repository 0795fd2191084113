"""Sums and products that the rows of a form print of each other · 表格行之间的勾稽."""

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding, row_places
from perfscore.inputs.report_format import TargetEntry
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import Quantity, read_quantity
from perfscore.numbers.units import Unit
from perfscore.score.scorecard import Scorecard

__all__ = ["find_in_sums"]

# 其中 names some of a whole; these words say that the parts are all of it.
_ALL_PARTS = re.compile("合计|共计|总计|小计|分别为|包括")
# What is not the sum of its parts: rates, averages, prices, times.
_NOT_SUMMED = re.compile("率|满意|平均|人均|均价|单价|标准|成本|比例|占比|比重|时间|时限|工期|期限")


def find_in_sums(card: Scorecard) -> Iterator[Finding]:
    """Yield scores weighted a second time, and rows whose parts do not add up or repeat their points."""
    for entry, line in _entries(card):
        yield from _weighted_twice(entry, _named(card, entry, line))
    yield from _parts(card)


def _entries(card: Scorecard) -> Iterator[tuple[TargetEntry, int]]:
    for number, entry in enumerate(card.report.targets):
        yield entry, card.report.origin.place(("targets", number)).line


def _named(card: Scorecard, entry: TargetEntry, line: int) -> dict[str, str]:
    return {"row": entry.name, **row_places(card.report, [(line, entry.at)])}


def _weighted_twice(entry: TargetEntry, values: dict[str, str]) -> Iterator[Finding]:
    """Yield a score that is multiplied by its weight once more."""
    claimed, share, converted = (
        _number(text, unit)
        for text, unit in ((entry.claimed, "分"), (entry.share, "%"), (entry.converted, "分"))
    )
    if claimed is None or share is None or converted is None or share == 1:
        return
    if converted == claimed * share:
        printed = {"share": entry.share or "", "converted": entry.converted or ""}
        yield Finding("row-weighted-twice", "error", {**values, "claimed": entry.claimed or "", **printed})


def _parts(card: Scorecard) -> Iterator[Finding]:
    """Yield rows that inform another: do they add up to it, and do they repeat its score."""
    parents = {entry.name: (entry, line) for entry, line in _entries(card) if entry.part_of is None}
    children: dict[str, list[TargetEntry]] = {}
    for entry, _ in _entries(card):
        if entry.part_of is not None:
            children.setdefault(entry.part_of, []).append(entry)
    for name, parts in children.items():
        if name not in parents:
            yield Finding("row-part-of-nothing", "warning", {"row": parts[0].name, "parent": name})
            continue
        parent, line = parents[name]
        values = _named(card, parent, line)
        if any(part.points and part.points == parent.points for part in parts):
            yield Finding("row-repeats-total", "note", {**values, "full": parent.points or ""})
        yield from _sums(parent, parts, values)


def _sums(parent: TargetEntry, parts: list[TargetEntry], values: dict[str, str]) -> Iterator[Finding]:
    """Yield how the results of parts go with their row's; units that differ are not compared."""
    whole, target = _quantity(parent.actual, parent.unit), _quantity(parent.target, parent.unit)
    if whole is None or _NOT_SUMMED.search(parent.name):
        return
    unit = whole.unit or (target.unit if target else None)
    name = unit.name if unit else None
    whole = whole if whole.unit else _quantity(parent.actual, name)
    reached = [_quantity(part.actual, part.unit) for part in parts]
    own = [
        item if item is None or item.unit else _quantity(part.actual, name)
        for item, part in zip(reached, parts, strict=True)
    ]
    total = None if whole is None else whole.range.exact
    numbers = [item.range.exact for item in own if item is not None and _of_unit(item, unit)]
    known = [number for number in numbers if number is not None]
    if total is None or len(known) < len(parts):
        return
    off = sum(known, Fraction(0)) - total
    sums = ((key, unit.from_base(n) if unit else n) for key, n in (("parts", off + total), ("off", abs(off))))
    found = {
        **values,
        "total": f"{parent.actual}",
        **{key: f"{decimal_text(n)}{name or ''}" for key, n in sums},
    }
    if off == 0:
        yield Finding("row-parts-add-up", "note", found)
    elif off > 0:
        yield Finding("row-parts-exceed", "error", found)
    elif any(_ALL_PARTS.search(entry.name) for entry in (parent, *parts)):
        yield Finding("row-parts-differ", "warning", found)


def _of_unit(quantity: Quantity, unit: Unit | None) -> bool:
    return (quantity.unit.dimension if quantity.unit else None) == (unit.dimension if unit else None)


def _quantity(text: str | None, unit: str | None) -> Quantity | None:
    try:
        return read_quantity(text, unit) if text else None
    except QuantityRefused:
        return None


def _number(text: str | None, unit: str) -> Fraction | None:
    quantity = _quantity(text, unit)
    return quantity.range.exact if quantity else None
