"""Findings: what the facts say about themselves · 发现.

Checks are truths over the facts, declared in a ruleset or a report and read by the same language: sums
that do not add up, statements that cannot both hold.  A check that holds is shown as checked.
"""

import ast
from collections.abc import Container, Mapping
from fractions import Fraction
from typing import Any

from perfscore.auditing.findings.finding import Finding, Severity
from perfscore.auditing.findings.observations import observe
from perfscore.inputs.criteria import Check
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate, evaluate_node
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.prose import PROSE
from perfscore.language.sets.joining import INTERVAL
from perfscore.language.sets.spans import difference
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import PlannedCheck
from perfscore.score.evidence import Evidence, gather
from perfscore.score.scorecard import Scorecard

__all__ = ["find", "tested"]

_KINDS: Mapping[str, tuple[str, Severity]] = {
    "contradiction": ("contradiction", "warning"),
    "ratio": ("ratio-differs", "warning"),
    "limit": ("limit-passed", "warning"),
    "cut": ("budget-cut-to-spending", "warning"),
    "empty": ("total-row-empty", "error"),
    "repeat": ("parts-repeat-score", "note"),
}
_ORDER: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


def find(
    card: Scorecard, checks: tuple[PlannedCheck, ...], rounded: Container[str] = ()
) -> tuple[Finding, ...]:
    """Return every finding, the gravest first; `rounded` are the criteria whose claim is only rounded."""
    report = card.report
    found = [finding for check in checks if (finding := tested(check, card))]
    found += observe(card, checks)
    if report.targets:
        from perfscore.auditing.findings.rows import find_in_rows  # inside: most reports have no rows

        found += find_in_rows(card, rounded)
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def tested(planned: PlannedCheck, card: Scorecard) -> Finding | None:
    """Return what one check finds on a card; None where a fact it needs is not there."""
    evidence = gather(planned.reads, card.report, card.plan.ruleset.ruleset.figures)
    if planned.check.kind == "empty":
        evidence = tuple(_blank_as_nothing(item) for item in evidence)
    if any(item.known in ("missing", "not_applicable") for item in evidence):
        return None
    pieces = Pieces(INTERVAL)
    names = {item.binding.name: item.possible for item in evidence}
    try:
        truth = evaluate(planned.formula, pieces, names)
    except Undefined:
        return None
    about = truth is None and _holds_as_printed(planned, evidence, pieces, names)
    truth = True if about else truth
    if truth is None:
        return None
    check, said = planned.check, {item.binding.name: item.phrase() for item in evidence}
    if truth is True:
        compared = _compared(planned.formula.tree, pieces, names)
        if compared is None or all(map(_is_nothing, evidence)):
            return None  # what compares nothing is no check, nor is nothing against nothing
        text = evaluate_node(compared, PROSE, said).text
        values = {"text": text, **_sides(planned, pieces, names), **_nearly(planned, evidence, about)}
        return Finding("checked", "note", values, evidence, check)
    text = evaluate(planned.formula, PROSE, said).text
    values = {"text": text, **_sides(planned, pieces, names)}
    if check.kind == "ratio" and _holds_cut(planned, evidence):
        return Finding("ratio-cut", "note", values, evidence, check)
    if values.get("left") == "0" and _parts_are_zero(planned, evidence):
        return Finding("parts-left-at-zero", "note", values, evidence, check)
    code, severity = _failed(check, values)
    return Finding(code, severity, values, evidence, check)


def _blank_as_nothing(item: Evidence) -> Evidence:
    """Return a figure that the form leaves blank as zero: of a total left empty, blank and 0 say the same."""
    if item.fact is None or item.fact.state != "not_shown" or item.known != "missing":
        return item
    zero = Fraction(0)
    return item._replace(known="exact", exact=zero, possible=(Range.point(zero),))


