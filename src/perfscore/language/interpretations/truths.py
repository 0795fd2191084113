"""Truths of columns, and where a value of a column is gone · 真假列与无定义处.

Conditions are joined without looking at what every row has in common: one that holds in all is a bool.
"""

from dataclasses import dataclass

import polars as pl

__all__ = ["Gone", "Truth", "either_gone", "joined", "of_branch", "opposite"]

Gone = pl.Expr | None
"""Where a number has no value, since something is divided by zero; None where that cannot be."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A truth a row; the same in all where it is a bool · 真假列."""

    expr: pl.Expr | bool
    gone: Gone = None


def either_gone(*gone: Gone) -> Gone:
    """Return where any of several has no value."""
    found: Gone = None
    for one in gone:
        if one is not None:
            found = one if found is None else found | one
    return found


def of_branch(test: pl.Expr | bool, body: Gone, other: Gone) -> Gone:
    """Return where the branch that a condition takes has no value."""
    if body is None and other is None:
        return None
    found = joined(test, True if body is None else body, every=True) if body is not None else False
    if other is not None:
        found = joined(found, joined(opposite(test), other, every=True), every=False)
    return pl.lit(found) if isinstance(found, bool) else found


def joined(a: pl.Expr | bool, b: pl.Expr | bool, every: bool) -> pl.Expr | bool:
    """Return two conditions joined by and, or by or."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, bool):
            return other if one is every else one
    assert isinstance(a, pl.Expr)
    return a & b if every else a | b


def opposite(a: pl.Expr | bool) -> pl.Expr | bool:
    """Return where a condition does not hold."""
    return not a if isinstance(a, bool) else ~a
