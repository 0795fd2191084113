"""The sums for which a condition can hold · 条件可能成立的合计."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perfscore.language.evaluate import Evaluate, Undefined
from perfscore.language.narrow import allowed, compared
from perfscore.planned import TOTAL
from perfscore.ranges import EVERYTHING, Range
from perfscore.sums.moved import Points, apart, points_of
from perfscore.sums.pointset import PointSet
from perfscore.sums.transformed import united

__all__ = ["reads_total", "sums_where"]


def reads_total(node: ast.expr) -> bool:
    """Say whether a part of a formula reads the total."""
    return any(isinstance(part, ast.Name) and part.id == TOTAL for part in ast.walk(node))


def sums_where(
    test: ast.expr, truth: bool, sums: PointSet, names: Mapping[str, Any], evaluate: Evaluate[Any]
) -> PointSet:
    """Return the sums for which a condition can be true (or false), given what is known of the names.

    Exact where the total itself is compared; what is compared else is asked of the sums apart.
    """
    return _Condition(names, evaluate).holding(test, truth, sums)


@dataclass(frozen=True, slots=True)
class _Condition:
    names: Mapping[str, Any]
    evaluate: Evaluate[Any]

    def holding(self, test: ast.expr, truth: bool, sums: PointSet) -> PointSet:
        match test:
            case ast.UnaryOp():
                return self.holding(test.operand, not truth, sums)
            case ast.BoolOp() if isinstance(test.op, ast.And) is truth:
                for part in test.values:
                    sums = self.holding(part, truth, sums)
                return sums
            case ast.BoolOp():
                return united([self.holding(part, truth, sums) for part in test.values])
            case ast.Compare():
                for name, kind, other in compared(test, truth):
                    if name == TOTAL and not reads_total(other):
                        return united([sums.within(span) for span in allowed(self._span(other), kind)])
        parts = apart(sums) if reads_total(test) else [Points(sums)]
        # Without a part there is an empty set on the same grid.
        none = PointSet(sums.places)
        return united([none, *(part.points for part in parts if self._truth(test, part) in (None, truth))])

    def _span(self, of: ast.expr) -> Range:
        """Return the bounds of a number, none where it may have no value."""
        try:
            return points_of(self.evaluate(of, self.names)).hull
        except Undefined:
            return EVERYTHING

    def _truth(self, test: ast.expr, total: Points) -> bool | None:
        """Return whether a condition holds for a total, None where it may be either or have no value."""
        try:
            found: bool | None = self.evaluate(test, {**self.names, TOTAL: total})
        except Undefined:
            return None
        return found
