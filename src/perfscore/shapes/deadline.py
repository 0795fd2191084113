"""Deadline scoring · 按时限计分."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.numbers.fields import FactId, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem, above_full, exactly_one

__all__ = ["Deadline"]


class Deadline(Shape):
    """Full points for what is done by a day, otherwise none · 按时完成得满分，逾期不得分.

    The day itself is in time.  `by` is the day, or `by_fact` the fact that holds it.  With `late` a judge
    says what is left of the points for what was late: at least a `late` less than all of them.
    """

    name: ClassVar[str] = "deadline"
    measures: ClassVar[bool] = False

    shape: Literal["deadline"]
    fact: FactId = Field(title="fact with the day it was done")
    by: date | None = Field(default=None, title="last day in time")
    by_fact: FactId | None = Field(default=None, title="fact with the last day in time")

    late: Points | None = Field(
        default=None, gt=0, title="smallest difference a judge makes where it is late; else nothing is left"
    )

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        exactly_one(self, "by", "by_fact")
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        return f"points if done <= by else {'clamp(judged, 0, points - late)' if self.late else '0'}"

    def parameters(self) -> Mapping[str, Fraction | date]:
        """Return the day and the judge's step, where they are given."""
        given = {"by": self.by, "late": self.late}
        return {name: value for name, value in given.items() if value is not None}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the day it was done, the last day where that is a fact, and the judge's points."""
        days = [Reads("done", self.fact, "date")]
        if self.by_fact is not None:
            days.append(Reads("by", self.by_fact, "date"))
        if self.late is None:
            return tuple(days)
        within = Range(Fraction(0), points)
        judged = Reads("judged", f"{criterion}_points", "number", within, self.late, judged=True, unit="分")
        return (*days, judged)

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The last day must be another fact than the day it was done."""
        if self.by_fact == self.fact:
            yield ShapeProblem("shape-deadline-is-itself", ("by_fact",), {"found": self.fact})
        if self.late is not None:
            yield from above_full(("late",), self.late, points)
