"""Sets of points, summed exactly · 可取得分的集合.

Rounded points lie on a grid of decimals and are kept as the bits of one integer, so that the sums of two
sets are shifts.  Points nobody rounds are kept as ranges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Self

from perfscore.language.pieces import Numbers, merged
from perfscore.language.spans import difference, stepped
from perfscore.language.spans import total as sum_of
from perfscore.numbers import Rounding
from perfscore.ranges import Range, hull

__all__ = ["MOST_UNITS", "PointSet"]

MOST_UNITS = 2_000_000
"""A grid has no more points than this; what is finer is kept as ranges."""


@dataclass(frozen=True, slots=True)
class PointSet:
    """Points that can be given · 可取得分.

    With `places`, bit n of `bits` says that n units of the last decimal can be given; without, the
    points are any number of `ranges`.  Points are never negative.
    """

    places: int | None
    bits: int = 0
    ranges: Numbers = ()

    @classmethod
    def of(cls, points: Fraction, rounding: Rounding | None) -> Self:
        """Return the set of one number."""
        return cls.rounded((Range.point(points),), rounding)

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
            bits |= ((1 << (high - low + 1)) - 1) << low
        return cls(rounding.places, bits)

    @property
    def hull(self) -> Range:
        """The least and the greatest points."""
        if self.places is None:
            return hull(*self.ranges)
        low = (self.bits & -self.bits).bit_length() - 1
        return Range(self._points(low), self._points(self.bits.bit_length() - 1))

    def __contains__(self, points: object) -> bool:
        if not isinstance(points, Fraction) or points < 0:
            return False
        if self.places is None:
            return any(points in piece for piece in self.ranges)
        unit = points * 10**self.places
        return unit.denominator == 1 and bool(self.bits >> unit.numerator & 1)

    def meets(self, claim: Range) -> bool:
        """Say whether any of the points lies in a range."""
        if self.places is None:
            return any(piece.meet(claim) for piece in self.ranges)
        return bool(self.within(claim).bits)

    def within(self, claim: Range) -> "PointSet":
        """Return the points that lie in a range."""
        if self.places is None:
            return PointSet(
                None, ranges=tuple(p for piece in self.ranges if (p := piece.meet(claim)))
            )
        mask = 0
        inside = claim.meet(self.hull)
        if inside is not None:
            scale = 10**self.places
            low, high = (inside.low or Fraction(0)) * scale, (inside.high or Fraction(0)) * scale
            first = -(-low.numerator // low.denominator) + (
                inside.low_open and low.denominator == 1
            )
            last = high.numerator // high.denominator - (inside.high_open and high.denominator == 1)
            mask = ((1 << (last - first + 1)) - 1) << first if last >= first else 0
        return PointSet(self.places, self.bits & mask)

    def union(self, other: "PointSet") -> "PointSet":
        """Return the points of either set."""
        if self.places is None or other.places is None:
            return PointSet(None, ranges=merged((*self.dense(), *other.dense())))
        places = max(self.places, other.places)
        return PointSet(places, self._finer(places) | other._finer(places))

    def plus(self, other: "PointSet") -> "PointSet":
        """Return all sums of one number from each set."""
        if self.places is None or other.places is None:
            return PointSet(
                None, ranges=merged(sum_of(a, b) for a in self.dense() for b in other.dense())
            )
        places = max(self.places, other.places)
        a, b = self._finer(places), other._finer(places)
        return PointSet(places, _sums(a, b))

    def completing(self, other: "PointSet", total: Range) -> "PointSet":
        """Return the points of this set that some point of another makes up to a total."""
        if self.places is None or other.places is None or total.exact is None:
            needed = merged(difference(total, piece) for piece in other.dense())
            inside = (own.meet(need) for own in self.dense() for need in needed)
            return PointSet(None, ranges=merged(piece for piece in inside if piece))
        places = max(self.places, other.places)
        units = total.exact * 10**places
        if units.denominator != 1 or units < 0:
            return PointSet(places)
        # Written backwards, bit n of the other set says that `units - n` is missing from it.
        digits = bin(other._finer(places) & ((1 << units.numerator + 1) - 1))[:1:-1]
        mirrored = int(digits.ljust(units.numerator + 1, "0"), 2)
        return PointSet(places, self._finer(places) & mirrored)

    def points(self) -> Iterator[Fraction]:
        """Yield the points of a grid, from low to high."""
        assert self.places is not None
        bits, at = self.bits, 0
        while bits:
            skip = (bits & -bits).bit_length() - 1
            at += skip
            yield self._points(at)
            bits >>= skip + 1
            at += 1

    def nearest(self, points: Fraction) -> tuple[Fraction | None, Fraction | None]:
        """Return the points of the set next below and next above a number that is not in it."""
        below = self.within(Range(None, points, True, True))
        above = self.within(Range(points, None, True, True))
        return (below.hull.high if below else None), (above.hull.low if above else None)

    def step(self) -> Fraction | None:
        """Return the largest step that all points of the grid are whole multiples of, None for ranges."""
        if self.places is None:
            return None
        common = 0
        for point in self.points():
            common = gcd(common, int(point * 10**self.places))
            if common == 1:
                break
        return self._points(common) if common else None

    def __bool__(self) -> bool:
        return bool(self.bits or self.ranges)

    def _points(self, units: int) -> Fraction:
        return Fraction(units, 10 ** (self.places or 0))

    def _finer(self, places: int) -> int:
        assert self.places is not None
        if places == self.places:
            return self.bits
        factor = 10 ** (places - self.places)
        return sum(1 << int(point * 10**self.places) * factor for point in self.points())

    def dense(self) -> Iterable[Range]:
        """Return the points as ranges."""
        return self.ranges if self.places is None else map(Range.point, self.points())


def _scaled(low: int | None, high: int | None, scale: int) -> Range:
    ends = (None if end is None else Fraction(end, scale) for end in (low, high))
    return Range(next(ends), next(ends))


def _sums(a: int, b: int) -> int:
    """Return the bits of all sums: runs of set bits are shifted at once."""
    if a.bit_count() > b.bit_count():
        a, b = b, a
    result = 0
    while a:
        low = (a & -a).bit_length() - 1
        run = (~(a >> low) & ((a >> low) + 1)).bit_length() - 1
        result |= _smeared(b, run) << low
        a &= ~(((1 << run) - 1) << low)
    return result


def _smeared(bits: int, run: int) -> int:
    """Return the bits of all sums with 0, 1 … run - 1, by doubling."""
    done = 1
    while done < run:
        shift = min(done, run - done)
        bits |= bits << shift
        done += shift
    return bits
