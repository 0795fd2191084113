"""A plan and a report give a scorecard · 计划与报告得出评分表.

The one place that knows the order measure, award, card; the audit's what-ifs ask here as the engine does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from perfscore.inputs.report import Report
from perfscore.plan.planned import Plan
from perfscore.score.award import Award, award_points
from perfscore.score.measure import take_measurements
from perfscore.score.scorecard import Scorecard, build_scorecard

__all__ = ["awards_of", "awards_one_by_one", "score", "supposed"]


def score(plan: Plan, report: Report) -> Scorecard:
    """Score a report whose rows stand in the plan · 评分."""
    return build_scorecard(plan, report, awards_of(plan, report))


def supposed(card: Scorecard, facts: Mapping[str, Any]) -> Scorecard:
    """Return a scorecard made once more with other facts; raise ProblemsFound for those it cannot have."""
    from perfscore.inputs.given import with_facts  # inside: most results are never asked what if

    ruleset = card.plan.ruleset
    read = [item.binding for award in card.awards for item in award.evidence]
    units = {binding.fact: None for binding in read} | {name: f.unit for name, f in ruleset.facts.items()}
    return score(card.plan, with_facts(card.report, facts, units))


def awards_one_by_one(plan: Plan, report: Report) -> Iterator[Award]:
    """Yield what each criterion of a plan gets, for one who may not want them all.

    The first whose facts do not fit raises ProblemsFound, of its own alone.
    """
    for step in plan.steps:
        yield from awards_of(replace(plan, steps=(step,)), report)


def awards_of(plan: Plan, report: Report) -> tuple[Award, ...]:
    """Return what each criterion of a plan gets; the plan may hold some of a card's criteria only."""
    return award_points(plan, take_measurements(plan, report), report)
