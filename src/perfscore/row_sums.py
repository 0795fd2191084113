"""Sums and products that the rows of a form print of each other · 表格行之间的勾稽."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.finding import Finding
from perfscore.inputs.report_format import TargetEntry
from perfscore.numbers import decimal_text
from perfscore.quantities.quantity import Quantity, QuantityRefused, read_quantity
from perfscore.scorecard import Scorecard

__all__ = ["find_in_sums"]


def find_in_sums(card: Scorecard) -> Iterator[Finding]:
    """Yield scores weighted a second time, and rows whose parts do not add up or repeat their points."""
    for entry, line in _entries(card):
        yield from _weighted_twice(entry, line)
    yield from _parts(card)


def _entries(card: Scorecard) -> Iterator[tuple[TargetEntry, int]]:
    for number, entry in enumerate(card.report.targets):
        yield entry, card.report.origin.place(("targets", number)).line


def _weighted_twice(entry: TargetEntry, line: int) -> Iterator[Finding]:
    """Yield a score that is multiplied by its weight once more."""
    claimed, share, converted = (
        _number(text, unit)
        for text, unit in ((entry.claimed, "分"), (entry.share, "%"), (entry.converted, "分"))
    )
    if claimed is None or share is None or converted is None or share == 1:
        return
    if converted == claimed * share:
        values = {"row": entry.name, "line": str(line), "claimed": entry.claimed or ""}
        values |= {"share": entry.share or "", "converted": entry.converted or ""}
        yield Finding("row-weighted-twice", "error", values)


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
        values = {"row": name, "line": str(line)}
        if any(part.points and part.points == parent.points for part in parts):
            yield Finding("row-repeats-total", "note", {**values, "full": parent.points or ""})
        yield from _sums(parent, parts, values)


def _sums(parent: TargetEntry, parts: list[TargetEntry], values: dict[str, str]) -> Iterator[Finding]:
    whole = _quantity(parent.actual, parent.unit)
    reached = [_quantity(part.actual, part.unit) for part in parts]
    units = {item.unit for item in (whole, *reached) if item is not None}
    numbers = [item.range.exact for item in reached if item is not None]
    total = None if whole is None else whole.range.exact
    if total is None or len(units) != 1 or None in numbers or len(numbers) < len(parts):
        return
    summed = sum((number for number in numbers if number is not None), Fraction(0))
    found = {**values, "parts": decimal_text(summed), "total": parent.actual or ""}
    if summed == total:
        yield Finding("row-parts-add-up", "note", found)
    else:
        yield Finding("row-parts-differ", "warning", {**found, "off": decimal_text(abs(summed - total))})


def _quantity(text: str | None, unit: str | None) -> Quantity | None:
    try:
        return read_quantity(text, unit) if text else None
    except QuantityRefused:
        return None


def _number(text: str | None, unit: str) -> Fraction | None:
    quantity = _quantity(text, unit)
    return quantity.range.exact if quantity else None
