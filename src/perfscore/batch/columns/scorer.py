"""A table of reports to a table of scores · 批量评分.

Criterion by criterion in columns of whole numbers; what a row's facts leave open, by the engine, each
distinct set of facts once; and the few rows that only the engine can tell as a whole, row by row.  All three
read the same formulas and give the same points.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from perfscore.batch.columns.cells import Cells, Route, cells_of, route_of
from perfscore.batch.columns.ends import ends_of
from perfscore.batch.columns.loose import INDEX, by_engine, check_by_engine
from perfscore.batch.columns.points import HIGH, LACKS, LOW, POINTS, UNITS, WHOLE, asked, merged, open_rows
from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.results import REFUSED, STATUS, Results, decimals
from perfscore.batch.columns.totals import graded, modified, sums
from perfscore.batch.columns.typed import Typed, typed
from perfscore.batch.columns.verdicts import Judged, checked, judged
from perfscore.batch.columns.wanted import CLAIM, ENDS, ROW, STATE, layout_of, wanted
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.wholes import Beyond
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import TOTAL, Plan, Step
from perfscore.score.pipeline import score

__all__ = ["Scorer"]

_GIVEN = "given"


@dataclass(frozen=True)
class Scorer:
    """Scores tables under one plan · 按方案批量评分.

    `source` is what problems call the table, `decimals` how many places a double has, None where doubles are
    refused; with `ranges` every criterion's lowest and highest points are given too; `language` is that of
    refusals.
    """

    plan: Plan
    source: str = "<table>"
    decimals: int | None = None
    ranges: bool = False
    language: str = "zh"

    def score(self, frame: pl.DataFrame, first: int = 1) -> pl.DataFrame:
        """Return the scores of a table, row by row in its order; `first` is the number of its first row."""
        numbered, results = self._numbered(frame, first)
        if not results.in_columns or frame.is_empty():
            return self._by_row(numbered, results)
        try:
            scored, whole = self._in_columns(numbered, results)
        except Beyond:  # what modifiers or claims make of the total fits no column
            return self._by_row(numbered, results)
        if not whole.any():
            return scored
        rest = self._by_row(numbered.filter(whole), results)
        return pl.concat([scored.filter(~whole), rest]).sort(ROW)

    def one_by_one(self, frame: pl.DataFrame, first: int = 1) -> pl.DataFrame:
        """Return what `score` returns, every row by the engine: what it is held against."""
        return self._by_row(*self._numbered(frame, first))

    def _numbered(self, frame: pl.DataFrame, first: int) -> tuple[pl.DataFrame, Results]:
        numbers = pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(ROW)
        layout = layout_of(frame.columns, self.plan)
        own = Results(self.plan, replace(layout, carried=()), ranges=True).schema({})
        # What is carried through must not bear the name of a column of the result.
        named = frame.rename({name: f"{_GIVEN}.{name}" for name in layout.carried if name in own})
        layout = layout_of(named.columns, self.plan)
        return named.select(numbers, pl.all()), Results(self.plan, layout, self.ranges, self.language)

    def routes(self, frame: pl.DataFrame) -> tuple[Route, ...]:
        """Return how each criterion of a table is computed, and how many of its rows are the engine's."""
        numbered, results = self._numbered(frame, 1)
        if not results.in_columns:
            return tuple(Route(name, "", "unrounded", frame.height) for name in results.places)
        table = typed(numbered, self.kinds, self.decimals)
        cells = self._cells(table, results)
        points = _beside(table.frame, numbered, results).lazy().select(ROW, *asked(cells)).collect()
        return tuple(
            route_of(name, own, table, open_rows(numbered, points, name).height)
            for name, own in cells.items()
        )

    def _cells(self, table: Typed, results: Results) -> Mapping[str, Cells]:
        uncertain = frozenset(results.layout.loose)
        return {step.criterion.id: cells_of(step, self.plan, table, uncertain) for step in self.plan.steps}

    def _in_columns(self, frame: pl.DataFrame, results: Results) -> tuple[pl.DataFrame, pl.Series]:
        """Return the scores as far as columns give them, and which rows are the engine's as a whole."""
        table = typed(frame, self.kinds, self.decimals)
        work = self._points(frame, table, results)
        work = work.with_columns(*sums(results, work.columns))
        changed, unsure = modified(results, table)
        whole = [pl.col(name) for name in work.columns if name.endswith(WHOLE)]
        whole += [*table.odd, *([] if unsure is None else [unsure])]
        if self.plan.modifiers:
            if TOTAL + LOW in work.columns:
                single = pl.col(TOTAL + LOW) == pl.col(TOTAL + HIGH)
                work = work.with_columns(
                    (~single | pl.col(TOTAL + POINTS).is_null()).alias(f"{TOTAL}{WHOLE}")
                )
                whole.append(pl.col(f"{TOTAL}{WHOLE}"))
            ends = [end for end in (POINTS, LOW, HIGH) if TOTAL + end in work.columns]
            work = work.with_columns(changed.at(UNITS).alias(TOTAL + end) for end in ends)
        said: dict[str, pl.Expr] = {}
        for name, one in judged(results, table, work.columns):
            said[name] = one.column
            whole += [] if one.whole is None else [one.whole]
        for check in results.checks:
            name = f"check.{check.check.id}"
            if (found := checked(check, results, table)) is None:
                told = check_by_engine(self.plan, check, frame, self._reader)
                work = work.with_columns(told["holds"].alias(name), told["whole"].alias(f"{name}{WHOLE}"))
                found = Judged(pl.col(name), pl.col(f"{name}{WHOLE}"))
            said[name] = found.column
            whole += [] if found.whole is None else [found.whole]
        mask = pl.any_horizontal(*whole).fill_null(False) if whole else pl.lit(False)
        columns = _written(results, work.columns) | said
        scored = work.lazy().select(**columns, **{WHOLE: mask}).collect()
        own = scored.hstack([frame[name] for name in results.layout.carried])
        return own.select(*results.schema(frame.schema)), scored[WHOLE]

    def _points(self, frame: pl.DataFrame, table: Typed, results: Results) -> pl.DataFrame:
        """Return the facts and the points of every criterion, in columns and by the engine."""
        cells = self._cells(table, results)
        held = _beside(table.frame, frame, results)
        points = held.lazy().select(ROW, *asked(cells)).collect()
        columns: list[pl.Series] = []
        for step in self.plan.steps:
            name = step.criterion.id
            rows = open_rows(frame, points, name)
            engine = None if rows.is_empty() else self._open(step, cells[name], table, held, rows)
            columns += merged(points, name, frame.height, engine)
        return held.hstack(columns)

    def _open(
        self, step: Step, cells: Cells, table: Typed, held: pl.DataFrame, rows: pl.DataFrame
    ) -> pl.DataFrame:
        """Return what rows get for a criterion that columns leave open: by their ends, else by the engine."""
        solved = None
        if cells.ranged:
            facts = [name for name in held.columns if name not in rows.columns or name in table.frame.columns]
            own = rows.drop(facts, strict=False).hstack(held.select(facts)[rows[INDEX]])
            solved = ends_of(
                step, table, own.filter(~cells.odd.fill_null(False)) if cells.odd is not None else own
            )
        if solved is None:
            return by_engine(self.plan, step, rows, self._reader)
        rest = rows.join(solved, on=INDEX, how="anti")
        engine = by_engine(self.plan, step, rest, self._reader)
        return pl.concat([solved, engine.select(solved.columns)])

    @property
    def _reader(self) -> RowReader:
        return RowReader(self.plan, self.source, self.decimals)

    @cached_property
    def kinds(self) -> Mapping[str, tuple[Kind, str | None]]:
        """What each column holds that formulas read, and the unit of its numbers."""
        claims = [CLAIM, *(f"{CLAIM}.{step.criterion.id}" for step in self.plan.steps)]
        facts = {name: (one.kind, one.unit) for name, one in wanted(self.plan).items()}
        return {**facts, **dict.fromkeys(claims, (Kind.NUMBER, "分"))}

    def _by_row(self, frame: pl.DataFrame, results: Results) -> pl.DataFrame:
        """Return the scores of rows by the engine."""
        schema = results.schema(frame.schema)
        rows = list(self._rows(frame, results))
        own = {name: type_ for name, type_ in schema.items() if name not in results.layout.carried}
        texts = {name: pl.String if isinstance(type_, pl.Decimal) else type_ for name, type_ in own.items()}
        scored = pl.DataFrame(rows, schema=texts).select(pl.col(name).cast(own[name]) for name in own)
        return scored.hstack([frame[name] for name in results.layout.carried]).select(*schema)

    def _rows(self, frame: pl.DataFrame, results: Results) -> Iterator[Mapping[str, Any]]:
        reader = self._reader
        for row in frame.iter_rows(named=True):
            try:
                found = results.row(score(self.plan, reader.report(row[ROW], row)))
            except ProblemsFound as refused:
                found = results.refused(refused.problems)
            yield {ROW: row[ROW], **found}


