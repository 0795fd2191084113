"""Audit: the computed points against the claimed ones · 审核."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfscore.auditing.asking import Ask, ask_next, rests_on
from perfscore.auditing.findings.claims import contradicted_by_parts
from perfscore.auditing.findings.find import find
from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.ledger import Ledger, build_ledger
from perfscore.auditing.lines import CriterionAudit, SectionAudit, Verdict
from perfscore.auditing.solve.solution import Solution, solve_total
from perfscore.inputs.report import Claim, Report
from perfscore.numbers.content import Compared, OfCriteria, later
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import PlannedCheck
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import Scorecard
from perfscore.score.sums.pointset import PointSet

if TYPE_CHECKING:
    from perfscore.auditing.causes import Explained
    from perfscore.auditing.overridden import Overridden

__all__ = ["Audit", "audit_scorecard", "criterion_audit", "stands_for", "verdict_on_total"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Audit(Compared, OfCriteria[CriterionAudit]):
    """The whole result · 审核结果.

    `verdict` is None where the report claims no total.  `rests_on` are the facts that are assumed:
    the verdict holds only if they do.  `explained_by` is what would give a contradicted total,
    `overrides` what auditors judged: it stands beside what was computed and changes none of it.
    Points are those of the card.
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
    overrides: "Overridden | None" = None

    @property
    def report(self) -> Report:
        """The report audited."""
        return self.card.report

    def to_dict(self, language: str = "zh") -> dict[str, Any]:
        """Return what ``render(format="json")`` prints; raise ValueError for an unknown language."""
        data: dict[str, Any] = later("explain.formats.rendering", "data_of")(self, language)
        return data

    def _repr_html_(self) -> str:
        shown: str = later("explain.formats.html", "notebook")(self)
        return shown

    def _parts(self) -> dict[str, CriterionAudit]:
        return {line.award.step.criterion.id: line for line in self.criteria}

    def _content(self) -> tuple[Any, ...]:
        return self.card, self.overrides


def audit_scorecard(card: Scorecard, checks: tuple[PlannedCheck, ...] = ()) -> Audit:
    """Compare a scorecard with what its report claims · 审核.

    `checks` are the report's own, beside those of the ruleset.  Where the ruleset rounds the total
    only, nothing rounds a criterion or a section but its print: a claim on one is compared with the
    points rounded, the way the total is, to as many decimals as the claim prints, and to no fewer than
    the total has.  A coarser print is a rounding of its own, which the ruleset does not know; the
    detective names it.  Where no criterion counts nothing was scored, and no total can be told.  Where no
    rules are at hand there is no card: nothing is said of criteria, points or what would explain a total.
    """
    exactness, ruled = card.plan.ruleset.ruleset.claims, not card.plan.without_rules
    awards = card.awards if ruled else ()
    criteria = _explained([criterion_audit(award, card) for award in awards], card)
    total = card.report.total
    claimed = None if total is None else stands_for(total, exactness)
    verdict = None if claimed is None else verdict_on_total(card, claimed)
    scored = claimed if ruled else None
    solution = None if scored is None else solve_total(card, scored)
    ledger = None if scored is None else build_ledger(card, scored, criteria, verdict)
    rounded = frozenset(line.award.step.criterion.id for line in criteria if line.why == "rounded")
    findings = find(card, (*card.plan.checks, *checks), rounded)
    sections = tuple(_sections(card, exactness)) if ruled else ()
    asks = ask_next(card) if ruled else ()
    return Audit(
        card, total, claimed, verdict, criteria, sections, ledger, findings, asks, solution, rests_on(card)
    )


def verdict_on_total(card: Scorecard, claimed: Range) -> Verdict:
    """Compare the totals that a card can have with what is claimed."""
    if card.beyond(claimed):
        return "contradicted"  # whatever the form prints of its rows
    reproduced = card.scored and card.agreed and card.total is not None and card.total in claimed
    if not reproduced and contradicted_by_parts(card):
        return "contradicted"  # whatever the ruleset knows of the lines
    if not card.scored:
        return "cannot_tell"
    only = card.attainable.hull.exact if card.fixed else None
    points = card.total if card.agreed else only
    return _verdict(card.attainable, points, claimed, min(card.plan.points, card.plan.ruleset.points))


def _sections(card: Scorecard, exactness: str) -> Iterator[SectionAudit]:
    for section in card.sections:
        claim = card.report.section_claims.get(section.name)
        if claim is not None:
            claimed, exact = stands_for(claim, exactness), section.exact if section.agreed else None
            printed = _as_printed(section.attainable, exact, claim, card)
            yield SectionAudit(section, claim, _verdict(*printed, claimed, section.points))


def stands_for(claim: Claim, exactness: str) -> Range:
    """Return what a claimed figure stands for under the policy of a ruleset."""
    return claim.quantity.rounded() if exactness == "rounded" else claim.quantity.range


def criterion_audit(award: Award, card: Scorecard) -> CriterionAudit:
    """Compare the points that a criterion can have with what is claimed of it."""
    full = award.step.criterion.points
    if (claim := card.report.claims.get(award.step.criterion.id)) is None:
        unknown = not award.fixed and award.range == Range(Fraction(0), full)
        return CriterionAudit(award, None, None, "cannot_tell" if unknown else None)
    claimed = stands_for(claim, card.plan.ruleset.ruleset.claims)
    points = award.points if award.agreed else None
    printed = _as_printed(award.attainable, points, claim, card)
    return CriterionAudit(award, claim, claimed, _verdict(*printed, claimed, full))


def _explained(lines: list[CriterionAudit], card: Scorecard) -> tuple[CriterionAudit, ...]:
    """Return the lines with what would lead to a contradicted claim; a rounding must be that of them all."""
    if all(line.verdict != "contradicted" for line in lines):
        return tuple(lines)
    from perfscore.auditing.causes import explain_claim  # inside: few claims need explaining
    from perfscore.auditing.held_roundings import held_roundings

    held = held_roundings((line.award, line.claimed) for line in lines if line.claimed is not None)
    return tuple(
        replace(line, explained_by=explain_claim(line.award, line.claimed, card.plan, card.report, held))
        if line.verdict == "contradicted" and line.claimed is not None
        else line
        for line in lines
    )


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
