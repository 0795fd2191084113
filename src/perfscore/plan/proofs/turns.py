"""Where a formula turns as one name moves · 公式的转折处."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from perfscore.language.compile.formula import Formula, names_of
from perfscore.language.interpretations.inverse import inverse
from perfscore.numbers.ranges import Range

__all__ = ["turns"]

_EXACT_ZERO: Any = Fraction(0)
_ZERO = ast.Constant(_EXACT_ZERO)
_MET = Range.point(Fraction(0))


def turns(formula: Formula, name: str, sets: Mapping[str, Any]) -> Iterator[Fraction]:
    """Yield values of a name at which two sides of a comparison meet, or one of several values takes over.

    `sets` holds the values of all names for the `pieces` interpretation.
    """
    for node in ast.walk(formula.tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and node.func.id in ("min", "max", "clamp"):  # type: ignore[attr-defined]
            parts = node.args
        elif isinstance(node, ast.Call) and node.func.id == "abs":  # type: ignore[attr-defined]
            parts = [*node.args, _ZERO]
        for one, other in combinations(parts, 2):
            apart = ast.BinOp(one, ast.Sub(), other)
            if name in names_of(apart):
                for piece in inverse(replace(formula, tree=apart), name, sets, _MET):
                    yield from (end for end in (piece.low, piece.high) if end is not None)
