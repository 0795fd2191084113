"""Observations: what a scored report shows beside its score · 计分之外的发现."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction

from perfscore.evidence import Evidence
from perfscore.finding import Finding, Severity
from perfscore.inputs.report import RowNote
from perfscore.numbers import decimal_text
from perfscore.planned import PlannedCheck
from perfscore.scorecard import Scorecard

__all__ = ["observe"]


def observe(card: Scorecard, checks: tuple[PlannedCheck, ...]) -> Iterator[Finding]:
    """Yield what can be seen without any check: bounds, claims, rows, years, facts nobody reads."""
    evidence = {item.binding.fact: item for award in card.awards for item in award.evidence}
    yield from _out_of_bounds(evidence.values())
    yield from _off_step(evidence.values())
    yield from _unreadable(card)
    yield from _undefined(card)
    yield from _claims(card)
    yield from _year(card)
    yield from _rows(card)
    yield from _printed_points(card)
    yield from _unread(card, checks, evidence)


def _out_of_bounds(evidence: Iterable[Evidence]) -> Iterator[Finding]:
    for item in evidence:
        if (
            isinstance(item.exact, Fraction)
            and item.exact not in item.binding.within
            and item.fact is not None
        ):
            values = {
                "raw": item.fact.raw,
                "within": str(item.binding.within),
                "fact": item.binding.fact,
            }
            yield Finding("fact-out-of-bounds", "warning", values, (item,))


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
            yield Finding("fact-unreadable", "warning", {"fact": fact.id, "raw": fact.raw}, facts=(fact.id,))


def _undefined(card: Scorecard) -> Iterator[Finding]:
    for award in card.awards:
        if award.measurement.state == "undefined":
            values = {"criterion": award.step.criterion.id, "reason": award.measurement.reasons[0]}
            yield Finding("measure-undefined", "warning", values, award.measurement.evidence)


def _claimed_points(card: Scorecard) -> Iterator[Finding]:
    """Yield claims no card could give: above full points, below nothing, parts unlike their total."""
    claims = {a.step.criterion.id: card.report.claims.get(a.step.criterion.id) for a in card.awards}
    points = {name: claim.quantity.range.exact for name, claim in claims.items() if claim is not None}
    for award in card.awards:
        claimed, full = points.get(award.step.criterion.id), award.step.criterion.points
        if claimed is not None and not 0 <= claimed <= full:
            values = {"criterion": award.step.criterion.id, "claimed": decimal_text(claimed)}
            yield Finding("claim-beyond-points", "error", {**values, "full": decimal_text(full)})
    total = card.report.total.quantity.range.exact if card.report.total else None
    parts = [claimed for claimed in points.values() if claimed is not None]
    if total is None or card.applied or card.plan.ruleset.ruleset.claims == "rounded":
        return
    summed = sum(parts, Fraction(0))
    if (len(parts) == len(card.awards) and summed != total) or summed > total:
        values = {"parts": decimal_text(summed), "total": decimal_text(total), "count": str(len(parts))}
        yield Finding("claims-do-not-add-up", "error", {**values, "off": decimal_text(abs(summed - total))})


def _printed_points(card: Scorecard) -> Iterator[Finding]:
    """Yield full points that a form prints otherwise than the ruleset has them."""
    for award in card.awards:
        printed = card.report.printed_points.get(award.step.criterion.id)
        full = award.step.criterion.points
        if printed is not None and printed.quantity.range.exact != full:
            values = {"criterion": award.step.criterion.id, "found": printed.quantity.raw}
            yield Finding("weight-differs", "error", {**values, "full": decimal_text(full)})


_ROW_SEVERITY: Mapping[str, Severity] = {
    "rows-exceed-points": "error",
    **dict.fromkeys(
        (
            "row-without-sign",
            "row-sign-in-name",
            "row-unit-from-beside",
            "row-sign-garbled",
            "row-words-repeated",
            "row-not-applicable",
        ),
        "note",
    ),
}


def _rows(card: Scorecard) -> Iterator[Finding]:
    """Yield what could not be read of the rows of a form, each with its line."""
    alike: dict[object, list[RowNote]] = {}
    for note in card.report.row_notes:
        shared = {key: value for key, value in note.values.items() if key != "row"}
        alike.setdefault((note.code, *sorted(shared.items())), []).append(note)
    for first, *others in alike.values():
        more = {"row": f"{first.values['row']} (+{len(others)})"} if others else {}
        values = {**first.values, **more, "line": str(first.place.line)}
        yield Finding(first.code, _ROW_SEVERITY.get(first.code, "warning"), values)


def _year(card: Scorecard) -> Iterator[Finding]:
    """Yield a ruleset that is not for the report's fiscal year."""
    years, year = card.plan.ruleset.ruleset.fiscal_years, card.report.fiscal_year
    if years is not None and not card.plan.ruleset.is_for(year):
        span = f"{years.first}–{years.last}" if years.last else f"≥ {years.first}"
        yield Finding("ruleset-for-other-years", "warning", {"year": str(year), "years": span})


def _claims(card: Scorecard) -> Iterator[Finding]:
    """Yield claims the card has no place for, and a claimed grade that is not the computed one."""
    report = card.report
    lines = {award.step.criterion.id for award in card.awards}
    sections = {section.name for section in card.sections}
    homeless = [name for name in report.claims if name not in lines]
    homeless += [name for name in report.section_claims if name not in sections]
    for name in homeless:
        yield Finding("claim-without-line", "warning", {"claim": name})
    yield from _claimed_points(card)
    if report.grade is not None and card.grade is not None and report.grade != card.grade.name:
        yield Finding("grade-differs", "error", {"claimed": report.grade, "computed": card.grade.name})


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
    if unread:
        yield Finding(
            "facts-not-used",
            "note",
            {"facts": ", ".join(unread), "count": str(len(unread))},
            facts=unread,
        )
