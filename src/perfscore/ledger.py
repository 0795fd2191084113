"""Ledger: where the full points of a card went · 分数去向."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from perfscore.award import Award
from perfscore.numbers import added
from perfscore.pointset import PointSet
from perfscore.ranges import Range
from perfscore.scorecard import Scorecard
from perfscore.values import dataclass

if TYPE_CHECKING:
    from perfscore.audit import CriterionAudit

__all__ = ["Ledger", "build_ledger"]

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The full points, split five ways · 分数去向.

    reproduced (the evidence fixes them), consistent (the evidence supports them at least),
    unsupported (claimed, nothing shown either way), contradicted (claimed, cannot be), not claimed.
    They add up to the full points by construction: what is left over is not claimed.
    """

    full: Fraction
    reproduced: Fraction
    consistent: Fraction
    unsupported: Fraction
    contradicted: Fraction

    @property
    def not_claimed(self) -> Fraction:
        """Full points that nobody claims."""
        return self.full - self.reproduced - self.consistent - self.unsupported - self.contradicted


def build_ledger(card: Scorecard, claimed: Range, criteria: "Iterable[CriterionAudit]") -> Ledger:
    """Split the full points of a card by what supports the claimed total.

    Claims on criteria are placed first, each on its own criterion; what the total claims beyond them
    is placed on the criteria without a claim, evidence first.
    """
    full = card.plan.ruleset.points
    left = min(_nominal(claimed), full)
    parts = [ZERO, ZERO, ZERO, ZERO]
    unclaimed: list[Award] = []
    for line in criteria:
        if line.claimed is None:
            unclaimed.append(line.award)
            continue
        own = min(_nominal(line.claimed), left)
        left -= own
        parts = [part + more for part, more in zip(parts, _placed(own, [line.award]), strict=True)]
    sums = (
        PointSet.total(award.attainable for award in unclaimed)
        if len(unclaimed) < len(card.awards)
        else card.sums
    )
    placed = _placed(_reached(left, sums), unclaimed)[:3]
    rest = [*placed, left - sum(placed)]
    parts = [part + more for part, more in zip(parts, rest, strict=True)]
    if card.applied and card.attainable.meets(claimed):
        # Points beyond the criteria come from what is done to the sum: a bonus, a rescaling.
        parts[0 if card.fixed else 2] += parts[3]
        parts[3] = ZERO
    return Ledger(full, *parts)


def _reached(points: Fraction, sums: PointSet) -> Fraction:
    """Return the most of some points that criteria without a claim of their own can have together."""
    if points in sums:
        return points
    below, above = sums.nearest(points)
    return below if below is not None and above is not None else points


def _nominal(claim: Range) -> Fraction:
    """Return the figure a claim prints: the middle of what it stands for."""
    low = claim.low if claim.low is not None else claim.high
    high = claim.high if claim.high is not None else claim.low
    assert low is not None
    assert high is not None
    return max(ZERO, (low + high) / 2)


def _placed(claim: Fraction, awards: Iterable[Award]) -> list[Fraction]:
    """Place claimed points on criteria: fixed points, then sure points, then possible ones."""
    fixed, sure, possible = [], [], []
    for award in awards:
        low, high = award.range.low or ZERO, award.range.high or ZERO
        if award.fixed:
            fixed.append(low)
        else:
            sure.append(low)
            possible.append(high - low)
    placed = []
    for most in map(added, (fixed, sure, possible)):
        placed.append(min(claim, most))
        claim -= placed[-1]
    return [*placed, claim]
