"""Audit: the computed points against the claimed ones · 审核."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from perfscore.auditing.asking import Ask, ask_next, rests_on
from perfscore.auditing.findings.find import find
from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.ledger import Ledger, build_ledger
from perfscore.auditing.solve.solution import Solution, solve_total
from perfscore.inputs.report import Claim, Report
from perfscore.numbers.exact import Rounding, added
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import PlannedCheck
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import Scorecard, SectionTotal
from perfscore.score.sums.pointset import PointSet

if TYPE_CHECKING:
    from perfscore.auditing.causes import Explained

__all__ = ["Ask", "Audit", "CriterionAudit", "SectionAudit", "Verdict", "audit_scorecard"]

Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]
Why = Literal["impossible", "rounded", "explained", "unexplained", "judged", "loose", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class CriterionAudit:
    """One criterion against its claim · 评分项审核.

    `verdict` is None where nothing is claimed and the evidence says something; `explained_by` what
    would lead to a contradicted claim.
    """

    award: Award
    claim: Claim | None
    claimed: Range | None
    verdict: Verdict | None
    explained_by: "tuple[Explained, ...]" = ()

    @property
    def why(self) -> Why | None:
        """Say what kind of trouble a claim is in, None where it is reproduced or there is no claim.

        Impossible whatever the rule is; rounded otherwise than the rule says; explained by another rule
        or amount; not explained by any that was tried; within what a judge may give; within what loose
        figures allow; unknown.
        """
        full = self.award.step.criterion.points
        match self.verdict:
            case "contradicted" if self.claimed is not None:
                if self.claimed.meet(Range(Fraction(0), full)) is None:
                    return "impossible"
                if any(way.rounds for way in self.explained_by):
                    return "rounded"
                return "explained" if self.explained_by else "unexplained"
            case "consistent":
                judged = any(e.binding.judged and not e.settled for e in self.award.evidence)
                return "judged" if judged else "loose"
            case "cannot_tell" if self.claim is not None:
                return "unknown"
        return None


@dataclass(frozen=True, slots=True, eq=False)
class SectionAudit:
    """One section of the card against its claim · 分项审核."""

    total: SectionTotal
    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """The whole result · 审核结果.

    `verdict` is None where the report claims no total.  `rests_on` are the facts that are assumed:
    the verdict holds only if they do.  `explained_by` is what would give a contradicted total.
    """

    card: Scorecard
    claim: Claim | None
    claimed: Range | None
    verdict: Verdict | None
    criteria: tuple[CriterionAudit, ...]
    sections: tuple[SectionAudit, ...]
    ledger: Ledger | None
    findings: tuple[Finding, ...]
    ask_next: tuple[Ask, ...]
    solution: Solution | None
    rests_on: tuple[Evidence, ...]
    explained_by: "tuple[Explained, ...]" = ()

    @property
    def report(self) -> Report:
        """The report audited."""
        return self.card.report


def audit_scorecard(card: Scorecard, checks: tuple[PlannedCheck, ...] = ()) -> Audit:
    """Compare a scorecard with what its report claims · 审核.

    `checks` are the report's own, beside those of the ruleset.  Where the ruleset rounds the total
    only, nothing rounds a criterion or a section but its print: a claim on one is compared with the
    points rounded, the way the total is, to as many decimals as the claim prints, and to no fewer than
    the total has.  A coarser print is a rounding of its own, which the ruleset does not know; the
    detective names it.  Where no criterion counts nothing was scored, and no total can be told.
    """
    exactness = card.plan.ruleset.ruleset.claims
    claims = {id_: (claim, _stands_for(claim, exactness)) for id_, claim in card.report.claims.items()}
    criteria = tuple(_criterion(award, claims, card) for award in card.awards)
    total = card.report.total
    claimed = None if total is None else _stands_for(total, exactness)
    verdict = None if claimed is None else _total(card, claimed)
    solution = None if claimed is None else solve_total(card, claimed)
    ledger = None if claimed is None else build_ledger(card, claimed, criteria, verdict)
    findings = find(card, (*card.plan.checks, *checks))
    return Audit(
        card, total, claimed, verdict, criteria, tuple(_sections(card, exactness)), ledger, findings,
        ask_next(card), solution, rests_on(card),
    )  # fmt: skip


def _total(card: Scorecard, claimed: Range) -> Verdict:
    if card.beyond(claimed):
        return "contradicted"  # whatever the form prints of its rows
    if not card.scored:
        return "cannot_tell"
    only = card.attainable.hull.exact if card.fixed else None
    points = card.total if card.agreed else only
    printed = added(award.step.criterion.points for award in card.awards)
    return _verdict(card.attainable, points, claimed, min(printed, card.plan.ruleset.points))


def _sections(card: Scorecard, exactness: str) -> Iterator[SectionAudit]:
    for section in card.sections:
        claim = card.report.section_claims.get(section.name)
        if claim is not None:
            claimed, exact = _stands_for(claim, exactness), section.exact if section.agreed else None
            printed = _as_printed(section.attainable, exact, claim, card)
            yield SectionAudit(section, claim, _verdict(*printed, claimed, section.points))


def _stands_for(claim: Claim, exactness: str) -> Range:
    return claim.quantity.rounded() if exactness == "rounded" else claim.quantity.range


def _criterion(award: Award, claims: Mapping[str, tuple[Claim, Range]], card: Scorecard) -> CriterionAudit:
    full = award.step.criterion.points
    claim, claimed = claims.get(award.step.criterion.id, (None, None))
    if claim is None or claimed is None:
        unknown = not award.fixed and award.range == Range(Fraction(0), full)
        return CriterionAudit(award, None, None, "cannot_tell" if unknown else None)
    points = award.points if award.agreed else None
    printed = _as_printed(award.attainable, points, claim, card)
    verdict = _verdict(*printed, claimed, full)
    if verdict != "contradicted":
        return CriterionAudit(award, claim, claimed, verdict)
    from perfscore.auditing.causes import explain_claim  # inside: few claims need explaining

    explained = explain_claim(award, claimed, card.plan, card.report)
    return CriterionAudit(award, claim, claimed, verdict, explained)


def _as_printed(
    attainable: PointSet, points: Fraction | None, claim: Claim, card: Scorecard
) -> tuple[PointSet, Fraction | None]:
    """Return points that no rule rounds as the claim on them is printed; others as they are."""
    places = claim.quantity.decimals
    # On a grid they were rounded by a rule; a claim that stands for a range has its rounding in it.
    unrounded = card.rounding is not None and attainable.places is None
    if not unrounded or card.plan.ruleset.ruleset.claims == "rounded" or places is None:
        return attainable, points
    assert card.rounding is not None
    rounding = Rounding(max(places, card.rounding.places), card.rounding.mode)
    rounded = PointSet.rounded(attainable.ranges, rounding)
    return rounded, None if points is None else rounding(points)


def _verdict(attainable: PointSet, points: Fraction | None, claimed: Range, full: Fraction) -> Verdict:
    """Compare what can be had with what is claimed.

    `points` are those of the printed figures, or the only ones that can be had; None where figures are
    missing or readings differ.
    """
    if not attainable.meets(claimed):
        return "contradicted"
    if points is not None and points in claimed:
        return "reproduced"
    return "cannot_tell" if attainable.hull == Range(Fraction(0), full) else "consistent"
