"""Interpretation `lattice`: a value is the step its numbers come in · 取值的步长.

Whole percents are multiples of 0.01, and so are their sums; three times a whole number is a multiple of
three.  None is a value that may be any number, and 0 the step of a value that is nothing but zero.
"""

import ast
from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType
from typing import Any

from perfscore.language.interpretations.evaluate import Evaluate, Tables

__all__ = ["LATTICES"]

Step = Fraction | None


def _common(*steps: Step) -> Step:
    """Return the greatest step that all come in."""
    found = Fraction(0)
    for step in steps:
        if step is None:
            return None
        below = lcm(found.denominator, step.denominator)
        found = Fraction(gcd(int(found * below), int(step * below)), below)
    return found


def _product(a: Step, b: Step) -> Step:
    return None if a is None or b is None else a * b


def _any(*_: Any) -> Step:
    return None


def _same(a: Step) -> Step:
    return a


def _whole(*_: Any) -> Step:
    return Fraction(1)


def _rounded(_: Step, places: Step) -> Step:
    return None if places is None else Fraction(1, 10 ** int(places))


class Lattices:
    """The step of every part · 步长."""

    operators: Tables = MappingProxyType(
        {
            ast.Add: _common, ast.Sub: _common, ast.Mult: _product, ast.Div: _any,
            ast.USub: _same, ast.UAdd: _same, ast.Not: _any, ast.And: _any, ast.Or: _any,
            **dict.fromkeys((ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq), _any),
        }
    )  # fmt: skip
    functions: Tables = MappingProxyType(
        {
            "min": _common, "max": _common, "clamp": _common, "abs": _same, "sum": _same,
            **dict.fromkeys(("floor", "ceil", "whole_steps", "part_steps", "count"), _whole),
            **dict.fromkeys(("round", "round_half_even", "truncate", "round_up"), _rounded),
        }
    )  # fmt: skip

    def constant(self, value: Any) -> Step:
        """A number is a multiple of itself."""
        return abs(value) if isinstance(value, Fraction) else None

    def truth(self, value: Step) -> bool | None:
        """Both branches count."""
        return None

    def unknown(self) -> Step:
        """A truth is no number."""
        return None

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Step], names: Mapping[str, Step]) -> Step:
        """What both branches come in."""
        return _common(evaluate(node.body), evaluate(node.orelse))


LATTICES = Lattices()
