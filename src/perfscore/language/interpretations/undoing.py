"""Operations undone on ranges · 逆运算.

Each function returns every number an operation takes into what is wanted, and where it cannot be exact
it returns more, never less.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from perfscore.language.sets.joining import Numbers, merged
from perfscore.language.sets.spans import difference, negated, product, quotient, total
from perfscore.numbers.exact import Mode, rounded_units
from perfscore.numbers.ranges import EVERYTHING, Range, hull

__all__ = ["UNDO", "magnitude_undone", "other_undone", "rounding_inverse", "steps_undone"]

_ZERO = Range.point(Fraction(0))
_NOT_BELOW_ZERO = Range(Fraction(0), None)

Undo = Callable[[Range, Range], tuple[Range, ...]]


def rounding_inverse(mode: Mode, places: int, result: Range) -> Range | None:
    """Return the numbers that a rounding takes into a range; None where it takes none there."""
    scale = 10**places
    low = None if result.low is None else _first_unit(result.low * scale, result.low_open)
    high = None if result.high is None else -_first_unit(-result.high * scale, result.high_open)
    if low is not None and high is not None and low > high:
        return None

    def units(number: Fraction) -> int:
        return rounded_units(number.numerator, number.denominator, mode)

    first = EVERYTHING if low is None else _level(units, low)
    last = first if low == high else EVERYTHING if high is None else _level(units, high)
    whole = Range(first.low, last.high, first.low_open, last.high_open)
    return product(whole, Range.point(Fraction(1, scale)))


def _first_unit(end: Fraction, is_open: bool) -> int:
    unit = -(-end.numerator // end.denominator)
    return unit + 1 if is_open and unit == end else unit


def _level(units: Callable[[Fraction], int], unit: int) -> Range:
    """Return all numbers that a step function with half-unit steps takes to one unit."""
    found = []
    for half in range(2 * unit - 2, 2 * unit + 3):
        here, between = Fraction(half, 2), Fraction(2 * half + 1, 4)
        if units(here) == unit:
            found.append(Range.point(here))
        if units(between) == unit:
            found.append(Range(here, here + Fraction(1, 2), True, True))
    return hull(*found)


def steps_undone(wanted: Iterable[Range], step: Callable[[Fraction], int]) -> Numbers:
    """Return the numbers that a rising function with whole steps takes into what is wanted."""
    found = []
    for w in wanted:
        low = None if w.low is None else _first_unit(w.low, w.low_open)
        high = None if w.high is None else -_first_unit(-w.high, w.high_open)
        if low is None or high is None or low <= high:
            ends = [EVERYTHING if unit is None else _level(step, unit) for unit in (low, high)]
            found.append(Range(ends[0].low, ends[1].high, ends[0].low_open, ends[1].high_open))
    return merged(found)


def magnitude_undone(wanted: Iterable[Range]) -> Numbers:
    """Return the numbers whose magnitude is wanted."""
    above = [r for w in wanted if (r := w.meet(_NOT_BELOW_ZERO))]
    return merged([*above, *map(negated, above)])


def other_undone(both: Iterable[tuple[Range, Range]], sign: int) -> Numbers:
    """Return the x for which max(x, other) (sign 1) or min(x, other) (sign -1) can be wanted.

    `both` are pairs of what is wanted and what the other can be.
    """
    if sign < 0:
        return merged(map(negated, other_undone([(negated(w), negated(o)) for w, o in both], 1)))
    found: list[Range] = []
    for w, o in both:
        if own := w.meet(Range(o.low, None, o.low_open)):
            found.append(own)
        if given := w.meet(o):
            found.append(Range(None, given.high, True, given.high_open))
    return merged(found)


def _factor(w: Range, k: Range) -> tuple[Range, ...]:
    if k.meet(_ZERO) and w.meet(_ZERO):
        return (EVERYTHING,)
    return quotient(w, k)


def _divisor(w: Range, k: Range) -> tuple[Range, ...]:
    if k.meet(_ZERO) and w.meet(_ZERO):
        return (EVERYTHING,)
    return quotient(k, w)


UNDO: Mapping[tuple[type[ast.operator], bool], Undo] = {
    (ast.Add, True): lambda w, k: (difference(w, k),),
    (ast.Add, False): lambda w, k: (difference(w, k),),
    (ast.Sub, True): lambda w, k: (total(w, k),),
    (ast.Sub, False): lambda w, k: (difference(k, w),),
    (ast.Mult, True): _factor,
    (ast.Mult, False): _factor,
    (ast.Div, True): lambda w, k: (product(w, k),),
    (ast.Div, False): _divisor,
}
"""For an operator, and whether the name stands on its left: wanted and the other side to that side."""
