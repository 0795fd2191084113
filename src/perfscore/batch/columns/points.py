"""The points of every criterion in every row: from columns, and from the engine where they end · 汇合得分.

A criterion has its points in units of their last decimal (``ID#``); where rows may differ from them, the
lowest and highest (``ID<``, ``ID>``), which rows lack a fact (``ID-``), which the engine scored (``ID@``),
what it says of the claim (``ID!``), and which rows are the engine's as a whole (``ID*``).
"""

from collections.abc import Iterator, Mapping

import polars as pl

from perfscore.batch.columns.cells import Cells
from perfscore.batch.columns.loose import INDEX

__all__ = [
    "ENGINE",
    "HIGH",
    "LACKS",
    "LOW",
    "POINTS",
    "SAID",
    "UNITS",
    "WHOLE",
    "asked",
    "merged",
    "open_rows",
]

POINTS, LOW, HIGH, LACKS, SAID, ENGINE, WHOLE = "#", "<", ">", "-", "!", "@", "*"
_OPEN = "?"
UNITS = pl.Float64()
"""What points are kept in until they are written: whole numbers far below 2^53, the quickest there are."""


def asked(cells: Mapping[str, Cells]) -> Iterator[pl.Expr]:
    """Yield what is to be computed of each criterion: its points, and which rows are open."""
    for name, own in cells.items():
        if not own.readings:
            continue
        units = [whole.at(UNITS) for whole in own.readings]
        if own.missing is not None:
            yield own.missing.alias(name + LACKS)
        yield units[0].alias(name + POINTS)
        if len(units) > 1:
            yield pl.min_horizontal(units).alias(name + LOW)
            yield pl.max_horizontal(units).alias(name + HIGH)
        if own.loose is not None:
            yield own.loose.fill_null(False).alias(name + _OPEN)


def open_rows(frame: pl.DataFrame, points: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the rows of a table, with their index, of which columns leave a criterion open."""
    indexed = frame.with_row_index(INDEX)
    if name + POINTS not in points.columns:
        return indexed
    return indexed.filter(points[name + _OPEN]) if name + _OPEN in points.columns else indexed.clear()


def merged(points: pl.DataFrame, name: str, height: int, engine: pl.DataFrame | None) -> Iterator[pl.Series]:
    """Yield the columns of a criterion, the engine's rows put in."""
    own = {end: points[name + end] for end in (POINTS, LOW, HIGH, LACKS) if name + end in points.columns}
    if engine is None:
        yield from own.values()
        return
    nothing = pl.Series([None], dtype=UNITS).new_from_index(0, height) if POINTS not in own else own[POINTS]
    ends = {POINTS: "points", LOW: "low", HIGH: "high"}
    for end, column in ends.items():
        yield _put(own.get(end, nothing), engine, column).alias(name + end)
    no = pl.Series([False]).new_from_index(0, height)
    yield _put(own.get(LACKS, no), engine, "lacks").alias(name + LACKS)
    yield _put(no, engine, "whole").alias(name + WHOLE)
    yield _put(pl.Series([None], dtype=pl.String).new_from_index(0, height), engine, "verdict").alias(
        name + SAID
    )


def _put(values: pl.Series, engine: pl.DataFrame, column: str) -> pl.Series:
    return values.clone().scatter(engine[INDEX], engine[column])
