"""Interpretation `prefix`: a value is the tree itself, written operator first · 前缀写法.

One spelling for each tree: ``(* points (clamp x 0/1 1/1))``.  A number is ``n/d``, a text stands in double
quotes as JSON writes it, a choice is ``(if test value otherwise)``.  A reader of records needs no more
than brackets and blanks to read it.
"""

import ast
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from json import dumps
from types import MappingProxyType

from perfscore.language.compile.choices import Level, fitting
from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import FUNCTIONS
from perfscore.language.interpretations.evaluate import Evaluate, Tables, evaluate, evaluate_node
from perfscore.language.interpretations.prose import NAMED, Phrase

__all__ = ["fraction_text", "prefix_text", "spelled_out"]

_MARKS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "neg", ast.UAdd: "pos",
        ast.Not: "not", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    }
)  # fmt: skip


def fraction_text(number: Fraction) -> str:
    """Return an exact number in its one spelling, ``n/d`` in lowest terms."""
    return f"{number.numerator}/{number.denominator}"


def spelled_out(formula: Formula) -> Formula:
    """Return a formula in which the order of words is said in equalities · 次序写成相等.

    ``level >= "良"`` becomes ``level == "良" or level == "优"``: to read it takes no list of words.
    """
    if not any(map(_level, ast.walk(formula.tree))):
        return formula
    tree = _SpelledOut().visit(deepcopy(formula.tree))
    text = evaluate_node(tree, NAMED, {name: Phrase(name) for name in formula.names}).text
    return replace(formula, text=text, tree=tree)


class _SpelledOut(ast.NodeTransformer):
    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        sides = node.left, node.comparators[0]
        left, right = map(_level, sides)
        if isinstance(node.ops[0], ast.Eq | ast.NotEq) or left is right:
            return self.generic_visit(node)
        word = self.visit(sides[0] if left is None else sides[1])
        fits = [_equal(word, ast.Constant(str(one))) for one in fitting(type(node.ops[0]), left, right)]
        if not fits:
            return ast.UnaryOp(ast.Not(), _equal(word, word))
        return fits[0] if len(fits) == 1 else ast.BoolOp(ast.Or(), fits)


def _level(node: ast.AST) -> Level | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, Level) else None


def _equal(first: ast.expr, second: ast.expr) -> ast.expr:
    return ast.Compare(first, [ast.Eq()], [second])


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
