"""A published table as the content of a form, and what two reports of it say differently."""

import re
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from perfscore import Audit, Plan, Report, audit, make_plan, read_report, read_ruleset
from perfscore.inputs.cells import read_row
from perfscore.inputs.report_format import TargetEntry
from perfscore.inputs.row import Cell
from perfscore.inputs.row import Row as ReadRow
from perfscore.numbers.printed import folded
from perfscore.numbers.quantity import Quantity
from tests.cards import catalog
from tests.extract.filled import NUMBER, Content, Money, Row
from tests.published.published import CASES, case, report_text

__all__ = ["CASES", "NAMES", "audited", "case", "content_of", "differences", "direct", "without"]

NAMES = sorted(file.stem for file in CASES.glob("*.json"))
SIGN = re.compile(r"(≥|≤|>=|<=|=|定性)\s*")
WORDS = ("%左右", "%以上", "%覆盖", "月前", "年底", "万")
"""What the collection keeps as units although it is words around a figure: they stay with the figure."""
AMOUNTS = ("initial_budget", "budget", "expenditure", "execution_rate_printed")


def content_of(data: Any) -> Content:
    """Return what a published table fills in; what it does not have stays empty."""
    budget, execution = data["budget"] or {}, data["execution"] or {}
    return Content(
        project=data["title"],
        year=int(data["year"] or 2018),
        money=Money(
            budget.get("initial") or "",
            budget.get("revised") or "",
            budget.get("executed") or "",
            execution.get("rate") or "",
        ),
        money_unit=budget.get("unit") or "万元",
        points=execution.get("weight") or "",
        execution=execution.get("claimed_score") or "",
        total=data["claimed_total"] or "",
        rows=tuple(_rows(data["indicators"] or ())),
    )


def _rows(rows: Any) -> Iterator[Row]:
    """Yield the rows; those below a score that is shared have none of their own."""
    group = ""
    for row in rows:
        if "shared with the next" in (row["deviation_note"] or ""):
            group = row["name"]
        elif row["claimed_score"]:
            group = ""
        yield _row(row, group)


def _row(row: Any, group: str) -> Row:
    # Words without a figure are qualitative without the sign for it; few forms print it.
    printed = (row["target_raw"] or "").removeprefix("定性 ")
    actual, unit = row["actual_raw"] or "", row["unit"] or ""
    sign = SIGN.match(printed)
    target = printed[sign.end() :] if sign else printed
    beside = "" if unit in printed or unit in actual else unit
    unit = "" if unit in WORDS else unit
    note = row["deviation_note"] or ""
    return Row(
        row["level1"] or "", row["level2"] or "", row["name"], (row["sign"] or "").strip(),
        _figure(target, unit), unit, _figure(actual, unit), row["weight"] or "", row["claimed_score"] or "",
        reason="" if note.isascii() else note,
        goal=f"{printed}{beside}" if NUMBER.fullmatch(target) else printed,
        done=f"{actual}{beside}" if NUMBER.fullmatch(actual) else actual,
        group=group,
    )  # fmt: skip


def _figure(text: str, unit: str) -> str:
    """Return the figure of a text that is nothing but a figure and its unit, else the text."""
    figure = text.removesuffix(unit) if unit else text
    return figure if NUMBER.fullmatch(figure) else text


