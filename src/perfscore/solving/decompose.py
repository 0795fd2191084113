"""Decompositions: which losses add up to a total · 失分组合.

Exact sums over the points each criterion can have, simplest first.  None is chosen: a bare total does
not say which of them happened.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import islice

from perfscore.award import Award
from perfscore.solving.ways import MOST_LOSERS, Loser, Taken, every, more_ways, ways
from perfscore.sums.gridbits import missing_from, spread
from perfscore.sums.pointset import PointSet

__all__ = ["MOST_LOSERS", "Losses", "decompositions"]

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
