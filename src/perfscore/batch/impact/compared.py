"""One table of reports scored by two rulesets: who moves, by how much, which grades change · 两套办法对照.

Rows are counted by what they come to under both, so that exact numbers are worked out once for each pair of
totals, not once a row.  A row whose total is a range under either ruleset is counted apart: nobody knows by
how much it moves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from perfscore.batch.columns.results import STATUS
from perfscore.batch.columns.wanted import ROW, layout_of
from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import Plan

__all__ = ["MOVED", "NEW", "OLD", "REFUSED_BY_ONE", "Impact", "Mover", "Moves", "Spread", "compared"]

OLD, NEW = "old.", "new."
_OF_SIDE = ("total", "total.low", "total.high", "grade", STATUS)
_TOTALS = [f"{OLD}total", f"{NEW}total"]
MOVED, SIZE = "moved", "size"
REFUSED_BY_ONE = pl.any_horizontal(pl.col(f"{side}{STATUS}") == "refused" for side in (OLD, NEW))


@dataclass(frozen=True, slots=True)
class Mover:
    """One report that moves: its row, whose it is, its totals, places and grades · 一份变动的报告."""

    row: int
    who: tuple[str, ...]
    old: Fraction
    new: Fraction
    places: tuple[int, int]
    grades: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers are spread: smallest, quartiles and largest, each one that occurs, and the mean · 分布."""

    quartiles: tuple[Fraction, ...]
    mean: Fraction

    @classmethod
    def of(cls, counts: Mapping[Fraction, int]) -> "Spread | None":
        """Return the spread of numbers that occur so many times, None where there are none."""
        known = sum(counts.values())
        if not known:
            return None
        ordered, ends, seen = sorted(counts), [(known - 1) * quarter // 4 for quarter in range(5)], 0
        found: list[Fraction] = []
        for value in ordered:
            seen += counts[value]
            while len(found) < len(ends) and ends[len(found)] < seen:
                found.append(value)
        total = sum((value * count for value, count in counts.items()), Fraction(0))
        return cls(tuple(found), total / known)


class Moves(Counter[tuple[Fraction, Fraction]]):
    """How many rows went from which points to which · 变动计数."""

    @property
    def by(self) -> Counter[Fraction]:
        """How many rows moved by how much; 0 are those that stay."""
        found: Counter[Fraction] = Counter()
        for (old, new), count in self.items():
            found[new - old] += count
        return found

    def side(self, at: int) -> Counter[Fraction]:
        """How many rows have which points under the old rules (0) or the new ones (1)."""
        found: Counter[Fraction] = Counter()
        for pair, count in self.items():
            found[pair[at]] += count
        return found


@dataclass(frozen=True)
class Impact:
    """What a change of the rules does to a table of reports · 影响.

    `rows` has for each row of the table its totals, ranges, grades and what was refused under both, `plans`
    are the two; `moves` counts the totals of those rows that have one under both.
    """

    plans: tuple[Plan, Plan]
    who: tuple[str, ...]
    rows: pl.DataFrame
    moves: Moves
    grades: Mapping[tuple[str | None, str | None], int]
    surely: tuple[int, int]
    """Rows without two totals that surely fall, and surely rise: their ranges do not meet."""

    @property
    def settled(self) -> int:
        """The rows that have a total under both rulesets."""
        return self.moves.total()

    @property
    def refused(self) -> tuple[int, ...]:
        """The rows that one of the rulesets could not score at all."""
        return tuple(self.rows.filter(REFUSED_BY_ONE)[ROW])

    @property
    def unsettled(self) -> int:
        """The rows of which only a range is known under one ruleset at least."""
        return self.rows.height - self.settled - len(self.refused)

    @property
    def regraded(self) -> int:
        """The rows whose grade is known under both rulesets and is another."""
        return sum(count for (old, new), count in self.grades.items() if old and new and old != new)

    @property
    def largest(self) -> tuple[Fraction, Fraction]:
        """The largest gain and the largest loss, 0 where nobody gains or loses."""
        ends = [Fraction(0), *self.moves.by]
        return max(ends), min(ends)

    @cached_property
    def places(self) -> tuple[Mapping[Fraction, int], Mapping[Fraction, int]]:
        """The place of each total among those of the settled rows, 1 for the highest; equals share one."""
        return _places(self.moves.side(0)), _places(self.moves.side(1))

    def most(self, count: int) -> list[Mover]:
        """Return the reports that move most, at most so many; of equals those that come first."""
        first = self.rows.filter(pl.col(SIZE) > 0).sort([SIZE, ROW], descending=[True, False]).head(count)
        return [self._mover(row) for row in first.iter_rows(named=True)]

    def ways(self, count: int) -> list[tuple[Mover, int]]:
        """Return the largest moves from one total to another: the first report of each, and of how many."""
        moved = (
            self.rows.filter(pl.col(SIZE) > 0).group_by(_TOTALS).agg(pl.len().alias("ways"), pl.all().first())
        )
        first = moved.sort([SIZE, ROW], descending=[True, False]).head(count)
        return [(self._mover(row), row["ways"]) for row in first.iter_rows(named=True)]

    def _mover(self, row: Mapping[str, Any]) -> Mover:
        old, new = (Fraction(row[f"{side}total"]) for side in (OLD, NEW))
        who = tuple("" if row[name] is None else str(row[name]) for name in self.who)
        places = self.places[0][old], self.places[1][new]
        return Mover(row[ROW], who, old, new, places, (row[f"{OLD}grade"], row[f"{NEW}grade"]))


def compared(
    facts: pl.DataFrame, scores: tuple[pl.DataFrame, pl.DataFrame], plans: tuple[Plan, Plan]
) -> Impact:
    """Compare the scores that two plans give to a table of facts, row by row · 对照两套得分.

    What neither plan reads says whose row it is.
    """
    known = [layout_of(facts.columns, plan).carried for plan in plans]
    who = tuple(name for name in known[0] if name in known[1])
    sides = [
        scored.select(pl.col(name).cast(pl.String).alias(f"{side}{name}") for name in _OF_SIDE)
        for side, scored in zip((OLD, NEW), scores, strict=True)
    ]
    rows = pl.concat([scores[0].select(ROW, *who), *sides], how="horizontal")
    pairs = _counted(rows, _TOTALS)
    moves = Moves()
    for (old, new), count in pairs:
        if old is not None and new is not None:
            moves[Fraction(old), Fraction(new)] += count
    grades = dict(_counted(rows.filter(~REFUSED_BY_ONE), [f"{OLD}grade", f"{NEW}grade"]))
    rows = rows.join(_sizes(pairs), on=_TOTALS, how="left", maintain_order="left")
    return Impact(plans, who, rows, moves, grades, _surely(rows.filter(~REFUSED_BY_ONE)))


def _counted(rows: pl.DataFrame, columns: Sequence[str]) -> list[tuple[Any, int]]:
    """Return what stands together in some columns, and how often, in order."""
    found = rows.group_by(columns).len().sort(columns, nulls_last=True)
    return [(tuple(row[:-1]), row[-1]) for row in found.iter_rows()]


def _sizes(pairs: Sequence[tuple[Any, int]]) -> pl.DataFrame:
    """Return by how much each pair of totals moves, and which of them move more: exact, and to sort by."""
    moved = {(old, new): Fraction(new) - Fraction(old) for (old, new), _ in pairs if None not in (old, new)}
    order = {size: place for place, size in enumerate(sorted({Fraction(0), *map(abs, moved.values())}))}
    found = [(old, new, decimal_text(by), order[abs(by)]) for (old, new), by in moved.items()]
    kinds = {_TOTALS[0]: pl.String, _TOTALS[1]: pl.String, MOVED: pl.String, SIZE: pl.Int64}
    return pl.DataFrame(found, schema=kinds, orient="row")


def _surely(rows: pl.DataFrame) -> tuple[int, int]:
    ends = [f"{side}total.{end}" for side in (OLD, NEW) for end in ("low", "high")]
    falls = rises = 0
    for found, count in _counted(rows.filter(pl.any_horizontal(pl.col(_TOTALS).is_null())), ends):
        low, high, new_low, new_high = (None if end is None else Fraction(end) for end in found)
        falls += count if low is not None and new_high is not None and new_high < low else 0
        rises += count if high is not None and new_low is not None and new_low > high else 0
    return falls, rises


def _places(counts: Mapping[Fraction, int]) -> Mapping[Fraction, int]:
    found, before = dict[Fraction, int](), 0
    for total in sorted(counts, reverse=True):
        found[total] = before + 1
        before += counts[total]
    return found
