"""Proportional scoring · 按比例计分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from perfscore.numbers.fields import Number
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Shape, ShapeProblem

__all__ = ["Proportional"]


class Proportional(Shape):
    """Points in proportion to the measure, full at `full_at`, never more · 按完成比例给分，不超过满分.

    With `better = "lower"` the full points are for a measure of at most `full_at`; beyond it
    `reverse` says which of the two formulas in use applies: ``linear`` reaches zero at twice
    `full_at`, ``ratio`` gives `full_at` over the measure.  `zero_at` starts the line elsewhere than
    at zero.
    """

    name: ClassVar[str] = "proportional"

    shape: Literal["proportional"]
    full_at: Number = Field(default=Fraction(1), title="measure that earns full points")
    zero_at: Number | None = Field(default=None, title="measure that earns nothing")
    better: Literal["higher", "lower"] = Field(default="higher", title="which way is better")
    reverse: Literal["linear", "ratio"] | None = Field(default=None, title="formula where lower is better")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        if self.zero_at is not None:
            return "points * clamp((x - zero_at) / (full_at - zero_at), 0, 1)"
        if self.better == "lower" and self.reverse == "ratio":
            return "points if x <= full_at else points * full_at / x"
        if self.better == "lower":
            return "points * clamp(2 - x / full_at, 0, 1)"
        if self.full_at == 1:
            return "points * clamp(x, 0, 1)"
        return "points * clamp(x / full_at, 0, 1)"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        if self.zero_at is not None:
            return {"full_at": self.full_at, "zero_at": self.zero_at}
        return {"full_at": self.full_at} if "full_at" in self.formula() else {}

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The two ends must differ, and a ratio needs something to divide by."""
        if self.zero_at is not None and self.zero_at == self.full_at:
            yield ShapeProblem("shape-ends-equal", ("zero_at",))
        if self.zero_at is None and self.full_at <= 0:
            yield ShapeProblem("shape-not-above-zero", ("full_at",))
        if self.better == "lower" and self.reverse is None and self.zero_at is None:
            yield ShapeProblem("shape-reverse-needed", ("better",))
        if self.better == "higher" and self.reverse is not None:
            yield ShapeProblem("shape-reverse-unused", ("reverse",))
