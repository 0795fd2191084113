"""Whole numbers in columns, with what they can be over all rows: the rung they are computed on · 整数列.

Every number of a formula is made of whole ones, so columns of them are exact as long as nothing overflows.
How large each can become is known from the least and greatest value of every column, before anything is
computed.  The narrowest type that holds it is the quickest: whole numbers below 2^53 in doubles, 64 bits,
128 bits.  What fits none is not computed in columns at all.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import add, floordiv, mul, sub
from typing import Any

import polars as pl

__all__ = [
    "ONE",
    "RUNGS",
    "Beyond",
    "Whole",
    "compared",
    "constant",
    "known",
    "quotient",
    "selected",
    "type_of",
]

RUNGS: tuple[tuple[int, Any], ...] = (
    (2**53 - 1, pl.Float64()),
    (2**63 - 1, pl.Int64()),
    (2**127 - 1, pl.Int128()),
)
"""The largest whole number of each type, narrowest first."""

_HALVES = 2**50
"""Below this whole numbers with a half are divided in doubles."""


class Beyond(Exception):
    """A number may be larger than any column holds · 超出列的精度."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Whole numbers of a column, none below `low` or above `high` · 整数列.

    `expr` has the type of the narrowest rung that holds them; it is an int where all are the same.
    """

    expr: pl.Expr | int
    low: int
    high: int

    @property
    def size(self) -> int:
        """The largest of them without its sign."""
        return max(abs(self.low), abs(self.high))

    @property
    def type(self) -> Any:
        """The narrowest type that holds them."""
        return type_of(self.size)

    def at(self, type_: Any) -> pl.Expr:
        """Return them in another type."""
        if isinstance(self.expr, int):
            return pl.lit(self.expr, dtype=type_)
        return self.expr if type_ == self.type else self.expr.cast(type_)

    def __add__(self, other: "Whole") -> "Whole":
        return _made(add, self, other, (self.low + other.low, self.high + other.high))

    def __sub__(self, other: "Whole") -> "Whole":
        return _made(sub, self, other, (self.low - other.high, self.high - other.low))

    def __mul__(self, other: "Whole") -> "Whole":
        for one, by in ((self, other), (other, self)):
            if known(by) in (0, 1):
                return one if known(by) else by
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _made(mul, self, other, (min(corners), max(corners)))

    def __neg__(self) -> "Whole":
        return _made(mul, self, constant(-1), (-self.high, -self.low))


def type_of(size: int) -> Any:
    """Return the narrowest type for whole numbers of a size; raise Beyond where there is none."""
    for most, type_ in RUNGS:
        if size <= most:
            return type_
    raise Beyond


def constant(number: int) -> Whole:
    """Return the same number in every row."""
    return Whole(number, number, number)


ONE = constant(1)


def known(whole: Whole) -> int | None:
    """Return the number that is the same in every row, None where they differ."""
    return whole.expr if isinstance(whole.expr, int) else None


def _made(
    apply: Callable[[Any, Any], Any], a: Whole, b: Whole, ends: tuple[int, int], size: int = 0
) -> Whole:
    """Return what an operation makes of two columns, computed on the rung that holds all three."""
    if isinstance(a.expr, int) and isinstance(b.expr, int):
        return constant(apply(a.expr, b.expr))
    low, high = ends
    type_ = type_of(max(a.size, b.size, abs(low), abs(high), size))
    result = Whole(apply(a.at(type_), b.at(type_)), low, high)
    if result.type == type_:
        return result
    assert isinstance(result.expr, pl.Expr)
    return Whole(result.expr.cast(result.type), low, high)


def quotient(n: Whole, d: Whole) -> Whole:
    """Return the largest whole numbers not above a quotient; every divisor is above zero.

    In doubles it is right as long as both together stay below 2^53: a quotient that is no whole number is
    further from the next one than its double can be off.  Of a divisor that is the same in all rows Polars
    makes an inverse, and multiplies; there a half is added to what is divided, and no quotient is nearer to a
    whole number than half of one over the divisor, which is more than two roundings are off below 2^50.
    """
    if known(d) == 1:
        return n
    corners = [a // b for a in (n.low, n.high) for b in (d.low, d.high)]
    low, high = min(corners), max(corners)
    most, double = RUNGS[0]
    if known(d) is None and n.size + d.size <= most:
        return Whole(n.at(double) // d.at(double), low, high)
    if known(n) is None and known(d) is not None and n.size < _HALVES and d.size <= most:
        half = pl.lit(1, dtype=double) / 2
        return Whole((n.at(double) + half) // d.at(double), low, high)
    return _made(floordiv, n, d, (low, high), most + 1)


def selected(test: pl.Expr | bool, a: Whole, b: Whole) -> Whole:
    """Return the first number where a condition holds, else the second."""
    if isinstance(test, bool):
        return a if test else b
    low, high = min(a.low, b.low), max(a.high, b.high)
    type_ = type_of(max(abs(low), abs(high)))
    return Whole(pl.when(test).then(a.at(type_)).otherwise(b.at(type_)), low, high)


def extreme(parts: Sequence[Whole], least: bool) -> Whole:
    """Return the smallest of several numbers, or the largest."""
    pick = min if least else max
    low, high = pick(one.low for one in parts), pick(one.high for one in parts)
    type_ = max(parts, key=lambda one: one.size).type
    columns = [one.at(type_) for one in parts]
    found = pl.min_horizontal(columns) if least else pl.max_horizontal(columns)
    return Whole(
        found if type_ == type_of(max(-low, high)) else found.cast(type_of(max(-low, high))), low, high
    )


def compared(a: Whole, b: Whole, op: type[ast.AST]) -> pl.Expr | bool:
    """Return whether a comparison holds; what holds in every row, or in none, is known before."""
    if (always := _always(a, b, op)) is not None:
        return always
    type_ = type_of(max(a.size, b.size))
    found: pl.Expr = _COMPARED[op](a.at(type_), b.at(type_))
    return found


def _always(a: Whole, b: Whole, op: type[ast.AST]) -> bool | None:
    """Return what a comparison is in every row, None where that is not known."""
    below, above = a.high < b.low, a.low > b.high
    same = a.low == a.high == b.low == b.high
    never_above, never_below = a.high <= b.low, a.low >= b.high
    if op is ast.Eq or op is ast.NotEq:
        return (op is ast.Eq) if same else (op is ast.NotEq) if below or above else None
    yes, no = {
        ast.Lt: (below, never_below), ast.LtE: (never_above, above),
        ast.Gt: (above, never_above), ast.GtE: (never_below, below),
    }[op]  # type: ignore[index] # fmt: skip
    return True if yes else False if no else None


_COMPARED: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b, ast.Eq: lambda a, b: a == b, ast.NotEq: lambda a, b: a != b,
}  # fmt: skip
