"""A report tried under a plan for its total alone · 试算总分.

Of many rulesets that a claim is tried under few have a total at all: one criterion whose points are not
known is enough, and mostly the facts that are not shown tell which before anything is scored.
"""

from fractions import Fraction

from perfscore.inputs.report import Report
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, Plan, Step
from perfscore.score.pipeline import awards_one_by_one
from perfscore.score.scorecard import build_scorecard

__all__ = ["lacks_facts", "total_of"]


def lacks_facts(plan: Plan, report: Report) -> bool:
    """Say whether a criterion outside the form measures facts that nobody shows: then there is no total.

    What is said holds before the rows of a form stand in the plan as well; they may bring the points of
    a criterion that one of them names.
    """
    return any(
        _is_silent(step, plan, report) and not any(map(step.is_named, report.rows)) for step in plan.steps
    )


def _is_silent(step: Step, plan: Plan, report: Report) -> bool:
    if step.criterion.rows is not None or not step.rules or MEASURE not in step.rules[0].formula.names:
        return False
    if (step.criterion.missing or plan.ruleset.ruleset.missing) == "zero":
        return False
    measured = [_state(bound, report) for bound in step.inputs]
    read = [_state(bound, report) for rule in step.rules for bound in rule.reads]
    return "not_shown" in measured and "not_applicable" not in (*measured, *read)


def _state(bound: Binding, report: Report) -> str:
    fact = report.facts.get(bound.fact)
    return "not_shown" if fact is None or fact.state == "unreadable" else fact.state


def total_of(plan: Plan, report: Report) -> Fraction | None:
    """Return the total that `score` gives; None as soon as one criterion is found to have no points."""
    awards = []
    for award in awards_one_by_one(plan, report):
        if award.points is None:
            return None
        awards.append(award)
    return build_scorecard(plan, report, tuple(awards)).total
