"""All or nothing · 达标得满分，否则不得分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import FactId, Number
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem, exactly_one, first_given

__all__ = ["AllOrNothing"]

_SIGNS: Mapping[str, str] = {
    "at_least": ">=",
    "above": ">",
    "at_most": "<=",
    "below": "<",
    "equals": "==",
}


class AllOrNothing(Shape):
    """Full points where one condition holds, otherwise none · 满足条件得满分，否则不得分.

    The condition is one limit of the measure, or a fact that is true or false (`test`); with a test
    there is no measure.
    """

    name: ClassVar[str] = "all_or_nothing"

    shape: Literal["all_or_nothing"]
    at_least: Number | None = Field(default=None, title="measure is this or more")
    above: Number | None = Field(default=None, title="measure is more than this")
    at_most: Number | None = Field(default=None, title="measure is this or less")
    below: Number | None = Field(default=None, title="measure is less than this")
    equals: Number | None = Field(default=None, title="measure is exactly this")
    test: FactId | None = Field(default=None, title="fact that must be true")

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        exactly_one(self, *_SIGNS, "test")
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        limit = first_given(self, *_SIGNS)
        return f"points if x {_SIGNS[limit]} {limit} else 0" if limit else "points if holds else 0"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        limit = first_given(self, *_SIGNS)
        return {limit: getattr(self, limit)} if limit else {}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the test, where there is one."""
        return () if self.test is None else (Reads("holds", self.test, "truth"),)

    def needs_measure(self) -> bool:
        """A limit is one of the measure."""
        return self.test is None

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The measure must be able to meet the condition, and to miss it."""
        limit = first_given(self, *_SIGNS)
        if limit is None:
            return
        met = self._met(limit).meet(measure)
        if met is None or met == measure:
            code = "shape-never-met" if met is None else "shape-always-met"
            values = {
                "key": limit,
                "found": decimal_text(getattr(self, limit)),
                "measure": str(measure),
            }
            yield ShapeProblem(code, (limit,), values)

    def _met(self, limit: str) -> Range:
        number: Fraction = getattr(self, limit)
        low = None if limit in ("at_most", "below") else number
        high = None if limit in ("at_least", "above") else number
        return Range(low, high, low is None or limit == "above", high is None or limit == "below")
