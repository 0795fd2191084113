"""What is done to the sum: rescaling, caps, floors, bonuses, vetoes · 对合计的调整."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from perfscore.award import Award
from perfscore.evidence import Evidence, gather
from perfscore.inputs.report import Report
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.exact import exact_value
from perfscore.language.formula import Formula, compile_formula
from perfscore.language.joining import merged
from perfscore.language.pieces import ATTAINABLE, Numbers, Pieces
from perfscore.language.types import Kind
from perfscore.numbers import Rounding, added
from perfscore.planned import TOTAL, Plan, PlannedModifier
from perfscore.pointset import PointSet
from perfscore.ranges import Range
from perfscore.values import dataclass

__all__ = ["Applied", "applied_to_sum", "finished", "possible_totals"]


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """One thing done to the sum: rescaling, cap, floor, bonus, veto · 对合计的调整."""

    id: str
    formula: Formula
    given: Mapping[str, Fraction]
    evidence: tuple[Evidence, ...]
    modifier: PlannedModifier | None = None


def applied_to_sum(plan: Plan, report: Report, awards: tuple[Award, ...]) -> tuple[Applied, ...]:
    """Return what is done to the sum, in order: the rescaling, then the modifiers of the ruleset."""
    found: list[Applied] = []
    if any(award.policy == "rescale" for award in awards):
        counted = added(award.counts for award in awards)
        if 0 < counted < plan.ruleset.points:
            given = {"counted": counted, "points": plan.ruleset.points}
            found.append(Applied("rescale", _rescaling(), given, ()))
    for rule in plan.modifiers:
        evidence = gather(rule.reads, report, plan.ruleset.ruleset.figures)
        found.append(Applied(rule.modifier.id, rule.formula, rule.constants, evidence, rule))
    return tuple(found)


@cache
def _rescaling() -> Formula:
    kinds = dict.fromkeys((TOTAL, "counted", "points"), Kind.NUMBER)
    return compile_formula("total / counted * points", kinds)


def finished(
    total: Fraction | None, applied: tuple[Applied, ...], rounding: Rounding | None
) -> Fraction | None:
    """Return the total of the printed figures, None where they give none."""
    for rule in applied:
        if total is None or any(item.known != "exact" for item in rule.evidence):
            return None
        values: dict[str, Any] = {
            **rule.given,
            **{e.binding.name: e.exact for e in rule.evidence},
            TOTAL: total,
        }
        try:
            result = exact_value(rule.formula, values)
        except Undefined:
            return None
        assert isinstance(result, Fraction)
        total = result
    return total if total is None or rounding is None else rounding(total)


def possible_totals(sums: PointSet, applied: tuple[Applied, ...], rounding: Rounding | None) -> PointSet:
    """Return every total: each possible sum is taken through what is done to it."""
    if not applied:
        return sums if rounding is None else PointSet.rounded(tuple(sums.dense()), rounding)
    if sums.places is None:
        return PointSet.rounded(_through(sums.ranges, applied), rounding)
    settled = all(item.settled for rule in applied for item in rule.evidence)
    totals: list[Range] = []
    for point in sums.points():
        # Where nothing else is open, the exact value is the set, and found much sooner.
        total = finished(point, applied, None) if settled else None
        totals += _through((Range.point(point),), applied) if total is None else (Range.point(total),)
    return PointSet.rounded(merged(totals) if rounding is None else tuple(totals), rounding)


def _through(numbers: Numbers, applied: tuple[Applied, ...]) -> Numbers:
    for rule in applied:
        names: dict[str, Any] = {name: (Range.point(value),) for name, value in rule.given.items()}
        names |= {e.binding.name: e.possible for e in rule.evidence}
        try:
            found = evaluate(rule.formula, Pieces(ATTAINABLE), {**names, TOTAL: numbers})
        except Undefined:
            return (Range(Fraction(0), None, False, True),)
        assert isinstance(found, tuple)
        numbers = found
    return numbers
