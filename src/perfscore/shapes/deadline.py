"""Deadline scoring · 按时限计分."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.numbers.fields import FactId
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem, exactly_one

__all__ = ["Deadline"]


class Deadline(Shape):
    """Full points for what is done by a day, otherwise none · 按时完成得满分，逾期不得分.

    The day itself is in time.  `by` is the day, or `by_fact` the fact that holds it.
    """

    name: ClassVar[str] = "deadline"
    measures: ClassVar[bool] = False

    shape: Literal["deadline"]
    fact: FactId = Field(title="fact with the day it was done")
    by: date | None = Field(default=None, title="last day in time")
    by_fact: FactId | None = Field(default=None, title="fact with the last day in time")

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        exactly_one(self, "by", "by_fact")
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        return "points if done <= by else 0"

    def parameters(self) -> Mapping[str, Fraction | date]:
        """Return the day, where it is given."""
        return {} if self.by is None else {"by": self.by}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the day it was done, and the last day where that is a fact."""
        done = Reads("done", self.fact, "date")
        return (done,) if self.by_fact is None else (done, Reads("by", self.by_fact, "date"))

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The last day must be another fact than the day it was done."""
        if self.by_fact == self.fact:
            yield ShapeProblem("shape-deadline-is-itself", ("by_fact",), {"found": self.fact})
