"""Tables in a program's memory, and record batches that an engine carries · 内存中的报告表.

What comes in goes out as the same kind of table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from perfscore.batch.columns.scorer import Scorer
from perfscore.inputs.given import make_ruleset, parse_ruleset
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import expect
from perfscore.packs.catalog import default_catalog, read_ruleset
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan

if TYPE_CHECKING:
    import pyarrow

__all__ = ["BatchScorer", "score"]

Ruled = Plan | Ruleset | str | Mapping[str, Any]


def score(
    frame: Any, ruleset: Ruled, *, decimals: int | None = None, ranges: bool = False, language: str = "en"
) -> Any:
    """Return the scores of a table, one report a row · 批量评分.

    `frame` is a table of Polars, pandas, PyArrow or DuckDB, or anything that gives Arrow data
    (``__arrow_c_stream__``); the scores are of the same kind, else of Polars.  Columns are facts
    by their ids, in the units of the ruleset (an id, a path, its values, a Ruleset or a Plan).  Doubles are
    refused unless `decimals` says how many places they have; with `ranges` every criterion's lowest and
    highest points are given too; refusals are told in `language`.  Raises ProblemsFound for a ruleset that
    cannot be used, TypeError for what is no table.
    """
    table, back = _read(frame)
    return back(Scorer(_planned(ruleset), "<table>", decimals, ranges, language).score(table))


@dataclass(frozen=True)
class BatchScorer:
    """Scores Arrow record batches, wherever they are carried · 可随计算引擎分发的评分器.

    Made of the text of a ruleset or its id, so that it can be pickled and sent to workers that hold no files;
    the plan is made where it is first used.  `row` counts within a batch.
    """

    rules: str
    decimals: int | None = None
    ranges: bool = False
    language: str = "en"

    @classmethod
    def of(cls, ruleset: str, **options: Any) -> "BatchScorer":
        """Return the scorer of a ruleset by its id or the path of its file, which is read here."""
        path = Path(ruleset)
        return cls(path.read_text("utf-8") if path.is_file() else ruleset, **options)

    def __call__(self, batch: "pyarrow.RecordBatch") -> "pyarrow.RecordBatch":
        """Return the scores of a batch of facts; raise ProblemsFound for rules that cannot be used."""
        import pyarrow

        scored = self._scorer.score(pl.DataFrame(batch)).to_arrow(compat_level=pl.CompatLevel.oldest())
        found = scored.combine_chunks().to_batches()
        return found[0] if found else pyarrow.RecordBatch.from_pylist([], schema=scored.schema)

    def schema(self, facts: "pyarrow.Schema") -> "pyarrow.Schema":
        """Return the columns of the scores of a table, for engines that want them beforehand."""
        import pyarrow

        return self(pyarrow.RecordBatch.from_pylist([], schema=facts)).schema

    @cached_property
    def _scorer(self) -> Scorer:
        plan = _planned(parse_ruleset(self.rules) if "\n" in self.rules else self.rules)
        return Scorer(plan, "<batch>", self.decimals, self.ranges, self.language)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_scorer"}


def _planned(ruleset: Ruled) -> Plan:
    if isinstance(ruleset, Plan):
        return ruleset
    if isinstance(ruleset, Mapping):
        ruleset = make_ruleset(ruleset)
    elif not isinstance(ruleset, Ruleset):
        ruleset = read_ruleset(ruleset)
    return make_plan(ruleset, default_catalog(ruleset))


def _read(frame: Any) -> tuple[pl.DataFrame, Any]:
    """Return a table as Polars has it, and what makes its own kind of one."""
    module = type(frame).__module__.partition(".")[0]
    if isinstance(frame, pl.DataFrame):
        return frame, lambda scored: scored
    if isinstance(frame, pl.LazyFrame):
        return frame.collect(), lambda scored: scored.lazy()
    if module == "pandas":
        return pl.from_pandas(frame), lambda scored: scored.to_pandas()
    if module == "_duckdb" or module == "duckdb":
        import duckdb

        return frame.pl(), lambda scored: duckdb.from_arrow(scored.to_arrow())
    if not hasattr(frame, "__arrow_c_stream__") and not hasattr(frame, "__arrow_c_array__"):
        expect(frame, pl.DataFrame, "a table", "Polars, pandas, PyArrow and DuckDB have them")
    table = pl.DataFrame(frame)
    return table, (lambda scored: scored.to_arrow()) if module == "pyarrow" else (lambda scored: scored)
