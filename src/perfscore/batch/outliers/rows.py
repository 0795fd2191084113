"""What is looked at of each row of a table: facts, claims, measures · 逐行所见."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.wanted import Layout, layout_of
from perfscore.inputs.report import Report
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.score.measure import take_measurements

__all__ = ["Seen", "SeenRow", "seen"]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row: its number, whose it is, its report, the measures that are exact · 一行."""

    number: int
    who: tuple[str, ...]
    report: Report
    measures: dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as it is looked at: the rows that could be read, and how many could not · 所见各行."""

    plan: Plan
    layout: Layout
    rows: Sequence[SeenRow]
    refused: int

    def whose(self, name: str) -> dict[int, str]:
        """Return what stands in a column that says whose a row is, by the number of the row."""
        at = self.layout.carried.index(name)
        return {row.number: row.who[at] for row in self.rows}


def seen(facts: pl.DataFrame, plan: Plan, source: str) -> Seen:
    """Read a table of facts row by row; what cannot be read is counted and not looked at."""
    layout = layout_of(facts.columns, plan)
    rows = list(_rows(facts, plan, source, layout))
    return Seen(plan, layout, rows, facts.height - len(rows))


def _rows(facts: pl.DataFrame, plan: Plan, source: str, layout: Layout) -> Iterator[SeenRow]:
    reader = RowReader(plan, source)
    for number, row in enumerate(facts.iter_rows(named=True), 1):
        try:
            report = reader.report(number, row)
            measured = take_measurements(plan, report)
        except ProblemsFound:
            continue
        exact = {one.step.criterion.id: one.exact for one in measured if one.exact is not None}
        who = tuple("" if row[name] is None else str(row[name]) for name in layout.carried)
        yield SeenRow(number, who, report, exact)
