"""Discretion on a missed target · 未达目标酌情扣分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from perfscore.language.interpretations.exact import whole_down
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import FactId, Number, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem

__all__ = ["Discretion"]


class Discretion(Shape):
    """Full points where the target is met, otherwise what a judge leaves · 达标得满分，未达标酌情扣分.

    A missed target costs at least one `step` and at most everything; nothing says how much.
    """

    name: ClassVar[str] = "discretion"

    shape: Literal["discretion"]
    full_at: Number = Field(default=Fraction(1), title="measure that earns full points")
    better: Literal["higher", "lower"] = Field(default="higher", title="which way is better")
    step: Points = Field(gt=0, title="smallest difference a judge makes, in points")
    score: FactId | None = Field(default=None, title="fact with the points, else <criterion>_points")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        sign = ">=" if self.better == "higher" else "<="
        return f"points if x {sign} full_at else clamp(judged, 0, points - step)"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        return {"full_at": self.full_at, "step": self.step}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the judge's points."""
        fact, within = self.score or f"{criterion}_points", Range(Fraction(0), points)
        return (Reads("judged", fact, "number", within, self.step, judged=True, unit="分"),)

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Whole steps make the full points."""
        if points % self.step:
            most = whole_down(points / self.step) * self.step
            values = {"found": decimal_text(self.step), "most": decimal_text(most)}
            yield ShapeProblem("shape-step-uneven", ("step",), {**values, "points": decimal_text(points)})
