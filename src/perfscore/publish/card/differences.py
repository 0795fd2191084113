"""Two rulesets beside each other, without any report: what the new one changes · 规则集对照."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from perfscore.explain.wording.formulas import wording
from perfscore.explain.wording.words import Words
from perfscore.language.interpretations.evaluate import Undefined
from perfscore.language.interpretations.exact import exact_value
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE, POINTS, Plan, ScoringRule, Step
from perfscore.plan.proofs.examples import set_of
from perfscore.plan.proofs.turns import meetings, turns
from perfscore.publish.card.card import levels_of, years_text
from perfscore.publish.card.facts import uses, values_text
from perfscore.publish.card.rules import formula_texts, measure_text, modifier_text, policies, scoring_text

__all__ = ["Difference", "Moved", "differences", "moved"]

Sort = Literal["head", "criterion", "modifier", "grade", "fact", "check"]
_SORTS = get_args(Sort)


class _Thing(NamedTuple):
    """One thing of a card, and what can differ of it, in words."""

    sort: Sort
    id: str
    label: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same in both · 一处差异.

    `id` is empty for what holds for the whole card.  `before` and `after` hold what differs, in words;
    None where there is no such thing in that ruleset.
    """

    sort: Sort
    id: str
    label: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What one value of the measure earns under both rules · 同一指标值的两种得分."""

    measure: Fraction
    before: Fraction
    after: Fraction


def differences(old: Plan, new: Plan, words: Words) -> Iterator[Difference]:
    """Yield what differs, sort by sort, in the order of the new card, then what it no longer has."""
    return iter(sorted(_unsorted(old, new, words), key=lambda one: _SORTS.index(one.sort)))


def _unsorted(old: Plan, new: Plan, words: Words) -> Iterator[Difference]:
    before = {(thing.sort, thing.id): thing for thing in _things(old, words)}
    for thing in _things(new, words):
        was = before.pop((thing.sort, thing.id), None)
        if was is None:
            yield Difference(thing.sort, thing.id, thing.label, None, thing.parts)
        elif keys := [k for k in thing.parts if thing.parts[k] != was.parts.get(k, "")]:
            sides = ({key: side.parts.get(key, "") for key in keys} for side in (was, thing))
            yield Difference(thing.sort, thing.id, thing.label, *sides)
    for thing in before.values():
        yield Difference(thing.sort, thing.id, thing.label, thing.parts, None)


def _things(plan: Plan, words: Words) -> Iterator[_Thing]:
    """Yield everything of a card that can be compared, in words."""
    ruleset, head = plan.ruleset, plan.ruleset.ruleset
    about = {"status": words(f"status.{head.status}"), "years": years_text(ruleset, words)}
    yield _Thing("head", "", "", {**about, "full": decimal_text(head.points), **dict(policies(plan, words))})
    for step in plan.steps:
        yield _Thing(
            "criterion", step.criterion.id, words.label(step.criterion.label), _parts(step, plan, words)
        )
    for planned in plan.modifiers:
        one = planned.modifier
        does = {"kind": words(f"card.kind_{one.kind}"), "does": modifier_text(planned, words)}
        yield _Thing("modifier", one.id, words.label(one.label), does)
    for grade in ruleset.grades:
        yield _Thing(
            "grade", grade.name, words.label(grade.label) or grade.name, {"from": decimal_text(grade.from_)}
        )
    for name, use in uses(plan).items():
        values = {"values": values_text(use.binding, words)}
        yield _Thing("fact", name, words.label(use.binding.label), values)
    for check in plan.checks:
        holds = {"holds": wording(words.language).named(check.formula, check.reads, {})}
        yield _Thing("check", check.check.id, words.label(check.check.label, check.check.id), holds)


def _parts(step: Step, plan: Plan, words: Words) -> dict[str, str]:
    criterion, clause = step.criterion, words("punctuation.clause")
    return {
        "label": words.label(criterion.label),
        "group": " / ".join(levels_of(step, plan.ruleset, words)),
        "points": decimal_text(criterion.points),
        "measured": measure_text(step, words),
        "scoring": scoring_text(step, words),
        "formulas": clause.join(formula_texts(step, words)),
        "missing": _own("missing", criterion.missing, words),
        "not_applicable": _own("not_applicable", criterion.not_applicable, words),
        "standing": words(f"standing.{criterion.standing}"),
    }


def _own(key: str, policy: str | None, words: Words) -> str:
    """Return a policy that a criterion has of its own."""
    return words(f"card.{key}_{policy}") if policy else ""


def moved(old: Plan, new: Plan) -> Mapping[str, tuple[Moved, ...]]:
    """Return, for each criterion of both, values of its measure that earn other points than before.

    They are shown where either rule turns, at the ends of what is measured, and between two of these.
    """
    before = {step.criterion.id: step for step in old.steps}
    both = ((before[step.criterion.id], step) for step in new.steps if step.criterion.id in before)
    found = {later.criterion.id: tuple(_moved(earlier, later)) for earlier, later in both}
    return {name: changes for name, changes in found.items() if changes}


def _moved(old: Step, new: Step) -> Iterator[Moved]:
    rules = [step.rules[0] for step in (old, new) if step.rules and not step.rules[0].reads]
    if len(rules) < 2 or new.indicator is None or _measured(old) != _measured(new):
        return
    within = new.indicator.within
    turned = {*_turns(old, rules[0], within), *_turns(new, rules[1], within)}
    turned |= {end for end in (within.low, within.high) if end is not None}
    between = {(low + high) / 2 for low, high in pairwise(sorted(turned))}
    for measure in sorted(turned | between, reverse=True):
        before, after = (_earned(step, rule, measure) for step, rule in zip((old, new), rules, strict=True))
        if before is not None and after is not None and before != after:
            yield Moved(measure, before, after)


def _measured(step: Step) -> tuple[object, ...]:
    """Return what says whether two criteria measure the same."""
    text = step.measure.text if step.measure else ""
    return step.criterion.indicator, text, tuple((bound.name, bound.fact) for bound in step.inputs)


def _turns(step: Step, rule: ScoringRule, within: Range) -> Iterator[Fraction]:
    """Return the measures at which a rule turns."""
    given = {**rule.numbers, POINTS: step.criterion.points}
    sets = {name: set_of(value) for name, value in given.items()} | {MEASURE: (within,)}
    return (turn for turn in turns(meetings(rule.formula.tree), MEASURE, sets) if turn in within)


def _earned(step: Step, rule: ScoringRule, measure: Fraction) -> Fraction | None:
    values = {MEASURE: measure, POINTS: step.criterion.points}
    try:
        points: Fraction = exact_value(rule, values)
    except Undefined:
        return None
    return points if step.rounding is None else step.rounding(points)
