"""A report tried under a plan for its total alone · 试算总分.

Of many rulesets that a claim is tried under few have a total at all: one criterion whose points are not
known is enough, and mostly the facts that are not shown tell which before anything is scored.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from perfscore.inputs.report import Report
from perfscore.language.compile.types import Kind
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import Plan, Step
from perfscore.score.pipeline import awards_one_by_one
from perfscore.score.scorecard import build_scorecard

__all__ = ["lacks_facts", "total_of"]

_BLANK = Report("", 0, None, None, "", "", {})


def lacks_facts(plan: Plan, report: Report) -> bool:
    """Say whether a criterion has no points for want of all its facts: then there is no total.

    What is said holds before the rows of a form stand in the plan as well; a criterion that they may score
    is left out.
    """
    shown = {name for name, fact in report.facts.items() if fact.state not in ("not_shown", "unreadable")}
    shown |= report.tables.keys()
    return any(reads.isdisjoint(shown) and not _in_form(step, report) for step, reads in plan.once(_mute, ""))


def total_of(plan: Plan, report: Report) -> Fraction | None:
    """Return the total that `score` gives; None as soon as one criterion is found to have no points."""
    awards = []
    for award in awards_one_by_one(plan, report):
        if award.points is None:
            return None
        awards.append(award)
    return build_scorecard(plan, report, tuple(awards)).total


def _in_form(step: Step, report: Report) -> bool:
    return bool(report.rows) and (step.criterion.rows is not None or any(map(step.is_named, report.rows)))


def _mute(plan: Plan, _: str) -> tuple[tuple[Step, frozenset[str]], ...]:
    """Return the criteria that have no points where nothing is shown, each with the names it reads."""
    return tuple((step, frozenset(_reads(step))) for step in plan.steps if not _has_points(plan, step))


def _has_points(plan: Plan, step: Step) -> bool:
    try:
        (award,) = awards_one_by_one(replace(plan, steps=(step,)), _BLANK)
    except ProblemsFound:  # a missing fact is refused
        return False
    return award.points is not None


def _reads(step: Step) -> Iterator[str]:
    """Yield the facts and the tables that a criterion reads."""
    for bound in (*step.inputs, *(bound for rule in step.rules for bound in rule.reads)):
        yield bound.fact.partition(".")[0] if bound.kind is Kind.COLUMN else bound.fact
