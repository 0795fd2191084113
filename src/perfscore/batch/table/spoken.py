"""What a table says of the language to answer in, and whether a file is one · 表格的语言."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from perfscore.batch.columns.results import STATUS
from perfscore.batch.columns.wanted import ROW, layout_of
from perfscore.batch.table.sources import SUFFIXES, open_table
from perfscore.messages import language_in
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import TOTAL, Plan

__all__ = ["is_table", "spoken"]

_LOOKED_AT = 100


def spoken(name: str) -> str:
    """Return ``zh`` where the names or the first rows of a table have Chinese, else nothing.

    A database is asked once, for what is scored.
    """
    found = _first(name)
    if found is None:
        return ""
    texts = [str(text) for values in found.select(pl.col(pl.String)) for text in values.drop_nulls()]
    return "zh" if language_in(" ".join((*found.columns, *texts))) == "zh" else ""


def is_table(name: str, plans: Sequence[Plan]) -> bool:
    """Say whether a file holds one report a row, and is no form, by its format or its columns."""
    found = _first(name)
    if found is None:
        return False
    scores = {ROW, TOTAL, STATUS} <= {*found.columns}
    return (
        Path(name).suffix.casefold() != ".csv"
        or scores
        or any(layout_of(found.columns, plan).facts for plan in plans)
    )


def _first(name: str) -> pl.DataFrame | None:
    if "://" in name or Path(name).suffix.casefold() not in SUFFIXES[:-1]:
        return None
    try:
        return next(iter(open_table(name).parts(_LOOKED_AT, 0)), None)
    except ProblemsFound:
        return None
