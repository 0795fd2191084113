"""What a rule can give at most, and whether anything can be lost under it · 可得的最高分与失分."""

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfscore.language.compile.formula import names_of, rounded
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.plan.proofs.directions import measure_step
from perfscore.plan.proofs.search import Answer
from perfscore.plan.proofs.spaces import number, scored

__all__ = ["bounds_are_sharp", "prove_extremes"]

_MOST_WORK = 16_000
"""Parts of a formula times boxes: every plan is proven when it is made, so this must not take long."""


def bounds_are_sharp(step: Step, rule: ScoringRule) -> bool:
    """Say whether the bounds of a rule are values it takes: no fact stands in it twice, or comes in steps."""
    read = [name for name in names_of(rule.formula.tree) if name not in (POINTS, *rule.constants)]
    measured = MEASURE in read
    return (
        len(read) == len(set(read))
        and not any(bound.step for bound in rule.reads)
        and not (measured and (measure_step(step) or (step.measure is not None and step.measure.repeated)))
    )


def prove_extremes(
    step: Step, rule: ScoringRule, rounding: Rounding
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the code and the values of points that no facts earn, or that none can lose.

    The points are rounded as those of the card are: what only comes near the full points earns them.
    """
    of, full = scored(step, rule), step.criterion.points
    points, most = rounded(of.formula, rounding).tree, _MOST_WORK // of.parts

    def where(kind: ast.cmpop, limit: Fraction) -> Answer:
        return of.where(ast.Compare(points, [kind], [number(limit).tree]), most=most)

    loses, earns = (where(kind, full) for kind in (ast.Lt(), ast.GtE()))
    if loses.never and earns.never:
        yield "shape-formula-never-defined", {}
    elif loses.never:
        yield "shape-always-the-same", {"found": decimal_text(full)}
    elif earns.never:
        unit = Fraction(1, 10**rounding.places)
        low, high = 0, full // unit
        while low < high - 1:  # It is `low` units at least, and below `high`.
            middle = (low + high) // 2
            low, high = (low, middle) if where(ast.GtE(), middle * unit).never else (middle, high)
        best = {"found": decimal_text(low * unit)}
        if where(ast.Lt(), low * unit).never:
            yield "shape-always-the-same", best
        else:
            yield "shape-full-points-unreached", {**best, "points": decimal_text(full)}
