"""Arithmetic on ranges of exact numbers · 区间运算.

Each function returns the exact image of its operation: open, closed and infinite ends are kept, and a
quotient over a range that holds zero comes in two pieces.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from perfscore.numbers.ranges import Range, hull

__all__ = [
    "absolute",
    "difference",
    "largest",
    "negated",
    "product",
    "quotient",
    "smallest",
    "stepped",
    "total",
]

ZERO = Fraction(0)
End = tuple[int, Fraction, bool]
"""An end as (infinity's sign or 0, number, open)."""


def _ends(of: Range) -> tuple[End, End]:
    low: End = (-1, ZERO, True) if of.low is None else (0, of.low, of.low_open)
    high: End = (1, ZERO, True) if of.high is None else (0, of.high, of.high_open)
    return low, high


def total(a: Range, b: Range) -> Range:
    """Return all sums."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Range(low, high, a.low_open or b.low_open, a.high_open or b.high_open)


def negated(a: Range) -> Range:
    """Return all negatives."""
    low = None if a.high is None else -a.high
    high = None if a.low is None else -a.low
    return Range(low, high, a.high_open, a.low_open)


def difference(a: Range, b: Range) -> Range:
    """Return all differences."""
    return total(a, negated(b))


def product(a: Range, b: Range) -> Range:
    """Return all products."""
    if a.exact is not None and b.exact is not None:
        return Range.point(a.exact * b.exact)
    corners = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    low = min(corners, key=lambda end: (end[0], end[1], end[2]))
    high = max(corners, key=lambda end: (end[0], end[1], not end[2]))
    return _between(low, high)


def _times(x: End, y: End) -> End:
    for end, other in ((x, y), (y, x)):
        if end[0] == 0 and end[1] == 0:
            # Zero times anything, even without end, is zero; it is reached where its own end is.
            return (0, ZERO, end[2] and (other[2] or other[1] != 0 or other[0] != 0))
    if x[0] or y[0]:
        sign = (x[0] or (1 if x[1] > 0 else -1)) * (y[0] or (1 if y[1] > 0 else -1))
        return (sign, ZERO, True)
    return (0, x[1] * y[1], x[2] or y[2])


def _between(low: End, high: End) -> Range:
    return Range(
        None if low[0] else low[1],
        None if high[0] else high[1],
        low[2] or low[0] != 0,
        high[2] or high[0] != 0,
    )


def quotient(a: Range, b: Range) -> tuple[Range, ...]:
    """Return all quotients over the divisors that are not zero; nothing when there is none."""
    if a.exact is not None and b.exact:
        return (Range.point(a.exact / b.exact),)
    above = b.meet(Range(ZERO, None, True, True))
    below = b.meet(Range(None, ZERO, True, True))
    return tuple(product(a, _reciprocal(part)) for part in (below, above) if part is not None)


def _reciprocal(b: Range) -> Range:
    """Return one over a range that lies on one side of zero and does not hold it."""
    low = ZERO if b.high is None else None if b.high == 0 else 1 / b.high
    high = ZERO if b.low is None else None if b.low == 0 else 1 / b.low
    return Range(low, high, b.high_open or low is None, b.low_open or high is None)


def smallest(ranges: Iterable[Range]) -> Range:
    """Return all minima of one number from each range."""
    ends = [_ends(r) for r in ranges]
    low = min(pair[0] for pair in ends)
    high = min((pair[1] for pair in ends), key=lambda end: (end[0], end[1], not end[2]))
    return _between(low, high)


def largest(ranges: Iterable[Range]) -> Range:
    """Return all maxima of one number from each range."""
    ends = [_ends(r) for r in ranges]
    low = max(pair[0] for pair in ends)
    high = max((pair[1] for pair in ends), key=lambda end: (end[0], end[1], not end[2]))
    return _between(low, high)


def absolute(a: Range) -> Range:
    """Return all magnitudes."""
    above = a.meet(Range(ZERO, None, False, True))
    below = a.meet(Range(None, ZERO, True, False))
    return hull(*([above] if above else []), *([negated(below)] if below else []))


def stepped(a: Range, units: Callable[[Fraction], int], places: int = 0) -> tuple[int | None, int | None]:
    """Return the least and the greatest step a rising step function takes on a range.

    Its steps may lie at multiples of half a unit of the last place, as those of every rounding do.
    """
    half = Fraction(1, 2 * 10**places)
    low = None if a.low is None else units(_inside(a.low, half, 1, a) if a.low_open else a.low)
    high = None if a.high is None else units(_inside(a.high, half, -1, a) if a.high_open else a.high)
    return low, high


def _inside(end: Fraction, half: Fraction, side: int, of: Range) -> Fraction:
    """Return a number so near an open end that no step lies between, and that is in the range."""
    steps = end / half
    if side > 0:
        there = (steps.numerator // steps.denominator + 1) * half
        return (end + (there if of.high is None else min(there, of.high))) / 2
    there = (-(-steps.numerator // steps.denominator) - 1) * half
    return (end + (there if of.low is None else max(there, of.low))) / 2
