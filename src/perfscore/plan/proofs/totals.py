"""What the rules over the sum make of every total, and which grades that leaves · 总分调整与等级的检查."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from perfscore.inputs.criteria import Grade, Modifier
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.faults import words
from perfscore.plan.planned import TOTAL, Plan, PlannedModifier
from perfscore.plan.proofs.branches import divisors_at_zero
from perfscore.plan.proofs.spaces import Stated, number, stated
from perfscore.shapes.bands import multiple_in

__all__ = ["doubt_totals"]

_ZERO = number(Fraction(0)).tree


def doubt_totals(plan: Plan) -> Iterator[Problem]:
    """Yield rules over the sum that do nothing, or the same to every card, and grades nobody can have."""
    within = Range(Fraction(0), plan.ruleset.points)
    limits: list[Modifier] = []
    for rule in plan.modifiers:
        values = {name: (Range.point(value),) for name, value in rule.constants.items()}
        found = stated(rule.formula, rule.reads, {**values, TOTAL: (within,)})
        yield from _one(plan.ruleset, rule, found, within, limits)
        limits = [*limits, rule.modifier] if rule.modifier.kind in ("cap", "floor") else limits
        with suppress(Undefined):  # A rule without a value leaves every total as it is.
            after = evaluate(found.formula, Pieces(INTERVAL), found.space.values)
            assert isinstance(after, tuple)
            within = after[0]
    yield from _grades(plan, within) if plan.steps else ()


def _one(
    ruleset: Ruleset, rule: PlannedModifier, found: Stated, within: Range, limits: list[Modifier]
) -> Iterator[Problem]:
    """Yield what is doubtful about one rule; `within` is every total before it."""
    modifier, tree = rule.modifier, found.formula.tree
    key, code, values = "at", "", {}
    if modifier.kind == "bonus":
        assert isinstance(tree, ast.BinOp)
        key = "formula"
        if found.where(ast.Compare(tree.right, [ast.Gt()], [_ZERO])).never:
            code, values = "bonus-never-adds", {"found": modifier.formula or "", "most": _text(modifier.most)}
        for divisor in divisors_at_zero(found):
            zero = {"divisor": divisor.says, "at": divisor.at}
            yield _problem("divisor-can-be-zero", ruleset, modifier, key, zero)
    elif modifier.kind == "veto":
        assert isinstance(tree, ast.IfExp)
        key, values = "when", {"found": modifier.when or "", "gives": _text(modifier.gives)}
        if found.where(tree.test).never:
            code = "veto-never-strikes"
        elif found.where(ast.UnaryOp(ast.Not(), tree.test)).never:
            code = "veto-always-strikes"
    else:
        end = within.high if modifier.kind == "cap" else within.low
        same = [one for one in limits if (one.kind, one.at) == (modifier.kind, modifier.at)]
        if same and modifier.at == end:
            code, values = "limit-twice", {"found": _text(modifier.at), "other": same[-1].id}
    if code:
        yield _problem(code, ruleset, modifier, key, values)


def _grades(plan: Plan, within: Range) -> Iterator[Problem]:
    """Yield grades that no total has; `within` is every total after all rules over the sum."""
    grades, ruleset = plan.ruleset.grades, plan.ruleset
    rounding = ruleset.ruleset.rounding.rounding if ruleset.ruleset.rounding.at == "total" else plan.finest
    step = Fraction(1, 10**rounding.places) if rounding else None
    above: Grade | None = None
    for grade in grades:
        span = Range(grade.from_, above.from_ if above else None, high_open=True)
        inside = span.meet(within) if above is None or above.from_ > grade.from_ else within
        if inside is None or (step and multiple_in(inside, step) is None):
            place = ruleset.origin.place(("grades", grade.name, "from"))
            values = {"found": str(span), "within": str(within), "step": decimal_text(step) if step else ""}
            yield Problem("grade-unreachable", place, f"grades {grade.name}", values)
        above = grade


def _text(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)


def _problem(code: str, ruleset: Ruleset, modifier: Modifier, key: str, values: dict[str, str]) -> Problem:
    path: Any = ("modifiers", modifier.id, key)
    return Problem(code, ruleset.origin.place(path), words(path), values)
