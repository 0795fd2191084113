"""The edges of a plan's rules, and the rates just on either side of each · 档次界限.

An edge is where the formula of a rule turns: the end of a band, the target of a proportion.  None is typed
a second time.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from perfscore.batch.outliers.chance import ASSUMED
from perfscore.language.compile.formula import put_in
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE, POINTS, Plan, ScoringRule, Step
from perfscore.plan.proofs.directions import measure_range
from perfscore.plan.proofs.spaces import number
from perfscore.plan.proofs.turns import meetings, turns

__all__ = ["Edge", "edges"]

_BESIDE = Fraction(1, 1000)
"""The part of a window at which the points on a side of an edge are worked out."""


class Edge(NamedTuple):
    """An edge of a criterion: where, how wide the windows on both sides, which one earns more · 一处界限."""

    step: Step
    at: Fraction
    width: Fraction
    earning: Range
    other: Range


def edges(plan: Plan) -> Iterator[Edge]:
    """Yield the edges of the main rules of a plan that read nothing but a measure."""
    for step in plan.steps:
        if step.indicator is not None and step.rules and not step.rules[0].reads:
            yield from _edges(step, step.rules[0])


def _edges(step: Step, rule: ScoringRule) -> Iterator[Edge]:
    constants = {name: number(value) for name, value in rule.numbers.items()}
    formula = put_in(rule.formula, {**constants, POINTS: number(step.criterion.points)})
    within = measure_range(step)
    found = sorted(set(turns(meetings(formula.tree), MEASURE, {MEASURE: (within,)})))
    for below, at, above in zip([None, *found], found, [*found[1:], None], strict=False):
        width = _width(step, at, [end for end in (below, above) if end is not None])
        # Beyond the ends of a measure nobody can be, so that both sides are never alike.
        if width and at - width in within and at + width in within:
            yield from _sides(step, rule, at, width)


def _width(step: Step, at: Fraction, neighbours: Sequence[Fraction]) -> Fraction:
    """Return how wide the windows are; those of two edges never meet."""
    unit = step.indicator.unit if step.indicator is not None else None
    wide = ASSUMED["window"] * (1 if unit == "ratio" else abs(at))
    return min([wide, *(abs(other - at) / 2 for other in neighbours)])


def _sides(step: Step, rule: ScoringRule, at: Fraction, width: Fraction) -> Iterator[Edge]:
    def points(x: Fraction) -> Fraction:
        earned: Fraction = rule.function({MEASURE: x, POINTS: step.criterion.points})
        return earned

    low, here, high = (points(at + part * width * _BESIDE) for part in (-1, 0, 1))
    if low == high:
        return
    # The edge itself is counted on the side that earns more, unless it earns what the other side does.
    with_high = (high > low) == (here != min(low, high))
    above = Range(at, at + width, not with_high, with_high)
    below = Range(at - width, at, not with_high, with_high)
    yield Edge(step, at, width, *((above, below) if high > low else (below, above)))
