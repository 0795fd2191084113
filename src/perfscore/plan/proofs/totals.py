"""What the rules over the sum make of every total, and which grades that leaves · 总分调整与等级的检查."""

import ast
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from perfscore.inputs.criteria import Grade, Modifier
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE, Numbers
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range, hull
from perfscore.plan.faults import words
from perfscore.plan.planned import TOTAL, Plan, PlannedModifier
from perfscore.plan.proofs.branches import divisors_at_zero
from perfscore.plan.proofs.spaces import Stated, number, stated
from perfscore.shapes.bands import multiple_in, number_in, steps_near

__all__ = ["doubt_totals", "prove_vetoes"]

_ZERO = number(Fraction(0)).tree


def prove_vetoes(ruleset: Ruleset, rules: Iterable[PlannedModifier]) -> Iterator[Problem]:
    """Yield vetoes that strike every card."""
    for rule in rules:
        found = _over(rule, Range(Fraction(0), ruleset.points))
        if rule.modifier.kind == "veto" and found.where(ast.UnaryOp(ast.Not(), _condition(found))).never:
            yield _of_veto("veto-always-strikes", ruleset, rule.modifier, found)


def doubt_totals(plan: Plan) -> Iterator[Problem]:
    """Yield rules over the sum that do nothing, and grades that nobody can have."""
    ruleset, limits = plan.ruleset, list[Modifier]()
    totals: Numbers = (Range(Fraction(0), ruleset.points),)
    for rule in plan.modifiers:
        found = _over(rule, hull(*totals))
        if rule.modifier.kind == "bonus":
            yield from _bonus(ruleset, rule.modifier, found)
        elif rule.modifier.kind == "veto":
            if found.where(_condition(found)).never:
                yield _of_veto("veto-never-strikes", ruleset, rule.modifier, found)
        else:
            yield from _limit(ruleset, rule.modifier, hull(*totals), limits)
            limits.append(rule.modifier)
        with suppress(Undefined):  # A rule without a value leaves every total as it is.
            after: Any = evaluate(found.formula, Pieces(ATTAINABLE), {**found.space.values, TOTAL: totals})
            totals = tuple(after)
    if plan.steps:
        yield from _grades(plan, totals)


def _over(rule: PlannedModifier, within: Range) -> Stated:
    """Return a rule over the sum as a formula over the facts and all totals before it."""
    numbers = {name: (Range.point(value),) for name, value in rule.constants.items()}
    return stated(rule.formula, rule.reads, {**numbers, TOTAL: (within,)})


def _condition(veto: Stated) -> ast.expr:
    assert isinstance(veto.formula.tree, ast.IfExp)
    return veto.formula.tree.test


def _of_veto(code: str, ruleset: Ruleset, modifier: Modifier, found: Stated) -> Problem:
    values = {"found": modifier.when or "", "gives": _text(modifier.gives)}
    values["bounds"] = found.bounds(_condition(found))
    return _problem(code, ruleset, modifier, "when", values)


def _bonus(ruleset: Ruleset, modifier: Modifier, found: Stated) -> Iterator[Problem]:
    added = found.formula.tree
    assert isinstance(added, ast.BinOp)
    if found.where(ast.Compare(added.right, [ast.Gt()], [_ZERO])).never:
        values = {"found": modifier.formula or "", "most": _text(modifier.most)}
        yield _problem("bonus-never-adds", ruleset, modifier, "formula", values)
    for divisor in divisors_at_zero(found):
        values = {"divisor": divisor.says, "at": divisor.at}
        yield _problem("divisor-can-be-zero", ruleset, modifier, "formula", values)


def _limit(ruleset: Ruleset, modifier: Modifier, within: Range, limits: list[Modifier]) -> Iterator[Problem]:
    """Yield a cap or a floor that one before it has already set; `within` are the totals before it."""
    same = [one.id for one in limits if (one.kind, one.at) == (modifier.kind, modifier.at)]
    if same and modifier.at == (within.high if modifier.kind == "cap" else within.low):
        values = {"found": _text(modifier.at), "other": same[-1]}
        yield _problem("limit-twice", ruleset, modifier, "at", values)


def _grades(plan: Plan, totals: Numbers) -> Iterator[Problem]:
    """Yield grades that no total has, of all totals after the rules over the sum."""
    ruleset = plan.ruleset
    rounding = ruleset.ruleset.rounding.rounding if ruleset.ruleset.rounding.at == "total" else plan.finest
    step = Fraction(1, 10**rounding.places) if rounding else None
    above: Grade | None = None
    for grade in ruleset.grades:
        span = Range(grade.from_, above.from_ if above else None, high_open=True)
        if above is None or above.from_ > grade.from_:
            inside = [part for one in totals if (part := span.meet(one))]
            lie = "" if inside else " ∪ ".join(map(str, totals))
            if inside and step and all(multiple_in(part, step) is None for part in inside):
                lie = steps_near(number_in(inside[0]), step)
            if lie:
                place = ruleset.origin.place(("grades", grade.name, "from"))
                values = {"found": str(span), "within": lie}
                yield Problem("grade-unreachable", place, f"grades {grade.name}", values)
        above = grade


def _text(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)


def _problem(code: str, ruleset: Ruleset, modifier: Modifier, key: str, values: dict[str, str]) -> Problem:
    path: Any = ("modifiers", modifier.id, key)
    return Problem(code, ruleset.origin.place(path), words(path), values)
