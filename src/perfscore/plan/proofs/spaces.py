"""The formulas of a plan over the facts alone, and the values those can have · 公式及其取值空间."""

import ast
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from perfscore.language.compile.formula import Formula, composed, names_of, put_in
from perfscore.language.compile.types import Kind
from perfscore.messages import Listed
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.plan.proofs.directions import domain, measure_range, measure_step
from perfscore.plan.proofs.search import MOST_BOXES, Answer, Space, find
from perfscore.shapes.bands import multiple_in

__all__ = ["Stated", "number", "scored", "stated", "written"]

_NOT_BELOW_ZERO = Range(Fraction(0), None)


@dataclass(frozen=True, slots=True)
class Stated:
    """A formula whose names are facts, and the values they can have · 以事实表述的公式.

    `days` are the names whose numbers are those of days.
    """

    formula: Formula
    space: Space
    days: frozenset[str] = frozenset()

    @property
    def parts(self) -> int:
        """How many parts the formula has."""
        return sum(1 for _ in ast.walk(self.formula.tree))

    def where(self, *conditions: ast.expr, most: int = MOST_BOXES) -> Answer:
        """Return where all of some conditions hold, made of the formula's own parts."""
        tree = conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.And(), [*conditions])
        return find(composed("", tree, Kind.TRUTH), self.space, most)

    def beside(self, other: "Stated") -> "Stated":
        """Return the formula with the values of the names of another one as well."""
        space, more = self.space, other.space
        joined = Space(
            {**more.values, **space.values}, {**more.steps, **space.steps}, more.texts | space.texts
        )
        return replace(self, space=joined, days=self.days | other.days)

    def bounds(self, part: ast.expr) -> str:
        """Return what the facts of a part of the formula can be: ``visits ∈ [0, 4]``."""
        return Listed(
            f"{name} ∈ {self._bounded(name)}" for name in dict.fromkeys(names_of(part)) if name[0].islower()
        )

    def _bounded(self, name: str) -> str:
        value, step = self.space.values[name], self.space.steps.get(name)
        if isinstance(value, tuple):
            low, high = value[0].low, value[0].high
            first = None if step is None or low is None else multiple_in(value[0], step)
            if step is None or first is None:
                return str(value[0])
            steps = (first, first + step, *(() if high is None else (high // step * step,)))
            texts = list(map(decimal_text, steps))
            return f"{{{', '.join([*texts[:2], '…', *texts[2:]])}}}"
        if name in self.space.texts:
            return "…"
        return f"{{{', '.join(sorted(value))}}}" if isinstance(value, frozenset) else "{true, false}"

    def said(self, at: Mapping[str, Any]) -> str:
        """Return values as an author would write them: ``budget = 0, late = true``."""
        return Listed(f"{name} = {self._one(name, value)}" for name, value in at.items() if name[0].islower())

    def _one(self, name: str, value: Any) -> str:
        if name in self.days and 0 < value <= date.max.toordinal():
            return date.fromordinal(int(value)).isoformat()
        return decimal_text(value) if isinstance(value, Fraction) else str(value).lower()


def scored(step: Step, rule: ScoringRule) -> Stated:
    """Return the points of a rule as a formula over its facts and, where it has one, its measure.

    Where the measure reads a fact twice, or one that the rule reads as well, its own formula takes its place.
    """
    numbers = {name: value for name, value in rule.constants.items() if isinstance(value, Fraction)}
    # A day keeps its name, with a capital, which no fact can have.
    days = {name.capitalize(): value for name, value in rule.numbers.items() if name not in numbers}
    named: dict[str, Formula | str] = {name: name.capitalize() for name in rule.constants}
    named |= {name: number(value) for name, value in {**numbers, POINTS: step.criterion.points}.items()}
    formula = put_in(rule.formula, {**named, **{bound.name: bound.fact for bound in rule.reads}})
    reads, measure = [*rule.reads], step.measure
    if measure is not None and MEASURE in formula.names:
        shared = {bound.fact for bound in step.inputs} & {bound.fact for bound in rule.reads}
        if shared or measure.repeated:
            own = put_in(measure, {bound.name: bound.fact for bound in step.inputs})
            formula = put_in(formula, {MEASURE: own})
            reads += step.inputs
    values: dict[str, Any] = {name: (Range.point(value),) for name, value in days.items()}
    values[MEASURE] = (measure_range(step),)
    return stated(formula, reads, values, {MEASURE: measure_step(step)})


def stated(
    formula: Formula,
    reads: Sequence[Binding],
    values: Mapping[str, Any] = MappingProxyType({}),
    steps: Mapping[str, Fraction | None] = MappingProxyType({}),
) -> Stated:
    """Return a formula over facts with the values they can have; `values` are those of other names.

    What is made of a whole column is a number of its own: nobody knows its rows.
    """
    if any(bound.kind is Kind.COLUMN for bound in reads):
        formula = composed(formula.text, _Columns().visit(deepcopy(formula.tree)), formula.kind)
    found, coming = dict(values), {name: step for name, step in steps.items() if step}
    days, texts = set[str](), set[str]()
    for bound in reads:
        if bound.kind is Kind.COLUMN:
            sums = _NOT_BELOW_ZERO if _NOT_BELOW_ZERO.holds(bound.within) else EVERYTHING
            found |= {f"sum({bound.fact})": (sums,), f"count({bound.fact})": (_NOT_BELOW_ZERO,)}
            coming[f"count({bound.fact})"] = Fraction(1)
            continue
        allowed, before = domain(bound), found.get(bound.fact)
        if before is not None and isinstance(allowed, tuple):
            allowed = (allowed[0].meet(before[0]) or allowed[0],)
        found[bound.fact] = allowed
        if bound.step or bound.kind is Kind.DATE:
            coming[bound.fact] = bound.step or Fraction(1)
        if bound.kind is Kind.DATE:
            days.add(bound.fact)
        if bound.kind is Kind.TEXT and not bound.words:
            texts.add(bound.fact)
    return Stated(formula, Space(found, coming, frozenset(texts)), frozenset(days))


def number(value: Fraction) -> Formula:
    """Return a number as a formula."""
    constant: Any = value
    return composed(decimal_text(value), ast.Constant(constant), Kind.NUMBER)


def written(tree: ast.expr) -> str:
    """Return a part of a formula as its author would write it, with its numbers."""
    return ast.unparse(_Numbers().visit(deepcopy(tree)))


class _Columns(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)
        if node.func.id in ("sum", "count") and isinstance(node.args[0], ast.Name):
            return ast.Name(f"{node.func.id}({node.args[0].id})", ast.Load())
        self.generic_visit(node)
        return node


class _Numbers(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, Fraction):
            return ast.Name(decimal_text(node.value), ast.Load())
        return node
