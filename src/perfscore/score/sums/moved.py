"""Sets of points moved as a whole, and numbers that follow the total · 得分集合的整体变换.

What is on a grid stays on one where the result allows it, so that no gap between points is lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, TypeGuard

from perfscore.language.sets.joining import Numbers, merged
from perfscore.language.sets.spans import difference, product
from perfscore.numbers.exact import Mode, Rounding, rounded_units
from perfscore.numbers.ranges import Range
from perfscore.score.sums import gridbits
from perfscore.score.sums.pointset import MOST_UNITS, PointSet

__all__ = [
    "Entangled",
    "Points",
    "apart",
    "differences",
    "divided",
    "folded",
    "is_set",
    "largest",
    "lifted",
    "moves",
    "multiplied",
    "points_of",
    "rounds",
    "scaled",
    "set_of",
    "smallest",
    "united",
]

MOST_LISTED = 200_000
"""So many points are scaled one by one; of more only the ends of neighbours are."""


def set_of(numbers: Numbers) -> PointSet:
    """Return numbers as a set, on a grid where all are single decimals."""
    fine = [None if number.exact is None else _decimals(number.exact) for number in numbers]
    places = [found for found in fine if found is not None]
    if not places or len(places) < len(numbers):
        return PointSet(None, ranges=numbers)
    return PointSet.rounded(numbers, Rounding(max(places)))


def smallest(a: PointSet, b: PointSet) -> PointSet:
    """Return all minima of one number from each set."""
    least, other = (Range(None, of.hull.high, high_open=of.hull.high_open) for of in (b, a))
    return united((a.within(least), b.within(other)))


def largest(a: PointSet, b: PointSet) -> PointSet:
    """Return all maxima of one number from each set."""
    most, other = (Range(of.hull.low, None, of.hull.low_open) for of in (b, a))
    return united((a.within(most), b.within(other)))


def united(sets: Iterable[PointSet]) -> PointSet:
    """Return the points of any of several sets."""
    # An empty set has no grid of its own to keep, and must not cost another one its grid.
    return reduce(lambda a, b: a.union(b) if a and b else a or b, sets)


def differences(points: PointSet, numbers: Numbers) -> PointSet:
    """Return all differences, on a grid where none lies below zero."""
    most = max((n.exact for n in numbers if n.exact is not None), default=None)
    if most is not None and most >= 0 and points.places is not None:
        # Adding what each number lacks of the greatest, then taking that away, stays above zero.
        raised = points.plus(set_of(merged(difference(Range.point(most), n) for n in numbers)))
        raised = raised.plus(PointSet.of(Fraction(0), Rounding(_decimals(most) or 0)))
        units = most * 10 ** (raised.places or 0)
        whole = raised.places is not None and units.denominator == 1
        if whole and not raised.bits & gridbits.run_of(0, units.numerator - 1):
            return PointSet(raised.places, raised.bits >> units.numerator)
    zero = Range.point(Fraction(0))
    return points.plus(PointSet(None, ranges=merged(difference(zero, number) for number in numbers)))


def scaled(points: PointSet, factor: Fraction, rounding: Rounding | None = None) -> PointSet:
    """Return all points times a factor, rounded where a rounding is given."""
    digits = _decimals(factor)
    if points.places is not None and factor >= 0 and (rounding is not None or digits is not None):
        # With as many places as the product needs, rounding it changes nothing.
        kept = rounding or Rounding(points.places + (digits or 0))
        scale = factor * 10**kept.places / 10**points.places
        if points.bits.bit_length() * scale < MOST_UNITS and points.bits.bit_count() <= MOST_LISTED:
            return PointSet(kept.places, points.bits if scale == 1 else _spread(points.bits, scale, kept))
    by = Range.point(factor)
    return PointSet.rounded(merged(product(piece, by) for piece in points.dense()), rounding)


def _spread(bits: int, scale: Fraction, rounding: Rounding) -> int:
    many, each = scale.as_integer_ratio()
    return gridbits.gathered(
        rounded_units(unit * many, each, rounding.mode) for unit in gridbits.whole_numbers(bits)
    )


def _decimals(number: Fraction) -> int | None:
    """Return how many decimals a number needs, None where no decimal ends."""
    fine = Rounding(0).keeping(number)
    return fine.places if fine(number) == number else None


MOST_APART = 128
"""Sums are asked for apart in at most so many bundles."""


class Entangled(Exception):
    """An operation must know which sum each of its operands belongs to · 须逐个合计求值."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points that are still to be multiplied by a factor, so that a rounding after it is exact.

    `moving` says that they depend on the total: two such values must not be taken for independent.
    """

    points: PointSet
    factor: Fraction = Fraction(1)
    moving: bool = True


def apart(sums: PointSet) -> list[Points]:
    """Return the sums one by one, in bundles where they are many; each is a value for ``total``."""
    return [Points(sums.within(piece), moving=False) for piece in sums.dense(MOST_APART)]


def is_set(value: Any) -> TypeGuard[PointSet | Points]:
    """Say whether a value is a set of points rather than ranges, a truth or a text."""
    return isinstance(value, PointSet | Points)


def moves(value: Any) -> bool:
    """Say whether a value depends on the total, which is a PointSet itself."""
    return value.moving if isinstance(value, Points) else isinstance(value, PointSet)


def points_of(value: PointSet | Points | Numbers) -> PointSet:
    """Return a value that is a number, as a set of points."""
    if isinstance(value, Points):
        return value.points if value.factor == 1 else scaled(value.points, value.factor)
    return value if isinstance(value, PointSet) else set_of(value)


def lifted(plain: Callable[..., Any], own: Callable[..., Any] | None) -> Callable[..., Any]:
    """Return an operation that takes sets as a whole where it can, and as ranges where it cannot."""

    def apply(*values: Any) -> Any:
        if not any(map(is_set, values)):
            return plain(*values)
        moving = sum(map(moves, values))
        if moving > 1:
            raise Entangled
        found = own(*values) if own else None
        if found is None:
            found = plain(*(tuple(points_of(v).dense()) if is_set(v) else v for v in values))
        if isinstance(found, tuple):
            found = set_of(found)
        return Points(found, moving=bool(moving)) if isinstance(found, PointSet) else found

    return apply


def folded(apply: Callable[[PointSet, PointSet], PointSet]) -> Callable[..., PointSet]:
    """Return a function of two sets as one of any number of values."""
    return lambda *values: reduce(apply, map(points_of, values))


def multiplied(points: Any, numbers: Any) -> Points | None:
    """Return points times one number, None for anything else."""
    by = numbers[0].exact if isinstance(numbers, tuple) and len(numbers) == 1 else None
    if by is None or by < 0:
        return None
    if isinstance(points, Points):
        return Points(points.points, points.factor * by, points.moving)
    return Points(points, by)


def divided(a: Any, b: Any) -> Points | None:
    """Return points over one number, None for anything else."""
    if is_set(b):
        if moves(b) and Fraction(0) in points_of(b):
            # Only of each sum alone can be told whether there is a quotient.
            raise Entangled
        return None
    by = b[0].exact if len(b) == 1 else None
    return multiplied(a, (Range.point(1 / by),)) if by else None


def rounds(mode: Mode, plain: Callable[..., Numbers]) -> Callable[..., Any]:
    """Return a rounding that puts sets, and ranges of many points, on a grid."""

    def rounded(number: Any, decimals: Numbers) -> Any:
        rounding = Rounding(int(decimals[0].low or 0), mode)
        if isinstance(number, tuple):
            found = PointSet.rounded(number, rounding)
            return plain(number, decimals) if found.places is None else Points(found, moving=False)
        factor = number.factor if isinstance(number, Points) else Fraction(1)
        points = number.points if isinstance(number, Points) else number
        return Points(scaled(points, factor, rounding), moving=moves(number))

    return rounded
