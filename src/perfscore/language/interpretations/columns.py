"""Interpretation `columns`: a value is a column of exact numbers, truths or texts · 按列求值.

Give every name as columns say it: a `Number`, a `Truth`, a `Words`.  Nothing is computed here: what comes
out is what Polars is to compute, in whole numbers that are known to fit.  Raises Beyond where a number could
outgrow every column.  What has no value in a row is told by its `gone`.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any

import polars as pl

from perfscore.language.interpretations import chosen, ratios, rounding
from perfscore.language.interpretations.chosen import Number
from perfscore.language.interpretations.comparing import Words, compared
from perfscore.language.interpretations.evaluate import Evaluate, Tables
from perfscore.language.interpretations.ratios import exactly
from perfscore.language.interpretations.truths import Truth, either_gone, joined, of_branch, opposite
from perfscore.language.sets import narrow
from perfscore.numbers.exact import Mode
from perfscore.numbers.ranges import Range

__all__ = ["COLUMNS", "Words"]

_ROUNDINGS: Mapping[str, Mode] = {
    "round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up",
}  # fmt: skip
_ZERO = ratios.number(Fraction(0))


def _magnitude(a: Number) -> Number:
    return ratios.magnitude(chosen.settled(a))


def _subtracted(a: Number, b: Number) -> Number:
    return chosen.together(a, chosen.each(b, ratios.negated, rising=False), ratios.total)


def _folded(least: bool) -> Callable[..., Number]:
    return lambda *parts: chosen.extreme(parts, least)


def _clamped(number: Number, low: Number, high: Number) -> Number:
    return chosen.extreme([low, chosen.extreme([number, high], least=True)], least=False)


def _steps(a: Number, whole: Callable[[ratios.Ratio], ratios.Ratio]) -> Number:
    return chosen.extreme([_ZERO, chosen.each(a, whole)], least=False)


def _rounded(a: Number, places: Number, mode: Mode) -> Number:
    number = exactly(chosen.settled(places))
    assert number is not None
    return rounding.rounded(a, int(number), mode)


def _joined(parts: Sequence[Truth], every: bool) -> Truth:
    """Return conditions joined from the left: what stands behind the one that decides does not matter."""
    *others, last = parts
    expr, gone = last.expr, last.gone
    for part in reversed(others):
        asked = part.expr if every else opposite(part.expr)
        behind = None if gone is None else joined(asked, gone, every=True)
        behind = pl.lit(behind) if isinstance(behind, bool) else behind
        expr, gone = joined(part.expr, expr, every), either_gone(part.gone, behind)
    return Truth(expr, gone)


class Columns:
    """Columns of exact numbers, truths and texts · 按列."""

    operators: Tables = MappingProxyType(
        {
            ast.Add: lambda a, b: chosen.together(a, b, ratios.total),
            ast.Sub: _subtracted,
            ast.Mult: chosen.multiplied,
            ast.Div: chosen.divided,
            ast.USub: lambda a: chosen.each(a, ratios.negated, rising=False),
            ast.UAdd: lambda a: a,
            ast.Not: lambda a: Truth(opposite(a.expr), a.gone),
            ast.And: partial(_joined, every=True),
            ast.Or: partial(_joined, every=False),
            **{op: partial(compared, op=op) for op in (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)},
        }
    )
    functions: Tables = MappingProxyType(
        {
            "abs": _magnitude,
            "min": _folded(least=True),
            "max": _folded(least=False),
            "clamp": _clamped,
            "floor": lambda a: chosen.each(a, ratios.whole_down),
            "ceil": lambda a: chosen.each(a, ratios.whole_up),
            "whole_steps": partial(_steps, whole=ratios.whole_down),
            "part_steps": partial(_steps, whole=ratios.whole_up),
            **{name: partial(_rounded, mode=mode) for name, mode in _ROUNDINGS.items()},
        }
    )

    def constant(self, value: Fraction | str) -> Number | Words:
        """A constant is the same in every row."""
        return Words(value) if isinstance(value, str) else ratios.number(value)

    def truth(self, value: Truth) -> bool | None:
        """Return a condition that is the same in every row, and has a value; None else."""
        return value.expr if isinstance(value.expr, bool) and value.gone is None else None

    def unknown(self) -> Any:
        """Never asked: conditions are joined in columns."""
        raise AssertionError("columns join conditions themselves")

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Any], names: Mapping[str, Any]) -> Any:
        """Return the column that takes one branch a row."""
        test = evaluate(node.test)
        body, other = (
            evaluate(part, _under(node.test, truth, names, evaluate))
            for part, truth in ((node.body, True), (node.orelse, False))
        )
        if isinstance(body, Words):
            texts = [pl.lit(one.expr) if isinstance(one.expr, str) else one.expr for one in (body, other)]
            return Words(pl.when(test.expr).then(texts[0]).otherwise(texts[1]))
        if isinstance(body, Truth):
            taken = joined(test.expr, body.expr, every=True)
            expr = joined(taken, joined(opposite(test.expr), other.expr, every=True), every=False)
            return Truth(expr, either_gone(test.gone, of_branch(test.expr, body.gone, other.gone)))
        return chosen.chosen(test, body, other)


def _under(
    test: ast.expr, truth: bool, names: Mapping[str, Any], evaluate: Evaluate[Any]
) -> Mapping[str, Any]:
    """Return the names in rows where a condition is true, or false: a zero it excludes divides nothing."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return _under(test.operand, not truth, names, evaluate)
        case ast.BoolOp() if isinstance(test.op, ast.And) is truth:
            for part in test.values:
                names = _under(part, truth, names, evaluate)
        case ast.Compare():
            for name, kind, other in narrow.compared(test, truth):
                within = _allowed(names[name], kind, evaluate(other))
                names = {**names, name: within}
    return names


def _allowed(value: Any, kind: type[ast.cmpop], other: Any) -> Any:
    """Return a column, its numbers bounded by those it is compared with."""
    if not isinstance(value, ratios.Ratio) or isinstance(other, Words | Truth):
        return value
    found = narrow.allowed(Range(*chosen.bounds(other)), kind)
    return ratios.within(value, found[0]) if len(found) == 1 else value


COLUMNS = Columns()
