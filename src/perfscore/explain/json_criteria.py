"""One criterion as plain data · 评分项的 JSON."""

from typing import Any

from perfscore.audit import Audit, CriterionAudit
from perfscore.award import Award
from perfscore.evidence import Evidence
from perfscore.explain.facts import claim_text, place_text
from perfscore.explain.sources import source_text
from perfscore.explain.steps import measure_steps, points_steps, rounding_step
from perfscore.explain.ways import way_data
from perfscore.explain.words import Words
from perfscore.inputs.report import Fact
from perfscore.measure import Measurement
from perfscore.numbers import decimal_text
from perfscore.ranges import Range, hull
from perfscore.reading import ReadingAward

__all__ = ["criterion_data", "ends"]

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
