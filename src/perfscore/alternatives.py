"""Other ways the same facts could have been scored · 其他算法.

For a claim that does not follow: the points with the initial budget in the place of the
revised one, and by another set of row rules.  Each is the ruleset's own formula on other inputs, or another
formula of the same dictionary on the same inputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.award import Award, award_points
from perfscore.faults import Faults
from perfscore.inputs.report import Report
from perfscore.measure import take_measurements
from perfscore.planned import Plan, Step
from perfscore.problems import ProblemsFound
from perfscore.rows.scored import rescored
from perfscore.rule_binder import RuleBinder

__all__ = ["Alternative", "alternatives"]

_REVISED, _INITIAL = "budget", "initial_budget"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way of scoring and the points it gives before rounding · 一种算法及其得分."""

    code: str
    exact: Fraction
    name: str = ""


def alternatives(award: Award, plan: Plan, report: Report) -> Iterator[Alternative]:
    """Yield other ways to score one criterion that give exact points."""
    yield from _initial_budget(award.step, plan, report)
    yield from _other_row_rules(award.step, plan, report)


def _initial_budget(step: Step, plan: Plan, report: Report) -> Iterator[Alternative]:
    initial = report.facts.get(_INITIAL)
    if initial is None or not any(bound.fact == _REVISED for bound in step.inputs):
        return
    swapped = replace(report, facts={**report.facts, _REVISED: replace(initial, id=_REVISED)})
    for points in _exact(step, plan, swapped):
        yield Alternative("initial-budget", points)


def _other_row_rules(step: Step, plan: Plan, report: Report) -> Iterator[Alternative]:
    row, used = step.printed, plan.ruleset.row_rules
    if row is None or not step.rules:
        return
    binder = RuleBinder(Faults(plan.ruleset), plan.catalog)
    for name in used:
        rule = binder.of_set(name, row.kind, step.criterion)
        if rule is None or rule.formula.text == step.rules[0].formula.text:
            continue
        for points in _exact(rescored(step, row, rule), plan, report):
            yield Alternative("other-row-rules", points, name)


def _exact(step: Step, plan: Plan, report: Report) -> Iterator[Fraction]:
    alone = replace(plan, steps=(step,))
    try:
        (award,) = award_points(alone, take_measurements(alone, report), report)
    except ProblemsFound:
        return
    yield from (reading.exact for reading in award.readings if reading.exact is not None)
