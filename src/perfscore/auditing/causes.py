"""The detective: what would explain a claim that does not follow · 何种算法可得此分.

Other roundings of the same points, and other ways in which the same facts could have been scored: with the
initial budget in the place of the revised one, with the rate as printed in the place of its amounts, or by
another set of row rules.  Each is the ruleset's own
formula on other inputs, or another formula of the same dictionary on the same inputs.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from perfscore.auditing.held_roundings import TRIED
from perfscore.inputs.report import BUDGET, INITIAL_BUDGET, RATE_PRINTED, SPENT, Report
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.faults import Faults
from perfscore.plan.planned import Plan, Step
from perfscore.plan.rows.scored import rescored, stated_rate
from perfscore.plan.rule_binder import RuleBinder
from perfscore.score.award import Award
from perfscore.score.pipeline import awards_one_by_one

__all__ = ["Alternative", "Explained", "alternatives", "explain_claim", "roundings"]


class Alternative(NamedTuple):
    """A way of scoring and the points it gives before rounding · 一种算法及其得分."""

    code: str
    exact: Fraction
    name: str = ""


def alternatives(award: Award, plan: Plan, report: Report) -> Iterator[Alternative]:
    """Yield other ways to score one criterion that give exact points."""
    yield from _printed_rate(award.step, plan, report)
    yield from _initial_budget(award.step, plan, report)
    yield from _other_row_rules(award.step, plan, report)


def _printed_rate(step: Step, plan: Plan, report: Report) -> Iterator[Alternative]:
    """Try the rate that the form prints, rounded as it is, in the place of the amounts it was made from."""
    if {bound.fact for bound in step.inputs} != {SPENT, BUDGET}:
        return
    printed = report.facts.get(RATE_PRINTED)
    if printed is None or printed.quantity is None:
        return
    for points in _exact(stated_rate(step, RATE_PRINTED, "%"), plan, report):
        yield Alternative("printed-rate", points, printed.raw)


def _initial_budget(step: Step, plan: Plan, report: Report) -> Iterator[Alternative]:
    initial = report.facts.get(INITIAL_BUDGET)
    if initial is None or not any(bound.fact == BUDGET for bound in step.inputs):
        return
    swapped = replace(report, facts={**report.facts, BUDGET: replace(initial, id=BUDGET)})
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
        (award,) = awards_one_by_one(alone, report)
    except ProblemsFound:
        return
    yield from (reading.exact for reading in award.readings if reading.exact is not None)


@dataclass(frozen=True, slots=True)
class Explained:
    """One way a claimed figure could have come about · 一种解释.

    `code` has a sentence in the catalogue; `points` is what it gives, `name` which rule or ruleset
    gives it, where it is another one.
    """

    code: str
    points: Fraction
    places: int
    name: str = ""

    @property
    def text(self) -> str:
        """The points as text."""
        return decimal_text(self.points, self.places)

    @property
    def rounds(self) -> bool:
        """Say whether it is another rounding of the same points, and not another rule or amount."""
        return any(self.code == code for code, _, _ in TRIED)


def explain_claim(
    award: Award, claimed: Range, plan: Plan, report: Report, held: Container[str]
) -> tuple[Explained, ...]:
    """Return the other roundings and the other rules that give what is claimed, the plainest first.

    `held` are the roundings that the whole form can have kept to; no other one is an explanation.
    """
    found: dict[Fraction, Explained] = {}
    rounding = award.step.rounding
    for reading in award.readings:
        if reading.exact is None:
            continue
        for explained in roundings(reading.exact):
            known = explained.code in held and explained.points in claimed
            if known and explained.points != reading.points:
                found.setdefault(explained.points, explained)
    others = []
    for other in alternatives(award, plan, report):
        points = rounding(other.exact) if rounding else other.exact
        if points in claimed:
            others.append(Explained(other.code, points, rounding.places if rounding else 0, other.name))
    return (*found.values(), *others)


def roundings(exact: Fraction) -> Iterator[Explained]:
    """Yield the other roundings of a number, the plainest first."""
    for code, places, mode in TRIED:
        yield Explained(code, Rounding(places, mode)(exact), places)
