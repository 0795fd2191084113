"""What the rules over the sum make of every total, and which grades that leaves · 总分调整与等级的检查."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from perfscore.inputs.criteria import Modifier
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.formula import Formula, composed, put_in, rounded
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding
from perfscore.plan.faults import words
from perfscore.plan.planned import TOTAL, Plan, PlannedModifier
from perfscore.plan.proofs.branches import divisors_at_zero
from perfscore.plan.proofs.spaces import Stated, number, stated
from perfscore.shapes.bands import number_in, steps_near
from perfscore.shapes.conditions import written

__all__ = ["doubt_totals", "prove_vetoes"]

_ZERO = number(Fraction(0)).tree
_SUM = composed(TOTAL, ast.Name(TOTAL, ast.Load()), Kind.NUMBER)
_MOST_PARTS = 2_000
"""Every veto doubles the formula of the total; what stands behind so many is not judged."""


def prove_vetoes(ruleset: Ruleset, rules: Iterable[PlannedModifier]) -> Iterator[Problem]:
    """Yield vetoes that strike every card, whatever its total is."""
    for rule in rules:
        if rule.modifier.kind == "veto":
            found = stated(_filled(rule, TOTAL), rule.reads, {TOTAL: (Range(Fraction(0), None),)})
            strikes = _condition(found)
            # A condition without any value neither holds nor fails.
            if found.where(ast.UnaryOp(ast.Not(), strikes)).never and not found.where(strikes).never:
                yield _of_veto("veto-always-strikes", ruleset, rule.modifier, found)


def doubt_totals(plan: Plan) -> Iterator[Problem]:
    """Yield rules over the sum that do nothing, and grades that nobody can have.

    The total before each rule is one formula of the facts and of the sum of the criteria.
    """
    rounding, limits = plan.ruleset.ruleset.rounding, list[Modifier]()
    finest = plan.finest if rounding.at == "criterion" and plan.steps else None
    steps = {TOTAL: Fraction(1, 10**finest.places) if finest else None}
    values: dict[str, Any] = {TOTAL: (Range(Fraction(0), plan.ruleset.points),)}
    before, reads = stated(_SUM, (), values, steps), list[Binding]()
    for rule in plan.modifiers:
        reads += rule.reads
        values[_applies(rule.modifier)] = None
        found = stated(_filled(rule, before.formula), reads, values, steps)
        yield from _one(plan.ruleset, rule.modifier, before, found, limits)
        limits.append(rule.modifier)
        if found.parts > _MOST_PARTS:
            return
        if not found.where(ast.Compare(found.formula.tree, [ast.GtE()], [_ZERO])).never:
            before = found  # A rule that never has a value leaves every total as it is.
    whole = rounded(before.formula, rounding.rounding if rounding.at == "total" else None)
    if plan.steps:
        yield from _grades(plan, replace(before, formula=whole), rounding.rounding)


def _filled(rule: PlannedModifier, total: Formula | str) -> Formula:
    """Return a rule over the sum with its numbers, for a total that stands before it.

    What does not apply to a body adds nothing to its sum.
    """
    numbers = {name: number(value) for name, value in rule.constants.items()}
    found = put_in(rule.formula, {**numbers, TOTAL: total})
    if rule.modifier.kind == "bonus" and rule.reads:
        assert isinstance(found.tree, ast.BinOp)
        added = ast.IfExp(ast.Name(_applies(rule.modifier), ast.Load()), found.tree.right, _ZERO)
        return composed(found.text, ast.BinOp(found.tree.left, ast.Add(), added), Kind.NUMBER)
    return found


def _applies(modifier: Modifier) -> str:
    """Return the name of whether a rule applies, with a capital, which no fact can have."""
    return f"Applies {modifier.id}"


def _one(
    ruleset: Ruleset, modifier: Modifier, before: Stated, found: Stated, limits: list[Modifier]
) -> Iterator[Problem]:
    """Yield what is doubtful about one rule, `before` being the total it is for."""
    match modifier.kind:
        case "bonus":
            yield from _bonus(ruleset, modifier, found)
        case "veto":
            if found.where(_condition(found)).never:
                yield _of_veto("veto-never-strikes", ruleset, modifier, found)
        case kind:
            same = [one.id for one in limits if (one.kind, one.at) == (kind, modifier.at)]
            beyond = ast.Gt() if kind == "cap" else ast.Lt()
            at = number(modifier.at or Fraction(0)).tree
            if same and before.where(ast.Compare(before.formula.tree, [beyond], [at])).never:
                values = {"found": _text(modifier.at), "other": same[-1]}
                yield _problem("limit-twice", ruleset, modifier, "at", values)


def _condition(veto: Stated) -> ast.expr:
    assert isinstance(veto.formula.tree, ast.IfExp)
    return veto.formula.tree.test


def _of_veto(code: str, ruleset: Ruleset, modifier: Modifier, found: Stated) -> Problem:
    values = {"found": written(modifier.when or ""), "gives": _text(modifier.gives)}
    values["bounds"] = found.bounds(_condition(found))
    return _problem(code, ruleset, modifier, "when", values)


def _bonus(ruleset: Ruleset, modifier: Modifier, found: Stated) -> Iterator[Problem]:
    added = found.formula.tree
    assert isinstance(added, ast.BinOp)
    if found.where(ast.Compare(added.right, [ast.Gt()], [_ZERO])).never:
        values = {"found": modifier.formula or "", "most": _text(modifier.most)}
        yield _problem("bonus-never-adds", ruleset, modifier, "formula", values)
    for divisor in divisors_at_zero(replace(found, formula=composed("", added.right, Kind.NUMBER))):
        values = {"divisor": divisor.says, "at": divisor.at}
        yield _problem("divisor-can-be-zero", ruleset, modifier, "formula", values)


def _grades(plan: Plan, total: Stated, rounding: Rounding) -> Iterator[Problem]:
    """Yield grades that no total has, of all totals after the rules over the sum."""
    tree, above = total.formula.tree, None
    for grade in plan.ruleset.grades:
        ends = [ast.Compare(tree, [ast.GtE()], [number(grade.from_).tree])]
        if above is not None:
            ends.append(ast.Compare(tree, [ast.Lt()], [number(above.from_).tree]))
        if (above is None or above.from_ > grade.from_) and total.where(*ends).never:
            span = Range(grade.from_, above.from_ if above else None, high_open=True)
            place = plan.ruleset.origin.place(("grades", grade.name, "from"))
            values = {"found": str(span), "within": _lying(total, span, Fraction(1, 10**rounding.places))}
            yield Problem("grade-unreachable", place, f"grades {grade.name}", values)
        above = grade


def _lying(total: Stated, span: Range, step: Fraction) -> str:
    """Return where totals lie, as a message says it: near a span that lies between two of them."""
    totals: Any = evaluate(total.formula, Pieces(ATTAINABLE), total.space.values)
    inside = next((part for one in totals if (part := span.meet(one))), None)
    return " ∪ ".join(map(str, totals)) if inside is None else steps_near(number_in(inside), step)


def _text(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)


def _problem(code: str, ruleset: Ruleset, modifier: Modifier, key: str, values: dict[str, str]) -> Problem:
    path: Any = ("modifiers", modifier.id, key)
    return Problem(code, ruleset.origin.place(path), words(path), values)
