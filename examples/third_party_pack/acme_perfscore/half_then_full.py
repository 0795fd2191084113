"""Half the points, then all of them · 达标得半分，优良得满分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from perfscore import Number, Range, Shape, ShapeProblem

WHY = "half_at is not below full_at · half_at 没有低于 full_at"
FIX = "exchange the two · 请对调"


class HalfThenFull(Shape):
    """Half the points from `half_at`, all from `full_at`, none below · 两级给分."""

    name: ClassVar[str] = "acme.half_then_full"

    shape: Literal["acme.half_then_full"]
    half_at: Number = Field(title="measure that earns half the points")
    full_at: Number = Field(default=Fraction(1), title="measure that earns full points")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        return "points if x >= full_at else points / 2 if x >= half_at else 0"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        return {"half_at": self.half_at, "full_at": self.full_at}

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The half must come before the whole."""
        if self.half_at >= self.full_at:
            yield ShapeProblem("pack-scoring", ("half_at",), {"why": WHY, "fix": FIX})
