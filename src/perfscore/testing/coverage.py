"""What of a ruleset its cases go through · 用例覆盖.

Of the ways that a rule has, those are asked for that some fact can take; which ones a case takes is read
off the same formula, by the same names.
"""

import ast
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import names_of
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.taken import Way, condition_of, denied, is_parting, taken, ways
from perfscore.plan.planned import GRADE, MEASURE, TOTAL, Plan, ScoringRule, Step
from perfscore.plan.proofs.spaces import Stated, scored, written
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward
from perfscore.testing.apart import measured_rules
from perfscore.testing.mutated import is_own
from perfscore.testing.ruleset_cases import Ran

__all__ = ["Part", "coverage", "values_tried"]

Sort = Literal["criterion", "row_rule", "branch", "reading", "modifier", "check", "grade"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ruleset that a case can go through · 规则的组成部分.

    `sort` is what it is, `name` whose, `says` which of several.
    """

    sort: Sort
    path: Path
    name: str
    says: str
    reached: bool


def coverage(plan: Plan, cases: Sequence[Ran]) -> tuple[Part, ...]:
    """Return every part of the rules of a file, each with whether a case goes through it · 用例覆盖."""
    sound = [ran for ran in cases if ran.outcome is not None and not ran.problems]
    found = [part for step in plan.steps for part in _of_step(step, sound)]
    found += _of_card(plan, sound)
    once = {(part.sort, part.path, part.says): part for part in sorted(found, key=lambda part: part.reached)}
    ordered = {(part.sort, part.path, part.says): None for part in found}
    return tuple(once[key] for key in ordered if is_own(plan, once[key].path))


def _of_step(step: Step, cases: Sequence[Ran]) -> Iterator[Part]:
    name, path = step.criterion.id, ("criteria", step.criterion.id)
    asked = [ran for ran in cases if any(one.is_about(name) for one in ran.wanted)]
    awards = [award for ran in asked for award in _awards(ran, name) if award.state == "scored"]
    known = [award for award in awards if award.points is not None or award.range.low != Fraction(0)]
    yield Part("criterion", path, name, "", bool(known))
    for measured, rule, sign in measured_rules(step):
        tried = [reading for award in awards for reading in award.readings if _is_of(reading, rule)]
        if sign is not None:
            yield Part("row_rule", rule.path, name, sign, bool(tried))
        elif rule.reading is not None:
            yield Part("reading", rule.path, name, rule.reading, _is_seen(name, rule.reading, asked))
        if rule.reading is None:
            yield from _branches(measured, rule, tried, sign)


def _awards(ran: Ran, name: str) -> Iterator[Award]:
    """Yield what a criterion got in a case, or the rows in its place."""
    for award in ran.outcome.card.awards if ran.outcome else ():
        own = award.step.criterion.id
        if own == name or own.startswith(f"{name}."):
            yield award


def _is_of(reading: ReadingAward, rule: ScoringRule) -> bool:
    return reading.rule.formula is rule.formula and reading.rule.reading == rule.reading


def _is_seen(name: str, reading: str, cases: Sequence[Ran]) -> bool:
    """Say whether a case expects what a reading gives, or a range that it widens."""
    if any(one.kind == "readings" and one.about == (name, reading) for ran in cases for one in ran.wanted):
        return True
    for ran in cases:
        widened = any(one.expected.startswith("[") and one.about == (name,) for one in ran.wanted)
        for award in _awards(ran, name) if widened else ():
            points = {one.rule.reading: one.points for one in award.readings}
            if len(points) > 1 and points.get(reading) not in (None, points.get(None)):
                return True
    return False


def _branches(
    step: Step, rule: ScoringRule, tried: Sequence[ReadingAward], sign: str | None
) -> Iterator[Part]:
    """Yield the ways of a rule that some value takes."""
    of = scored(step, rule)
    gone = {way for one in tried for way in taken(of.formula.tree, stated_values(of, step, rule, one))}
    opinions = {bound.fact for bound in rule.reads if bound.judged}
    # A rule for rows is told as it is written: the points are those of each row.
    written_so = [*ast.walk(rule.formula.tree)] if sign is not None else []
    for way, node in _told(of.formula.tree, opinions):
        shown: Any = written_so[way.part] if written_so else node
        says = f"{sign} {_said(shown, way)}" if sign else _said(shown, way)
        if way in gone or not of.where(condition_of(node, way.way)).never:
            yield Part("branch", rule.path, step.criterion.id, says, way in gone)


def _told(tree: ast.expr, opinions: Container[str]) -> Iterator[tuple[Way, ast.expr]]:
    """Yield the ways that a reader of the rule would name: the last of a choice, the outermost ends.

    Between which ends somebody judges is no way of the rule.
    """
    inner = {
        id(part) for node in ast.walk(tree) if is_parting(node) for part in ast.walk(node) if part is not node
    }
    for way, node in ways(tree):
        if isinstance(node, ast.IfExp):
            if not isinstance(node.body if way.way else node.orelse, ast.IfExp):
                yield way, node
        elif id(node) not in inner and not any(name in opinions for name in names_of(node)):
            yield way, node


def _said(node: ast.expr, way: Way) -> str:
    if isinstance(node, ast.IfExp):
        test, value = (node.test, node.body) if way.way else (denied(node.test), node.orelse)
        return f"{written(test)} → {written(value)}"
    assert isinstance(node, ast.Call)
    return f"{written(node)} = {written(node.args[way.way])}"


def stated_values(of: Stated, step: Step, rule: ScoringRule, reading: ReadingAward) -> dict[str, Any]:
    """Return the exact values that a case gives to the names of a rule, without those it does not."""
    facts = {bound.name: bound for bound in (*step.inputs, *rule.reads)}
    values: dict[str, Any] = {name.capitalize(): value for name, value in rule.numbers.items()}
    values[MEASURE] = reading.measurement.exact
    for item in (*reading.measurement.evidence, *reading.evidence):
        bound = facts.get(item.binding.name)
        if bound is None:
            continue  # a rate that a row states in the place of its amounts
        values[bound.fact] = item.exact
        if bound.kind is Kind.COLUMN and item.exact is not None:
            total, count = sum(item.exact, Fraction(0)), Fraction(len(item.exact))
            values |= {f"sum({bound.fact})": total, f"count({bound.fact})": count}
    return {name: values[name] for name in of.formula.names if values.get(name) is not None}


def values_tried(step: Step, rule: ScoringRule, cases: Sequence[Ran]) -> list[Mapping[str, Any]]:
    """Return the values at which cases already try a rule."""
    of = scored(step, rule)
    found: list[Mapping[str, Any]] = []
    for ran in cases:
        for award in _awards(ran, step.criterion.id):
            for reading in award.readings:
                if _is_of(reading, rule):
                    found.append(stated_values(of, step, rule, reading))
    return found


def _of_card(plan: Plan, cases: Sequence[Ran]) -> Iterator[Part]:
    wanted = [(ran, one) for ran in cases for one in ran.wanted]
    whole = [
        ran for ran, one in wanted if one.of_card and one.kind == "expect" and one.about[0] in (TOTAL, GRADE)
    ]
    for rule in plan.modifiers:
        name = rule.modifier.id
        said = [ran for ran, one in wanted if one.kind == "modifiers" and one.about == (name,)]
        acts = any(
            ran.outcome.effects.get(name) not in (None, "0", "open") for ran in (*said, *whole) if ran.outcome
        )
        yield Part("modifier", ("modifiers", name), name, rule.modifier.kind, acts)
    for check in plan.checks:
        name = check.check.id
        for outcome in ("holds", "fails"):
            told = any(
                one.kind == "checks" and (one.about, one.expected) == ((name,), outcome) for _, one in wanted
            )
            yield Part("check", ("checks", name), name, outcome, told)
    for grade in plan.ruleset.grades:
        told = any(one.about == (GRADE,) and one.expected == grade.name for _, one in wanted)
        yield Part("grade", ("grades", grade.name), grade.name, "", told)
