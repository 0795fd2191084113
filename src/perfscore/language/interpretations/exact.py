"""Interpretation `exact`: a value is one exact number · 精确求值."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Protocol

from perfscore.language.interpretations.evaluate import Evaluate, Tables, Undefined
from perfscore.numbers.exact import Rounding, too_large

__all__ = ["EXACT", "Exact", "ExactValue", "exact_value", "whole_down", "whole_up"]

ExactValue = Fraction | bool | str | Sequence[Fraction]


def _bounded(apply: Callable[..., Fraction]) -> Callable[..., Fraction]:
    def bounded(*values: Fraction) -> Fraction:
        try:
            result = apply(*values)
        except ZeroDivisionError:
            raise Undefined("division-by-zero") from None
        if too_large(result):
            raise Undefined("too-large")
        return result

    return bounded


def whole_down(number: Fraction) -> Fraction:
    """Return the largest whole number not above a number."""
    return Fraction(number.numerator // number.denominator)


def whole_up(number: Fraction) -> Fraction:
    """Return the smallest whole number not below a number."""
    return Fraction(-(-number.numerator // number.denominator))


def _clamp(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(number, high))


def _whole_steps(number: Fraction) -> Fraction:
    return max(Fraction(0), whole_down(number))


def _part_steps(number: Fraction) -> Fraction:
    return max(Fraction(0), whole_up(number))


def _rounds(mode: Any) -> Callable[[Fraction, Fraction], Fraction]:
    return lambda number, places: Rounding(int(places), mode)(number)


def _total(column: Sequence[Fraction]) -> Fraction:
    return sum(column, Fraction(0))


class Exact:
    """One exact number, one truth, one text · 精确值."""

    operators: Tables = MappingProxyType(
        {
            ast.Add: _bounded(operator.add),
            ast.Sub: _bounded(operator.sub),
            ast.Mult: _bounded(operator.mul),
            ast.Div: _bounded(operator.truediv),
            ast.USub: operator.neg,
            ast.UAdd: operator.pos,
            ast.Not: operator.not_,
            ast.Lt: operator.lt,
            ast.LtE: operator.le,
            ast.Gt: operator.gt,
            ast.GtE: operator.ge,
            ast.Eq: operator.eq,
            ast.NotEq: operator.ne,
        }
    )
    functions: Tables = MappingProxyType(
        {
            "min": min,
            "max": max,
            "abs": abs,
            "clamp": _clamp,
            "floor": whole_down,
            "ceil": whole_up,
            "round": _rounds("half_up"),
            "round_half_even": _rounds("half_even"),
            "truncate": _rounds("truncate"),
            "round_up": _rounds("up"),
            "whole_steps": _whole_steps,
            "part_steps": _part_steps,
            "sum": _total,
            "count": lambda column: Fraction(len(column)),
        }
    )

    def constant(self, value: Fraction | str) -> ExactValue:
        """A constant is itself."""
        return value

    def truth(self, value: ExactValue) -> bool | None:
        """A condition is known."""
        return bool(value)

    def unknown(self) -> ExactValue:
        """Never asked: every condition is known."""
        raise AssertionError("an exact condition is never unknown")

    def choose(
        self, node: ast.IfExp, evaluate: Evaluate[ExactValue], names: Mapping[str, ExactValue]
    ) -> ExactValue:
        """Never asked: every condition is known."""
        raise AssertionError("an exact condition is never unknown")


EXACT = Exact()


class Prepared(Protocol):
    """A formula, or one whose constants are known, with its own function · 已编译的公式."""

    @property
    def function(self) -> Callable[[Mapping[str, Any]], Any]:
        """The exact interpretation as a function of the values of its names."""


def exact_value(formula: Prepared, values: Mapping[str, Any]) -> Any:
    """Return the exact value of a formula · 精确求值.

    The same as ``evaluate(formula, EXACT, values)`` by the formula's own function, for work done
    again and again.  Raises Undefined where there is no value.
    """
    try:
        result = formula.function(values)
    except ZeroDivisionError:
        raise Undefined("division-by-zero") from None
    if type(result) is Fraction and too_large(result):
        raise Undefined("too-large")
    return result
