"""From an audit to its record · 由审核结果生成记录."""

from collections.abc import Iterable

from perfscore.auditing.findings.claims import contradicted_by_parts
from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.ledger import PARTS, Ledger
from perfscore.auditing.lines import CriterionAudit, SectionAudit
from perfscore.auditing.overridden import Overridden
from perfscore.auditing.verdicts import Audit, stands_for
from perfscore.inputs.report import Report
from perfscore.language.interpretations.prefix import fraction_text, prefix_text, spelled_out
from perfscore.packs.hookspecs import PROJECT
from perfscore.packs.packs import version_of_engine
from perfscore.plan.planned import POINTS
from perfscore.record.made_from import AskedPart, EnginePart, InputPart, PackPart, ReportPart
from perfscore.record.model import (
    FORMAT,
    AppliedPart,
    CriterionPart,
    FindingPart,
    LedgerPart,
    MeasurePart,
    OverridePart,
    OverridesPart,
    ReadingPart,
    Record,
    SectionPart,
    TotalPart,
)
from perfscore.record.notation import number, points, range_text, set_text
from perfscore.record.parts import (
    bare_name,
    claim_part,
    facts_used,
    plain,
    reads_parts,
    rounding_part,
    ways_parts,
)
from perfscore.score.adjustments import finished
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward
from perfscore.score.scorecard import Scorecard, SectionTotal
from perfscore.score.sums.totals import possible_totals

__all__ = ["record_of"]


def record_of(audit: Audit, asked: AskedPart, inputs: Iterable[InputPart]) -> Record:
    """Return the record of an audit, without its seal · 审核结果的记录.

    `asked` is what was asked for, `inputs` are the files that were read.
    """
    card, plan = audit.card, audit.card.plan
    return Record(
        format=FORMAT,
        engine=EnginePart(name=PROJECT, version=version_of_engine()),
        packs=tuple(
            PackPart(pack=one.pack, distribution=one.distribution, version=one.version)
            for one in plan.catalog.packs
        ),
        asked=asked,
        inputs=tuple(inputs),
        report=_report(audit.report),
        ruleset={} if plan.without_rules else plain(plan.ruleset),
        facts=facts_used(audit),
        criteria=tuple(_criterion(line) for line in audit.criteria),
        sections=_sections(audit),
        total=_total(audit, card),
        ledger=None if audit.ledger is None else _ledger(audit.ledger),
        findings=tuple(_finding(found) for found in audit.findings),
        rests_on=tuple(item.binding.fact for item in audit.rests_on),
        overrides=None if audit.overrides is None else _overrides(audit.overrides),
        seal="",
    )


def _report(report: Report) -> ReportPart:
    return ReportPart(
        subject=report.subject, fiscal_year=report.fiscal_year, title=report.title,
        file=bare_name(report.file), grade=report.grade,
    )  # fmt: skip


def _criterion(line: CriterionAudit) -> CriterionPart:
    award = line.award
    criterion = award.step.criterion
    return CriterionPart(
        id=criterion.id, section=criterion.section, full=fraction_text(criterion.points), state=award.state,
        policy=award.policy, measure=_measure(award), readings=tuple(map(_reading, award.readings)),
        rounding=rounding_part(award.step.rounding), points=number(award.points),
        counts=fraction_text(award.counts), attainable=points(award.attainable),
        claim=claim_part(line.claim, line.claimed), verdict=line.verdict, why=line.why,
        explained_by=ways_parts(line.explained_by),
    )  # fmt: skip


def _measure(award: Award) -> MeasurePart | None:
    measured, step = award.measurement, award.step
    if step.indicator is None or measured.state == "none":
        return None
    return MeasurePart(
        indicator=step.indicator.id, provider=step.provider.pack if step.provider else None,
        formula=step.measure.text if step.measure else None,
        tree=prefix_text(step.measure) if step.measure else None,
        reads=reads_parts(measured.evidence), state=measured.state, exact=number(measured.exact),
        within=range_text(step.indicator.within), possible=set_text(measured.possible),
        reasons=measured.reasons,
    )  # fmt: skip