@cache
def direct(name: str) -> Report:
    """Return the report made of a published table without a form."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.toml").write_text(report_text(case(name)), "utf-8")
        return read_report(Path(folder) / "report.toml")


def without(report: Report, fields: Collection[str]) -> Report:
    """Return what a report can say where its rows have no place for some fields."""
    gone = dict.fromkeys(field for field in fields if field != "unit")
    rows = [row.model_copy(update=gone) for row in report.targets]
    if "unit" in fields:  # it goes behind the figures
        rows = [
            row.model_copy(
                update={
                    "target": _whole(row.target, row.unit) or None,
                    "actual": _whole(row.actual, row.unit) or None,
                    "unit": None,
                }
            )
            for row in rows
        ]
    read = [
        read_row(old.number, row, old.place, report.fiscal_year)
        for old, row in zip(report.rows, rows, strict=True)
    ]
    return replace(report, rows=tuple(read))


@cache
def _plan(ruleset: str) -> Plan:
    return make_plan(read_ruleset(ruleset, catalog()), catalog())


def audited(report: Report, ruleset: str) -> dict[str, Any]:
    """Return the verdict on a report, its range, and what contradicts it."""
    return _seen(audit(report, _plan(ruleset)))


def _seen(result: Audit) -> dict[str, Any]:
    wrong = [line.award.step.criterion.id for line in result.criteria if line.verdict == "contradicted"]
    return {"verdict": result.verdict, "range": str(result.card.range), "contradicted": ", ".join(wrong)}


def differences(one: Report, other: Report) -> dict[str, str]:
    """Return what two reports say differently: the field, and both texts."""
    both = list(zip(one.rows, other.rows, strict=False))
    found = {"rows": (str(len(one.rows)), str(len(other.rows)))}
    for number, reads in enumerate(both, 1):
        found |= {f"{field} {number}": texts for field, texts in _row_texts(*reads)}
    found["groups"] = (_groups(one), _groups(other))
    for name in AMOUNTS:
        found[name] = (_fact(one, name), _fact(other, name))
    for name, texts in (("claims", _claims), ("points", _points), ("total", _total)):
        found[name] = (texts(one), texts(other))
    found["year"] = (str(one.fiscal_year), str(other.fiscal_year))
    return {field: f"{left} ≠ {right}" for field, (left, right) in found.items() if left != right}


def _row_texts(one: ReadRow, other: ReadRow) -> Iterator[tuple[str, tuple[str, str]]]:
    left, right = one.entry, other.entry
    for field in ("level1", "level2", "name", "points", "claimed", "reason", "part_of"):
        yield field, (getattr(left, field) or "", getattr(right, field) or "")
    if left.unit:
        yield "unit", (left.unit, right.unit or "")
    if _target(left) != _target(right):
        yield "sign", (one.kind, other.kind)
        yield "target", (_cell(one.target), _cell(other.target))
    if _whole(left.actual, left.unit) != _whole(right.actual, right.unit):
        yield "actual", (_cell(one.actual), _cell(other.actual))


def _target(entry: TargetEntry) -> str:
    """Return sign, figure and unit of a target as one text, however many cells they stood in."""
    text = _whole(entry.target, entry.unit)
    sign = "" if SIGN.match(text) else entry.sign or ""
    return "".join(folded(f"{sign}{text}").split())


def _whole(text: str | None, unit: str | None) -> str:
    """Return a figure with the unit beside it as one text; any other text as it is."""
    bare = NUMBER.fullmatch(SIGN.sub("", text or "", count=1))
    return f"{text}{unit or ''}" if bare else text or ""


def _cell(cell: Cell) -> str:
    return cell.text if cell.quantity is None else _quantity(cell.quantity)


def _quantity(read: Quantity) -> str:
    unit = read.unit
    return f"{read.limit} {(unit.dimension, unit.factor) if unit else ''}"


def _fact(report: Report, name: str) -> str:
    fact = report.facts.get(name)
    if fact is None or fact.state == "not_shown":
        return ""
    return f"unreadable {fact.raw}" if fact.quantity is None else str(fact.quantity.range)


def _claims(report: Report) -> str:
    return ", ".join(f"{name} {claim.quantity.raw}" for name, claim in sorted(report.claims.items()))


def _points(report: Report) -> str:
    return ", ".join(f"{name} {claim.quantity.raw}" for name, claim in sorted(report.printed_points.items()))


def _total(report: Report) -> str:
    return report.total.quantity.raw if report.total else ""


def _groups(report: Report) -> str:
    """Return the rows that share a score by their numbers."""
    found: dict[str, list[str]] = {}
    for number, entry in enumerate(report.targets, 1):
        if entry.group is not None:
            found.setdefault(entry.group, []).append(str(number))
    return "; ".join(" ".join(numbers) for numbers in found.values())
