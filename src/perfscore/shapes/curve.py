"""The curve of a shape: its points for one value, or for all values of a range · 计分曲线.

Whoever writes a shape tries it with these: `points_at` gives one point of the curve, `points_over`
every point that is possible when the measure, or a fact the shape reads, is known in part.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.language.evaluate import evaluate
from perfscore.language.exact import EXACT
from perfscore.language.formula import Formula, compile_formula
from perfscore.language.pieces import INTERVAL, Numbers, Pieces
from perfscore.language.types import Kind
from perfscore.ranges import Range
from perfscore.shapes.shape import Shape

__all__ = ["compiled", "kinds", "points_at", "points_over"]


def kinds(shape: Shape, points: Fraction, criterion: str = "criterion") -> dict[str, Kind]:
    """Return every name the formula of a shape may use, with its kind · 公式可用的名称."""
    given = {
        name: Kind.DATE if isinstance(value, date) else Kind.NUMBER
        for name, value in shape.parameters().items()
    }
    read = {fact.name: Kind(fact.kind) for fact in shape.reads(criterion, points)}
    return {"x": Kind.NUMBER, "points": Kind.NUMBER, **given, **read}


def compiled(shape: Shape, points: Fraction, criterion: str = "criterion") -> Formula:
    """Return the checked formula of a shape; raises FormulaRefused · 编译计分公式."""
    return compile_formula(shape.formula(), kinds(shape, points, criterion))


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