def _beside(facts: pl.DataFrame, frame: pl.DataFrame, results: Results) -> pl.DataFrame:
    """Return the facts, and where one has ends or a state beside it."""
    said = {}
    for fact in results.layout.loose:
        given = [f"{fact}.{suffix}" for suffix in (*ENDS, STATE) if f"{fact}.{suffix}" in frame.columns]
        said[f"{fact}??"] = frame.select(pl.any_horizontal(pl.col(given).is_not_null())).to_series()
    return facts.with_columns(**said) if said else facts


def _written(results: Results, columns: list[str]) -> dict[str, pl.Expr]:
    """Return points, total, grade and status as they are written."""
    found = {ROW: pl.col(ROW)}
    for step in results.plan.steps:
        name, type_ = step.criterion.id, decimals(results.places[step.criterion.id], step.criterion.points)
        for column, end in zip(results.columns_of(name), (POINTS, LOW, HIGH), strict=False):
            found[column] = _decimal(name + end if name + end in columns else name + POINTS, type_)
    wide = TOTAL + LOW in columns
    for column, end in (("total", POINTS), ("total.low", LOW), ("total.high", HIGH)):
        found[column] = _decimal(TOTAL + end if wide else TOTAL + POINTS, results.total_type)
    lacking = [pl.col(name + LACKS) for name in results.places if name + LACKS in columns]
    found["missing"] = pl.sum_horizontal(lacking).cast(pl.Int32) if lacking else pl.lit(0, dtype=pl.Int32)
    found["grade"] = graded(results, wide).cast(pl.String)
    scored = pl.col(TOTAL + POINTS).is_not_null()
    found[STATUS] = pl.when(scored).then(pl.lit("scored")).otherwise(pl.lit("missing"))
    found[REFUSED] = pl.lit(None, dtype=pl.String)
    return found


def _decimal(column: str, type_: Any) -> pl.Expr:
    return pl.col(column).cast(pl.Int64).cast(pl.Int128).reinterpret(dtype=type_)  # at once would be slower
