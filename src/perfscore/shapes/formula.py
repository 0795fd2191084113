"""Scoring by the author's own formula, and the curve of any shape · 自定义公式与计分曲线.

Whoever writes a shape tries it with the curve: `points_at` gives one point of it, `points_over` every
point that is possible when the measure, or a fact the shape reads, is known in part.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from perfscore.language.compile.formula import Formula, compile_formula, names_in, put_in
from perfscore.language.compile.types import Kind, Type
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL, Numbers
from perfscore.numbers.fields import FactId, Number
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem

__all__ = ["OwnFormula", "compiled", "kinds", "points_at", "points_over"]


def kinds(shape: Shape, points: Fraction, criterion: str = "criterion") -> dict[str, Type]:
    """Return every name the formula of a shape may use, with its kind · 公式可用的名称."""
    given = {
        name: Kind.DATE if isinstance(value, date) else Kind.NUMBER
        for name, value in shape.parameters().items()
    }
    read = {fact.name: fact.type for fact in shape.reads(criterion, points)}
    return {"x": Kind.NUMBER, "points": Kind.NUMBER, **given, **read}


def compiled(shape: Shape, points: Fraction, criterion: str = "criterion") -> Formula:
    """Return the checked formula of a shape; raises FormulaRefused · 编译计分公式."""
    names, said = kinds(shape, points, criterion), shape.conditions()
    whole = compile_formula(shape.formula(), {**names, **dict.fromkeys(said, Kind.TRUTH)})
    return put_in(whole, {name: compile_formula(said[name][0], names, Kind.TRUTH) for name in said})


def points_at(shape: Shape, points: Fraction, facts: Mapping[str, Any]) -> Fraction:
    """Return the points for exact facts, by the names of the formula (``x`` is the measure) · 得分.

    Raises Undefined where the formula has no value.
    """
    values = {name: _exact(value) for name, value in {**shape.parameters(), **facts}.items()}
    result = evaluate(compiled(shape, points), EXACT, {"points": points, **values})
    assert isinstance(result, Fraction)
    return result


def points_over(shape: Shape, points: Fraction, facts: Mapping[str, Any], most: int = INTERVAL) -> Numbers:
    """Return all points that are possible for facts known in part · 可能得分.

    A fact is an exact value, a Range, several Ranges, a set of texts, or None for a truth or a text
    that may be any.  `most` is how many ranges the answer may have (see `pieces`).
    """
    given = {**shape.parameters(), "points": points, **facts}
    values = {name: _pieces(value) for name, value in given.items()}
    result = evaluate(compiled(shape, points), Pieces(most), values)
    assert isinstance(result, tuple)
    return result


def _exact(value: Any) -> Any:
    return Fraction(value.toordinal()) if isinstance(value, date) else value


def _pieces(value: Any) -> Any:
    value = _exact(value)
    if isinstance(value, Fraction):
        return (Range.point(value),)
    if isinstance(value, str):
        return frozenset({value})
    return (value,) if isinstance(value, Range) else value


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
    facts: tuple[FactId, ...] = Field(default=(), title="facts the formula reads, of any kind")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        return self.written

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        return self.given

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the facts the formula names."""
        return tuple(Reads(fact, fact, key=("facts", n)) for n, fact in enumerate(self.facts))

    def needs_measure(self) -> bool:
        """The measure is needed where the formula names it, or cannot be read at all."""
        used = self._used()
        return used is None or "x" in used

    def _used(self) -> tuple[str, ...] | None:
        """Return the names the formula reads; the kinds of its facts are known to the dictionary alone."""
        return names_in(self.written, (*_ENGINE, *self.given, *self.facts))

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Every name is used and means one thing, and the points stay in bounds for all facts."""
        for number, fact in enumerate(self.facts):
            if fact in (*_ENGINE, *self.given, *self.facts[:number]):
                yield ShapeProblem("shape-name-twice", ("facts", number), {"found": fact})
        for name in self.given:
            if name in _ENGINE:
                yield ShapeProblem("shape-name-twice", ("parameters", name), {"found": name})
        used = self._used()
        if used is None:
            return  # Told with its place where the formula is compiled for use.
        for key, names in (("facts", self.facts), ("parameters", self.given)):
            for name in names:
                if name not in used:
                    yield ShapeProblem("shape-name-unused", (key,), {"found": name})
