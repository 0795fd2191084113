"""A table of reports to a table of scores · 批量评分."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.results import ROW, Results
from perfscore.batch.columns.wanted import layout_of
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.score.pipeline import score

__all__ = ["Scorer"]


@dataclass(frozen=True)
class Scorer:
    """Scores tables under one plan · 按方案批量评分.

    `source` is what problems call the table, `decimals` how many places a double has, None where doubles are
    refused; with `ranges` every criterion's lowest and highest points are given too.
    """

    plan: Plan
    source: str = "<table>"
    decimals: int | None = None
    ranges: bool = False

    def score(self, frame: pl.DataFrame, first: int = 1) -> pl.DataFrame:
        """Return the scores of a table, row by row in its order; `first` is the number of its first row."""
        results = Results(self.plan, layout_of(frame.columns, self.plan), self.ranges)
        schema = results.schema(frame.schema)
        rows = list(self._rows(frame, results, first))
        carried = frame.select(results.layout.carried)
        own = {name: type_ for name, type_ in schema.items() if name not in carried.columns}
        texts = {name: pl.String if isinstance(type_, pl.Decimal) else type_ for name, type_ in own.items()}
        scored = pl.DataFrame(rows, schema=texts).select(pl.col(name).cast(own[name]) for name in own)
        return scored.hstack(carried).select(*schema)

    def _rows(self, frame: pl.DataFrame, results: Results, first: int) -> Iterator[Mapping[str, Any]]:
        reader = RowReader(self.plan, self.source, self.decimals)
        for number, row in enumerate(frame.iter_rows(named=True), first):
            try:
                found = results.row(score(self.plan, reader.report(number, row)))
            except ProblemsFound as refused:
                found = results.refused(refused.problems)
            yield {ROW: number, **found}
