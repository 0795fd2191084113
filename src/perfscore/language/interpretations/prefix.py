"""Interpretation `prefix`: a value is the tree itself, written operator first · 前缀写法.

One spelling for each tree: ``(* points (clamp x 0/1 1/1))``.  A number is ``n/d``, a text stands in double
quotes as JSON writes it, a choice is ``(if test value otherwise)``.  A reader of records needs no more
than brackets and blanks to read it.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from json import dumps
from types import MappingProxyType

from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import FUNCTIONS
from perfscore.language.interpretations.evaluate import Evaluate, Tables, evaluate

__all__ = ["fraction_text", "prefix_text"]

_MARKS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "neg", ast.UAdd: "pos",
        ast.Not: "not", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    }
)  # fmt: skip


def fraction_text(number: Fraction) -> str:
    """Return an exact number in its one spelling, ``n/d`` in lowest terms."""
    return f"{number.numerator}/{number.denominator}"


def prefix_text(formula: Formula) -> str:
    """Return the tree of a formula in prefix form · 公式树的前缀写法."""
    return evaluate(formula, _Prefix(), {name: name for name in formula.names})


def _written(mark: str) -> Callable[..., str]:
    return lambda *parts: f"({' '.join((mark, *parts))})"


class _Prefix:
    """A tree as text · 文本."""

    operators: Tables = MappingProxyType(
        {kind: _written(mark) for kind, mark in _MARKS.items()}
        | {
            ast.And: lambda parts: _written("and")(*parts),
            ast.Or: lambda parts: _written("or")(*parts),
        }
    )
    functions: Tables = MappingProxyType({name: _written(name) for name in FUNCTIONS})

    def constant(self, value: Fraction | str) -> str:
        """Return a constant as it is written."""
        return dumps(value, ensure_ascii=False) if isinstance(value, str) else fraction_text(value)

    def truth(self, value: str) -> bool | None:
        """Say that a condition may be either: both branches are written."""
        return None

    def unknown(self) -> str:
        """Never asked: conditions are written whole."""
        raise AssertionError("a condition in prefix form is written whole")

    def choose(self, node: ast.IfExp, evaluate: Evaluate[str], names: Mapping[str, str]) -> str:
        """Return a choice with both its branches."""
        return _written("if")(*map(evaluate, (node.test, node.body, node.orelse)))
