"""The criteria: a table of all, each in full, and their sections · 评分项与分项小计."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block, Marked, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import at_place, claim_text, fact_table
from perfscore.explain.content.overrides import judged_pairs
from perfscore.explain.content.sections import section_label, section_table, verdict_mark
from perfscore.explain.content.sources import source_text, way_text, why_text
from perfscore.explain.content.steps import Arithmetic
from perfscore.explain.wording.words import Words, brief, points_text, words_of
from perfscore.inputs.criteria import Criterion
from perfscore.inputs.report import Report
from perfscore.numbers.exact import over_one
from perfscore.plan.planned import Plan
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward

__all__ = ["by_loss", "criteria_section", "criterion_section", "verdict_text"]


def by_loss(criteria: Iterable[CriterionAudit]) -> list[CriterionAudit]:
    """Return criteria by the points they may have lost, most first."""
    lines = list(criteria)
    lows = (line.award.range.low or Fraction(0) for line in lines)
    numbers, _ = over_one([*(line.award.counts for line in lines), *lows])
    lost = [counts - low for counts, low in zip(numbers, numbers[len(lines) :], strict=False)]
    return [lines[at] for at in sorted(range(len(lines)), key=lost.__getitem__, reverse=True)]


def criteria_section(audit: Audit, words: Words) -> Section:
    """Return all criteria by points lost: a table, sections, then each in full."""
    known = audit.card.plan.once(_told, words.language)
    lines = [(line, known[line.award.step.criterion.id]) for line in by_loss(audit.criteria)]
    computed = [_computed(line, words) for line, _ in lines]
    blocks: list[Block] = [_overview(lines, computed, words)]
    if (subtotals := section_table(audit, words)).rows:
        blocks.append(subtotals)
    shown: set[tuple[Pair, ...]] = set()
    for (line, told), points in zip(lines, computed, strict=True):
        # The rows of one heading have their rule in common.
        again = line.award.step.printed is not None and told.rule in shown
        blocks.append(_in_full(line, told, points, audit, words, () if again else told.rule))
        shown.add(told.rule)
    return Section(words("criteria.title"), tuple(blocks), "criteria")


def criterion_section(line: CriterionAudit, audit: Audit, words: Words) -> Section:
    """Return one criterion in full: verdict, rule, formula with the numbers, facts."""
    told = audit.card.plan.once(_told, words.language)[line.award.step.criterion.id]
    return _in_full(line, told, _computed(line, words), audit, words, told.rule)


class _Told(NamedTuple):
    """What is said of a criterion before any report; its rule is what it says and where it is from."""

    name: str
    label: str
    full: str
    heading: str
    rule: tuple[Pair, ...]


def _told(plan: Plan, language: str) -> Mapping[str, _Told]:
    words = words_of(language)
    return {step.criterion.id: _told_of(step.criterion, plan, words) for step in plan.steps}


def _told_of(criterion: Criterion, plan: Plan, words: Words) -> _Told:
    label, section = words.label(criterion.label), section_label(criterion.section, plan.ruleset, words)
    said = [Pair(words("criteria.rule"), (words.label(criterion.says),))] if criterion.says else []
    source = Pair(words("criteria.source"), (source_text(criterion, plan, words),))
    key = "heading" if section in ("", label) else "heading_in"
    heading = words(f"criteria.{key}", label=label, id=criterion.id, section=section)
    return _Told(f"criterion.{criterion.id}", label, brief(criterion.points), heading, (*said, source))


def _computed(line: CriterionAudit, words: Words) -> str:
    """Return what the rule gives, with the decimals of a criterion's points."""
    rounding = line.award.step.rounding
    return points_text(line.award.range, rounding.places if rounding else None, words)


