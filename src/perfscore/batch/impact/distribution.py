"""How the totals of reports are spread under two rulesets, in spans of one width · 总分分布."""

from fractions import Fraction
from typing import NamedTuple

from perfscore.batch.impact.compared import Moves

__all__ = ["Span", "spans"]

_MOST = 20
"""More spans than these cannot be told apart on a page."""


class Span(NamedTuple):
    """The totals from one number to below another, and how many reports have one · 一段总分."""

    low: Fraction
    high: Fraction
    old: int
    new: int


def spans(moves: Moves) -> list[Span]:
    """Return spans of the narrowest round width of which few cover all totals.

    A round width is 1, 2 or 5 times a power of ten.
    """
    old, new = moves.side(0), moves.side(1)
    totals = [*old, *new]
    if not totals:
        return []
    width = _width(min(totals), max(totals))
    first, last = min(totals) // width, max(totals) // width
    found = [[0, 0] for _ in range(first, last + 1)]
    for at, counts in enumerate((old, new)):
        for total, count in counts.items():
            found[total // width - first][at] += count
    return [
        Span((first + place) * width, (first + place + 1) * width, *counts)
        for place, counts in enumerate(found)
    ]


def _width(low: Fraction, high: Fraction) -> Fraction:
    unit = Fraction(1, 100)
    while True:
        for step in (1, 2, 5):
            width = unit * step
            if high // width - low // width < _MOST:
                return width
        unit *= 10
