"""One thing in a formula changed · 公式的变体.

Made of the checked tree, never of text: a comparison that takes its limit in or out, a number moved by one
step, a branch or an end dropped, an operation or a rounding put in the place of its neighbour.
"""

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from perfscore.language.compile.formula import Formula, composed
from perfscore.numbers.exact import decimal_text
from perfscore.plan.proofs.spaces import written

__all__ = ["Changed", "changed_formulas", "moved_numbers"]

_COMPARED: Mapping[type[ast.cmpop], ast.cmpop] = {
    ast.GtE: ast.Gt(), ast.Gt: ast.GtE(), ast.LtE: ast.Lt(), ast.Lt: ast.LtE(),
    ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(),
}  # fmt: skip
_WORKED: Mapping[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Div(), ast.Div: ast.Mult(),
}  # fmt: skip
_NAMED: Mapping[str, str] = {
    "min": "max", "max": "min", "floor": "ceil", "ceil": "floor",
    "whole_steps": "part_steps", "part_steps": "whole_steps", "round": "truncate", "truncate": "round",
    "round_half_even": "round", "round_up": "round",
}  # fmt: skip
_PLACED = ("round", "round_half_even", "truncate", "round_up")
"""Functions whose last argument is no number of the rule, but how many decimals are kept."""


class Changed(NamedTuple):
    """A formula with one thing changed: what kind of thing, how it stood, how it stands now · 变体."""

    code: str
    before: str
    after: str
    formula: Formula


def changed_formulas(formula: Formula, finer: int = 0, unit: Fraction | None = None) -> Iterator[Changed]:
    """Yield the formula with each of its parts changed.

    A number moves by one of its last decimal, of which it has at least `finer`; one that stands for the
    points of a branch by a `unit` of points.
    """
    places = {
        id(node.args[-1])
        for node in ast.walk(formula.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PLACED
    }
    given = {
        id(part)
        for node in ast.walk(formula.tree)
        if isinstance(node, ast.IfExp)
        for part in (node.body, node.orelse)
    }
    for node in ast.walk(formula.tree):
        if not isinstance(node, ast.expr) or id(node) in places:
            continue
        for code, other in _changes(node, finer, unit if id(node) in given else None):
            tree = _Replaced(node, other).visit(formula.tree)
            text = written(tree)
            yield Changed(code, written(node), written(other), composed(text, tree, formula.kind))


def moved_numbers(
    numbers: Mapping[str, Fraction],
    finer: int = 0,
    units: Mapping[str, Fraction | None] = MappingProxyType({}),
) -> Iterator[tuple[str, Fraction, dict[str, Fraction]]]:
    """Yield numbers with one of them moved by one step: its name, and all of them."""
    for name, value in numbers.items():
        for moved in _moved(value, finer, units.get(name)):
            yield name, moved, {**numbers, name: moved}


def _moved(value: Fraction, finer: int, unit: Fraction | None = None) -> tuple[Fraction, Fraction]:
    """Return a number one step lower and one step higher: a unit of points, or one of its last decimal."""
    if unit is not None:
        return value - unit, value + unit
    text = decimal_text(value)
    step = Fraction(1, 10 ** max(len(text.partition(".")[2]), finer)) if "/" not in text else Fraction(1, 100)
    return value - step, value + step


def _changes(node: ast.expr, finer: int, unit: Fraction | None) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield "comparison", ast.Compare(node.left, [_COMPARED[type(op)]], node.comparators)
        case ast.IfExp():
            yield "branch", node.body
            yield "branch", node.orelse
        case ast.BoolOp():
            yield (
                "connective",
                ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values),
            )
            for part in node.values:
                yield "condition", part
        case ast.UnaryOp(op=ast.Not()):
            yield "condition", node.operand
        case ast.BinOp() if type(node.op) in _WORKED:
            yield "operation", ast.BinOp(node.left, _WORKED[type(node.op)], node.right)
        case ast.Call(func=ast.Name(id=name)):
            yield from (("function", other) for other in _calls(name, node))
        case ast.Constant(value=Fraction() as value):
            for moved in _moved(value, finer, unit):
                constant: Any = moved
                yield "number", ast.Constant(constant)


def _calls(name: str, node: ast.Call) -> Iterator[ast.expr]:
    """Yield a function as its neighbour, and without each of its ends."""
    if name in _NAMED:
        yield ast.Call(ast.Name(_NAMED[name], ast.Load()), node.args, [])
    if name in ("min", "max") and len(node.args) > 1:
        for part in node.args:
            kept = [other for other in node.args if other is not part]
            yield kept[0] if len(kept) == 1 else ast.Call(node.func, kept, [])
    if name == "clamp":
        value, low, high = node.args
        yield ast.Call(ast.Name("min", ast.Load()), [value, high], [])
        yield ast.Call(ast.Name("max", ast.Load()), [low, value], [])
    if name == "abs":
        yield node.args[0]


class _Replaced(ast.NodeTransformer):
    """Replaces one node, by identity, in a copy: the tree itself belongs to its plan."""

    def __init__(self, node: ast.expr, other: ast.expr) -> None:
        self.node, self.other = node, other

    def visit(self, node: ast.AST) -> Any:
        if node is self.node:
            return deepcopy(self.other)
        copied = type(node)(
            **{
                name: list(value) if isinstance(value, list) else value
                for name, value in ast.iter_fields(node)
            }
        )
        return self.generic_visit(copied)
