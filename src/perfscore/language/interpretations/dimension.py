"""Interpretation `dimension`: a value is its dimension · 量纲检查.

Amounts add to amounts, 册 to 册, and a rate is a pure number.  A mix is a mistake that can be found
without any fact.
"""

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from perfscore.language.interpretations.evaluate import Evaluate, Tables

__all__ = ["DIMENSIONS", "PURE", "Powers", "UnitClash", "powers_text"]

Powers = tuple[tuple[str, int], ...] | None
"""Dimensions and their powers, sorted; () for a pure number, None for what fits anything."""

PURE: Powers = ()


class UnitClash(Exception):
    """Two values that cannot be added or compared · 单位不一致."""

    def __init__(self, left: Powers, right: Powers) -> None:
        self.left, self.right = powers_text(left), powers_text(right)
        super().__init__(f"{self.left} / {self.right}")


def powers_text(powers: Powers) -> str:
    """Return a dimension as text."""
    return " · ".join(name if power == 1 else f"{name}^{power}" for name, power in powers or ()) or "1"


def _same(*values: Powers) -> Powers:
    found: Powers = None
    for value in values:
        if found is not None and value is not None and value != found:
            raise UnitClash(found, value)
        found = value if found is None else found
    return found


def _combined(sign: int) -> Callable[[Powers, Powers], Powers]:
    def combine(a: Powers, b: Powers) -> Powers:
        powers = dict(a or ())
        for name, power in b or ():
            powers[name] = powers.get(name, 0) + sign * power
        return tuple(sorted((name, power) for name, power in powers.items() if power))

    return combine


def _compared(a: Powers, b: Powers) -> Powers:
    _same(a, b)
    return PURE


def _first(a: Powers, *_: Powers) -> Powers:
    return a


def _pure(*_: Any) -> Powers:
    return PURE


class Dimensions:
    """The dimension of every part · 量纲."""

    operators: Tables = MappingProxyType(
        {
            ast.Add: _same, ast.Sub: _same, ast.Mult: _combined(1), ast.Div: _combined(-1),
            ast.USub: _first, ast.UAdd: _first, ast.Not: _first, ast.And: _pure, ast.Or: _pure,
            ast.Lt: _compared, ast.LtE: _compared, ast.Gt: _compared, ast.GtE: _compared,
            ast.Eq: _compared, ast.NotEq: _compared,
        }
    )  # fmt: skip
    functions: Tables = MappingProxyType(
        {
            "min": _same, "max": _same, "clamp": _same, "abs": _first, "floor": _first, "ceil": _first,
            "round": _first, "round_half_even": _first, "truncate": _first, "round_up": _first,
            "whole_steps": _first, "part_steps": _first, "sum": _first, "count": _pure,
        }
    )  # fmt: skip

    def constant(self, value: Any) -> Powers:
        """A number in a formula fits anything; beside an amount it means 万元, beside 册 books."""
        return None

    def truth(self, value: Powers) -> bool | None:
        """Both branches count."""
        return None

    def unknown(self) -> Powers:
        """A truth has no dimension."""
        return PURE

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Powers], names: Mapping[str, Powers]) -> Powers:
        """Both branches must agree."""
        evaluate(node.test)
        return _same(evaluate(node.body), evaluate(node.orelse))


DIMENSIONS = Dimensions()
