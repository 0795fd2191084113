"""A table as comparisons look at it: its facts in exact columns, and as they are printed · 所见之表."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from perfscore.batch.columns.results import STATUS
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.typed import Typed, typed
from perfscore.batch.columns.wanted import CLAIM, ENDS, ROW, STATE, Layout, layout_of
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.ratios import number
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan

__all__ = ["PRINTED", "Seen", "holds", "seen"]

PRINTED = "printed:"
"""What the name of a column begins with that holds a fact as it is printed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A table of facts, or of scores, under a plan · 所见之表.

    `rows` has the facts by name, as they are printed, and whatever says whose a row is; `lines` are the
    columns of points for each criterion: those claimed, of a table of scores those that facts give.
    """

    plan: Plan
    layout: Layout
    rows: pl.DataFrame
    table: Typed
    lines: Mapping[str, str]
    of_scores: bool

    def value(self, bound: Binding) -> Any:
        """Return a fact as formulas in columns read it, None where no column can hold it."""
        read = self.table.read(bound)
        return None if read is None else read.value

    def known(self, bounds: Iterable[Binding]) -> pl.Expr:
        """Return the rows in which facts are exact: shown, no range, none that the engine has to read."""
        gone = []
        for bound in bounds:
            read = self.table.read(bound)
            gone += [] if read is None else [one for one in (read.missing, read.odd) if one is not None]
            gone += [pl.col(name).is_not_null() for name in self.beside(bound.fact)]
        return ~pl.any_horizontal(pl.lit(False), *gone).fill_null(True)

    def beside(self, fact: str) -> list[str]:
        """Return the columns of ends and of a state that stand beside a fact."""
        return [name for suffix in (*ENDS, STATE) if (name := f"{fact}.{suffix}") in self.rows.columns]

    def points(self, criterion: str, points: Fraction) -> tuple[pl.Expr, pl.Expr]:
        """Return where a criterion's points are told, and where they are so many."""
        read = self.table.number(self.lines[criterion])
        told = [one for one in (read.missing, read.odd) if one is not None]
        return ~pl.any_horizontal(pl.lit(False), *told).fill_null(True), holds(read.value, ast.Eq, points)

    def numbers(self, mask: pl.Expr) -> tuple[int, ...]:
        """Return the numbers of the rows in which something is so."""
        return tuple(self.rows.filter(mask)[ROW])


def seen(frame: pl.DataFrame, plan: Plan, decimals: int | None = None) -> Seen:
    """Return a table as comparisons look at it · 读表.

    `decimals` are those of doubles, None where there must be none.  A table of scores has its own numbers of
    rows.
    """
    ids = [step.criterion.id for step in plan.steps]
    layout = layout_of(frame.columns, plan)
    of_scores = STATUS in frame.columns and set(ids) <= {*frame.columns}
    if of_scores:  # what stands before the first criterion says whose a row is; a fact is none of its columns
        before = frame.columns[: min(map(frame.columns.index, ids), default=0)]
        layout = Layout((), (), tuple(ids), False, tuple(name for name in before if name != ROW))
    numbered = frame if of_scores and ROW in frame.columns else frame.with_row_index(ROW, 1)
    lines = {id_: id_ if of_scores else f"{CLAIM}.{id_}" for id_ in layout.lines}
    facts = {name: kind for name, kind in Scorer(plan).kinds.items() if name in layout.facts}
    table = typed(numbered, {**facts, **dict.fromkeys(lines.values(), (Kind.NUMBER, "分"))}, decimals)
    printed = [pl.col(name).cast(pl.String).alias(PRINTED + name) for name in layout.facts]
    beside = [f"{fact}.{suffix}" for fact in layout.loose for suffix in (*ENDS, STATE)]
    others = [name for name in (*layout.carried, *beside) if name in frame.columns]
    rows = table.frame.hstack(numbered.select(*printed, *others))
    held = {id_: name for id_, name in lines.items() if table.holds(name)}
    return Seen(plan, layout, rows, table, held, of_scores)


def holds(value: Any, op: type[ast.cmpop], limit: Fraction) -> pl.Expr:
    """Return where an exact number of a column compares so with a limit; nowhere where it has no value."""
    found = COLUMNS.operators[op](value, number(limit))
    truth = pl.lit(found.expr) if isinstance(found.expr, bool) else found.expr
    return truth if found.gone is None else truth & ~found.gone
