"""What a report says, whatever layout it came from."""

from typing import Any, NamedTuple

from perfscore.inputs.report import Report
from perfscore.inputs.report_format import TargetEntry
from perfscore.numbers.quantity import read_quantity
from tests.extract.filled import FILLED

SIGNS = {"at_least": "≥", "at_most": "≤", "exact": "="}
SPELLINGS = {">=": "≥", "<=": "≤", "﹦": "=", "═": "="}


class Said(NamedTuple):
    """The figures of a report, read: facts in 万元, rows with their sign, target and unit."""

    facts: dict[str, Any]
    claims: dict[str, Any]
    rows: tuple[tuple[Any, ...], ...]


def _row(entry: TargetEntry) -> tuple[Any, ...]:
    printed = entry.sign or next(
        (sign for sign in (">=", "<=", "≥", "≤", "=") if sign in (entry.target or "")), ""
    )
    target = read_quantity((entry.target or "").lstrip("≥≤=<>"), entry.unit)
    actual = read_quantity(entry.actual or "", entry.unit)
    return (
        entry.name, SPELLINGS.get(printed, printed), target.range.exact, target.unit, actual.range.exact,
        read_quantity(entry.points or "", "分").range.exact,
        read_quantity(entry.claimed or "", "分").range.exact, entry.reason or "",
    )  # fmt: skip


def said(report: Report) -> Said:
    """Return what a report says."""
    money = ("initial_budget", "budget", "expenditure", "execution_rate_printed")
    facts = {name: quantity.range.exact for name in money if (quantity := report.facts[name].quantity)}
    claims = {name: claim.quantity.range.exact for name, claim in report.claims.items()}
    claims |= {f"points of {name}": c.quantity.range.exact for name, c in report.printed_points.items()}
    if report.total:
        claims["total"] = report.total.quantity.range.exact
    rows = tuple(
        (*row[:3], row[3] and (row[3].dimension, row[3].factor), *row[4:])
        for row in map(_row, report.targets)
    )
    return Said(facts, claims, rows)


def expected(*, reasons: bool = True) -> Said:
    """Return what every layout must come to, worked out from the content and not from a file."""
    amounts = {
        "initial_budget": FILLED.money.initial,
        "budget": FILLED.money.budget,
        "expenditure": FILLED.money.spent,
    }
    facts = {name: read_quantity(text, "万元").range.exact for name, text in amounts.items()}
    facts["execution_rate_printed"] = read_quantity("95", "%").range.exact
    claims = {"execution": FILLED.execution, "total": FILLED.total, "points of execution": FILLED.points}
    rows = []
    for row in FILLED.rows:
        unit = read_quantity(row.target, row.unit).unit
        values = [read_quantity(text, row.unit).range.exact for text in (row.target, row.actual)]
        scores = [read_quantity(text, "分").range.exact for text in (row.points, row.claimed)]
        rows.append(
            (
                row.name,
                row.sign,
                values[0],
                unit and (unit.dimension, unit.factor),
                values[1],
                *scores,
                row.reason if reasons else "",
            )
        )
    return Said(
        facts, {name: read_quantity(text, "分").range.exact for name, text in claims.items()}, tuple(rows)
    )
