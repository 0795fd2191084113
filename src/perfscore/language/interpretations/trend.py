"""Interpretation `trend`: which way a value goes as one name rises · 单调性.

It proves that points rise with a measure, or fall, over the whole range of the names; what it
cannot prove is UNKNOWN, never guessed.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from perfscore.language.interpretations.evaluate import Evaluate, Tables, Undefined
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL, agreed
from perfscore.language.sets.narrow import narrowed
from perfscore.numbers.ranges import Range

__all__ = ["Moving", "Trend", "Trends", "scaled", "side_of_zero", "stepping"]

_NOT_BELOW_ZERO = Range(Fraction(0), None)
_NOT_ABOVE_ZERO = Range(None, Fraction(0))


class Trend(Enum):
    """Which way a value goes · 走向."""

    CONSTANT = "constant"
    RISING = "rising"
    FALLING = "falling"
    UNKNOWN = "unknown"

    def flipped(self) -> "Trend":
        """Return the opposite way."""
        return {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}.get(self, self)

    def joined(self, other: "Trend") -> "Trend":
        """Return the way two go together."""
        if self is Trend.CONSTANT or self is other:
            return other
        return self if other is Trend.CONSTANT else Trend.UNKNOWN


@dataclass(frozen=True, slots=True)
class Moving:
    """A set of values and which way they go."""

    value: Any
    trend: Trend = Trend.CONSTANT


def side_of_zero(value: Any) -> int:
    """Return 1 for numbers none of which is below zero, -1 where none is above, otherwise 0."""
    if all(_NOT_BELOW_ZERO.holds(piece) for piece in value):
        return 1
    return -1 if all(_NOT_ABOVE_ZERO.holds(piece) for piece in value) else 0


def scaled(trend: Trend, by: Any) -> Trend:
    """Return the trend of something multiplied by a value that does not move."""
    if trend is Trend.CONSTANT:
        return trend
    sign = side_of_zero(by)
    return trend if sign > 0 else trend.flipped() if sign < 0 else Trend.UNKNOWN


def stepping(test: Trend, body: Moving, other: Moving) -> Trend:
    """Return the trend of a choice: each branch's own, and the step where the condition changes."""
    both = body.trend.joined(other.trend)
    if test is Trend.CONSTANT:
        return both
    if test is Trend.UNKNOWN or not isinstance(body.value, tuple):
        return Trend.UNKNOWN
    upper, lower = (body, other) if test is Trend.RISING else (other, body)
    if both in (Trend.CONSTANT, Trend.RISING) and _apart(lower, upper):
        return Trend.RISING
    if both in (Trend.CONSTANT, Trend.FALLING) and _apart(upper, lower):
        return Trend.FALLING
    return Trend.UNKNOWN


def _apart(below: Moving, above: Moving) -> bool:
    """Say whether no value of the first lies above any of the second."""
    top, bottom = below.value[-1].high, above.value[0].low
    return top is not None and bottom is not None and bool(top <= bottom)


