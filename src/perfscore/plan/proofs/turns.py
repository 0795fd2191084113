"""Where a formula turns as one name moves · 公式的转折处."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from perfscore.language.compile.formula import Formula, composed
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.inverse import inverse
from perfscore.numbers.ranges import Range

__all__ = ["meetings", "turns"]

_EXACT_ZERO: Any = Fraction(0)
_ZERO = ast.Constant(_EXACT_ZERO)
_MET = Range.point(Fraction(0))


def meetings(tree: ast.expr) -> tuple[Formula, ...]:
    """Return what is zero where two sides of a comparison meet, or one of several values takes over."""
    found: list[Formula] = []
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and node.func.id in ("min", "max", "clamp"):  # type: ignore[attr-defined]
            parts = node.args
        elif isinstance(node, ast.Call) and node.func.id == "abs":  # type: ignore[attr-defined]
            parts = [*node.args, _ZERO]
        for one, other in combinations(parts, 2):
            found.append(composed("", ast.BinOp(one, ast.Sub(), other), Kind.NUMBER))
    return tuple(found)


def turns(of: Iterable[Formula], name: str, sets: Mapping[str, Any]) -> Iterator[Fraction]:
    """Yield the values of a name at which sides can meet; `sets` are those of all names, for `pieces`."""
    for apart in of:
        if name in apart.names:
            for piece in inverse(apart, name, sets, _MET):
                yield from (end for end in (piece.low, piece.high) if end is not None)
