"""An impact as plain data, and its rows for spreadsheet programs · 影响的数据形式."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.batch.columns.results import STATUS
from perfscore.batch.columns.wanted import ROW
from perfscore.batch.folder.table import BOM, csv_record
from perfscore.batch.impact.compared import MOVED, NEW, OLD, Impact, Mover, Spread
from perfscore.batch.impact.content import MOST, Shown, counts
from perfscore.batch.impact.criteria import CriterionMoves
from perfscore.batch.impact.distribution import spans
from perfscore.batch.impact.sweep import Sweep
from perfscore.batch.impact.sweep_content import Value
from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import Plan

__all__ = ["impact_data", "impact_rows", "sweep_data", "sweep_rows"]

FORMAT = 1
_SIDES = ("old", "new")
_RESULT = ("total", "total.low", "total.high", "grade", STATUS)


def impact_data(shown: Shown) -> dict[str, Any]:
    """Return an impact as plain data, numbers as text: a decimal, or ``n/d`` where none ends."""
    rules = {side: _ruleset(plan) for side, plan in zip(_SIDES, shown.found.plans, strict=True)}
    refusals = [problem.text("en") for problem in shown.refusals]
    return {"format": FORMAT, **rules, **_found(shown), "refusals": refusals}


def sweep_data(sweep: Sweep, values: Sequence[Value]) -> dict[str, Any]:
    """Return a sweep as plain data: each value with its impact, or why its ruleset is refused."""
    told = [
        {
            "value": value.tried.text,
            "refused": [problem.text("en") for problem in value.tried.problems],
            **({} if value.shown is None else _found(value.shown)),
        }
        for value in values
    ]
    return {"format": FORMAT, "sweep": sweep.name, "rest": list(sweep.rest), "values": told}


def _ruleset(plan: Plan) -> dict[str, str]:
    ruleset = plan.ruleset
    return {"id": ruleset.id, "version": ruleset.ruleset.version, "digest": ruleset.origin.digest}


def _found(shown: Shown) -> dict[str, Any]:
    found, lines = shown.found, shown.lines
    spread, (falls, rises) = Spread.of(found.moves.by), found.surely
    told = counts(found)
    return {
        "rows": found.rows.height, "compared": told.pop("settled"), "range_only": found.unsettled,
        "refused_rows": list(found.refused), "surely": {"lose": falls, "gain": rises}, **told,
        "change": None if spread is None else {
            "quartiles": list(map(decimal_text, spread.quartiles)), "mean": decimal_text(spread.mean),
        },
        "grades": [{"old": old, "new": new, "rows": count} for (old, new), count in found.grades.items()],
        "criteria": [_criterion(line) for line in lines],
        "most": [_mover(one, found.who) for one in found.most(MOST)],
        "distribution": [
            {"from": decimal_text(one.low), "below": decimal_text(one.high), "old": one.old, "new": one.new}
            for one in spans(found.moves)
        ],
    }  # fmt: skip


def _criterion(line: CriterionMoves) -> dict[str, Any]:
    points = [None if one is None else decimal_text(one) for one in line.points]
    return {
        "id": line.id, "points": _pair(points), "moved": line.moved, "size": decimal_text(line.size),
        "mean": decimal_text(line.mean), "decides": _pair(line.decides),
    }  # fmt: skip


def _mover(one: Mover, who: Sequence[str]) -> dict[str, Any]:
    return {
        "row": one.row, "who": dict(zip(who, one.who, strict=True)), "old": decimal_text(one.old),
        "new": decimal_text(one.new), "moved": decimal_text(one.new - one.old),
        "place": _pair(one.places), "grade": _pair(one.grades),
    }  # fmt: skip


def _pair(values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(_SIDES, values, strict=True))


def impact_rows(found: Impact) -> str:
    """Return every row of the table as CSV: whose it is, both results, by how much it moves."""
    columns = [ROW, *found.who, *(f"{side}{name}" for name in _RESULT for side in (OLD, NEW)), MOVED]
    records = ([_cell(row[name]) for name in columns] for row in found.rows.iter_rows(named=True))
    return "".join([BOM, *map(csv_record, [columns, *records])])


def sweep_rows(values: Sequence[Value]) -> str:
    """Return a sweep as CSV, a value a row."""
    return "".join([BOM, *map(csv_record, [list(_OF_VALUE), *map(_of_value, values)])])


_OF_VALUE = ("value", "compared", "up", "down", "same", "regraded", "largest_gain", "largest_loss", "mean")


def _of_value(value: Value) -> list[str]:
    found: Mapping[str, Any] = dict(_cells(value))
    return [_cell(found.get(name)) for name in _OF_VALUE]


def _cells(value: Value) -> Iterator[tuple[str, Any]]:
    yield "value", value.tried.text
    if value.shown is not None:
        found = value.shown.found
        told = counts(found)
        yield "compared", told.pop("settled")
        yield from told.items()
        if spread := Spread.of(found.moves.by):
            yield from zip(_OF_VALUE[-3:], (*found.largest, spread.mean), strict=True)


def _cell(value: Any) -> str:
    return "" if value is None else decimal_text(value) if isinstance(value, Fraction) else str(value)
