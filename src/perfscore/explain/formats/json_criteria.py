"""One criterion, and what would explain a total, as plain data · 评分项与反推的 JSON."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from perfscore.auditing.lines import CriterionAudit
from perfscore.explain.content.facts import claim_text, place_text
from perfscore.explain.content.sources import source_text, way_data
from perfscore.explain.content.steps import Arithmetic, named_formulas
from perfscore.explain.formats.json_text import Quoted, form, hole, listed, written
from perfscore.explain.wording.words import Words, day_text, words_of
from perfscore.inputs.report import Fact
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.quantity import Quantity
from perfscore.numbers.ranges import Range, hull
from perfscore.plan.planned import Plan, Step
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.measure import Measurement
from perfscore.score.readings import ReadingAward

__all__ = ["criteria_text", "ends"]

Data = dict[str, Any]


def ends(of: Range) -> Data:
    """Return the ends of a range as texts, None where it has none."""
    return {
        side: None if end is None else decimal_text(end) for side, end in (("low", of.low), ("high", of.high))
    }


def criteria_text(lines: Sequence[CriterionAudit], plan: Plan, words: Words) -> str:
    """Return criteria as JSON: what each earns, what was claimed, and every step between."""
    quoted = Quoted(plan.once(_own_texts, words.language))
    return listed([_criterion(line, plan, words, quoted) for line in lines], 1)


def _own_texts(plan: Plan, language: str) -> Quoted:
    """Return the texts a plan brings to each report."""
    quoted, words = Quoted(), words_of(language)
    for step in plan.steps:
        reads = (*step.inputs, *(read for rule in step.rules for read in rule.reads))
        facts = [text for read in reads for text in (read.fact, words.label(read.label))]
        source = source_text(step.criterion, plan, words)
        for text in (source, *named_formulas(step, language), *facts):
            quoted[text]
    return quoted


def _form(step: Step, language: str) -> str:
    """Return a criterion with holes for what a report brings."""
    criterion, words = step.criterion, words_of(language)
    return form(
        {
            "id": criterion.id,
            "section": criterion.section,
            "points": decimal_text(criterion.points),
            "computed": {"low": hole("low"), "high": hole("high"), "total": hole("total")},
            "claimed": hole("claimed"),
            "verdict": hole("verdict"),
            "measure": _measure(step),
            "missing": hole("missing"),
            "steps": hole("steps"),
            "facts": hole("facts"),
            "explained_by": hole("explained_by"),
            "label": words.label(criterion.label),
            "state": hole("state"),
            "says": words.label(criterion.says) or None,
            "source": hole("source"),
            "standing": criterion.standing,
            "formula": {"measure": step.measure.text if step.measure else None, "points": hole("formula")},
            "readings": hole("readings"),
            "why": hole("why"),
        },
        2,
    )


def _measure(step: Step) -> Data | None:
    indicator, provider = step.indicator, step.provider
    if indicator is None:
        return None
    return {
        "indicator": indicator.id,
        "low": hole("least"),
        "high": hole("most"),
        "state": hole("measured"),
        "provider": f"{provider.distribution} {provider.version}" if provider else None,
    }


def _criterion(line: CriterionAudit, plan: Plan, words: Words, quoted: Quoted) -> str:
    award, measurement = line.award, line.award.measurement
    low, high = _ends(award.range)
    points = low if award.points == award.range.low else _number(award.points)
    least, most = _measured(measurement) if award.step.indicator else ("", "")
    facts = [_fact(e, fact, words, quoted) for e in award.evidence for fact in e.cells or (e.fact,)]
    readings = [_reading(reading, award, (low, high, points), quoted) for reading in award.readings]
    ways = [written(way_data(way, words), 4, quoted) for way in line.explained_by]
    return award.step.once(_form, words.language) % {
        "low": low,
        "high": high,
        "total": points if award.fixed else "null",
        "claimed": quoted[claim_text(line.claim) if line.claim else None],
        "verdict": quoted[line.verdict],
        "least": least,
        "most": most,
        "measured": quoted[measurement.state],
        "missing": listed([quoted[e.binding.fact] for e in award.evidence if e.known == "missing"], 3),
        "steps": listed([quoted[step] for step in _steps(award, words)], 3),
        "facts": listed(facts, 3),
        "explained_by": listed(ways, 3),
        "state": quoted[award.state],
        "source": quoted[source_text(award.step.criterion, plan, words)],
        "formula": quoted[award.readings[0].rule.formula.text if award.readings else None],
        "readings": listed(readings, 3),
        "why": quoted[line.why],
    }


def _number(number: Fraction | None) -> str:
    return "null" if number is None else f'"{decimal_text(number)}"'


def _ends(of: Range) -> tuple[str, str]:
    low = _number(of.low)
    return low, low if of.high is of.low else _number(of.high)


def _measured(measurement: Measurement) -> tuple[str, str]:
    if measurement.exact is None:
        return _ends(hull(*measurement.possible))
    exact = _number(measurement.exact)
    return exact, exact


def _steps(award: Award, words: Words) -> list[str]:
    if award.state != "scored":
        return []
    arithmetic, main = Arithmetic(award, words), award.readings[0]
    return [*arithmetic.measure(), *arithmetic.points(main), arithmetic.rounding(main)]


_READING = form({name: hole() for name in ("id", "low", "high", "points")}, 4)


def _reading(reading: ReadingAward, award: Award, whole: tuple[str, str, str], quoted: Quoted) -> str:
    """Return a reading; `whole` is what the criterion gives, which a reading alone gives itself."""
    if reading.range is award.range and reading.points is award.points:
        return _READING % (quoted[reading.rule.reading], *whole)
    return _READING % (quoted[reading.rule.reading], *_ends(reading.range), _number(reading.points))


_KEYS = ("id", "raw", "at", "label", "state", "unit", "low", "high", "quote", "note", "place")
_FACT = form({name: hole() for name in _KEYS}, 4)


def _fact(item: Evidence, fact: Fact | None, words: Words, quoted: Quoted) -> str:
    name, label = quoted[item.binding.fact], quoted[words.label(item.binding.label)]
    if fact is None:
        return _FACT % (name, "null", "null", label, quoted["not_listed"], *("null",) * 6)
    low, high = _ends_of(fact.quantity) if fact.quantity else ("null", "null")
    return _FACT % (
        name,
        quoted[fact.raw if fact.state in ("stated", "assumed") else None],
        quoted[fact.at],
        label,
        quoted[fact.state],
        quoted[fact.unit],
        low,
        high,
        quoted[fact.quote],
        quoted[words.label(fact.note) if fact.note else None],
        quoted[place_text(fact.place)],
    )


def _ends_of(quantity: Quantity) -> tuple[str, str]:
    """Return the ends of a fact's range; of days they are dates."""
    if not quantity.is_day:
        return _ends(quantity.range)
    low, high = (end and f'"{day_text(end)}"' for end in (quantity.range.low, quantity.range.high))
    return low or "null", high or "null"
