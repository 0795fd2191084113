"""Scoring by the author's own formula · 自定义公式计分."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from perfscore.fields import FactId, Number
from perfscore.language.formula import FormulaRefused
from perfscore.ranges import Range
from perfscore.shapes.curve import compiled
from perfscore.shapes.shape import Reads, Shape, ShapeProblem

__all__ = ["OwnFormula"]

_ENGINE = ("x", "points")


class OwnFormula(Shape):
    """Points by a formula of the ruleset's author · 按自定义公式给分.

    The formula is over ``x`` (the measure, where there is one), ``points``, the numbers in
    `parameters` and the facts named in `facts`.  It must be seen to stay between 0 and the points:
    ``clamp(…, 0, points)`` shows it.
    """

    name: ClassVar[str] = "formula"

    shape: Literal["formula"]
    written: str = Field(alias="formula", title="the points, as a formula")
    given: Mapping[FactId, Number] = Field(
        default_factory=dict, alias="parameters", title="numbers the formula uses by name"
    )
    facts: tuple[FactId, ...] = Field(default=(), title="facts (numbers) the formula reads")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        return self.written

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        return self.given

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the facts the formula names."""
        return tuple(Reads(fact, fact) for fact in self.facts)

    def needs_measure(self) -> bool:
        """The measure is needed where the formula names it, or cannot be read at all."""
        try:
            return "x" in compiled(self, Fraction(1)).names
        except FormulaRefused:
            return True

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Every name is used and means one thing, and the points stay in bounds for all facts."""
        for number, fact in enumerate(self.facts):
            if fact in (*_ENGINE, *self.given, *self.facts[:number]):
                yield ShapeProblem("shape-name-twice", ("facts", number), {"found": fact})
        for name in self.given:
            if name in _ENGINE:
                yield ShapeProblem("shape-name-twice", ("parameters", name), {"found": name})
        try:
            used = compiled(self, points).names
        except FormulaRefused:
            return  # Told with its place where the formula is compiled for use.
        for key, names in (("facts", self.facts), ("parameters", self.given)):
            for name in names:
                if name not in used:
                    yield ShapeProblem("shape-name-unused", (key,), {"found": name})
