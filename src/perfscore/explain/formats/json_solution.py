"""What would explain a total, as plain data · 反推的 JSON."""

from typing import Any

from perfscore.auditing.solve.means import FactMeans
from perfscore.auditing.solve.solution import Decomposition, Impossible, Solution
from perfscore.explain.content.inverse import about_text
from perfscore.explain.formats.json_criteria import ends
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import hull

__all__ = ["decomposition_data", "facts_data", "impossible_data"]

Data = dict[str, Any]
_MOST_PIECES = 100


def decomposition_data(way: Decomposition) -> Data:
    """Return one way: the points lost by criterion, the measures by indicator, the facts behind."""
    means = [found for found in way.means if found.measure is not None]
    return {
        "lost": {award.step.criterion.id: decimal_text(points) for award, points in way.lost},
        "means": {
            found.award.step.indicator.id: decimal_text(found.measure)
            for found in means
            if found.award.step.indicator is not None and found.measure is not None
        },
        "facts": [fact_data(fact) for found in way.means for fact in found.facts],
    }


def facts_data(solution: Solution) -> list[Data]:
    """Return every value each unknown fact can have if the total is right."""
    return [fact_data(means) for means in solution.facts]


def fact_data(means: FactMeans) -> Data:
    """Return the values of one unknown fact, in the base of its unit (万元, plain ratios), or its words."""
    numbers = () if means.words else means.possible
    bounds = ends(hull(*numbers)) if numbers else {"low": None, "high": None}
    return {
        "fact": means.evidence.binding.fact,
        "about": None if means.about is None else decimal_text(means.about),
        "about_decimal": None if means.about is None else about_text(means),
        **bounds,
        "possible": [*means.words, *map(str, numbers[:_MOST_PIECES])],
    }


def impossible_data(impossible: Impossible) -> Data:
    """Return the nearest totals that can be had and the step of all totals."""
    ends_ = {"below": impossible.below, "above": impossible.above, "step": impossible.step}
    return {name: None if end is None else decimal_text(end) for name, end in ends_.items()}
