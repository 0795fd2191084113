"""Do the points go the way the indicator says is good · 得分走向的检查."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import whole_down
from perfscore.language.interpretations.lattice import LATTICES
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import INTERVAL
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.binding import Binding
from perfscore.plan.faults import words
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.plan.proofs.examples import counter_example, numbers_named, set_of
from perfscore.shapes.bands import number_in

__all__ = [
    "Good",
    "domain",
    "good_of_sign",
    "measure_range",
    "measure_step",
    "prove_direction",
]


class Good(NamedTuple):
    """Which way of a measure is good, and who says so: an indicator, or the sign of a row · 优劣方向."""

    better: Literal["higher", "lower", "neither"]
    says: str


def good_of_sign(sign: str) -> Good:
    """Return which way is good for a row with a sign: at least its target, or at most."""
    return Good("higher" if sign == "≥" else "lower" if sign == "≤" else "neither", sign)


def domain(binding: Binding) -> Any:
    """Return every value a bound name can have, for the `pieces` interpretation."""
    match binding.kind:
        case Kind.TRUTH | Kind.TEXT:
            return binding.any_word
        case Kind.COLUMN:
            return ((EVERYTHING,),)
    return (binding.within,)


def measure_range(step: Step, fixed: Mapping[str, Any] = MappingProxyType({})) -> Range:
    """Return every value the measure of a step can have, with exact values for some facts."""
    if step.indicator is None:
        return EVERYTHING
    within = step.indicator.within
    if step.measure is None:
        return within
    try:
        names = {b.name: set_of(fixed[b.fact]) if b.fact in fixed else domain(b) for b in step.inputs}
        found = evaluate(step.measure, Pieces(INTERVAL), names)
    except Undefined:
        return within
    assert isinstance(found, tuple)
    return found[0].meet(within) or within


def measure_step(step: Step) -> Fraction | None:
    """Return the step the measure comes in, as its facts do; None where it can be any number."""
    if step.measure is None:
        return None
    return evaluate(step.measure, LATTICES, {bound.name: bound.step for bound in step.inputs}) or None


_MOST_TRIED = 64
"""How many choices of values for the facts beside a measure are tried."""

_ENDS = ("zero_at", "full_at")
"""The two ends of a line of points; where they make it go the wrong way they stand in each other's place."""


def prove_direction(
    step: Step, rule: ScoringRule, good: Good, measure: Range, ruleset: Ruleset
) -> Iterator[Problem]:
    """Yield a rule whose points go against what is good, with two measures that show it."""
    if good.better == "neither" or MEASURE not in rule.formula.names:
        return
    names: dict[str, Any] = {b.name: domain(b) for b in rule.reads}
    names |= {name: (Range.point(value),) for name, value in rule.numbers.items()}
    names |= {MEASURE: (measure,), POINTS: (Range.point(step.criterion.points),)}
    moving = {name: Moving(value) for name, value in names.items()}
    wanted = Trend.RISING if good.better == "higher" else Trend.FALLING
    try:
        trend = evaluate(rule.formula, Trends(), {**moving, MEASURE: Moving((measure,), Trend.RISING)}).trend
    except Undefined:
        return
    example = None if trend in (wanted, Trend.CONSTANT) else _example(step, rule, measure, wanted)
    if not example:
        return
    drawn = f" · {line}" if (line := rule.shape.drawn(measure)) else ""
    values = {**example, "indicator": f"{good.says}{example['beside']}", "drawn": drawn}
    where = words(rule.path[: 3 if rule.path[0] == "row_rules" else 2])
    if rule.constants.keys() >= {*_ENDS}:
        place = ruleset.origin.place((*rule.path, _ENDS[0]))
        yield Problem("shape-ends-turned", place, where, values)
    else:
        yield Problem("direction-contradicts", ruleset.origin.place(rule.path), where, values)


def _example(step: Step, rule: ScoringRule, measure: Range, good: Trend) -> Mapping[str, str]:
    """Return two measures between which the points go the wrong way, nothing where none is found.

    What the rule reads beside the measure stays the same at both.
    """
    given = {**rule.numbers, POINTS: step.criterion.points}
    shared = {b.fact for b in step.inputs} & {b.fact for b in rule.reads}
    if shared and (step.measure is None or step.measure.repeated):
        return {}  # Nobody knows which measures such a fact leaves possible.
    numbers = (*numbers_named(rule.formula), *rule.numbers.values())
    tried = product(*(_tried(bound, numbers, rule.formula) for bound in rule.reads))
    for values in islice(tried, _MOST_TRIED):
        facts = {bound.name: value for bound, value in zip(rule.reads, values, strict=True)}
        fixed = {b.fact: value for b, value in zip(rule.reads, values, strict=True) if b.fact in shared}
        within = measure if not fixed else measure_range(step, fixed)
        names = {**given, **facts}
        found = counter_example(rule.formula, MEASURE, names, within, measure_step(step), good)
        if found:
            beside = ", ".join(f"{b.fact} = {_written(v)}" for b, v in zip(rule.reads, values, strict=True))
            x, gives, y, other = map(decimal_text, found)
            return {
                "x": x,
                "gives": gives,
                "y": y,
                "other": other,
                "beside": f" ({beside})" if beside else "",
            }
    return {}


def _tried(bound: Binding, numbers: Iterable[Fraction], formula: Formula) -> list[Any]:
    """Return values of a fact worth trying: both truths, every level, ends, and what the rule names."""
    if bound.kind is Kind.TRUTH:
        return [False, True]
    if bound.kind is Kind.TEXT:
        named = (node.value for node in ast.walk(formula.tree) if isinstance(node, ast.Constant))
        return sorted(bound.words or {text for text in named if isinstance(text, str)} | {""})
    within, step = bound.within, bound.step
    low, high = within.low, within.high
    inner = number_in(within)
    near = {*numbers, *(end for end in (low, high) if end is not None), inner, Fraction(0), Fraction(1)}
    if low is None:
        near |= {-number for number in near}
    if step is not None:
        near = {whole_down(number / step) * step for number in near}
    return sorted((number for number in near if number in within), key=lambda n: (abs(n), n))


def _written(value: Any) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value).lower()
