"""Proofs about a ruleset that need no facts · 规则集的静态证明.

Bands and parameters, units, bounds, the direction of points against what is good: each by exact
arithmetic, each with a counter-example.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.language.interpretations.dimension import DIMENSIONS, PURE, UnitClash, powers_text
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import points_in
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import powers_in_points
from perfscore.plan.faults import blamed, words
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.plan.proofs.directions import (
    Good,
    domain,
    good_of_sign,
    measure_range,
    measure_step,
    prove_direction,
)
from perfscore.plan.proofs.extremes import bounds_are_sharp, prove_extremes
from perfscore.plan.proofs.tables import prove_table
from perfscore.shapes.bands import multiple_in
from perfscore.shapes.shape import ShapeProblem

__all__ = ["prove_step"]

# No notice sets a limit beyond ten times; one that is only reached there was meant as a percentage.
_USUAL_RATES = Range(Fraction(-10), Fraction(10))


def prove_step(step: Step, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield what is wrong with one criterion whatever the facts are."""
    yield from _units(step, ruleset, ("criteria", step.criterion.id))
    good = Good(step.indicator.better, step.indicator.id) if step.indicator else Good("neither", "")
    told = set[tuple[str, ...]]()
    for rule in step.rules:
        for problem in (*_rule(step, rule, good, ruleset), *_off_grid(step, rule, ruleset)):
            # A reading gives only what differs: what it takes over is told with the main rule.
            said = (problem.code, *map(str, sorted(problem.values.items())))
            if said not in told:
                yield problem
            told.add(said)
    row = step.row
    if row is not None:
        step = replace(step, indicator=row.indicator, measure=row.measure, inputs=row.inputs)
    for sign, rule in step.by_sign.items():
        yield from _rule(step, rule, good_of_sign(sign), ruleset)


def _rule(step: Step, rule: ScoringRule, good: Good, ruleset: Ruleset) -> Iterator[Problem]:
    measure = measure_range(step)
    found, coming = rule.shape.problems(step.criterion.points, measure), measure_step(step)
    wrongs = [seen for wrong in found if (seen := _on_steps(wrong, coming))]
    if not wrongs:
        wrongs = [*rule.shape.unreachable(measure, coming)]
    for wrong in wrongs:
        place = ruleset.origin.place((*rule.path, *wrong.key))
        yield Problem(wrong.code, place, words(rule.path[:3]), wrong.values)
    tables = [*prove_table(step, rule, ruleset)]
    yield from tables
    if not wrongs and not tables:
        yield from _rule_units(step, rule, ruleset, rule.path)
        yield from _bounds(step, rule, measure, ruleset, rule.path)
        yield from prove_direction(step, rule, good, measure, ruleset)


def _on_steps(wrong: ShapeProblem, step: Fraction | None) -> ShapeProblem | None:
    """Return a mistake with a measure that shows it; none where only numbers between two steps would."""
    if step is None or wrong.measures is None:
        return wrong
    example = multiple_in(wrong.measures, step)
    if example is None:
        return None
    return replace(wrong, values={**wrong.values, "example": decimal_text(example)})


