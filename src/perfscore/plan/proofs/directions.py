"""Do the points go the way the indicator says is good · 得分走向的检查."""

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import INTERVAL
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.binding import Binding
from perfscore.plan.faults import words
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step

__all__ = [
    "Good",
    "domain",
    "good_of_sign",
    "measure_range",
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
        case Kind.TRUTH:
            return None
        case Kind.TEXT:
            return binding.levels
        case Kind.COLUMN:
            return ((EVERYTHING,),)
    return (binding.within,)


def measure_range(step: Step) -> Range:
    """Return every value the measure of a step can have."""
    if step.indicator is None:
        return EVERYTHING
    within = step.indicator.within
    if step.measure is None:
        return within
    try:
        found = evaluate(step.measure, Pieces(INTERVAL), {b.name: domain(b) for b in step.inputs})
    except Undefined:
        return within
    assert isinstance(found, tuple)
    return found[0].meet(within) or within


_ENDS = ("zero_at", "full_at")

"""The two ends of a line of points; where they make it go the wrong way they stand in each other's place."""


def prove_direction(
    step: Step, rule: ScoringRule, good: Good, measure: Range, ruleset: Ruleset
) -> Iterator[Problem]:
    """Yield a rule whose points go against what is good, with two measures that show it."""
    if good.better == "neither" or MEASURE not in rule.formula.names:
        return
    names: dict[str, Moving] = {b.name: Moving(domain(b)) for b in rule.reads}
    names |= {name: Moving((Range.point(value),)) for name, value in rule.numbers.items()}
    names |= {
        MEASURE: Moving((measure,), Trend.RISING),
        POINTS: Moving((Range.point(step.criterion.points),)),
    }
    try:
        trend = evaluate(rule.formula, Trends(), names).trend
    except Undefined:
        return
    wrong = Trend.FALLING if good.better == "higher" else Trend.RISING
    if trend not in (wrong, Trend.UNKNOWN) or rule.reads:
        return
    example = _example(step, rule, measure, -1 if good.better == "higher" else 1)
    if not example:
        return
    values, where = (
        {"indicator": good.says, **example},
        words(rule.path[: 3 if rule.path[0] == "row_rules" else 2]),
    )
    if rule.constants.keys() >= {*_ENDS}:
        place = ruleset.origin.place((*rule.path, _ENDS[0]))
        yield Problem("shape-ends-turned", place, where, values)
    else:
        yield Problem("direction-contradicts", ruleset.origin.place(rule.path), where, values)


def _example(step: Step, rule: ScoringRule, measure: Range, way: int) -> Mapping[str, str]:
    """Return two measures between which the points go the wrong way, nothing where none is found."""
    constants: dict[str, Any] = {**rule.numbers, POINTS: step.criterion.points}
    last: tuple[Fraction, Fraction] | None = None
    for x in _samples(rule, measure):
        try:
            points = evaluate(rule.formula, EXACT, {**constants, MEASURE: x})
        except Undefined:
            continue
        assert isinstance(points, Fraction)
        if last is not None and (points - last[1]) * way > 0:
            return {
                "x": decimal_text(last[0]), "gives": decimal_text(last[1]),
                "y": decimal_text(x), "other": decimal_text(points),
            }  # fmt: skip
        last = x, points
    return {}


def _samples(rule: ScoringRule, measure: Range) -> list[Fraction]:
    """Return measures worth trying: twentieths, and just around every number the rule names."""
    named = [node.value for node in ast.walk(rule.formula.tree) if isinstance(node, ast.Constant)]
    numbers = [value for value in (*named, *rule.numbers.values()) if isinstance(value, Fraction)]
    near = [number + Fraction(side, 10_000) for number in numbers for side in (-1, 0, 1)]
    tried = {Fraction(twentieths, 20) for twentieths in range(41)} | set(near)
    return sorted(x for x in tried if x in measure)
