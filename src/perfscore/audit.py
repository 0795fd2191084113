"""Audit: the computed points against the claimed ones · 审核."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from perfscore.award import Award
from perfscore.binding import Binding
from perfscore.detective import Explained, explain_claim
from perfscore.evidence import Evidence
from perfscore.finding import Finding
from perfscore.findings import find
from perfscore.inputs.report import Claim, Report
from perfscore.language.types import Kind
from perfscore.ledger import Ledger, build_ledger
from perfscore.planned import PlannedCheck
from perfscore.pointset import PointSet
from perfscore.ranges import Range
from perfscore.scorecard import Scorecard, SectionTotal
from perfscore.solve import Solution, solve_total
from perfscore.values import dataclass

__all__ = ["Ask", "Audit", "CriterionAudit", "SectionAudit", "Verdict", "audit_scorecard"]

Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]
Why = Literal["impossible", "explained", "unexplained", "judged", "loose", "unknown"]


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
    explained_by: tuple[Explained, ...] = ()

    @property
    def why(self) -> Why | None:
        """Say what kind of trouble a claim is in, None where it is reproduced or there is no claim.

        Impossible whatever the rule is; explained by another rounding or rule; not explained by any
        that was tried; within what a judge may give; within what loose figures allow; unknown.
        """
        full = self.award.step.criterion.points
        match self.verdict:
            case "contradicted" if self.claimed is not None:
                if self.claimed.meet(Range(Fraction(0), full)) is None:
                    return "impossible"
                return "explained" if self.explained_by else "unexplained"
            case "consistent":
                judged = any(e.binding.judged and not e.settled for e in self.award.evidence)
                return "judged" if judged else "loose"
            case "cannot_tell":
                return "unknown"
        return None


@dataclass(frozen=True, slots=True, eq=False)
class SectionAudit:
    """One section of the card against its claim · 分项审核."""

    total: SectionTotal
    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """An unknown fact and the points it could move · 应索取的事实."""

    evidence: Evidence
    points: Fraction


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
    explained_by: tuple[Explained, ...] = ()

    @property
    def report(self) -> Report:
        """The report audited."""
        return self.card.report


def audit_scorecard(card: Scorecard, checks: tuple[PlannedCheck, ...] = ()) -> Audit:
    """Compare a scorecard with what its report claims · 审核.

    `checks` are the report's own, beside those of the ruleset.
    """
    exactness = card.plan.ruleset.ruleset.claims
    claims = {id_: (claim, _stands_for(claim, exactness)) for id_, claim in card.report.claims.items()}
    criteria = tuple(_criterion(award, claims, card) for award in card.awards)
    total = card.report.total
    claimed = None if total is None else _stands_for(total, exactness)
    agreed = card.total if all(award.agreed for award in card.awards) else None
    full = card.plan.ruleset.points
    verdict = None if claimed is None else _verdict(card.attainable, agreed, claimed, full)
    solution = None if claimed is None else solve_total(card, claimed)
    ledger = None if claimed is None else build_ledger(card, claimed, criteria)
    findings = find(card, (*card.plan.checks, *checks))
    return Audit(
        card, total, claimed, verdict, criteria, tuple(_sections(card, exactness)), ledger, findings,
        _ask_next(card), solution, _assumed(card),
    )  # fmt: skip


def _sections(card: Scorecard, exactness: str) -> Iterator[SectionAudit]:
    for section in card.sections:
        claim = card.report.section_claims.get(section.name)
        if claim is not None:
            claimed = _stands_for(claim, exactness)
            yield SectionAudit(
                section, claim, _verdict(section.attainable, section.exact, claimed, section.points)
            )


def _stands_for(claim: Claim, exactness: str) -> Range:
    return claim.quantity.rounded() if exactness == "rounded" else claim.quantity.range


def _criterion(award: Award, claims: Mapping[str, tuple[Claim, Range]], card: Scorecard) -> CriterionAudit:
    full = award.step.criterion.points
    claim, claimed = claims.get(award.step.criterion.id, (None, None))
    if claimed is None:
        unknown = not award.fixed and award.range == Range(Fraction(0), full)
        return CriterionAudit(award, None, None, "cannot_tell" if unknown else None)
    verdict = _verdict(award.attainable, award.points if award.agreed else None, claimed, full)
    explained = explain_claim(award, claimed, card.plan, card.report) if verdict == "contradicted" else ()
    return CriterionAudit(award, claim, claimed, verdict, explained)


def _verdict(attainable: PointSet, points: Fraction | None, claimed: Range, full: Fraction) -> Verdict:
    """Compare what can be had with what is claimed.

    `points` are those of the printed figures, None where figures are missing or readings differ.
    """
    if not attainable.meets(claimed):
        return "contradicted"
    if points is not None and points in claimed:
        return "reproduced"
    return "cannot_tell" if attainable.hull == Range(Fraction(0), full) else "consistent"


def _ask_next(card: Scorecard) -> tuple[Ask, ...]:
    """Return the unknown facts, those a document settles before opinions, by points they could move."""
    moved: dict[str, tuple[Evidence, Fraction]] = {}
    for award in card.awards:
        low, high = award.range.low, award.range.high
        if award.fixed or low is None or high is None:
            continue
        if not award.step.rules and award.state == "missing":
            item = _rows_of(award)
            moved[item.binding.fact] = item, high - low
        for item in award.evidence:
            if not item.settled:
                before = moved.get(item.binding.fact, (item, Fraction(0)))[1]
                moved[item.binding.fact] = item, before + high - low
    asks = [Ask(item, points) for item, points in moved.values() if points]
    return tuple(sorted(asks, key=lambda ask: (ask.evidence.binding.judged, -ask.points)))


def _rows_of(award: Award) -> Evidence:
    """Return the rows of the form that a criterion is scored by, as something to ask for."""
    criterion = award.step.criterion
    rows = Binding(criterion.id, f"targets.{criterion.id}", Kind.COLUMN, criterion.label, judged=True)
    return Evidence(rows, None, "missing", None, ())


def _assumed(card: Scorecard) -> tuple[Evidence, ...]:
    found = {item.binding.fact: item for award in card.awards for item in award.evidence if item.assumed}
    return tuple(found.values())