def _compared(tree: ast.expr, pieces: Pieces, names: Mapping[str, Any]) -> ast.expr | None:
    """Return the comparison that a check which holds rests on, None where there is none.

    A rule that asks nothing of these facts, since what it is for is not said of them, compares nothing.
    """
    if isinstance(tree, ast.Compare):
        return tree
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or) else []
    if not parts or any(evaluate_node(part, pieces, names) is not False for part in parts[:-1]):
        return None
    return _compared(parts[-1], pieces, names)


def _holds_as_printed(
    planned: PlannedCheck, evidence: tuple[Evidence, ...], pieces: Pieces, names: Mapping[str, Any]
) -> bool:
    """Say whether a printed rate is that of its amounts, rounded as it is: it is never more than that."""
    sides = _both_sides(planned, pieces, names) if planned.check.kind == "ratio" else None
    if sides is None or not all(item.rounded or item.known == "exact" for item in evidence):
        return False
    left, right = sides
    return any(one.exact is not None and one.exact in other for one, other in ((left, right), (right, left)))


def _parts_are_zero(planned: PlannedCheck, evidence: tuple[Evidence, ...]) -> bool:
    """Say whether the lines below a total all print 0: then they were not filled, and sum up nothing."""
    columns = [item for item in evidence if item.binding.kind is Kind.COLUMN]
    return planned.check.kind == "sum" and bool(columns) and all(map(_is_nothing, columns))


def _is_nothing(item: Evidence) -> bool:
    """Say whether a figure is 0, or every figure of a column."""
    return not any(item.exact) if isinstance(item.exact, tuple) else bool(item.exact == 0)


def _holds_cut(planned: PlannedCheck, evidence: tuple[Evidence, ...]) -> bool:
    """Say whether a rate holds if its printed decimals were cut, not rounded."""
    names = {item.binding.name: item.possible for item in evidence}
    for item in evidence:
        if item.rounded and item.fact is not None and item.fact.quantity is not None:
            names[item.binding.name] = (item.fact.quantity.cut(),)
    return evaluate(planned.formula, Pieces(INTERVAL), names) is not False


def _failed(check: Check, values: Mapping[str, str]) -> tuple[str, Severity]:
    if check.kind in _KINDS:
        return _KINDS[check.kind]
    exceeds = values.get("sign") == "over"
    match check.completeness:
        case "all":
            return "sum-differs", "error"
        case "some":
            return ("parts-exceed-total", "error") if exceeds else ("parts-are-some", "note")
    return ("parts-exceed-total", "error") if exceeds else ("incomplete-or-wrong", "warning")


def _sides(planned: PlannedCheck, pieces: Pieces, names: Mapping[str, Any]) -> dict[str, str]:
    """Return both sides of an equation and how far they are apart."""
    sides = _both_sides(planned, pieces, names)
    if sides is None:
        return {}
    left, right = sides
    off = difference(left, right).exact
    units = [item.unit for item in (binding for binding in planned.reads) if item.unit]
    values = {"left": str(left), "right": str(right), "unit": units[0] if units else ""}
    if off is not None:
        values |= {"off": decimal_text(abs(off)), "sign": "over" if off > 0 else "short"}
    return values


def _nearly(planned: PlannedCheck, evidence: tuple[Evidence, ...], about: bool) -> dict[str, str]:
    """Return the sign of what holds only as it is printed: 0.9877 ≈ 987.65 ÷ 1000."""
    exact = {item.binding.name: (Range.point(item.exact),) for item in evidence} if about else {}
    return {"about": "≈"} if about and evaluate(planned.formula, Pieces(INTERVAL), exact) is False else {}


def _both_sides(
    planned: PlannedCheck, pieces: Pieces, names: Mapping[str, Any]
) -> tuple[Range, Range] | None:
    tree = planned.formula.tree
    if not isinstance(tree, ast.Compare):
        return None
    sides: list[Any] = [evaluate_node(part, pieces, names) for part in (tree.left, tree.comparators[0])]
    if not all(isinstance(side, tuple) and isinstance(side[0], Range) for side in sides):
        return None
    return sides[0][0], sides[1][0]
