"""Observations: what a scored report shows beside its score · 计分之外的发现."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction

from perfscore.auditing.findings.claims import find_in_claims
from perfscore.auditing.findings.finding import Finding, Severity, place_in, row_places
from perfscore.inputs.report import Fact, Report
from perfscore.messages import Listed
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.quantity import why_refused
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import read_unit
from perfscore.plan.binding import Binding
from perfscore.plan.planned import PlannedCheck
from perfscore.score.evidence import Evidence, is_impossible
from perfscore.score.scorecard import Scorecard

__all__ = ["observe"]


def observe(card: Scorecard, checks: tuple[PlannedCheck, ...]) -> Iterator[Finding]:
    """Yield what can be seen without any check: bounds, claims, rows, years, facts nobody reads."""
    evidence = {item.binding.fact: item for award in card.awards for item in award.evidence}
    yield from _impossible(card.report, (*evidence.values(),), checks)
    yield from _off_step(evidence.values())
    yield from _unreadable(card)
    yield from _undefined(card)
    yield from find_in_claims(card)
    yield from _year(card)
    yield from _rows(card)
    yield from _noted(card.report)
    yield from _unread(card, checks, evidence)


def _noted(report: Report) -> Iterator[Finding]:
    """Yield what the form it was read from does not show to whoever opens it: hidden rows."""
    for note in report.notes:
        values = {"note": note.code, "at": place_in(report, note.at)}
        yield Finding("form-noted", "warning", {**values, "text": note.text} if note.text else values)


def _impossible(
    report: Report, evidence: Iterable[Evidence], checks: Iterable[PlannedCheck]
) -> Iterator[Finding]:
    """Yield stated figures that cannot be; they count as not known."""
    doubtful = (item.binding for item in evidence if item.known != "exact")
    read = [*doubtful, *(binding for check in checks for binding in check.reads)]
    for binding in {binding.fact: binding for binding in reversed(read)}.values():
        table, _, column = binding.fact.partition(".")
        fact, rows = report.facts.get(binding.fact), report.tables.get(table, ())
        for one in (fact, *(row.cells.get(column) for row in rows)):
            if one is not None and one.state in ("stated", "assumed") and is_impossible(binding, one):
                values = {"raw": one.raw, "within": _bounds(binding), "fact": binding.fact}
                yield Finding("fact-out-of-bounds", "warning", values, facts=(binding.fact,))


def _bounds(binding: Binding) -> str:
    """Return the bounds of a figure in its unit."""
    unit, within = read_unit(binding.unit) if binding.unit else None, binding.within
    if unit is None:
        return str(within)
    low, high = (None if end is None else unit.from_base(end) for end in (within.low, within.high))
    return f"{Range(low, high, within.low_open, within.high_open)} {unit.name}"


def _off_step(evidence: Iterable[Evidence]) -> Iterator[Finding]:
    """Yield figures that do not come in the steps they should: a judge's 8.7 in half points."""
    for item in evidence:
        step = item.binding.step
        if step is not None and isinstance(item.exact, Fraction) and item.exact % step and item.fact:
            values = {"raw": item.fact.raw, "step": decimal_text(step), "fact": item.binding.fact}
            yield Finding("fact-off-step", "warning", values, (item,))


def _unreadable(card: Scorecard) -> Iterator[Finding]:
    """Yield figures whose print cannot be read: they are kept, and count as not shown."""
    cells = [cell for rows in card.report.tables.values() for row in rows for cell in row.cells.values()]
    for fact in (*card.report.facts.values(), *cells):
        if fact.state == "unreadable":
            values = {"fact": fact.id, "raw": fact.raw, "at": _at(fact, card.report)}
            why = why_refused(fact.raw, fact.unit) or {"reason": "figure-doubtful"}
            yield Finding("fact-unreadable", "warning", {**values, **why}, facts=(fact.id,))


def _at(fact: Fact, report: Report) -> str:
    """Return where a fact is printed, else where the report states it."""
    return row_places(report, [(fact.place.line, fact.at)]).get("at", str(fact.place))


def _undefined(card: Scorecard) -> Iterator[Finding]:
    for award in card.awards:
        if award.measurement.state == "undefined":
            values = {"criterion": award.step.criterion.id, "reason": award.measurement.reasons[0]}
            yield Finding("measure-undefined", "warning", values, award.measurement.evidence)


_ROW_SEVERITY: Mapping[str, Severity] = {
    **dict.fromkeys(
        ("rows-exceed-points", "rows-short-of-points", "group-without-rows", "points-do-not-add-up"), "error"
    ),
    **dict.fromkeys(
        (
            "row-without-sign",
            "row-within-span",
            "row-figure-leads",
            "row-sign-in-name",
            "row-unit-from-beside",
            "row-unit-own",
            "row-sign-garbled",
            "row-words-repeated",
            "row-not-applicable",
            "row-without-weight",
            "row-rate-stated",
            "rows-share-points",
        ),
        "note",
    ),
}


def _rows(card: Scorecard) -> Iterator[Finding]:
    """Yield what could not be read of the rows of a form, each row by itself."""
    for note in card.report.row_notes:
        values = {key: value for key, value in note.values.items() if key != "at"}
        values |= row_places(card.report, [(note.place.line, note.values.get("at"))])
        yield Finding(note.code, _ROW_SEVERITY.get(note.code, "warning"), values)


def _year(card: Scorecard) -> Iterator[Finding]:
    """Yield a ruleset that is not for the report's fiscal year."""
    years, year = card.plan.ruleset.ruleset.fiscal_years, card.report.fiscal_year
    if years is not None and not card.plan.ruleset.is_for(year):
        span = f"{years.first}–{years.last}" if years.last else f"≥ {years.first}"
        yield Finding("ruleset-for-other-years", "warning", {"year": str(year), "years": span})


def _unread(
    card: Scorecard, checks: tuple[PlannedCheck, ...], evidence: Mapping[str, Evidence]
) -> Iterator[Finding]:
    read = {*evidence, *(binding.fact for check in checks for binding in check.reads)}
    read |= {item.binding.fact for rule in card.applied for item in rule.evidence}
    unread = tuple(
        fact.id
        for fact in card.report.facts.values()
        if fact.id not in read and not fact.id.startswith("targets.") and fact.state in ("stated", "assumed")
    )
    missing = {
        item.binding.fact for item in evidence.values() if item.fact is None and item.known == "missing"
    }
    for name in unread:
        if close := get_close_matches(name, missing, n=1):
            yield Finding("fact-misspelt", "warning", {"fact": name, "nearest": close[0]}, facts=(name,))
    known = set(card.plan.ruleset.tables)
    for name in card.report.tables:
        if name not in known and (close := get_close_matches(name, known, n=1)):
            yield Finding("fact-misspelt", "warning", {"fact": f"tables.{name}", "nearest": close[0]})
    if unread and not card.plan.without_rules:
        yield Finding(
            "facts-not-used",
            "note",
            {"facts": Listed(unread), "count": str(len(unread))},
            facts=unread,
        )
