"""Comparisons of columns: numbers crosswise, truths, and texts that may have an order · 列的比较."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from perfscore.language.compile.choices import COMPARE, fitting
from perfscore.language.interpretations import ratios
from perfscore.language.interpretations.chosen import (
    MOST_PARTS,
    Either,
    Extreme,
    Number,
    gone_of,
    parts_of,
    settled,
)
from perfscore.language.interpretations.ratios import Ratio
from perfscore.language.interpretations.truths import Truth, either_gone, joined, opposite

__all__ = ["Words", "compared"]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text a row; the same in all where it is a str · 文字列."""

    expr: pl.Expr | str


def compared(a: Any, b: Any, op: type[ast.cmpop]) -> Truth:
    """Return whether a comparison holds, of numbers, truths or texts."""
    if isinstance(a, Words):
        return Truth(_same(a.expr, b.expr, op))
    if isinstance(a, Truth):
        gone, same = either_gone(a.gone, b.gone), _alike(a.expr, b.expr)
        return Truth(same if op is ast.Eq else opposite(same), gone)
    return _numbers(a, b, op)


def _alike(a: pl.Expr | bool, b: pl.Expr | bool) -> pl.Expr | bool:
    if isinstance(a, bool):
        return b if a else opposite(b)
    return (a if b else ~a) if isinstance(b, bool) else a == b


def _same(a: pl.Expr | str, b: pl.Expr | str, op: type[ast.cmpop]) -> pl.Expr | bool:
    """Return how two texts compare; a word of an ordered list is above those that stand below it."""
    if isinstance(a, str) and isinstance(b, str):
        return COMPARE[op](a, b)
    if op in (ast.Eq, ast.NotEq):
        same = pl.lit(a) == b if isinstance(a, str) else a == b
        return same if op is ast.Eq else ~same
    column, sides = (a, (None, b)) if isinstance(b, str) else (b, (a, None))
    assert isinstance(column, pl.Expr)
    return column.is_in(list(fitting(op, *sides)))


def _numbers(a: Number, b: Number, op: type[ast.AST]) -> Truth:
    """Return whether a comparison of numbers holds."""
    gone = either_gone(gone_of(a), gone_of(b))
    if op in (ast.Eq, ast.NotEq) or parts_of(a) * parts_of(b) > MOST_PARTS:
        return Truth(ratios.compared(settled(a), settled(b), op), gone)
    return Truth(_holds(a, b, op), gone)


def _holds(a: Number, b: Number, op: type[ast.AST]) -> pl.Expr | bool:
    if isinstance(a, Ratio) and isinstance(b, Ratio):
        return ratios.compared(a, b, op)
    if isinstance(a, Ratio):
        return _holds(b, a, _TURNED[op])
    if isinstance(a, Either):
        body, other = _holds(a.body, b, op), _holds(a.other, b, op)
        taken = joined(a.test.expr, body, every=True)
        return joined(taken, joined(opposite(a.test.expr), other, every=True), every=False)
    assert isinstance(a, Extreme)
    # The smallest is above something where all are.
    every = a.least is (op in (ast.Gt, ast.GtE))
    found: pl.Expr | bool = every
    for part in a.parts:
        found = joined(found, _holds(part, b, op), every)
    return found


_TURNED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}