def _reading(reading: ReadingAward) -> ReadingPart:
    rule, full = reading.rule, reading.measurement.step.criterion.points
    formula = spelled_out(rule.formula)
    given = {name: one for name, one in {**rule.numbers, POINTS: full}.items() if name in rule.formula.names}
    return ReadingPart(
        id=rule.reading, formula=formula.text, tree=prefix_text(formula),
        given={name: fraction_text(one) for name, one in given.items()}, reads=reads_parts(reading.evidence),
        exact=number(reading.exact), possible=set_text(reading.possible), points=number(reading.points),
        attainable=points(reading.attainable), reasons=reading.reasons,
    )  # fmt: skip


def _sections(audit: Audit) -> tuple[SectionPart, ...]:
    lines = {line.total.name: line for line in audit.sections}
    if not audit.criteria:
        return ()
    return tuple(_section(part, lines.get(part.name), audit) for part in audit.card.sections)


def _section(part: SectionTotal, line: SectionAudit | None, audit: Audit) -> SectionPart:
    exactness = audit.card.plan.ruleset.ruleset.claims
    claim = claim_part(line.claim, stands_for(line.claim, exactness)) if line else None
    return SectionPart(
        name=part.name, full=fraction_text(part.points), points=number(part.exact),
        attainable=points(part.attainable), claim=claim, verdict=line.verdict if line else None,
    )  # fmt: skip


def _total(audit: Audit, card: Scorecard) -> TotalPart:
    by_parts = contradicted_by_parts(card)
    if card.plan.without_rules:
        return TotalPart(
            sum=None, sums=(), applied=(), rounding=None, points=None, attainable=(), grade=None,
            claim=claim_part(audit.claim, audit.claimed), by_parts=by_parts, verdict=audit.verdict,
            explained_by=(),
        )  # fmt: skip
    return TotalPart(
        sum=number(card.sum), sums=points(card.sums),
        applied=tuple(_applied(card, n) for n in range(len(card.applied))),
        rounding=rounding_part(card.rounding), points=number(card.total), attainable=points(card.attainable),
        grade=card.grade.name if card.grade else None, claim=claim_part(audit.claim, audit.claimed),
        by_parts=by_parts, verdict=audit.verdict,
        explained_by=ways_parts(audit.explained_by),
    )  # fmt: skip


def _applied(card: Scorecard, order: int) -> AppliedPart:
    """Return what was done to the sum at one step, and what it comes to behind it."""
    applied, so_far = card.applied[order], card.applied[: order + 1]
    formula = spelled_out(applied.formula)
    return AppliedPart(
        id=applied.id, kind=applied.modifier.modifier.kind if applied.modifier else "rescale",
        formula=formula.text, tree=prefix_text(formula),
        given={name: fraction_text(one) for name, one in applied.given.items()},
        reads=reads_parts(applied.evidence), exact=number(finished(card.sum, so_far, None)),
        possible=points(possible_totals(card.sums, so_far, None)),
    )  # fmt: skip


def _ledger(ledger: Ledger) -> LedgerPart:
    return LedgerPart(**{name: fraction_text(getattr(ledger, name)) for name in ("full", *PARTS)})


def _overrides(found: Overridden) -> OverridesPart:
    return OverridesPart(
        entries=tuple(
            OverridePart(
                kind=entry.kind, id=entry.id, old=entry.old, new=entry.new, who=entry.who,
                when=entry.when.isoformat(), why=entry.why,
            )
            for entry in found.entries
        ),
        points=number(found.card.total), attainable=points(found.card.attainable),
        grade=found.grade.name if found.grade else None, verdict=found.verdict,
    )  # fmt: skip


def _finding(found: Finding) -> FindingPart:
    return FindingPart(
        code=found.code, severity=found.severity, values=dict(found.values), facts=found.fact_ids,
        check=found.check.id if found.check else None,
    )  # fmt: skip
