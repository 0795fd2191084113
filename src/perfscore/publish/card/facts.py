"""The facts a card reads: what each is, which document shows it, what it moves · 评分所需事实."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.explain.content.document import Block, Document, Paragraph, Table
from perfscore.explain.wording.words import Words, days_text, numbers_text, unit_of, words_of
from perfscore.inputs.criteria import Criterion
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.dimension import PURE, powers_text
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan

__all__ = ["Use", "facts", "facts_data", "uses"]

FORMAT = 1
_COLUMNS = ("label", "fact", "values", "document", "moves", "points")


@dataclass(frozen=True, slots=True)
class Use:
    """A fact and the criteria, modifiers and checks that read it · 一项事实的用处."""

    binding: Binding
    criteria: tuple[Criterion, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def points(self) -> Fraction:
        """The points of the criteria it moves."""
        return sum((criterion.points for criterion in self.criteria), Fraction(0))


def uses(plan: Plan) -> Mapping[str, Use]:
    """Return every fact that is read, by its id, in the order of the card.

    The rows of a form bring facts of their own, which only a report knows.
    """
    found: dict[str, Use] = {}

    def reads(bound: Binding, *criteria: Criterion, by: str = "") -> None:
        use = found.setdefault(bound.fact, Use(bound))
        new = tuple(one for one in criteria if one not in use.criteria)
        found[bound.fact] = Use(use.binding, use.criteria + new, use.others + ((by,) if by else ()))

    for step in plan.steps:
        inputs = () if step.criterion.rows else step.inputs
        for bound in (*inputs, *(bound for rule in step.rules for bound in rule.reads)):
            reads(bound, step.criterion)
    for planned in plan.modifiers:
        for bound in planned.reads:
            reads(bound, by=planned.modifier.id)
    return found


def facts(plan: Plan, language: str) -> Document:
    """Return what somebody must know, and from which document, to score a card."""
    words, found = words_of(language), uses(plan)
    named = words.label(plan.ruleset.ruleset.title)
    return Document(
        words("fact_list.headline", title=named, count=str(len(found))), tuple(_blocks(plan, found, words))
    )


def _blocks(plan: Plan, found: Mapping[str, Use], words: Words) -> Iterator[Block]:
    labels = {planned.modifier.id: words.label(planned.modifier.label) for planned in plan.modifiers}
    rows = tuple(_row(use, labels, words) for use in found.values())
    yield Table(rows, tuple(words(f"fact_list.{name}") for name in _COLUMNS), frozenset({5}))
    rows_of = [words.label(step.criterion.label) for step in plan.steps if step.criterion.rows]
    if rows_of:
        yield Paragraph(words("fact_list.rows", criteria=words.listed(rows_of)))


def _row(use: Use, labels: Mapping[str, str], words: Words) -> tuple[str, ...]:
    bound = use.binding
    judged = [words("fact_list.judged")] if bound.judged else []
    document = [words.label(bound.document)] if bound.document else []
    moves = [words.label(criterion.label) for criterion in use.criteria]
    return (
        words.label(bound.label),
        bound.fact,
        values_text(bound, words),
        words.listed([*document, *judged]),
        words.listed(moves + [labels[id_] for id_ in use.others]),
        decimal_text(use.points) if use.points else "",
    )


def unit_text(bound: Binding) -> str:
    """Return the unit of a fact: its own, else the one amounts and counts of its sort are kept in."""
    if bound.unit is not None:
        return bound.unit
    return "" if bound.powers in (PURE, None) else powers_text(bound.powers)


def values_text(bound: Binding, words: Words) -> str:
    """Return the values a fact can have."""
    if bound.kind in (Kind.NUMBER, Kind.COLUMN):
        unit = bound.unit if unit_of(bound.unit) else None
        steps = ""
        if bound.step is not None:
            step = Range.point(bound.step)
            steps = words("fact_list.steps", step=numbers_text((step,), words, unit))
        return numbers_text((bound.within,), words, unit) + steps
    if bound.kind is Kind.DATE:
        return days_text(bound.within, words)
    if bound.kind is Kind.TRUTH:
        return words("fact_list.truth")
    return bound.choice.listed() if bound.choice else words("fact_list.text")


def facts_data(plan: Plan, language: str) -> dict[str, Any]:
    """Return the facts of a card as plain data."""
    words = words_of(language)
    return {
        "format": FORMAT,
        "ruleset": plan.ruleset.id,
        "version": plan.ruleset.ruleset.version,
        "facts": [
            {
                "id": name,
                "label": words.label(use.binding.label),
                "kind": str(use.binding.type),
                "unit": unit_text(use.binding) or None,
                "values": values_text(use.binding, words),
                "document": words.label(use.binding.document) or None,
                "judged": use.binding.judged,
                "criteria": [criterion.id for criterion in use.criteria],
                "modifiers": list(use.others),
                "points": decimal_text(use.points),
            }
            for name, use in uses(plan).items()
        ],
        "rows": [step.criterion.id for step in plan.steps if step.criterion.rows],
    }
