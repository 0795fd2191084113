"""Sets of points, summed exactly · 可取得分的集合.

Rounded points lie on a grid of decimals and are kept as the bits of one integer, so that the sums
of two sets are shifts.  Points nobody rounds are kept as ranges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Self

from perfscore.language.sets.joining import ATTAINABLE, Numbers, merged, met, pairs
from perfscore.language.sets.spans import difference, stepped
from perfscore.language.sets.spans import total as sum_of
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import Range, hull
from perfscore.score.sums import gridbits

__all__ = ["MOST_UNITS", "PointSet"]

MOST_UNITS = 2_000_000
"""A grid has no more points than this; what is finer is kept as ranges."""


@dataclass(frozen=True)
class PointSet:
    """Points that can be given · 可取得分.

    With `places`, bit n of `bits` says that n units of the last decimal can be given; without, the
    points are any number of `ranges`.  Points on a grid are never negative.
    """

    places: int | None
    bits: int = 0
    ranges: Numbers = ()

    @classmethod
    def of(cls, points: Fraction, rounding: Rounding | None) -> Self:
        """Return the set of one number."""
        if rounding is None:
            return cls(None, ranges=(Range.point(points),))
        units = rounding.units(points)
        if 0 <= units <= MOST_UNITS:
            return cls(rounding.places, 1 << units)
        return cls(None, ranges=(Range.point(Fraction(units, 10**rounding.places)),))

    @classmethod
    def between(cls, points: Fraction, rounding: Rounding | None) -> Self:
        """Return everything from nothing to full points."""
        return cls.rounded((Range(Fraction(0), points),), rounding)

    @classmethod
    def rounded(cls, numbers: Numbers, rounding: Rounding | None) -> Self:
        """Return what numbers become by a rounding, or the numbers where there is none."""
        if rounding is None:
            return cls(None, ranges=numbers)
        steps = [stepped(number, rounding.units, rounding.places) for number in numbers]
        if any(low is None or low < 0 or high is None or high > MOST_UNITS for low, high in steps):
            scale = 10**rounding.places
            return cls(None, ranges=merged(_scaled(low, high, scale) for low, high in steps))
        bits = 0
        for low, high in steps:
            assert low is not None
            assert high is not None
            bits |= gridbits.run_of(low, high)
        return cls(rounding.places, bits)

    @classmethod
    def total(cls, sets: "Iterable[PointSet]") -> "PointSet":
        """Return all sums of one number from each of several sets."""
        moves: dict[int, int] = {}
        wide: list[PointSet] = []
        for points in sets:
            unit = gridbits.only_number(points.bits)
            if points.places is None or unit is None:
                wide.append(points)
            else:
                # A set of one number does no more than move all the others.
                moves[points.places] = moves.get(points.places, 0) + unit
        result = PointSet(0, 1)
        for points in (*(PointSet(places, 1 << units) for places, units in moves.items()), *wide):
            result = result.plus(points)
        return result

    @property
    def hull(self) -> Range:
        """The least and the greatest points; raises ValueError for an empty set."""
        if self.places is None or not self.bits:
            return hull(*self.ranges)
        if (unit := gridbits.only_number(self.bits)) is not None:
            return Range.point(self._of_units(unit))
        low = (self.bits & -self.bits).bit_length() - 1
        return Range(self._of_units(low), self._of_units(self.bits.bit_length() - 1))

    def __contains__(self, points: object) -> bool:
        if not isinstance(points, (Fraction, int)):
            return False
        points = Fraction(points)
        if self.places is None:
            return any(points in piece for piece in self.ranges)
        unit = points * 10**self.places
        return unit >= 0 and unit.denominator == 1 and bool(self.bits >> unit.numerator & 1)

    def meets(self, claim: Range) -> bool:
        """Say whether any of the points lies in a range."""
        if self.places is None:
            return any(piece.meet(claim) for piece in self.ranges)
        return bool(self.within(claim).bits)

    def within(self, claim: Range) -> "PointSet":
        """Return the points that lie in a range."""
        if self.places is None:
            return PointSet(None, ranges=tuple(p for piece in self.ranges if (p := piece.meet(claim))))
        return PointSet(
            self.places, self.bits & gridbits.run_of(*gridbits.span_of(claim, self.places, self.bits))
        )

    def union(self, other: "PointSet") -> "PointSet":
        """Return the points of either set."""
        if grid := self._on_one_grid(other):
            places, a, b = grid
            return PointSet(places, a | b)
        return PointSet(None, ranges=merged((*self.dense(), *other.dense())))

    def plus(self, other: "PointSet") -> "PointSet":
        """Return all sums of one number from each set."""
        if grid := self._on_one_grid(other):
            places, a, b = grid
            return PointSet(places, gridbits.sums(a, b))
        both = pairs(merged(self.dense()), merged(other.dense()))
        return PointSet(None, ranges=merged(sum_of(a, b) for a, b in both))

    def completing(self, other: "PointSet", total: Range) -> "PointSet":
        """Return the points of this set that some point of another makes up to a total."""
        if grid := self._on_one_grid(other):
            places, a, b = grid
            first, last = gridbits.span_of(total, places, gridbits.sums(a, b))
            return PointSet(places, a & gridbits.missing_from(b, first, last))
        needed = merged(difference(total, piece) for piece in other.dense())
        return PointSet(None, ranges=merged(met(tuple(self.dense()), needed)))

    def points(self) -> Iterator[Fraction]:
        """Yield the points of a grid, from low to high."""
        assert self.places is not None
        return map(self._of_units, gridbits.whole_numbers(self.bits))

    def nearest(self, points: Fraction) -> tuple[Fraction | None, Fraction | None]:
        """Return the points of the set next below and next above a number.

        Of ranges these are the ends, also open ones.
        """
        below = self.within(Range(None, points, True, True))
        above = self.within(Range(points, None, True, True))
        return (below.hull.high if below else None), (above.hull.low if above else None)

    def step(self) -> Fraction | None:
        """Return the largest step that all points of the grid are whole multiples of, None for ranges."""
        if self.places is None:
            return None
        common = 0
        for units in gridbits.whole_numbers(self.bits):
            common = gcd(common, units)
            if common == 1:
                break
        return self._of_units(common) if common else None

    def __bool__(self) -> bool:
        return bool(self.bits or self.ranges)

    def _of_units(self, units: int) -> Fraction:
        return Fraction(units, 10 ** (self.places or 0))

    def _on_one_grid(self, other: "PointSet") -> tuple[int, int, int] | None:
        """Return the finer places and both sets in their units, None where no grid is fine enough."""
        if self.places is None or other.places is None:
            return None
        places = max(self.places, other.places)
        mine, theirs = 10 ** (places - self.places), 10 ** (places - other.places)
        if not (_fits(self.bits, mine) and _fits(other.bits, theirs)):
            return None
        return places, gridbits.spread(self.bits, mine), gridbits.spread(other.bits, theirs)

    def dense(self, most: int = ATTAINABLE) -> Iterable[Range]:
        """Return the points as ranges, those of a grid as no more than `most`."""
        if self.places is None:
            return self.ranges
        return (Range(self._of_units(a), self._of_units(b)) for a, b in gridbits.bundles(self.bits, most))


def _fits(bits: int, factor: int) -> bool:
    return factor == 1 or bits.bit_length() * factor <= MOST_UNITS


def _scaled(low: int | None, high: int | None, scale: int) -> Range:
    ends = (None if end is None else Fraction(end, scale) for end in (low, high))
    return Range(next(ends), next(ends))
