"""Interpretation `totals`: the value of ``total`` is every sum there can be · 可能合计的解释.

What a rule makes of the sum is taken from its formula for all sums at once: they are a set on a grid,
and every operator moves it as a whole.  Other names are sets of numbers, as in `pieces`.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from perfscore.language.evaluate import Evaluate
from perfscore.language.pieces import ATTAINABLE, Pieces
from perfscore.numbers import Mode
from perfscore.planned import TOTAL
from perfscore.sums.holding import reads_total, sums_where
from perfscore.sums.moved import Points, divided, folded, is_set, lifted, moves, multiplied, points_of, rounds
from perfscore.sums.transformed import differences, largest, smallest, united

__all__ = ["Totals"]

_ROUNDINGS: Mapping[str, Mode] = {
    "round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up",
}  # fmt: skip
_OWN: Mapping[Any, Callable[..., Any]] = {
    ast.Add: lambda a, b: points_of(a).plus(points_of(b)),
    ast.Sub: lambda a, b: differences(points_of(a), b) if isinstance(b, tuple) else None,
    ast.Mult: lambda a, b: multiplied(a, b) or multiplied(b, a),
    ast.Div: divided,
    ast.UAdd: points_of,
    "min": folded(smallest),
    "max": folded(largest),
}
"""What is done to sets as a whole; None is the answer of one that cannot."""


class Totals(Pieces):
    """Sets of sums and sets of numbers · 合计集.

    Give ``total`` as a PointSet.  A number comes out as Points, a PointSet or ranges; `points_of` makes
    points of each.  Raises Entangled where sums must be asked for `apart`.
    """

    def __init__(self) -> None:
        super().__init__(ATTAINABLE)
        functions = {name: lifted(plain, _OWN.get(name)) for name, plain in self.functions.items()}
        # A clamp is a minimum and a maximum already.
        functions["clamp"] = self.functions["clamp"]
        functions |= {name: rounds(mode, self.functions[name]) for name, mode in _ROUNDINGS.items()}
        self.functions = functions
        self.operators = {op: lifted(plain, _OWN.get(op)) for op, plain in self.operators.items()}

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Any], names: Mapping[str, Any]) -> Any:
        """Return the values of both branches, each on the sums for which its condition can hold."""
        found = super().choose(node, evaluate, names)
        if reads_total(node.test) and moves(names[TOTAL]) and (isinstance(found, tuple) or is_set(found)):
            return Points(points_of(found))
        return found

    def joined(self, results: Sequence[Any]) -> Any:
        """Return every value of several results."""
        if not any(map(is_set, results)):
            return super().joined(results)
        return Points(united(map(points_of, results)), moving=any(map(moves, results)))

    def narrowed(
        self, test: ast.expr, truth: bool, names: Mapping[str, Any], evaluate: Evaluate[Any]
    ) -> Mapping[str, Any] | None:
        """Return the names under a condition, the total as the sums for which it can hold."""
        inside = super().narrowed(test, truth, names, evaluate)
        if inside is None or not reads_total(test):
            return inside
        part = sums_where(test, truth, points_of(inside[TOTAL]), inside, evaluate)
        return {**inside, TOTAL: Points(part, moving=moves(inside[TOTAL]))} if part else None
