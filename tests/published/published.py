"""Published tables as reports: the figures as printed, put where a report file wants them."""

import json
from collections.abc import Iterator
from typing import Any

from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from tests.paths import SHARED

QUALITATIVE = "定性 "
CASES = SHARED / "cases" / "cn"


def case(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def report_text(data: Any) -> str:
    """Return the report file of one published table."""
    return "\n".join([*_head(data), *_claims(data), *_money(data), *_rows(data)]) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _head(data: Any) -> Iterator[str]:
    year = int(data["year"] or 2018)
    yield f"format = 1\n[report]\nsubject = {_text(data['id'])}\nfiscal_year = {year}"
    if data["complete"]:
        yield 'rows = "all"'
    yield f"[documents.table]\ntitle = {_text(data['title'])}"


def _claims(data: Any) -> Iterator[str]:
    execution = data["execution"] or {}
    if data["claimed_total"]:
        yield f"[claims]\ntotal = {_text(data['claimed_total'])}"
    if execution.get("claimed_score"):
        yield f"[claims.criteria]\nexecution = {_text(execution['claimed_score'])}"
    if execution.get("weight"):
        yield f"[claims.points]\nexecution = {_text(execution['weight'])}"


def _money(data: Any) -> Iterator[str]:
    budget, execution = data["budget"] or {}, data["execution"] or {}
    unit = budget.get("unit") or "万元"
    yield "[facts]"
    for fact, part in (("initial_budget", "initial"), ("budget", "revised"), ("expenditure", "executed")):
        if budget.get(part):
            yield _amount(fact, budget[part], unit)
    if execution.get("rate"):
        yield f'execution_rate_printed = {{ value = {_text(execution["rate"])}, unit = "%" }}'


def _amount(fact: str, printed: str, unit: str) -> str:
    try:
        read_quantity(printed, unit)
    except QuantityRefused:
        return f'{fact} = {{ value = {_text(printed)}, unit = "{unit}", state = "unreadable" }}'
    return f'{fact} = {{ value = {_text(printed)}, unit = "{unit}", at = "table 预算" }}'


def _rows(data: Any) -> Iterator[str]:
    parent, group = "", ""
    for row in data["indicators"] or ():
        yield "[[targets]]"
        note = row["deviation_note"] or ""
        name = row["name"]
        if name.startswith("其中"):
            yield f"part_of = {_text(parent)}"
        else:
            parent = name
        if "shared with the next" in note:
            group = name
            yield f"group = {_text(group)}"
        elif group and not row["claimed_score"]:
            yield f"group = {_text(group)}"
        else:
            group = ""
        printed = {
            "level1": row["level1"], "level2": row["level2"], "name": name,
            "sign": _sign(row), "target": _target(row), "actual": row["actual_raw"],
            "unit": _unit(row), "points": row["weight"], "claimed": row["claimed_score"],
            "reason": note if note and note.isascii() is False else None,
        }  # fmt: skip
        yield from (f"{key} = {_text(value)}" for key, value in printed.items() if value is not None)


def _unit(row: Any) -> str | None:
    """Return the unit where it stands apart from the figures."""
    unit: str | None = row["unit"]
    inside = any((unit or "") in (row[cell] or "") for cell in ("target_raw", "actual_raw"))
    return None if inside else unit


def _sign(row: Any) -> str | None:
    """Return the sign where it stands apart from the figure."""
    sign, target = row["sign"], row["target_raw"] or ""
    return sign if sign and sign not in target.removeprefix(QUALITATIVE) else None


def _target(row: Any) -> str | None:
    """Return the target; the collection has the sign 定性 and the words of its column as one text."""
    target: str | None = row["target_raw"]
    return target.removeprefix(QUALITATIVE) if target else target