def _in_full(
    line: CriterionAudit, told: _Told, computed: str, audit: Audit, words: Words, rule: tuple[Pair, ...]
) -> Section:
    award = line.award
    verdict = _verdict(line, told.full, computed, audit.report, words)
    said = tuple(text for text in (verdict, why_text(line, words)) if text)
    judged = judged_pairs(audit.overrides, award.step.criterion.id, words)
    pairs = [Pair(words("criteria.verdict"), said), *judged, *rule]
    pairs += _arithmetic(award, words)
    if award.evidence:
        table = fact_table(award.evidence, audit.report, words)
        pairs.append(Pair(words("criteria.facts"), (table,)))
    if line.explained_by:
        ways = tuple(way_text(way, words) for way in line.explained_by)
        pairs.append(Pair(words("criteria.explained_by"), ways))
    return Section(told.heading, (Pairs(tuple(pairs)),), told.name)


def _overview(lines: list[tuple[CriterionAudit, _Told]], computed: list[str], words: Words) -> Table:
    rows = tuple(
        (
            Marked(told.label, to=told.name),
            told.full,
            points,
            claim_text(line.claim) if line.claim else words("criteria.not_claimed"),
            verdict_mark(line.verdict, words),
            _assumed(line, words),
        )
        for (line, told), points in zip(lines, computed, strict=True)
    )
    names = ("label", "full", "computed", "claimed", "verdict", "assumed")
    return Table(rows, tuple(words(f"criteria.{name}") for name in names), frozenset({1, 2, 3}))


def _assumed(line: CriterionAudit, words: Words) -> str:
    """Say what is assumed of a criterion: facts, its rule."""
    facts = any(item.assumed for item in line.award.evidence)
    rule = line.award.step.criterion.standing == "assumed"
    kinds = [words(f"assumptions.{kind}") for kind, is_so in (("facts", facts), ("rule", rule)) if is_so]
    return words.listed(kinds)


def verdict_text(line: CriterionAudit, report: Report, words: Words) -> str:
    """Return what is said of one criterion in a sentence: its points, its claim, the verdict."""
    return _verdict(line, brief(line.award.step.criterion.points), _computed(line, words), report, words)


def _verdict(line: CriterionAudit, full: str, computed: str, report: Report, words: Words) -> str:
    if line.claim is None:
        key = (
            "fixed"
            if line.award.range.exact is not None
            else "cannot_tell"
            if line.verdict == "cannot_tell"
            else "range"
        )
        return words(f"criterion_verdict.{key}", full=full, computed=computed)
    claim = claim_text(line.claim)
    claimed = words("criterion_verdict.claimed", full=full, computed=computed, claimed=claim)
    said = at_place(claimed, line.claim, report, words)
    text = words("criterion_verdict.said", text=said, verdict=words(f"verdict.{line.verdict}"))
    return Marked(text, line.verdict or "", line.claim)


def _arithmetic(award: Award, words: Words) -> Iterator[Pair]:
    """Yield the measure, the points and the rounding as steps of their own."""
    if award.state != "scored":
        policy = words(f"policy.{award.state}_{award.policy}", full=brief(award.step.criterion.points))
        yield Pair(words("criteria.policy"), (policy,))
        return
    arithmetic = Arithmetic(award, words)
    if measured := arithmetic.measure():
        yield Pair(words("criteria.measure"), tuple(measured))
    main, *others = award.readings
    yield Pair(words("criteria.points"), tuple(arithmetic.points(main)))
    yield Pair(words("criteria.rounding"), (arithmetic.rounding(main),))
    for reading in others:
        if reading.attainable != main.attainable:
            named = _reading_named(award, reading, words)
            body = (named, *arithmetic.points(reading), arithmetic.rounding(reading))
            yield Pair(words("criteria.reading"), body)


def _reading_named(award: Award, reading: ReadingAward, words: Words) -> str:
    declared = next((r for r in award.step.criterion.readings if r.id == reading.rule.reading), None)
    says = words.label(declared.says if declared else None)
    return words("criteria.reading_named", id=str(reading.rule.reading), says=says)
