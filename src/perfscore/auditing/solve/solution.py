"""Solve: what would explain a total · 反推.

Which values of the unknown facts give the reported score, the ways its losses can add up (exact sums over
the points each criterion can have, simplest first, none chosen), or the proof that no facts give it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice

from perfscore.auditing.solve.means import FactMeans, Means, Undone
from perfscore.auditing.solve.unknowns import unknown_facts
from perfscore.auditing.solve.ways import MOST_LOSERS, Loser, Taken, every, more_ways, ways
from perfscore.language.interpretations.undoing import rounding_inverse
from perfscore.language.sets.joining import Numbers
from perfscore.messages.problems import expect
from perfscore.numbers.ranges import Range
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard
from perfscore.score.sums.gridbits import missing_from, spread
from perfscore.score.sums.pointset import PointSet

__all__ = [
    "MOST_LOSERS",
    "Decomposition",
    "Impossible",
    "Losses",
    "Solution",
    "decompositions",
    "solve_total",
]

Losses = tuple[tuple[Award, Fraction], ...]
"""What each criterion loses, in the order of the card, only those that lose."""


def decompositions(awards: Sequence[Award], total: Fraction, most: int) -> tuple[tuple[Losses, ...], bool]:
    """Return up to `most` ways to reach a total, simplest first, and whether there are more.

    Simple is: few criteria lose beyond what they must, the smaller losses are whole points before
    half points before tenths, the largest loss is one that facts decide, and the smaller ones are
    little together; then the order of the card.  Ways in which more than `MOST_LOSERS` criteria
    lose, or two of them amounts finer than tenths, are not given; that there are more says so.
    """
    unit = 10 ** max((award.attainable.places or 1 for award in awards), default=1)
    losses = cache(_losses_of)  # Of thousands of rows most are alike.
    found = [losses(award.attainable, unit) for award in awards]
    best = [top for top, _, _ in found]
    extra = (sum(best, Fraction(0)) - total) * unit
    if extra < 0 or extra.denominator != 1:
        return (), False
    losers = [
        Loser(order, award.step.indicator is None, lost, tenths)
        for order, (award, (_, lost, tenths)) in enumerate(zip(awards, found, strict=True))
        if lost
    ]
    must = [award.step.criterion.points - top for award, top in zip(awards, best, strict=True)]
    first = list(islice(ways(losers, extra.numerator, unit), most + 1))
    more = len(first) > most or more_ways(losers, extra.numerator, unit)
    return tuple(_losses(awards, must, taken, unit) for taken in first[:most]), more


def _losses_of(points: PointSet, unit: int) -> tuple[Fraction, int, int]:
    """Return the best points, and what can be lost of them: in units, and what of it is whole tenths."""
    top = points.bits.bit_length() - 1
    scale = 10 ** (points.places or 0)
    if points.bits == 1 << top:
        return Fraction(top, scale), 0, 0
    # What is lost is what makes the other points up to the best; to lose nothing is no loss.
    losses = spread(missing_from(points.bits, top, top) & ~1, unit // scale)
    return Fraction(top, scale), losses, every(unit // 10, losses)


def _losses(awards: Sequence[Award], must: Sequence[Fraction], taken: Taken, unit: int) -> Losses:
    lost = {order: Fraction(units, unit) for order, units in taken}
    return tuple(
        (award, must[order] + lost.get(order, Fraction(0)))
        for order, award in enumerate(awards)
        if must[order] or order in lost
    )


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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Solution:
    """What would explain a total · 反推结果.

    `more` says that there are ways beyond those given, or may be where none were looked for; `facts`
    are, for each unknown number, all values that are possible if the total is right (under any reading).
    """

    total: Range
    impossible: Impossible | None
    decompositions: tuple[Decomposition, ...]
    more: bool
    facts: tuple[FactMeans, ...]

    def __repr__(self) -> str:
        ways = f"{len(self.decompositions)} ways{' and more' if self.more else ''}"
        return f"<Solution of {self.total}: {'impossible' if self.impossible else ways}>"


def solve_total(card: Scorecard, total: Range | Fraction | Decimal | int, most: int = 12) -> Solution:
    """Return what would explain a total, or why nothing can · 反推总分.

    `total` is in points: an exact number, or a `Range` for what a rounded one stands for.  At most
    `most` ways are given, simplest first; of a range, or where something else is done to the sum, none.
    Raises TypeError for a float or a text: neither is the exact number that was printed.
    """
    expect(card, Scorecard, "card", "assess(report, plan) gives one, an Audit has it as `card`")
    wanted = _range(total)
    if not card.attainable.meets(wanted) or card.beyond(wanted):
        return Solution(wanted, _impossible(card, wanted), (), False, ())
    sums = _sum_for(card, wanted)
    if sums is None:
        return Solution(wanted, None, (), not card.fixed, ())
    if card.told and card.sums.places is not None and card.sum is not None and sums.exact == card.sum:
        return Solution(wanted, None, (Decomposition(_lost(card.awards), ()),), False, ())
    ways: tuple[Decomposition, ...] = ()
    more = not card.fixed
    undone = Undone()
    if sums.exact is not None and card.sums.places is not None:
        found, more = decompositions(card.awards, sums.exact, most)
        means = cache(undone.means_of)  # The same loss of one criterion stands in many ways.
        ways = tuple(_explained(lost, means) for lost in found)
    return Solution(wanted, None, ways, more, unknown_facts(card, sums, undone))


def _lost(awards: Sequence[Award]) -> Losses:
    """Return what criteria lose that have one value each."""
    of = [(award, award.points, award.step.criterion.points) for award in awards]
    return tuple(
        (award, full - points) for award, points, full in of if points is not None and points != full
    )


def _range(total: Range | Fraction | Decimal | int) -> Range:
    if isinstance(total, Range):
        return total
    if not isinstance(total, Fraction | Decimal | int) or isinstance(total, bool):
        raise TypeError(
            f"a total is a Range, a Fraction, a Decimal or an int, not {type(total).__name__}; "
            'write Decimal("96.85")'
        )
    return Range.point(Fraction(total))


def _impossible(card: Scorecard, total: Range) -> Impossible:
    middle = total.low if total.low is not None else total.high
    assert middle is not None
    possible = card.attainable.within(Range(None, card.most))
    below, above = possible.nearest(middle) if possible else (None, None)
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
    lost: tuple[tuple[Award, Fraction], ...], means_of: Callable[[Award, Numbers], Means]
) -> Decomposition:
    means = []
    for award, points in lost:
        if award.fixed:
            continue
        found = means_of(award, (Range.point(award.step.criterion.points - points),))
        if found.measure is not None or found.facts:
            means.append(found)
    return Decomposition(lost, tuple(means))
