"""One criterion, and what would explain a total, as plain data · 评分项与反推的 JSON."""

from typing import Any

from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.solve.means import FactMeans
from perfscore.auditing.solve.solution import Decomposition, Impossible, Solution
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.facts import claim_text, place_text
from perfscore.explain.content.inverse import about_text
from perfscore.explain.content.sources import source_text, way_data
from perfscore.explain.content.steps import measure_steps, points_steps, rounding_step
from perfscore.explain.wording.words import Words
from perfscore.inputs.report import Fact
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range, hull
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.measure import Measurement
from perfscore.score.readings import ReadingAward

__all__ = ["criterion_data", "decomposition_data", "ends", "facts_data", "impossible_data"]

Data = dict[str, Any]


def ends(of: Range) -> Data:
    """Return the ends of a range as texts, None where it has none."""
    low = None if of.low is None else decimal_text(of.low)
    if of.high is of.low:
        return {"low": low, "high": low}
    return {"low": low, "high": None if of.high is None else decimal_text(of.high)}


def criterion_data(line: CriterionAudit, audit: Audit, words: Words) -> Data:
    """Return one criterion: what it earns, what was claimed, and every step between."""
    award, criterion = line.award, line.award.step.criterion
    fixed = decimal_text(award.points) if award.fixed and award.points is not None else None
    return {
        "id": criterion.id,
        "section": criterion.section,
        "points": decimal_text(criterion.points),
        "computed": {**ends(award.range), "total": fixed},
        "claimed": claim_text(line.claim) if line.claim else None,
        "verdict": line.verdict,
        "measure": _measure(award.measurement),
        "missing": [item.binding.fact for item in award.evidence if item.known == "missing"],
        "steps": _steps(award, words),
        "facts": [data for item in award.evidence for data in _facts(item, words)],
        "explained_by": [way_data(way, words) for way in line.explained_by],
        "label": words.label(criterion.label),
        "state": award.state,
        "says": words.label(criterion.says) or None,
        "source": source_text(criterion, audit.card.plan, words),
        "standing": criterion.standing,
        "formula": {
            "measure": award.step.measure.text if award.step.measure else None,
            "points": award.readings[0].rule.formula.text if award.readings else None,
        },
        "readings": [_reading(reading) for reading in award.readings],
        "why": line.why,
    }


def _measure(measurement: Measurement) -> Data | None:
    indicator = measurement.step.indicator
    if indicator is None:
        return None
    exact = measurement.exact
    within = Range.point(exact) if exact is not None else hull(*measurement.possible)
    provider = measurement.step.provider
    return {
        "indicator": indicator.id,
        **ends(within),
        "state": measurement.state,
        "provider": f"{provider.distribution} {provider.version}" if provider else None,
    }


def _steps(award: Award, words: Words) -> list[str]:
    if award.state != "scored":
        return []
    measured = measure_steps(award.measurement, words) if award.step.indicator else ()
    main = award.readings[0]
    return [*measured, *points_steps(award, main, words), rounding_step(award, main, words)]


def _reading(reading: ReadingAward) -> Data:
    points = None if reading.points is None else decimal_text(reading.points)
    return {"id": reading.rule.reading, **ends(reading.range), "points": points}


def _facts(item: Evidence, words: Words) -> list[Data]:
    stated: tuple[Fact | None, ...] = item.cells or (item.fact,)
    return [_fact(item, fact, words) for fact in stated]


def _fact(item: Evidence, fact: Fact | None, words: Words) -> Data:
    quantity = fact.quantity if fact else None
    return {
        "id": item.binding.fact,
        "raw": fact.raw if fact and fact.state in ("stated", "assumed") else None,
        "at": fact.at if fact else None,
        "label": words.label(item.binding.label),
        "state": fact.state if fact else "not_listed",
        "unit": fact.unit if fact else None,
        **(ends(quantity.range) if quantity else {"low": None, "high": None}),
        "quote": fact.quote if fact else None,
        "note": words.label(fact.note) if fact and fact.note else None,
        "place": place_text(fact.place) if fact else None,
    }


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
    """Return the values of one unknown fact, in the base of its unit (万元, plain ratios)."""
    bounds = ends(hull(*means.possible)) if means.possible else {"low": None, "high": None}
    return {
        "fact": means.evidence.binding.fact,
        "about": None if means.about is None else decimal_text(means.about),
        "about_decimal": None if means.about is None else about_text(means),
        **bounds,
        "possible": [str(piece) for piece in means.possible[:_MOST_PIECES]],
    }


def impossible_data(impossible: Impossible) -> Data:
    """Return the nearest totals that can be had and the step of all totals."""
    ends_ = {"below": impossible.below, "above": impossible.above, "step": impossible.step}
    return {name: None if end is None else decimal_text(end) for name, end in ends_.items()}