class Trends:
    """Values with their trend in one name · 单调性."""

    def __init__(self) -> None:
        self.pieces = Pieces(INTERVAL)
        together, first = self._together, self._first
        self.operators: Tables = {
            ast.Add: together(ast.Add), ast.Sub: self._subtract,
            ast.Mult: self._multiply, ast.Div: self._divide,
            ast.USub: self._flip(ast.USub), ast.UAdd: first, ast.Not: self._flip(ast.Not),
            ast.Lt: self._compare(ast.Lt, -1), ast.LtE: self._compare(ast.LtE, -1),
            ast.Gt: self._compare(ast.Gt, 1), ast.GtE: self._compare(ast.GtE, 1),
            ast.Eq: self._compare(ast.Eq, 0), ast.NotEq: self._compare(ast.NotEq, 0),
        }  # fmt: skip
        self.functions: Tables = {
            name: self._magnitude if name == "abs" else together(name) for name in self.pieces.functions
        }

    def constant(self, value: Any) -> Moving:
        """A constant does not move."""
        return Moving(self.pieces.constant(value))

    def truth(self, value: Moving) -> bool | None:
        """Return the truth; None where both are possible."""
        return self.pieces.truth(value.value)

    def unknown(self) -> Moving:
        """A joined condition is not followed further."""
        return Moving(None, Trend.UNKNOWN)

    @property
    def maybe_undefined(self) -> set[str]:
        """Return the codes of what may leave the formula without a value."""
        return self.pieces.maybe_undefined

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Moving], names: Mapping[str, Any]) -> Moving:
        """Follow both branches; the step between them must go the same way."""
        test = evaluate(node.test)
        branches = [self._branch(node, truth, evaluate, names) for truth in (True, False)]
        taken = [branch for branch in branches if branch is not None]
        if not taken:
            raise Undefined("division-by-zero")
        if len(taken) == 1:
            return taken[0]
        value = agreed([branch.value for branch in taken], INTERVAL)
        return Moving(value, stepping(test.trend, taken[0], taken[1]))

    def _branch(
        self, node: ast.IfExp, truth: bool, evaluate: Evaluate[Moving], names: Mapping[str, Any]
    ) -> Moving | None:
        def plain(part: ast.expr, values: Mapping[str, Any]) -> Any:
            return evaluate(part, {**names, **{n: Moving(v) for n, v in values.items()}}).value

        values = {n: moving.value for n, moving in names.items() if isinstance(moving, Moving)}
        inside = narrowed(node.test, truth, values, plain)
        if inside is None:
            return None
        moved = {name: Moving(value, names[name].trend) for name, value in inside.items()}
        try:
            return evaluate(node.body if truth else node.orelse, {**names, **moved})
        except Undefined as error:
            self.maybe_undefined.add(error.code)
            return None

    def _together(self, key: Any) -> Callable[..., Moving]:
        apply = self.pieces.functions.get(key) or self.pieces.operators[key]

        def together(*parts: Any) -> Moving:
            if isinstance(parts[0], list | tuple):
                return _column(apply, parts[0])
            trend = Trend.CONSTANT
            for part in parts:
                trend = trend.joined(part.trend)
            return Moving(apply(*(part.value for part in parts)), trend)

        return together

    def _first(self, a: Moving) -> Moving:
        return a

    def _flip(self, key: Any) -> Callable[[Moving], Moving]:
        return lambda a: Moving(self.pieces.operators[key](a.value), a.trend.flipped())

    def _subtract(self, a: Moving, b: Moving) -> Moving:
        return Moving(self.pieces.operators[ast.Sub](a.value, b.value), a.trend.joined(b.trend.flipped()))

    def _multiply(self, a: Moving, b: Moving) -> Moving:
        trend = scaled(a.trend, b.value).joined(scaled(b.trend, a.value))
        return Moving(self.pieces.operators[ast.Mult](a.value, b.value), trend)

    def _divide(self, a: Moving, b: Moving) -> Moving:
        trend = scaled(a.trend, b.value)
        if b.trend is not Trend.CONSTANT:
            one_sided = side_of_zero(b.value) != 0
            trend = trend.joined(scaled(b.trend.flipped(), a.value) if one_sided else Trend.UNKNOWN)
        return Moving(self.pieces.operators[ast.Div](a.value, b.value), trend)

    def _magnitude(self, a: Moving) -> Moving:
        return Moving(self.pieces.functions["abs"](a.value), scaled(a.trend, a.value))

    def _compare(self, kind: type[ast.cmpop], sign: int) -> Callable[[Moving, Moving], Moving]:
        def compare(a: Moving, b: Moving) -> Moving:
            trend = a.trend.joined(b.trend.flipped())
            if sign < 0:
                trend = trend.flipped()
            elif sign == 0 and trend is not Trend.CONSTANT:
                trend = Trend.UNKNOWN
            return Moving(self.pieces.operators[kind](a.value, b.value), trend)

        return compare


def _column(apply: Callable[..., Any], column: Any) -> Moving:
    trend = Trend.CONSTANT
    for part in column:
        trend = trend.joined(part.trend)
    return Moving(apply([part.value for part in column]), trend)
