"""The work of the benchmark: twenty lines as data, rows of facts, and what they come to in exact fractions.

Amounts and percentages have two decimals, counts none.  Targets are round and many results are exactly on
target, as in real reports, so ties and limits are common; two of a hundred facts are missing.
"""

from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

__all__ = ["LINES", "RULES", "Line", "exact", "grade", "table"]

RULES = Path(__file__).parent / "work.toml"
LABELS = ("达成", "部分达成", "未达成")
SHARES = dict(zip(LABELS, (100, 80, 60), strict=True))
TIERS = ((95, 100), (90, 90), (80, 60))


class Line(NamedTuple):
    """One line: its cents of points, its shape, its facts and how many decimals they have."""

    id: str
    cents: int
    shape: str
    facts: tuple[str, ...]
    places: int


def _lines() -> list[Line]:
    shares = zip(
        (600, 600, 500, 500, 500, 450, 350, 400, 300, 300), (2, 2, 2, 0, 0, 0, 0, 2, 2, 2), strict=True
    )
    found = [
        Line(f"p{n:02}", cents, "share", (f"p{n:02}_a", f"p{n:02}_t"), places)
        for n, (cents, places) in enumerate(shares, 1)
    ]
    for name, shape, parts in (
        ("l", "lower", ((500, 2), (400, 0))),
        ("d", "steps", ((500, 2), (400, 0), (300, 2))),
    ):
        found += [
            Line(f"{name}{n:02}", cents, shape, (f"{name}{n:02}_a", f"{name}{n:02}_t"), places)
            for n, (cents, places) in enumerate(parts, 1)
        ]
    found += [Line("t01", 1000, "tiers", ("t01_a", "t01_t"), 2), Line("t02", 600, "tier", ("t02_a",), 2)]
    found += [Line("q01", 600, "word", ("q01",), 0), Line("q02", 500, "word", ("q02",), 0)]
    return [*found, Line("x01", 700, "own", ("x01_a", "x01_b", "x01_c"), 2)]


LINES = _lines()


def table(rows: int, seed: int = 1) -> pl.DataFrame:
    """Return so many rows of facts; the same seed gives the same rows."""
    chance = np.random.default_rng(seed)
    columns: dict[str, Any] = {"report_id": np.arange(rows), "dept": chance.integers(0, 40, rows).astype(str)}
    for line in LINES:
        for name, values in _facts(line, chance, rows).items():
            gone = chance.random(rows) < 0.02
            columns[name] = _column(values, line.places, gone)
    for name in ("f_a", "f_b"):
        columns[name] = _column(chance.integers(1, 10**7, rows), 2, chance.random(rows) < 0.02)
    total = columns["f_a"].to_physical() + columns["f_b"].to_physical()
    off = pl.Series(np.where(chance.random(rows) < 0.9, 0, chance.integers(-3, 4, rows)))
    columns["f_c"] = (total + off).cast(pl.Int128).reinterpret(dtype=pl.Decimal(15, 2))
    return pl.DataFrame(columns)


def _column(values: Any, places: int, gone: Any) -> pl.Series:
    found = pl.Series(values)
    if values.dtype.kind == "U":
        return found.set(pl.Series(gone), None)
    found = found.cast(pl.Int64).set(pl.Series(gone), None)
    return found.cast(pl.Int128).reinterpret(dtype=pl.Decimal(15, 2)) if places else found


def _facts(line: Line, chance: Any, rows: int) -> dict[str, Any]:
    if line.shape == "word":
        return {line.facts[0]: np.array(LABELS)[chance.choice(3, rows, p=(0.7, 0.22, 0.08))]}
    if line.shape == "tier":
        round_ones = chance.choice((8000, 9000, 9500, 10_000), rows)
        return {
            line.facts[0]: np.where(
                chance.random(rows) < 0.3, round_ones, chance.integers(7000, 10_001, rows)
            )
        }
    top = 10 ** chance.uniform(2, 7 if line.places else 3.5, rows)
    target = np.maximum(np.rint(top / 100) * 100 if line.places else np.rint(top / 5) * 5, 0).astype(np.int64)
    done = np.where(chance.random(rows) < 0.35, 1.0, chance.uniform(0.3, 1.4, rows))
    result = np.rint(target * done).astype(np.int64)
    if line.shape == "own":
        return {"x01_a": result, "x01_b": chance.integers(5000, 10_001, rows), "x01_c": target}
    return dict(zip(line.facts, (result, target), strict=True))


def exact(line: Line, row: dict[str, Any]) -> int:
    """Return the cents of points a row has for a line, in exact fractions; a missing fact costs them all."""
    values = [row[name] for name in line.facts]
    points = Fraction(line.cents, 100)
    if None in values:
        return 0
    if line.shape == "word":
        return _cents(points * SHARES[values[0]] / 100)
    numbers = [Fraction(value) for value in values]
    if line.shape == "tier":
        return _tiered(points, numbers[0])
    if line.shape == "own":
        a, b, c = numbers
        return (
            _cents(points * min(Fraction(1), Fraction(3, 5) * a / c + Fraction(2, 5) * b / 100))
            if c > 0
            else 0
        )
    a, t = numbers
    if t <= 0:
        return 0
    if line.shape == "share":
        return _cents(points * min(a / t, Fraction(1)))
    if line.shape == "lower":
        return _cents(points if a <= t else points * t / a)
    if line.shape == "tiers":
        return _tiered(points, a / t * 100)
    return _cents(min(points, max(Fraction(0), points - Fraction(1, 2) * max(0, ceil(a / t * 100 - 100)))))


def _tiered(points: Fraction, percent: Fraction) -> int:
    return next((_cents(points * share / 100) for limit, share in TIERS if percent >= limit), 0)


def _cents(points: Fraction) -> int:
    return floor(points * 100 + Fraction(1, 2))


def grade(cents: int) -> str:
    """Return the grade of a total."""
    return "优" if cents >= 9000 else "良" if cents >= 8000 else "中" if cents >= 6000 else "差"
