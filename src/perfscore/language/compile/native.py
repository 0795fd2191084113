"""The exact interpretation, prepared: the checked tree as Python functions · 编译为函数.

Scoring thousands of reports evaluates the same few trees again and again.  Here a tree becomes nested
functions over pairs of integers, a numerator and a denominator above zero, that are reduced once, at
the end.  The laws in the tests hold it equal to `EXACT` under the evaluator.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from perfscore.language.compile.choices import COMPARE
from perfscore.numbers.exact import Mode, rounded_units

__all__ = ["native"]

Pair = tuple[int, int]
Given = Sequence[Any]
"""The values of the names, in their order: pairs, truths, texts, columns."""


def native(
    tree: ast.expr, names: Sequence[str], known: Mapping[str, Fraction] = MappingProxyType({})
) -> Callable[[Mapping[str, Any]], Any]:
    """Return the function of a checked tree; it takes the exact value of every name that is not `known`."""
    free = [name for name in names if name not in known]
    terms = {name: _fixed(value) for name, value in known.items()}
    terms |= {name: itemgetter(order) for order, name in enumerate(free)}
    run = _prepared(tree, terms)

    def function(values: Mapping[str, Any]) -> Any:
        given = map(values.__getitem__, free)
        found = run([value.as_integer_ratio() if type(value) is Fraction else value for value in given])
        return Fraction(*found) if type(found) is tuple else found

    return function


def _fixed(value: Any) -> Callable[[Given], Any]:
    pair = value.as_integer_ratio() if type(value) is Fraction else value
    return lambda given: pair


def _prepared(node: ast.expr, terms: Mapping[str, Callable[[Given], Any]]) -> Callable[[Given], Any]:
    """Return a part of a tree as a function of what is given; `terms` are those of the names."""
    match node:
        case ast.Name():
            return terms[node.id]
        case ast.Constant(value=value):
            return _fixed(value)
        case ast.UnaryOp():
            return _applied(_OPERATORS[type(node.op)], [node.operand], terms)
        case ast.BinOp():
            return _applied(_OPERATORS[type(node.op)], [node.left, node.right], terms)
        case (
            ast.Compare(left=ast.Constant(value=str())) | ast.Compare(comparators=[ast.Constant(value=str())])
        ):
            return _applied(COMPARE[type(node.ops[0])], [node.left, *node.comparators], terms)
        case ast.Compare():
            return _applied(_OPERATORS[type(node.ops[0])], [node.left, *node.comparators], terms)
        case ast.Call(func=ast.Name(id=name)):
            return _applied(_FUNCTIONS[name], node.args, terms)
        case ast.IfExp():
            test, body, other = (_prepared(part, terms) for part in (node.test, node.body, node.orelse))
            return lambda given: body(given) if test(given) else other(given)
        case ast.BoolOp():
            parts, every = [_prepared(part, terms) for part in node.values], isinstance(node.op, ast.And)
            return lambda given: (all if every else any)(part(given) for part in parts)
    raise TypeError(type(node).__name__)


def _applied(
    apply: Callable[..., Any], nodes: Sequence[ast.expr], terms: Mapping[str, Callable[[Given], Any]]
) -> Callable[[Given], Any]:
    """Return what applies a function to parts; those of few are most of every tree."""
    parts = [_prepared(node, terms) for node in nodes]
    match parts:
        case [only]:
            return lambda given: apply(only(given))
        case [first, second]:
            return lambda given: apply(first(given), second(given))
        case [first, second, third]:
            return lambda given: apply(first(given), second(given), third(given))
    return lambda given: apply(*[part(given) for part in parts])


def _divided(a: Pair, b: Pair) -> Pair:
    if b[0] > 0:
        return a[0] * b[1], a[1] * b[0]
    if b[0] == 0:
        raise ZeroDivisionError
    return -a[0] * b[1], -a[1] * b[0]


def _same(a: Any, b: Any) -> bool:
    return bool(a[0] * b[1] == b[0] * a[1]) if type(a) is tuple else a == b


def _smaller(a: Pair, b: Pair) -> Pair:
    return b if b[0] * a[1] < a[0] * b[1] else a


def _larger(a: Pair, b: Pair) -> Pair:
    return b if b[0] * a[1] > a[0] * b[1] else a


def _folded(apply: Callable[[Pair, Pair], Pair]) -> Callable[..., Pair]:
    def folded(first: Pair, *others: Pair) -> Pair:
        for other in others:
            first = apply(first, other)
        return first

    return folded


def _rounds(mode: Mode) -> Callable[[Pair, Pair], Pair]:
    def rounds(a: Pair, places: Pair) -> Pair:
        scale = 10 ** places[0]
        return rounded_units(a[0] * scale, a[1], mode), scale

    return rounds


_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = MappingProxyType(
    {
        ast.Add: lambda a, b: (a[0] * b[1] + b[0] * a[1], a[1] * b[1]),
        ast.Sub: lambda a, b: (a[0] * b[1] - b[0] * a[1], a[1] * b[1]),
        ast.Mult: lambda a, b: (a[0] * b[0], a[1] * b[1]),
        ast.Div: _divided,
        ast.USub: lambda a: (-a[0], a[1]),
        ast.UAdd: lambda a: a,
        ast.Not: lambda a: not a,
        ast.Lt: lambda a, b: a[0] * b[1] < b[0] * a[1],
        ast.LtE: lambda a, b: a[0] * b[1] <= b[0] * a[1],
        ast.Gt: lambda a, b: a[0] * b[1] > b[0] * a[1],
        ast.GtE: lambda a, b: a[0] * b[1] >= b[0] * a[1],
        ast.Eq: _same,
        ast.NotEq: lambda a, b: not _same(a, b),
    }
)
_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "min": _folded(_smaller),
        "max": _folded(_larger),
        "abs": lambda a: (abs(a[0]), a[1]),
        "clamp": lambda a, low, high: _larger(low, _smaller(a, high)),
        "floor": lambda a: (a[0] // a[1], 1),
        "ceil": lambda a: (-(-a[0] // a[1]), 1),
        "round": _rounds("half_up"),
        "round_half_even": _rounds("half_even"),
        "truncate": _rounds("truncate"),
        "round_up": _rounds("up"),
        "whole_steps": lambda a: (max(0, a[0] // a[1]), 1),
        "part_steps": lambda a: (max(0, -(-a[0] // a[1])), 1),
        "sum": lambda column: sum(column, Fraction(0)).as_integer_ratio(),
        "count": lambda column: (len(column), 1),
    }
)
