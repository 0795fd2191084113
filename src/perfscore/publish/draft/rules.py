"""What a sentence becomes: a shape of scoring, the facts it reads, and its other readings · 由语句到规则."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from perfscore.publish.draft.filling import Filling, NotSo, Row, Unlike
from perfscore.publish.draft.needs import NEEDS, READINGS
from perfscore.publish.draft.sentence import Found, taken_apart

__all__ = ["Rule", "rule_of", "why_unread"]

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence as a rule · 规则.

    `measure` is what is measured, as in the table of kinds, and `called` the name the sentence has for it;
    `says` fills the sentence that reads the rule back, `readings` are what differs in other readings.
    """

    kind: str
    scoring: Values
    facts: Mapping[str, Values] = field(default_factory=dict)
    measure: str | None = None
    called: str = ""
    most: Fraction | None = None
    readings: Mapping[str, Values] = field(default_factory=dict)
    not_applicable: str | None = None
    says: Mapping[str, Any] = field(default_factory=dict)


def rule_of(row: Row) -> Rule | None:
    """Return what the sentence of a row becomes; None where it is of no kind, or of kinds that differ."""
    rules = [one for one in _attempts(row) if isinstance(one, Rule)]
    first = rules[0] if rules else None
    alike = all((rule.scoring, rule.facts) == (first.scoring, first.facts) for rule in rules if first)
    return first if alike else None


def why_unread(row: Row) -> Literal["blank", "words", "numbers", "unproven"]:
    """Say why a row became no rule: no sentence, words of no kind, or numbers that do not fit."""
    if not row.sentence.strip():
        return "blank"
    if rule_of(row) is not None:
        return "unproven"
    fits = any(isinstance(one, NotSo) and not isinstance(one, Unlike) for one in _attempts(row))
    return "numbers" if fits else "words"


def _attempts(row: Row) -> Iterator[Rule | NotSo]:
    """Yield a rule for each kind a sentence is of by its words, or what does not fit."""
    for found in taken_apart(row.sentence, _names(row)):
        try:
            yield _rule(found, row)
        except NotSo as unfit:
            yield unfit


def _names(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in row.names for name in group))


def _rule(found: Found, row: Row) -> Rule:
    kind, filling = found.kind, Filling(found, row)
    if kind.needs:
        NEEDS[kind.needs](filling)
    if kind.readings:
        READINGS[kind.readings](filling)
    for name, definition in {name: filling.filled(fact) for name, fact in kind.facts.items()}.items():
        filling.fact(name, definition)
    return Rule(
        kind.id, filling.filled(kind.scoring), filling.facts, kind.measure, filling.called, filling.most,
        filling.readings, found.not_applicable, filling.values,
    )  # fmt: skip
