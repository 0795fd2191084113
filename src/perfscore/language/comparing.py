"""Comparisons of sets: true, false, or either · 数集的比较."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from perfscore.language.joining import Numbers, met
from perfscore.ranges import Range, hull

__all__ = ["COMPARISONS"]

_KINDS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip


def _comparison(kind: type[ast.cmpop]) -> Callable[[Any, Any], bool | None]:
    def compare(a: Any, b: Any) -> bool | None:
        if isinstance(a, tuple) and isinstance(b, tuple):
            return _numbers(kind, a, b)
        if a is None or b is None or (len(a | b) > 1 and a & b):
            return None
        return _KINDS[kind](bool(a & b), True)

    return compare


COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool | None]] = {
    kind: _comparison(kind) for kind in _KINDS
}
"""For two sets of numbers or texts: does it hold for all pairs, for none, or for some (None)?"""


def _numbers(kind: type[ast.cmpop], a: Numbers, b: Numbers) -> bool | None:
    if kind in (ast.Eq, ast.NotEq):
        same = _equal(a, b)
        return same if kind is ast.Eq or same is None else not same
    return _ordered(kind, hull(*a), hull(*b))


def _equal(a: Numbers, b: Numbers) -> bool | None:
    if len(a) == 1 and a[0].exact is not None and a == b:
        return True
    return False if next(met(a, b), None) is None else None


def _ordered(kind: type[ast.cmpop], a: Range, b: Range) -> bool | None:
    if kind in (ast.Gt, ast.GtE):
        return _ordered(ast.Lt if kind is ast.Gt else ast.LtE, b, a)
    if kind is ast.Lt:
        return True if _below(a, b) else False if _at_most(b, a) else None
    return True if _at_most(a, b) else False if _below(b, a) else None


def _at_most(a: Range, b: Range) -> bool:
    """Say whether no number of a lies above any number of b."""
    return a.high is not None and b.low is not None and a.high <= b.low


def _below(a: Range, b: Range) -> bool:
    """Say whether every number of a lies below every number of b."""
    return _at_most(a, b) and (a.high != b.low or a.high_open or b.low_open)
