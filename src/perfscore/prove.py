"""Proofs about a ruleset that need no facts · 规则集的静态证明.

Weights at every level, bands and parameters, units, the direction of points against the indicator:
each by exact arithmetic, each with a counter-example.
"""

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfscore.binding import Binding
from perfscore.inputs.origin import Path
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.dimension import DIMENSIONS, PURE, UnitClash, powers_text
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.exact import EXACT
from perfscore.language.pieces import INTERVAL, Pieces
from perfscore.language.trend import Moving, Trend, Trends
from perfscore.language.types import Kind
from perfscore.numbers import decimal_text
from perfscore.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.problems import Problem
from perfscore.ranges import EVERYTHING, Range

__all__ = ["domain", "measure_range", "prove_step"]

# No notice sets a limit beyond ten times; one that is only reached there was meant as a percentage.
_USUAL_RATES = Range(Fraction(-10), Fraction(10))


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


def prove_step(step: Step, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield what is wrong with one criterion whatever the facts are."""
    path: Path = ("criteria", step.criterion.id)
    yield from _units(step, ruleset, path)
    measure = measure_range(step)
    for rule in (*step.rules, *step.by_sign.values()):
        place = rule.path
        wrongs = list(rule.shape.problems(step.criterion.points, measure))
        for wrong in wrongs:
            where = f"criteria {step.criterion.id} › {place[2]}"
            yield Problem(wrong.code, ruleset.origin.place((*place, *wrong.key)), where, wrong.values)
        if wrongs:
            continue
        yield from _rule_units(step, rule, ruleset, place)
        yield from _bounds(step, rule, measure, ruleset, place)
        if not step.by_sign:
            yield from _direction(step, rule, measure, ruleset, place)


def _units(step: Step, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    where = f"criteria {step.criterion.id}"
    if step.indicator is None:
        return
    for role, bound in zip(step.indicator.roles, step.inputs, strict=True):
        wanted = {"amount": "万元", "ratio": "1"}.get(role.unit)
        if wanted and bound.powers is not None and powers_text(bound.powers) != wanted:
            values = {"left": powers_text(bound.powers), "right": wanted, "fact": bound.fact}
            yield Problem("unit-clash", ruleset.origin.place((*path, "with", role.name)), where, values)
            return
    if step.measure is None:
        return
    try:
        powers = evaluate(step.measure, DIMENSIONS, {b.name: b.powers for b in step.inputs})
    except UnitClash as clash:
        values = {"left": clash.left, "right": clash.right, "fact": step.indicator.id}
        yield Problem("unit-clash", ruleset.origin.place((*path, "indicator")), where, values)
        return
    known = all(b.powers is not None for b in step.inputs)
    if known and step.indicator.unit == "ratio" and powers not in (PURE, None):
        values = {"left": powers_text(powers), "right": "1", "fact": step.indicator.id}
        yield Problem("unit-clash", ruleset.origin.place((*path, "indicator")), where, values)


def _rule_units(step: Step, rule: ScoringRule, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    """Yield a rule that mixes money with points; a count is one: so many points a breach."""
    money = {b.name: b.powers for b in rule.reads if b.powers and ("万元", 1) in b.powers}
    powers = {**dict.fromkeys(rule.formula.names, PURE), **money}
    try:
        evaluate(rule.formula, DIMENSIONS, powers)
    except UnitClash as clash:
        values = {"left": clash.left, "right": clash.right, "fact": step.criterion.id}
        yield Problem("unit-clash", ruleset.origin.place(path), f"criteria {step.criterion.id}", values)


def _bounds(step: Step, rule: ScoringRule, measure: Range, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    """Yield a rule that could give less than nothing or more than the full points."""
    points = step.criterion.points
    names: dict[str, Any] = {b.name: domain(b) for b in rule.reads}
    names |= {name: (Range.point(value),) for name, value in rule.numbers.items()}
    names |= {MEASURE: (measure,), POINTS: (Range.point(points),)}
    where = f"criteria {step.criterion.id} › {path[2]}"
    place = ruleset.origin.place((*path, "formula"))
    try:
        found = evaluate(rule.formula, Pieces(INTERVAL), names)
    except Undefined:
        yield Problem("shape-formula-never-defined", place, where)
        return
    assert isinstance(found, tuple)
    if not Range(Fraction(0), points).holds(found[0]):
        values = {"found": str(found[0]), "points": decimal_text(points)}
        yield Problem("shape-formula-out-of-bounds", place, where, values)
    elif found[0].exact is not None:
        yield Problem("shape-always-the-same", place, where, {"found": decimal_text(found[0].exact)})
    elif not step.by_sign and found[0].high is not None and found[0].high < points:
        values = {"found": decimal_text(found[0].high), "points": decimal_text(points)}
        yield Problem("shape-full-points-unreached", place, where, values)
    elif step.indicator is not None and step.indicator.unit == "ratio":
        usual = measure.meet(_USUAL_RATES)
        near = evaluate(rule.formula, Pieces(INTERVAL), {**names, MEASURE: (usual or measure,)})
        assert isinstance(near, tuple)
        if near[0].exact is not None or near[0].high is None or near[0].high < points:
            values = {"found": str(near[0]), "points": decimal_text(points)}
            yield Problem("rate-as-percent", ruleset.origin.place(path), where, values)


def _direction(
    step: Step, rule: ScoringRule, measure: Range, ruleset: Ruleset, path: Path
) -> Iterator[Problem]:
    better = step.indicator.better if step.indicator else "neither"
    if better == "neither" or MEASURE not in rule.formula.names:
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
    wrong = Trend.FALLING if better == "higher" else Trend.RISING
    if trend not in (wrong, Trend.UNKNOWN) or rule.reads:
        return
    example = _example(step, rule, measure, -1 if better == "higher" else 1)
    if example and step.indicator is not None:
        values = {"indicator": step.indicator.id, **example}
        where = f"criteria {step.criterion.id}"
        yield Problem("direction-contradicts", ruleset.origin.place(path), where, values)


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
