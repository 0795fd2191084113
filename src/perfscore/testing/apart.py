"""Where two plans give other points, or the proof that they never do · 两个方案的区别."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from perfscore.language.compile.formula import Formula, compile_formula, composed, put_in, rounded_text
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.lattice import LATTICES
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE, on_steps
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import POINTS, TOTAL, Plan, ScoringRule, Step
from perfscore.plan.proofs.search import Answer, find
from perfscore.plan.proofs.spaces import Stated, number, scored, stated
from perfscore.shapes.bands import number_in
from perfscore.testing.together import taken_together

__all__ = ["Difference", "differences", "measured_rules"]

_MOST_BOXES = 300
"""A change that gives other points mostly does so near at hand; whether it ever does is worth no more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Values of its facts for which a rule gives other points · 得分不同之处.

    With `answer.never` it is proven that there are none.  A check and a rule over the sum have no step.
    `parts` are formulas over facts that the search took for one number each, by the names it gave them.
    """

    answer: Answer
    of: Stated
    step: Step | None = None
    rule: ScoringRule | None = None
    sign: str | None = None
    parts: Mapping[str, Formula] = field(default_factory=dict)


def measured_rules(step: Step) -> Iterator[tuple[Step, ScoringRule, str | None]]:
    """Yield the rules of a criterion, each with the step that measures it and the sign of its rows."""
    row = step.row
    yield from ((step, rule, None) for rule in step.rules)
    of_rows = replace(step, indicator=row.indicator, measure=row.measure, inputs=row.inputs) if row else step
    yield from ((of_rows, rule, sign) for sign, rule in step.by_sign.items())


def differences(plan: Plan, other: Plan) -> Iterator[Difference]:
    """Yield, for each rule that is not the same in both plans, where it gives something else."""
    for one, two in zip(plan.steps, other.steps, strict=True):
        if one is not two:
            for (step, rule, sign), (changed, new, _) in zip(
                measured_rules(one), measured_rules(two), strict=True
            ):
                if rule is not new or step.criterion.points != changed.criterion.points:
                    answer, of, parts = _points_apart(step, rule, changed, new)
                    yield Difference(answer, of, step, rule, sign, parts)
                elif step.rounding and changed.rounding and step.rounding != changed.rounding:
                    of = scored(step, rule)
                    answer, parts = _roundings_apart(of, step.rounding, changed.rounding)
                    yield Difference(answer, of, step, rule, sign, parts)
    yield from _statements(plan, other)


def _points_apart(
    step: Step, rule: ScoringRule, changed: Step, new: ScoringRule
) -> tuple[Answer, Stated, Mapping[str, Formula]]:
    before, after = scored(step, rule), scored(changed, new)
    both = after.beside(before)
    left, right = (_rounded(of, step.rounding) for of in (before, after))
    apart = ast.Compare(left, [ast.NotEq()], [right])
    condition, space, parts = taken_together(composed("", apart, Kind.TRUTH), both.space)
    return find(condition, space, _MOST_BOXES), both, parts


def _rounded(of: Stated, rounding: Rounding | None) -> ast.expr:
    whole = compile_formula(rounded_text(POINTS, rounding), {POINTS: Kind.NUMBER})
    return put_in(whole, {POINTS: of.formula}).tree


def _roundings_apart(of: Stated, old: Rounding, new: Rounding) -> tuple[Answer, Mapping[str, Formula]]:
    """Return where the points of a rule are rounded otherwise; proven where they are few and none is."""
    step = evaluate(of.formula, LATTICES, {name: of.space.steps.get(name) for name in of.formula.names})
    if step is not None and not any(step * 10**one.places % 1 for one in (old, new)):
        return Answer(None), {}  # they come in steps that neither rounding changes
    try:
        found = evaluate(of.formula, Pieces(ATTAINABLE), _on_steps(of))
    except Undefined:
        return Answer(None), {}
    assert isinstance(found, tuple)
    proven = True
    for piece in found:
        for points in _telling(piece, old):
            if old(points) != new(points):
                gives = ast.Compare(of.formula.tree, [ast.Eq()], [number(points).tree])
                condition, space, parts = taken_together(composed("", gives, Kind.TRUTH), of.space)
                answer = find(condition, space, _MOST_BOXES)
                if answer.at is not None:
                    return answer, parts
                proven = False
        proven = proven and piece.exact is not None
    return Answer(None, proven), {}


def _on_steps(of: Stated) -> dict[str, Any]:
    """Return the values of the names, those that come in few steps one by one."""
    steps, values = of.space.steps, of.space.values
    return {
        name: on_steps(v[0], steps.get(name)) if isinstance(v, tuple) else v for name, v in values.items()
    }


def _telling(piece: Range, rounding: Rounding) -> Iterator[Fraction]:
    """Yield points that roundings treat unlike each other: between two units, and half-way."""
    if piece.exact is not None:
        yield piece.exact
        return
    unit = Fraction(1, 10**rounding.places)
    below = number_in(piece) // unit * unit
    for tenths in (5, 15, 4, 6, 25, 1):
        if (points := below + unit * tenths / 10) in piece:
            yield points


def _statements(plan: Plan, other: Plan) -> Iterator[Difference]:
    for old, new in zip(plan.checks, other.checks, strict=True):
        if old is not new:
            before, of = stated(old.formula, old.reads), stated(new.formula, new.reads)
            of, (one, two) = of.beside(before), (before.formula.tree, of.formula.tree)
            yield Difference(of.where(_either(one, two), most=_MOST_BOXES), of)
    within = Range(Fraction(0), plan.ruleset.points)
    if len(plan.modifiers) == len(other.modifiers):
        for rule, changed in zip(plan.modifiers, other.modifiers, strict=True):
            if rule is not changed:
                sides = []
                for each in (rule, changed):
                    formula = put_in(
                        each.formula, {name: number(value) for name, value in each.constants.items()}
                    )
                    values: dict[str, Any] = {TOTAL: (within,)}
                    sides.append(stated(formula, each.reads, values))
                both = sides[1].beside(sides[0])
                left, right = (side.formula.tree for side in sides)
                apart = ast.Compare(left, [ast.NotEq()], [right])
                yield Difference(both.where(apart, most=_MOST_BOXES), both)


def _either(one: ast.expr, other: ast.expr) -> ast.expr:
    """Return the condition that just one of two conditions holds."""
    parts: list[ast.expr] = [
        ast.BoolOp(ast.And(), [left, ast.UnaryOp(ast.Not(), right)])
        for left, right in ((one, other), (other, one))
    ]
    return ast.BoolOp(ast.Or(), parts)
