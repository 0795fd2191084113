"""The card as a bureau prints it: criteria by level, points, what is measured, how it scores · 评分表."""

from collections.abc import Iterator, Sequence

from perfscore.explain.content.document import Block, Document, Pair, Pairs, Section, Table
from perfscore.explain.content.sources import source_text
from perfscore.explain.wording.formulas import wording
from perfscore.explain.wording.words import Words, words_of
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import Plan, Step
from perfscore.publish.card.rules import formula_texts, measure_text, modifier_text, policies, scoring_text

__all__ = ["card", "depth_of", "levels_of", "years_text"]


def card(plan: Plan, language: str) -> Document:
    """Return a ruleset as the table of criteria that goes to those who are scored by it."""
    words = words_of(language)
    head = plan.ruleset.ruleset
    named = words("summary.rules", title=words.label(head.title), id=plan.ruleset.id, version=head.version)
    return Document(named, tuple(_blocks(plan, words)))


def _blocks(plan: Plan, words: Words) -> Iterator[Block]:
    yield Pairs(tuple(Pair(words(f"card.{key}"), (text,)) for key, text in _about(plan, words) if text))
    yield Section(words("card.criteria"), (criteria_table(plan, words),), "criteria")
    formulas = ((step, tuple(formula_texts(step, words))) for step in plan.steps)
    shown = tuple(Pair(words.label(step.criterion.label), texts) for step, texts in formulas if texts)
    if shown:
        yield Section(words("card.formulas"), (Pairs(shown),), "formulas")
    for name, table in (
        ("modifiers", _modifiers(plan, words)),
        ("grades", _grades(plan.ruleset, words)),
        ("checks", _checks(plan, words)),
        ("sources", _sources(plan.ruleset, words)),
    ):
        if table.rows:
            yield Section(words(f"card.{name}"), (table,), name)


def _about(plan: Plan, words: Words) -> Iterator[tuple[str, str]]:
    head = plan.ruleset.ruleset
    yield "status", words(f"status.{head.status}")
    yield "years", years_text(plan.ruleset, words)
    yield "region", words.label(head.region)
    yield "full", decimal_text(head.points)
    yield from policies(plan, words)
    yield "note", words.label(head.note)


def years_text(ruleset: Ruleset, words: Words) -> str:
    """Return the fiscal years a ruleset is for."""
    years = ruleset.ruleset.fiscal_years
    if years is None:
        return words("card.years_any")
    if years.last == years.first:
        return words("card.years_one", year=str(years.first))
    if years.last is None:
        return words("card.years_from", first=str(years.first))
    return words("card.years_within", first=str(years.first), last=str(years.last))


def criteria_table(plan: Plan, words: Words) -> Table:
    """Return the criteria in the order of the card; a level is named where it begins."""
    depth = depth_of(plan)
    rows: list[tuple[str, ...]] = []
    above: Sequence[str] = ()
    for step in plan.steps:
        levels = levels_of(step, plan.ruleset, words)
        levels = (*levels, *[""] * (depth - len(levels)))
        shown = tuple(
            "" if levels[: at + 1] == tuple(above[: at + 1]) else name for at, name in enumerate(levels)
        )
        rows.append((*shown, *_row(step, plan, words)))
        above = levels
    head = (*(words(f"card.level{at + 1}") if at < 2 else "" for at in range(depth)), *_head(words))
    foot = (*[""] * depth, words("card.total"), decimal_text(plan.points), *[""] * 3)
    return Table(tuple(rows), head, frozenset({depth + 1}), foot)


def _head(words: Words) -> tuple[str, ...]:
    return tuple(words(f"card.{name}") for name in ("label", "points", "measured", "scoring", "source"))


def _row(step: Step, plan: Plan, words: Words) -> tuple[str, ...]:
    criterion = step.criterion
    return (
        words.label(criterion.label),
        decimal_text(criterion.points),
        measure_text(step, words),
        scoring_text(step, words),
        source_text(criterion, plan, words),
    )


def depth_of(plan: Plan) -> int:
    """Return how many levels of groups a card has."""
    return max((len(_groups(step)) for step in plan.steps), default=0)


def _groups(step: Step) -> list[str]:
    return [part for part in step.criterion.section.split("/") if part]


def levels_of(step: Step, ruleset: Ruleset, words: Words) -> tuple[str, ...]:
    """Return the groups a criterion stands in, the widest first."""
    parts = _groups(step)
    paths = ["/".join(parts[: at + 1]) for at in range(len(parts))]
    return tuple(
        words.label(section.label, part) if (section := ruleset.sections.get(path)) else part
        for part, path in zip(parts, paths, strict=True)
    )


def _modifiers(plan: Plan, words: Words) -> Table:
    rows = tuple(
        (
            words.label(planned.modifier.label),
            words(f"card.kind_{planned.modifier.kind}"),
            modifier_text(planned, words),
            words(f"standing.{planned.modifier.standing}"),
        )
        for planned in plan.modifiers
    )
    return Table(rows, tuple(words(f"card.{name}") for name in ("label", "kind", "does", "standing")))


def _grades(ruleset: Ruleset, words: Words) -> Table:
    rows = tuple(
        (grade.name, words.label(grade.label), decimal_text(grade.from_)) for grade in ruleset.grades
    )
    return Table(rows, tuple(words(f"card.{name}") for name in ("grade", "label", "from")), frozenset({2}))


def _checks(plan: Plan, words: Words) -> Table:
    worded = wording(words.language)
    rows = tuple(
        (words.label(one.check.label, one.check.id), worded.named(one.formula, one.reads, {}))
        for one in plan.checks
    )
    return Table(rows, tuple(words(f"card.{name}") for name in ("label", "holds")))


def _sources(ruleset: Ruleset, words: Words) -> Table:
    rows = tuple(
        (
            " ".join(text for text in (one.issuer, one.number) if text),
            one.title or "",
            words(f"standing.{one.standing}"),
        )
        for one in ruleset.sources.values()
    )
    return Table(rows, tuple(words(f"card.{name}") for name in ("issuer", "title", "standing")))
