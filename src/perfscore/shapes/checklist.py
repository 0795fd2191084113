"""Checklist scoring · 逐项核对计分."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.messages.problems import Refused
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import FactId, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem, exactly_one

__all__ = ["Checklist"]


class Checklist(Shape):
    """Points for every test that holds, or lost for every one that fails · 逐项得分或逐项扣分.

    `tests` are facts that are true or false: with `each` a test that holds earns so much, with
    `loses` a test that fails costs so much, down to zero.  `breaches` is one fact that counts the
    failures where they are not told apart.
    """

    name: ClassVar[str] = "checklist"
    measures: ClassVar[bool] = False

    shape: Literal["checklist"]
    tests: tuple[FactId, ...] | None = Field(
        default=None, min_length=1, max_length=25, title="facts that should hold"
    )
    breaches: FactId | None = Field(default=None, title="fact that counts the breaches")
    each: Points | None = Field(default=None, gt=0, title="points a test earns")
    loses: Points | None = Field(default=None, gt=0, title="points a failed test or a breach costs")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        exactly_one(self, "tests", "breaches")
        exactly_one(self, "each", "loses")
        if self.breaches is not None and self.each is not None:
            raise Refused("shape-breaches-lose", at=("each",))
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        if self.each is not None:
            return f"{decimal_text(self.each)} * ({self._counted('1', '0')})"
        assert self.loses is not None
        loses = decimal_text(self.loses)
        if self.tests is not None:
            return f"max(0, points - {loses} * ({self._counted('0', '1')}))"
        # No more breaches than cost everything: so an unknown count still gives single points.
        return f"max(0, points - {loses} * whole_steps(clamp(breaches, 0, ceil(points / {loses}))))"

    def _counted(self, held: str, failed: str) -> str:
        tests = (f"({held} if {test} else {failed})" for test in self.tests or ())
        return " + ".join(tests)

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the tests, or the count of breaches."""
        if self.tests is not None:
            return tuple(Reads(test, test, "truth") for test in self.tests)
        assert self.breaches is not None
        counts = Range(Fraction(0), None, False, True)
        return (Reads("breaches", self.breaches, "number", counts, Fraction(1)),)

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Tests that earn points make the full points together."""
        tests = self.tests or ()
        for number, test in enumerate(tests):
            if test in tests[:number]:
                yield ShapeProblem("shape-name-twice", ("tests", number), {"found": test})
        if tests and self.each is not None and len(tests) * self.each != points:
            values = {
                "count": str(len(tests)), "each": decimal_text(self.each),
                "found": decimal_text(len(tests) * self.each), "points": decimal_text(points),
            }  # fmt: skip
            yield ShapeProblem("shape-tests-do-not-add-up", ("each",), values)
