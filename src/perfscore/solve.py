"""Solve: what would explain a total · 反推.

Which values of the unknown facts give the reported score, the ways its losses can add up, or the proof
that no facts give it.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache

from perfscore.award import Award
from perfscore.decompose import decompositions
from perfscore.language.inverse import rounding_inverse
from perfscore.means import FactMeans, Means, means_of
from perfscore.pointset import PointSet
from perfscore.ranges import Range
from perfscore.scorecard import Scorecard
from perfscore.values import dataclass

__all__ = ["Decomposition", "Impossible", "Solution", "solve_total"]


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """One way a total can come about, and what it would mean · 一种可能的失分组合.

    `lost` is what each criterion loses, in the order of the card; `means` what that says of measures
    and unknown facts, for those criteria that have any.
    """

    lost: tuple[tuple[Award, Fraction], ...]
    means: tuple[Means, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Impossible:
    """Why no facts give a total · 无法取得的理由.

    `below` and `above` are the nearest totals that can be had; `step` is what every possible total is
    a whole multiple of, None where there is no such step above the grid's own.
    """

    below: Fraction | None
    above: Fraction | None
    step: Fraction | None


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What would explain a total · 反推结果.

    `facts` are, for each unknown fact, all values that are possible if the total is right.
    """

    total: Range
    impossible: Impossible | None
    decompositions: tuple[Decomposition, ...]
    more: bool
    facts: tuple[FactMeans, ...]


def solve_total(card: Scorecard, total: Range, most: int = 12) -> Solution:
    """Return what would explain a total, or why nothing can."""
    if not card.attainable.meets(total):
        return Solution(total, _impossible(card, total), (), False, ())
    wanted = _sum_for(card, total)
    if wanted is None:
        return Solution(total, None, (), False, ())
    ways: tuple[Decomposition, ...] = ()
    more = False
    if wanted.exact is not None and card.sums.places is not None:
        found, more = decompositions(card.awards, wanted.exact, most)
        means = cache(means_of)  # The same loss of one criterion stands in many ways.
        ways = tuple(_explained(lost, means) for lost in found)
        more = more and not (ways and _settled(card, wanted))
    return Solution(total, None, ways, more, _facts(card, wanted))


def _impossible(card: Scorecard, total: Range) -> Impossible:
    middle = total.low if total.low is not None else total.high
    assert middle is not None
    below, above = card.attainable.nearest(middle)
    several = card.attainable.hull.exact is None
    return Impossible(below, above, card.attainable.step() if several else None)


def _sum_for(card: Scorecard, total: Range) -> Range | None:
    """Return the sums a total can come from, None where something else is done to the sum."""
    if card.applied:
        return None
    if card.rounding is None:
        return total
    return rounding_inverse(card.rounding.mode, card.rounding.places, total)


def _explained(
    lost: tuple[tuple[Award, Fraction], ...], means_of: Callable[[Award, Range], Means]
) -> Decomposition:
    means = []
    for award, points in lost:
        if award.fixed:
            continue
        found = means_of(award, Range.point(award.step.criterion.points - points))
        if found.measure is not None or found.facts:
            means.append(found)
    return Decomposition(lost, tuple(means))


def _facts(card: Scorecard, total: Range) -> tuple[FactMeans, ...]:
    """Return what each unknown fact can be, whatever the others are, if the total is right."""
    found: list[FactMeans] = []
    for award, left in _left(card, total):
        if left:
            found += means_of(award, left.hull).facts
    return tuple(found)


def _settled(card: Scorecard, total: Range) -> bool:
    """Say whether the total leaves every criterion one number only, so that there is one way."""
    return all(left.hull.exact is not None for _, left in _left(card, total) if left)


def _left(card: Scorecard, total: Range) -> Iterator[tuple[Award, PointSet]]:
    """Yield each criterion that can move, with the points it can have for the others to make up the total."""
    if all(award.fixed for award in card.awards):
        return
    sets = [award.attainable for award in card.awards]
    before, after = _running(sets), _running(sets[::-1])[::-1]
    for order, award in enumerate(card.awards):
        if not award.fixed:
            others = before[order].plus(after[order + 1])
            yield award, award.attainable.completing(others, total)


def _running(sets: Sequence[PointSet]) -> list[PointSet]:
    sums = [PointSet(0, 1)]
    for points in sets:
        sums.append(sums[-1].plus(points))
    return sums
