"""What each criterion moves between two rulesets, and whether it decides anything at all · 各项的影响.

A criterion decides nothing where everybody has the same points in it, or where nobody's place and grade
would be another if everybody had it in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

import polars as pl

from perfscore.batch.impact.compared import Impact, Moves
from perfscore.numbers.fields import Label
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan, Step
from perfscore.score.scorecard import grade_of

__all__ = ["CriterionMoves", "Decides", "criteria_moved"]

Decides = Literal["same", "idle", "decides", "unknown"]
"""The same points for all; no place and no grade; some of them; not told, for the total is no mere sum."""


@dataclass(frozen=True, slots=True)
class CriterionMoves:
    """A criterion under both rulesets: its full points, its moves, what it decides · 一项的变动.

    Under a ruleset that does not have it everything is None, and it gives 0 points there.
    """

    id: str
    label: Label
    points: tuple[Fraction | None, Fraction | None]
    moves: Moves
    decides: tuple[Decides | None, Decides | None]

    @property
    def moved(self) -> int:
        """How many rows get other points."""
        return sum(count for (old, new), count in self.moves.items() if old != new)

    @property
    def size(self) -> Fraction:
        """The points that all rows gain or lose by it, added up whichever way they go."""
        return sum((abs(by) * count for by, count in self.moves.by.items()), Fraction(0))

    @property
    def mean(self) -> Fraction:
        """The points that a row gains by it, less those it loses, on average."""
        rows, by = self.moves.total(), self.moves.by
        return sum((one * count for one, count in by.items()), Fraction(0)) / rows if rows else Fraction(0)


def criteria_moved(found: Impact, scores: tuple[pl.DataFrame, pl.DataFrame]) -> list[CriterionMoves]:
    """Return the criteria of both rulesets, those that move most first · 各项变动.

    Only rows that have a total under both are looked at.
    """
    settled = found.rows["size"].is_not_null()
    old, new = (_Side(plan, one.filter(settled)) for plan, one in zip(found.plans, scores, strict=True))
    ids = dict.fromkeys([*new.steps, *old.steps])
    lines = [_line(id_, old, new) for id_ in ids]
    return sorted(lines, key=lambda line: -line.size)


class _Side:
    """The rows of one ruleset that are looked at."""

    def __init__(self, plan: Plan, scores: pl.DataFrame) -> None:
        self.plan, self.scores = plan, scores
        self.steps = {step.criterion.id: step for step in plan.steps}
        self.adds_up = self._adds_up()

    def points(self, id_: str) -> pl.Expr | pl.Series:
        """Return the points of a criterion as text, 0 where there is no such criterion."""
        if id_ not in self.steps:
            return pl.repeat("0", self.scores.height, dtype=pl.String, eager=True)
        return self.scores[id_].cast(pl.String)

    def decides(self, id_: str) -> Decides | None:
        """Return what a criterion decides, None where there is no such criterion or no row."""
        if id_ not in self.steps or not self.scores.height:
            return None
        if self.scores[id_].n_unique() == 1:
            return "same"
        if not self.adds_up:
            return "unknown"
        return "idle" if self._is_idle(self.steps[id_]) else "decides"

    def _is_idle(self, step: Step) -> bool:
        """Say whether every total would stay in its place and grade if all had the criterion in full."""
        own = pl.DataFrame({"total": self.scores["total"], "points": self.scores[step.criterion.id]})
        pairs = [tuple(map(Fraction, row)) for row in own.unique().cast(pl.String).iter_rows()]
        moved = sorted((total, total - points + step.criterion.points) for total, points in pairs)
        stays = all(a < b and x < y for (a, x), (b, y) in pairwise(moved))
        return stays and all(self._grade(total) == self._grade(other) for total, other in moved)

    def _grade(self, total: Fraction) -> Any:
        return grade_of(self.plan.ruleset, Range.point(total))

    def _adds_up(self) -> bool:
        """Say whether the totals are the sums of the criteria, so that one can be taken out of them."""
        columns = [self.scores[id_] for id_ in self.steps]
        if not columns or any(isinstance(one.dtype, pl.String) for one in (*columns, self.scores["total"])):
            return False
        exact = self.scores.select(pl.col(*self.steps, "total").cast(pl.Decimal(38, _PLACES)))
        return bool(exact.select((pl.sum_horizontal(*self.steps) == pl.col("total")).all()).item())


_PLACES = 10
"""No rounding that a ruleset declares keeps more."""


def _line(id_: str, old: _Side, new: _Side) -> CriterionMoves:
    steps = old.steps.get(id_), new.steps.get(id_)
    points = [None if step is None else step.criterion.points for step in steps]
    label = next(step.criterion.label for step in reversed(steps) if step is not None)
    moves = Moves(dict(_moves(pl.DataFrame({"old": old.points(id_), "new": new.points(id_)}))))
    return CriterionMoves(id_, label, (points[0], points[1]), moves, (old.decides(id_), new.decides(id_)))


def _moves(pairs: pl.DataFrame) -> Iterator[tuple[tuple[Fraction, Fraction], int]]:
    for old, new, count in pairs.group_by("old", "new").len().iter_rows():
        yield (Fraction(old), Fraction(new)), count
