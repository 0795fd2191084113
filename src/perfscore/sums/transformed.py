"""Sets of points limited, lowered, scaled and rounded as a whole · 得分集合的整体变换.

What is on a grid stays on one where the result allows it, so that no gap between points is lost.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from perfscore.language.joining import Numbers, merged
from perfscore.language.spans import difference, product
from perfscore.numbers import Rounding, rounded_units
from perfscore.ranges import Range
from perfscore.sums import gridbits
from perfscore.sums.pointset import MOST_UNITS, PointSet

__all__ = ["differences", "largest", "scaled", "set_of", "smallest", "united"]

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
