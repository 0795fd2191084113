"""Numbers that follow the total, and operators over them · 随合计变动的数及其运算."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, TypeGuard

from perfscore.language.pieces import Numbers
from perfscore.numbers import Mode, Rounding
from perfscore.ranges import Range
from perfscore.sums.pointset import PointSet
from perfscore.sums.transformed import scaled, set_of

__all__ = [
    "Entangled", "Points", "apart", "divided", "folded", "is_set", "lifted", "moves", "multiplied",
    "points_of", "rounds",
]  # fmt: skip

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
