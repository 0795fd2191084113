"""Ledger: where the full points of a card went · 分数去向."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from perfscore.auditing.lines import CriterionAudit
from perfscore.numbers.exact import added
from perfscore.numbers.ranges import Range
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard
from perfscore.score.sums.pointset import PointSet

__all__ = ["PARTS", "Ledger", "build_ledger"]

PARTS = ("reproduced", "consistent", "unsupported", "contradicted", "not_claimed")
"""The parts that make up the full points, from what is proven to what nobody claims."""
ZERO = Fraction(0)
Parts = tuple[Fraction, Fraction, Fraction, Fraction]
"""Reproduced, consistent, unsupported, contradicted."""


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


def build_ledger(
    card: Scorecard, claimed: Range, criteria: Iterable[CriterionAudit], verdict: str | None
) -> Ledger:
    """Split the full points of a card by what supports the claimed total.

    Claims on criteria are placed first, each on its own criterion; what the total claims beyond them
    is placed on the criteria without a claim and on what is done to the sum, evidence first.  Where the
    total itself is reproduced so is all of that, with what a rounding adds.
    """
    full = card.plan.ruleset.points
    left = min(_nominal(claimed), full)
    parts: Parts = (ZERO, ZERO, ZERO, ZERO)
    unclaimed: list[Award] = []
    for line in criteria:
        if line.claimed is None:
            unclaimed.append(line.award)
            continue
        own = min(_nominal(line.claimed), left)
        left -= own
        parts = _both(parts, _as_a_whole(_placed(own, [_borne(line.award)]), line.verdict))
    whole = len(unclaimed) == len(card.awards)
    bearers = (
        [(card.sum, ZERO, ZERO)]
        if whole and card.told and card.sum is not None
        else [_borne(award) for award in unclaimed]
    )
    moved = bool(card.applied) or card.rounding is not None or not card.scored
    if moved:
        rest = _as_a_whole(_placed(left, [*bearers, _done(card)]), verdict)
    else:
        sums = card.sums if whole else PointSet.total(award.attainable for award in unclaimed)
        reached = _reached(left, sums)
        fixed, sure, possible, beyond = _placed(reached, bearers)
        rest = fixed, sure, possible, beyond + left - reached
        rest = _as_a_whole(rest, verdict) if verdict == "reproduced" else rest
    parts = _both(parts, rest)
    if moved and verdict == "contradicted":
        parts = _within(parts, _reached(sum(parts[:3], ZERO), card.attainable))
    return Ledger(full, *parts)


def _reached(points: Fraction, sums: PointSet) -> Fraction:
    """Return the most of some points that a set of sums has; all of them where it has only more."""
    if points in sums:
        return points
    below, _ = sums.nearest(points)
    return points if below is None else below


def _nominal(claim: Range) -> Fraction:
    """Return the figure a claim prints: the middle of what it stands for."""
    low = claim.low if claim.low is not None else claim.high
    high = claim.high if claim.high is not None else claim.low
    assert low is not None
    assert high is not None
    return max(ZERO, (low + high) / 2)


def _borne(award: Award) -> tuple[Fraction, Fraction, Fraction]:
    """Return what a criterion can bear of a claim: fixed points, or sure ones and possible ones."""
    if award.fixed:
        return award.points or ZERO, ZERO, ZERO
    low, high = award.range.low or ZERO, award.range.high or ZERO
    return (low, ZERO, ZERO) if low == high else (ZERO, low, high - low)


def _done(card: Scorecard) -> tuple[Fraction, Fraction, Fraction]:
    """Return what a rescaling, a bonus, a floor or a rounding can bear, beyond the criteria."""
    totals, sums = card.range, card.sums.hull
    low = max(ZERO, (totals.low or ZERO) - (sums.low or ZERO))
    high = max(ZERO, (totals.high or ZERO) - (sums.high or ZERO))
    return (low, ZERO, ZERO) if card.fixed else (ZERO, low, max(ZERO, high - low))


def _placed(claim: Fraction, bearers: Iterable[tuple[Fraction, Fraction, Fraction]]) -> Parts:
    """Place claimed points on what bears them: fixed points, then sure ones, then possible ones."""
    placed = []
    for most in map(added, zip(*bearers, strict=True)):
        placed.append(min(claim, most))
        claim -= placed[-1]
    fixed, sure, possible = placed or (ZERO, ZERO, ZERO)
    return fixed, sure, possible, claim


def _as_a_whole(parts: Parts, verdict: str | None) -> Parts:
    """Return points as the verdict on them as a whole says: a rest that can be is not contradicted."""
    if verdict == "reproduced":
        return sum(parts, ZERO), ZERO, ZERO, ZERO
    fixed, sure, possible, beyond = parts
    return parts if verdict == "contradicted" else (fixed, sure, possible + beyond, ZERO)


def _within(parts: Parts, most: Fraction) -> Parts:
    """Return points of which no more are supported than a total can have: what is least sure goes first."""
    kept = []
    for part in parts[:3]:
        kept.append(min(part, most))
        most -= kept[-1]
    fixed, sure, possible = kept
    return fixed, sure, possible, sum(parts, ZERO) - sum(kept, ZERO)


def _both(first: Parts, second: Parts) -> Parts:
    fixed, sure, possible, beyond = (a + b for a, b in zip(first, second, strict=True))
    return fixed, sure, possible, beyond
