"""Findings: what the facts say about themselves · 发现.

Checks are truths over the facts, declared in a ruleset or a report and read by the same language: sums
that do not add up, statements that cannot both hold.  A check that holds is shown as checked.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from perfscore.evidence import Evidence, gather
from perfscore.inputs.criteria import Check
from perfscore.inputs.report import Report
from perfscore.language.evaluate import Undefined, evaluate, evaluate_node
from perfscore.language.pieces import INTERVAL, Pieces
from perfscore.language.prose import PROSE
from perfscore.language.spans import difference
from perfscore.numbers import decimal_text
from perfscore.planned import PlannedCheck
from perfscore.ranges import Range
from perfscore.scorecard import Scorecard

__all__ = ["Finding", "Severity", "find"]

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Something an auditor should know · 发现.

    `code` is stable and has a sentence in the catalogue, whose blanks `values` fill; `evidence` are
    the facts it rests on.
    """

    code: str
    severity: Severity
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    check: Check | None = None
    facts: tuple[str, ...] = ()

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of the facts it rests on."""
        return self.facts or tuple(item.binding.fact for item in self.evidence)


_ORDER: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


def find(card: Scorecard, checks: tuple[PlannedCheck, ...]) -> tuple[Finding, ...]:
    """Return every finding, the gravest first."""
    report = card.report
    found = [finding for check in checks if (finding := _tested(check, report, card))]
    found += _out_of_bounds(card)
    found += _undefined(card)
    found += _claims(card)
    found += _year(card)
    found += _unread(card, checks)
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _tested(planned: PlannedCheck, report: Report, card: Scorecard) -> Finding | None:
    """Test one check; None where a fact it needs is not there."""
    evidence = gather(planned.reads, report, card.plan.ruleset.ruleset.figures)
    if any(item.known in ("missing", "not_applicable") for item in evidence):
        return None
    pieces = Pieces(INTERVAL)
    names = {item.binding.name: item.possible for item in evidence}
    try:
        truth = evaluate(planned.formula, pieces, names)
    except Undefined:
        return None
    if truth is None:
        return None
    text = evaluate(planned.formula, PROSE, {item.binding.name: item.phrase() for item in evidence})
    values = {"text": text.text, **_sides(planned, pieces, names)}
    check = planned.check
    if truth is True:
        return Finding("checked", "note", values, evidence, check)
    code, severity = _failed(check, values)
    return Finding(code, severity, values, evidence, check)


def _failed(check: Check, values: Mapping[str, str]) -> tuple[str, Severity]:
    if check.kind == "contradiction":
        return "contradiction", "warning"
    if check.kind != "sum":
        return {"ratio": "ratio-differs", "limit": "limit-passed"}[check.kind], "warning"
    exceeds = values.get("sign") == "over"
    match check.completeness:
        case "all":
            return "sum-differs", "error"
        case "some":
            return ("parts-exceed-total", "error") if exceeds else ("parts-are-some", "note")
    return ("parts-exceed-total", "error") if exceeds else ("incomplete-or-wrong", "warning")


def _sides(planned: PlannedCheck, pieces: Pieces, names: Mapping[str, Any]) -> dict[str, str]:
    """Return both sides of an equation and how far they are apart."""
    tree = planned.formula.tree
    if not isinstance(tree, ast.Compare):
        return {}
    sides: list[Any] = [evaluate_node(part, pieces, names) for part in (tree.left, tree.comparators[0])]
    if not all(isinstance(side, tuple) and isinstance(side[0], Range) for side in sides):
        return {}
    left, right = (side[0] for side in sides)
    off = difference(left, right).exact
    units = [item.unit for item in (binding for binding in planned.reads) if item.unit]
    values = {"left": str(left), "right": str(right), "unit": units[0] if units else ""}
    if off is not None:
        values |= {"off": decimal_text(abs(off)), "sign": "over" if off > 0 else "short"}
    return values


def _evidence(card: Scorecard) -> dict[str, Evidence]:
    return {item.binding.fact: item for award in card.awards for item in award.evidence}


def _out_of_bounds(card: Scorecard) -> Iterator[Finding]:
    for item in _evidence(card).values():
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


def _undefined(card: Scorecard) -> Iterator[Finding]:
    for award in card.awards:
        if award.measurement.state == "undefined":
            values = {"criterion": award.step.criterion.id, "reason": award.measurement.reasons[0]}
            yield Finding("measure-undefined", "warning", values, award.measurement.evidence)


def _year(card: Scorecard) -> Iterator[Finding]:
    """Yield a ruleset that is not for the report's fiscal year."""
    years, year = card.plan.ruleset.ruleset.fiscal_years, card.report.fiscal_year
    if years is not None and not years.first <= year <= (years.last or year):
        span = f"{years.first}–{years.last or ''}"
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
    if report.grade is not None and card.grade is not None and report.grade != card.grade.name:
        yield Finding("grade-differs", "error", {"claimed": report.grade, "computed": card.grade.name})


def _unread(card: Scorecard, checks: tuple[PlannedCheck, ...]) -> Iterator[Finding]:
    read = {*_evidence(card), *(binding.fact for check in checks for binding in check.reads)}
    read |= {item.binding.fact for rule in card.applied for item in rule.evidence}
    unread = tuple(
        fact.id
        for fact in card.report.facts.values()
        if fact.id not in read and not fact.id.startswith("targets.") and fact.state in ("stated", "assumed")
    )
    if unread:
        yield Finding(
            "facts-not-used",
            "note",
            {"facts": ", ".join(unread), "count": str(len(unread))},
            facts=unread,
        )
