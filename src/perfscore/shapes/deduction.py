"""Deduction by steps · 按步长扣分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Number, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Shape, ShapeProblem, one_or_more

__all__ = ["Deduction"]


class Deduction(Shape):
    """Points lost for every step beyond a limit · 每超出（或低于）限值一个步长扣若干分，扣完为止.

    With `over` steps are counted above the limit, with `under` below it, with both outside the span
    from `under` to `over`.  `part_steps` says what a step begun but not completed costs: nothing,
    as much as a whole one, or its share.  No more is lost than down to `floor`.
    """

    name: ClassVar[str] = "deduction"

    shape: Literal["deduction"]
    over: Number | None = Field(default=None, title="limit above which points are lost")
    under: Number | None = Field(default=None, title="limit below which points are lost")
    each: Number = Field(gt=0, title="size of a step of the measure")
    loses: Points = Field(gt=0, title="points a step costs")
    part_steps: Literal["ignored", "counted", "pro_rata"] = Field(title="what a part step costs")
    floor: Points = Field(default=Fraction(0), ge=0, title="points that are never lost")

    @model_validator(mode="after")
    def _a_limit(self) -> Self:
        one_or_more(self, "over", "under")
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        floor = decimal_text(self.floor)
        if self.part_steps == "pro_rata":
            return f"clamp(points - loses * {self._beyond()} / each, {floor}, points)"
        # No more steps than cost everything: so a measure without bounds still gives single points.
        most = "ceil(points / loses)"
        steps = "whole_steps" if self.part_steps == "ignored" else "part_steps"
        return f"max({floor}, points - loses * {steps}(clamp({self._beyond()} / each, 0, {most})))"

    def _beyond(self) -> str:
        """Return how far the measure lies beyond its limits; not above zero within them."""
        if self.under is None:
            return "(x - over)"
        if self.over is None:
            return "(under - x)"
        if self.over == self.under:
            return "abs(x - over)"
        return "(x - over if x > over else under - x)"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        given = {"over": self.over, "under": self.under, "each": self.each, "loses": self.loses}
        if self.over == self.under:
            del given["under"]
        return {name: value for name, value in given.items() if value is not None}

    def distances(self) -> Mapping[str, Fraction]:
        """Return the size of a step."""
        return {"each": self.each}

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """There must be a limit that a measure can pass, and something to lose."""
        if self.floor >= points:
            values = {"found": decimal_text(self.floor), "points": decimal_text(points)}
            yield ShapeProblem("shape-floor-not-below-points", ("floor",), values)
        if self.over is not None and self.under is not None and self.under > self.over:
            example = decimal_text((self.over + self.under) / 2)
            yield ShapeProblem("shape-limits-crossed", ("under",), {"example": example})
        if self.over is not None and measure.high is not None and measure.high <= self.over:
            yield _never_passed("over", self.over, measure)
        if self.under is not None and measure.low is not None and measure.low >= self.under:
            yield _never_passed("under", self.under, measure)


def _never_passed(key: str, limit: Fraction, measure: Range) -> ShapeProblem:
    values = {"key": key, "found": decimal_text(limit), "measure": str(measure)}
    return ShapeProblem("shape-limit-never-passed", (key,), values)
