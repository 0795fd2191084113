"""The criteria: a table of all, each in full, and their sections · 评分项与分项小计."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfscore.auditing.lines import CriterionAudit, SectionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import claim_text, fact_table, standing_place
from perfscore.explain.content.sources import source_text, way_text, why_text
from perfscore.explain.content.steps import Arithmetic
from perfscore.explain.wording.words import Words, brief, points_text
from perfscore.inputs.criteria import Criterion
from perfscore.inputs.ruleset import Ruleset
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward
from perfscore.score.scorecard import SectionTotal

__all__ = ["by_loss", "criteria_section", "criterion_section", "places_of", "section_label", "section_table"]


def section_label(path: str, ruleset: Ruleset, words: Words) -> str:
    """Return a section by the labels of its levels."""
    levels = path.split("/") if path else []
    found = [ruleset.sections.get("/".join(levels[: depth + 1])) for depth in range(len(levels))]
    named = [
        words.label(section.label if section else None, level)
        for section, level in zip(found, levels, strict=True)
    ]
    return words("punctuation.beside").join(named)


def section_table(audit: Audit, words: Words) -> Table:
    """Return the sums of sections: the top ones where one holds more than one criterion, and claimed ones."""
    claimed = {line.total.name: line for line in audit.sections}
    top = [part for part in audit.card.sections if "/" not in part.name]
    grouped = 1 < len(top) < len(audit.criteria)
    shown = [part for part in audit.card.sections if part.name in claimed or (grouped and part in top)]
    if not shown:
        return Table(())
    columns = ("section", "full", "computed", *(("claimed", "verdict") if claimed else ()))
    rows = tuple(_row(part, claimed, audit, words)[: len(columns)] for part in shown)
    return Table(rows, tuple(words(f"criteria.{name}") for name in columns), frozenset({1, 2, 3}))


def _row(part: SectionTotal, claimed: dict[str, SectionAudit], audit: Audit, words: Words) -> tuple[str, ...]:
    ruleset = audit.card.plan.ruleset
    line = claimed.get(part.name)
    return (
        section_label(part.name, ruleset, words),
        brief(part.points),
        points_text(part.range, ruleset.ruleset.rounding.places, words),
        claim_text(line.claim) if line else words("criteria.not_claimed"),
        words(f"verdict_short.{line.verdict}") if line else words("criteria.no_verdict"),
    )


def by_loss(criteria: Iterable[CriterionAudit]) -> list[CriterionAudit]:
    """Return criteria by the points they may have lost, most first."""

    def loss(line: CriterionAudit) -> Fraction:
        return line.award.counts - (line.award.range.low or Fraction(0))

    return sorted(criteria, key=loss, reverse=True)


def places_of(award: Award) -> int | None:
    """Return the decimals of a criterion's points, None where they are not rounded."""
    return award.step.rounding.places if award.step.rounding else None


def criteria_section(audit: Audit, words: Words) -> Section:
    """Return all criteria by points lost: a table, sections, then each in full."""
    lines = by_loss(audit.criteria)
    blocks: list[Block] = [_overview(lines, words)]
    if (subtotals := section_table(audit, words)).rows:
        blocks.append(subtotals)
    told: set[tuple[Pair, ...]] = set()
    for line in lines:
        rule = _rule(line.award.step.criterion, audit, words)
        row = line.award.step.printed is not None
        blocks.append(_in_full(line, audit, words, () if row and rule in told else rule))
        told.add(rule)
    return Section(words("criteria.title"), tuple(blocks))


def criterion_section(line: CriterionAudit, audit: Audit, words: Words) -> Section:
    """Return one criterion in full: verdict, rule, formula with the numbers, facts."""
    return _in_full(line, audit, words, _rule(line.award.step.criterion, audit, words))


def _rule(criterion: Criterion, audit: Audit, words: Words) -> tuple[Pair, ...]:
    """Return what the rule says and where it is from; the rows of one heading have it in common."""
    source = Pair(words("criteria.source"), (source_text(criterion, audit.card.plan, words),))
    if criterion.says is None:
        return (source,)
    return Pair(words("criteria.rule"), (words.label(criterion.says),)), source


def _in_full(line: CriterionAudit, audit: Audit, words: Words, rule: tuple[Pair, ...]) -> Section:
    award, criterion = line.award, line.award.step.criterion
    said = tuple(text for text in (_verdict(line, words), why_text(line, words)) if text)
    pairs = [Pair(words("criteria.verdict"), said), *rule]
    pairs += _arithmetic(award, words)
    if award.evidence:
        table = fact_table(award.evidence, audit.report, words)
        pairs.append(Pair(words("criteria.facts"), (table,)))
    if line.explained_by:
        ways = tuple(way_text(way, words) for way in line.explained_by)
        pairs.append(Pair(words("criteria.explained_by"), ways))
    return Section(_heading(criterion, audit.card.plan.ruleset, words), (Pairs(tuple(pairs)),))


def _heading(criterion: Criterion, ruleset: Ruleset, words: Words) -> str:
    label, section = words.label(criterion.label), section_label(criterion.section, ruleset, words)
    if section in ("", label):
        return words("criteria.heading", label=label, id=criterion.id)
    return words("criteria.heading_in", label=label, id=criterion.id, section=section)


def _overview(lines: list[CriterionAudit], words: Words) -> Table:
    rows = []
    for line in lines:
        award, places = line.award, places_of(line.award)
        rows.append((
            words.label(award.step.criterion.label), brief(award.step.criterion.points),
            points_text(award.range, places, words),
            claim_text(line.claim) if line.claim else words("criteria.not_claimed"),
            words(f"verdict_short.{line.verdict}") if line.verdict else words("criteria.no_verdict"),
            _assumed(line, words),
        ))  # fmt: skip
    head = tuple(
        words(f"criteria.{name}") for name in ("label", "full", "computed", "claimed", "verdict", "assumed")
    )
    return Table(tuple(rows), head, frozenset({1, 2, 3}))


def _assumed(line: CriterionAudit, words: Words) -> str:
    """Say what is assumed of a criterion: facts, its rule."""
    facts = any(item.assumed for item in line.award.evidence)
    rule = line.award.step.criterion.standing == "assumed"
    kinds = [words(f"assumptions.{kind}") for kind, is_so in (("facts", facts), ("rule", rule)) if is_so]
    return words.listed(kinds)


def _verdict(line: CriterionAudit, words: Words) -> str:
    award = line.award
    values = {
        "full": brief(award.step.criterion.points),
        "computed": points_text(award.range, places_of(award), words),
    }
    if line.claim is None:
        key = (
            "fixed"
            if award.range.exact is not None
            else "cannot_tell"
            if line.verdict == "cannot_tell"
            else "range"
        )
        return words(f"criterion_verdict.{key}", **values)
    claimed = words("criterion_verdict.claimed", **values, claimed=claim_text(line.claim))
    said = words("summary.at", text=claimed, place=standing_place(line.claim, words))
    return words("criterion_verdict.said", text=said, verdict=words(f"verdict.{line.verdict}"))


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
