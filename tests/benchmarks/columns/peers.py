"""The same twenty lines as others would write them: Polars and numpy in doubles, DuckDB, rows one by one.

Each peer takes what it likes best, ready in memory, and gives twenty columns of points and a total; a missing
fact or a target of zero gives no points.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from tests.benchmarks.columns.work import LABELS, LINES, SHARES, TIERS, Line

__all__ = ["COLUMNAR", "ROWS"]

Scores = Any


def _doubles(facts: pl.DataFrame) -> pl.DataFrame:
    return facts.select(
        *(pl.col(n).cast(pl.Float64) for line in LINES if line.shape != "word" for n in line.facts),
        "q01",
        "q02",
    )


def _rounded(points: pl.Expr) -> pl.Expr:
    return (points * 100 + 0.5).floor() / 100


def _polars_line(line: Line) -> pl.Expr:
    full, facts = line.cents / 100, [pl.col(name) for name in line.facts]
    known = pl.all_horizontal(fact.is_not_null() for fact in facts)
    if line.shape == "word":
        chain: Any = pl.when(facts[0] == LABELS[0]).then(full)
        for label in LABELS[1:]:
            chain = chain.when(facts[0] == label).then(full * SHARES[label] / 100)
        worded: pl.Expr = chain.otherwise(0.0)
        return worded
    if line.shape == "own":
        a, b, c = facts
        own = pl.min_horizontal(pl.lit(1.0), 0.6 * a / c + 0.4 * b / 100)
        return pl.when(known & (c > 0)).then(_rounded(full * own)).otherwise(0.0)
    if line.shape == "tier":
        return _polars_tiers(full, facts[0], known)
    a, t = facts
    known = known & (t > 0)
    if line.shape == "tiers":
        return _polars_tiers(full, a / t * 100, known)
    points = {
        "share": full * pl.min_horizontal(a / t, pl.lit(1.0)),
        "lower": pl.when(a <= t).then(full).otherwise(full * t / a),
        "steps": pl.max_horizontal(
            pl.lit(0.0), full - 0.5 * pl.max_horizontal(pl.lit(0.0), (a / t * 100 - 100).ceil())
        ),
    }[line.shape]
    return pl.when(known).then(_rounded(points)).otherwise(0.0)


def _polars_tiers(full: float, percent: pl.Expr, known: pl.Expr) -> pl.Expr:
    chain: Any = pl.when(~known).then(0.0)
    for limit, share in TIERS:
        chain = chain.when(percent >= limit).then(full * share / 100)
    return chain.otherwise(0.0)  # type: ignore[no-any-return]


def polars_doubles(facts: pl.DataFrame) -> pl.DataFrame:
    """Polars in doubles, as its users write it."""
    points = facts.lazy().select(_polars_line(line).alias(line.id) for line in LINES)
    return points.with_columns(total=pl.sum_horizontal(pl.all()).round(2)).collect()


def _numpy_ready(facts: pl.DataFrame) -> dict[str, Any]:
    doubles = _doubles(facts)
    return {name: doubles[name].to_numpy() for name in doubles.columns}


def numpy_doubles(facts: Mapping[str, Any]) -> dict[str, Any]:
    """numpy in doubles; a missing number is not a number."""
    with np.errstate(all="ignore"):
        found = {line.id: _numpy_line(line, [facts[name] for name in line.facts]) for line in LINES}
    found["total"] = np.round(sum(found.values()), 2)
    return found


def _numpy_line(line: Line, facts: list[Any]) -> Any:
    full = line.cents / 100
    if line.shape == "word":
        return np.select(
            [facts[0] == label for label in LABELS], [full * SHARES[label] / 100 for label in LABELS], 0.0
        )
    if line.shape in ("tier", "tiers"):
        percent = facts[0] if line.shape == "tier" else facts[0] / facts[1] * 100
        points = np.select(
            [percent >= limit for limit, _ in TIERS], [full * share / 100 for _, share in TIERS], 0.0
        )
        return points if line.shape == "tier" else np.where(facts[1] > 0, points, 0.0)
    if line.shape == "own":
        points, divisor = full * np.minimum(1, 0.6 * facts[0] / facts[2] + 0.4 * facts[1] / 100), facts[2]
    else:
        a, divisor = facts
        shapes: Mapping[str, Callable[[], Any]] = {
            "share": lambda: full * np.minimum(a / divisor, 1),
            "lower": lambda: np.where(a <= divisor, full, full * divisor / a),
            "steps": lambda: np.maximum(0, full - 0.5 * np.maximum(0, np.ceil(a / divisor * 100 - 100))),
        }
        points = shapes[line.shape]()
        points = np.where(np.isnan(a), np.nan, points)
    rounded = np.floor(points * 100 + 0.5) / 100
    return np.nan_to_num(np.where(divisor > 0, rounded, 0.0))


def _sql(line: Line) -> str:
    full = line.cents / 100
    if line.shape == "word":
        cases = " ".join(f"when '{label}' then {full * SHARES[label] / 100}" for label in LABELS)
        return f"coalesce(case {line.facts[0]} {cases} end, 0)"
    if line.shape in ("tier", "tiers"):
        percent = (
            line.facts[0] if line.shape == "tier" else f"({line.facts[0]} / nullif({line.facts[1]}, 0) * 100)"
        )
        cases = " ".join(f"when {percent} >= {limit} then {full * share / 100}" for limit, share in TIERS)
        return f"coalesce(case {cases} else 0 end, 0)"
    if line.shape == "own":
        a, b, c = line.facts
        points = f"{full} * least(1, 0.6 * {a} / nullif({c}, 0) + 0.4 * {b} / 100 + 0 * {a} * {c})"
    else:
        a, t = line.facts
        ratio = f"({a} / nullif({t}, 0))"
        points = {
            "share": f"{full} * (case when {ratio} > 1 then 1 else {ratio} end)",
            "lower": f"case when {t} <= 0 then null when {a} <= {t} then {full} else {full} * {t} / {a} end",
            "steps": f"{full} - 0.5 * ceil({ratio} * 100 - 100)",
        }[line.shape]
        if line.shape == "steps":
            points = f"case when {points} < 0 then 0 when {points} > {full} then {full} else {points} end"
    return f"coalesce(floor(({points}) * 100 + 0.5) / 100, 0)"


def _duckdb_ready(facts: pl.DataFrame) -> Any:
    import duckdb

    base = duckdb.connect()
    base.register("given", _doubles(facts).to_arrow())
    base.execute("create table facts as select * from given")
    return base


def duckdb_doubles(base: Any) -> pl.DataFrame:
    """DuckDB in doubles."""
    columns = ", ".join(f"{_sql(line)} as {line.id}" for line in LINES)
    total = " + ".join(line.id for line in LINES)
    found: pl.DataFrame = base.sql(
        f"select *, round({total}, 2) as total from (select {columns} from facts)"
    ).pl()
    return found


COLUMNAR: Mapping[str, tuple[Callable[[pl.DataFrame], Any], Callable[[Any], Scores]]] = {
    "Polars, Float64 by hand": (_doubles, polars_doubles),
    "numpy, float64 by hand": (_numpy_ready, numpy_doubles),
    "DuckDB, DOUBLE by hand": (_duckdb_ready, duckdb_doubles),
}
"""Each columnar peer: what makes its facts ready, and what scores them."""


def _texts(power: str = "") -> dict[str, str]:
    """Return each line as an expression of a row, multiplied before it is divided."""
    found = {}
    for line in LINES:
        full, (a, *rest) = f"{line.cents / 100}", line.facts
        t = rest[-1] if rest else ""
        tiers = (
            "".join(f"{line.cents * share / 10000} if {{x}} >= {limit} else " for limit, share in TIERS) + "0"
        )
        found[line.id] = {
            "share": f"{full} if {a} >= {t} else {full} * {a} / {t}",
            "lower": f"{full} if {a} <= {t} else {full} * {t} / {a}",
            "steps": f"{full} if {a} <= {t} else max(0, {full} - 0.5 * ceil(({a} - {t}) * 100 / {t}))",
            "tiers": tiers.format(x=f"{a} * 100 / {t}") if t else "",
            "tier": tiers.format(x=a),
            "word": f'{full} if {a} == "达成" else {full} * 0.8 if {a} == "部分达成" else {full} * 0.6',
            "own": f"min({full}, {full} * 0.6 * {a} / {t} + {full} * 0.4 * {rest[0] if rest else a} / 100)",
        }[line.shape]
    return found


def _skipped(line: Line, row: Mapping[str, Any]) -> bool:
    values = [row[name] for name in line.facts]
    return None in values or (line.shape not in ("word", "tier") and not values[-1] > 0)


def simpleeval_rows(rows: list[dict[str, Any]]) -> None:
    """simpleeval, each expression parsed once, numbers as Decimal."""
    from math import ceil

    from simpleeval import EvalWithCompoundTypes

    walker = EvalWithCompoundTypes(functions={"max": max, "min": min, "ceil": ceil})
    trees = {name: walker.parse(text) for name, text in _texts().items()}
    for row in rows:
        walker.names = {
            name: float(value) if isinstance(value, Decimal | int) else value for name, value in row.items()
        }
        for line in LINES:
            if not _skipped(line, row):
                walker.eval("", previously_parsed=trees[line.id])


def rule_engine_rows(rows: list[dict[str, Any]]) -> None:
    """rule-engine, each rule compiled once; its own ternary."""
    import rule_engine

    def ternary(text: str) -> str:
        *tests, last = text.split(" else ")
        for part in reversed(tests):
            value, condition = part.split(" if ")
            last = f"({condition} ? {value} : {last})"
        return last

    kinds = {"max": "[0, 0]", "min": "[0, 0]"}
    rules = {
        name: rule_engine.Rule(ternary(text))
        for name, text in _texts().items()
        if not any(f"{k}(" in text for k in kinds)
    }
    for row in rows:
        for line in LINES:
            if line.id in rules and not _skipped(line, row):
                rules[line.id].evaluate(row)


def zen_rows(rows: list[dict[str, Any]]) -> None:
    """zen-engine, each expression compiled once, without a trace."""
    import zen

    def ternary(text: str) -> str:
        *tests, last = text.split(" else ")
        for part in reversed(tests):
            value, condition = part.split(" if ")
            last = f"({condition} ? {value} : {last})"
        return last.replace("max(0, ", "max([0, ").replace("))) :", ")])) :")

    plain = {name: text for name, text in _texts().items() if "max(" not in text and "min(" not in text}
    compiled = {name: zen.compile_expression(ternary(text)) for name, text in plain.items()}
    for row in rows:
        context = {
            name: float(value) if isinstance(value, Decimal | int) else value for name, value in row.items()
        }
        for line in LINES:
            if line.id in compiled and not _skipped(line, row):
                compiled[line.id].evaluate(context)


ROWS: Mapping[str, Callable[[list[dict[str, Any]]], None]] = {
    "simpleeval, row by row, no explanation": simpleeval_rows,
    "zen-engine, row by row, 16 of 20 lines": zen_rows,
    "rule-engine, row by row, 16 of 20 lines": rule_engine_rows,
}
"""Peers that score one row at a time."""