def _off_grid(step: Step, rule: ScoringRule, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield points that the rounding of the criterion would change; rows bring roundings of their own."""
    for key, points in points_in(rule.shape) if step.rounding else ():
        if step.rounding and step.rounding(points) != points:
            values = {"points": decimal_text(points), "places": str(step.rounding.places)}
            place = ruleset.origin.place((*rule.path, *key))
            yield Problem("number-off-rounding", place, words(rule.path[:3]), values)


def _units(step: Step, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    where = f"criteria {step.criterion.id}"
    if step.indicator is None:
        return
    for role, bound in zip(step.indicator.roles, step.inputs, strict=True):
        wanted = {"amount": "万元", "ratio": "1"}.get(role.unit)
        if wanted and bound.powers is not None and powers_text(bound.powers) != wanted:
            values = {"left": powers_text(bound.powers), "right": wanted, "fact": bound.fact}
            yield blamed(ruleset, "unit-clash", (*path, "with", role.name), where, values, (bound,))
            return
    if step.measure is None:
        return
    try:
        powers = evaluate(step.measure, DIMENSIONS, {b.name: b.powers for b in step.inputs})
    except UnitClash as clash:
        values = {"left": clash.left, "right": clash.right, "fact": step.indicator.id}
        yield blamed(ruleset, "unit-clash", (*path, "indicator"), where, values, step.inputs)
        return
    known = all(b.powers is not None for b in step.inputs)
    if known and step.indicator.unit == "ratio" and powers not in (PURE, None):
        values = {"left": powers_text(powers), "right": "1", "fact": step.indicator.id}
        yield blamed(ruleset, "unit-clash", (*path, "indicator"), where, values, step.inputs)


def _rule_units(step: Step, rule: ScoringRule, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    """Yield a rule that mixes money with points."""
    try:
        evaluate(rule.formula, DIMENSIONS, powers_in_points(rule.formula.names, rule.reads))
    except UnitClash as clash:
        values = {"left": clash.left, "right": clash.right, "fact": step.criterion.id}
        yield Problem("unit-clash", ruleset.origin.place(path), f"criteria {step.criterion.id}", values)


def _bounds(step: Step, rule: ScoringRule, measure: Range, ruleset: Ruleset, path: Path) -> Iterator[Problem]:
    """Yield a rule that could give less than nothing or more than the full points."""
    points = step.criterion.points
    names: dict[str, Any] = {b.name: domain(b) for b in rule.reads}
    names |= {name: (Range.point(value),) for name, value in rule.numbers.items()}
    names |= {MEASURE: (measure,), POINTS: (Range.point(points),)}
    where = words(path[:3])
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
    elif found[0].exact is not None and _scores_percents(step, rule, names):
        values = {"found": decimal_text(found[0].exact), "points": decimal_text(points)}
        yield Problem("rate-as-percent", ruleset.origin.place(rule.path), where, values)
    elif found[0].exact is not None:
        yield Problem("shape-always-the-same", place, where, {"found": decimal_text(found[0].exact)})
    else:
        slips = [] if step.by_sign else [*_extremes(step, rule, found[0], ruleset)]
        for code, said in slips:
            yield Problem(code, place, where, said)
        if not slips and step.indicator is not None and step.indicator.unit == "ratio":
            yield from _percents(step, rule, {**names, MEASURE: measure}, found[0].high or points, ruleset)


def _scores_percents(step: Step, rule: ScoringRule, names: Mapping[str, Any]) -> bool:
    """Say whether a rule gives the same for every rate there is, and would not for rates out of a hundred."""
    if step.indicator is None or step.indicator.unit != "ratio":
        return False
    measure = names[MEASURE][0]
    wide = Range(measure.low and measure.low * 100, measure.high and measure.high * 100)
    found = evaluate(rule.formula, Pieces(INTERVAL), {**names, MEASURE: (wide,)})
    assert isinstance(found, tuple)
    return found[0].exact is None


def _extremes(
    step: Step, rule: ScoringRule, found: Range, ruleset: Ruleset
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the code and values of a rule that cannot give everything, or nothing else; `found` bounds it."""
    points = step.criterion.points
    short = found.high is not None and found.high < points
    if not short and not found.high_open and bounds_are_sharp(step, rule):
        return
    told = [*prove_extremes(step, rule, ruleset.ruleset.rounding.rounding)]
    yield from told
    if short and not told:
        values = {"found": decimal_text(found.high or points), "points": decimal_text(points)}
        yield "shape-full-points-unreached", values


def _percents(
    step: Step, rule: ScoringRule, names: Mapping[str, Any], most: Fraction, ruleset: Ruleset
) -> Iterator[Problem]:
    """Yield a limit or a step that is written as a number of percents, where a rate is a part of one."""
    where, measure = words(rule.path[:3]), names[MEASURE]
    usual = measure.meet(_USUAL_RATES)
    near = evaluate(rule.formula, Pieces(INTERVAL), {**names, MEASURE: (usual or measure,)})
    assert isinstance(near, tuple)
    if near[0].exact is not None or near[0].high is None or near[0].high < most:
        values = {"found": str(near[0]), "points": decimal_text(step.criterion.points)}
        yield Problem("rate-as-percent", ruleset.origin.place(rule.path), where, values)
        return
    for key, step_size in rule.shape.distances().items():
        if step_size >= 1:
            values = {"found": decimal_text(step_size), "percent": decimal_text(step_size * 100)}
            yield Problem("step-as-percent", ruleset.origin.place((*rule.path, key)), where, values)
