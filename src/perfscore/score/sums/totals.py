"""Interpretation `totals`: the value of ``total`` is every sum there can be · 可能合计的解释.

What a rule makes of the sum is taken from its formula for all sums at once: they are a set on a grid,
and every operator moves it as a whole.  Other names are sets of numbers, as in `pieces`.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from perfscore.language.interpretations.evaluate import Evaluate, Undefined, evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE
from perfscore.language.sets.narrow import allowed, compared
from perfscore.numbers.exact import Mode, Rounding
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.planned import TOTAL
from perfscore.score.adjustments import Applied
from perfscore.score.sums.moved import (
    Entangled,
    Points,
    apart,
    differences,
    divided,
    folded,
    is_set,
    largest,
    lifted,
    moves,
    multiplied,
    points_of,
    rounds,
    scaled,
    smallest,
    united,
)
from perfscore.score.sums.pointset import PointSet

__all__ = ["Totals", "most_moved", "possible_totals", "reads_total", "sums_where"]


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


class _Condition(NamedTuple):
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


_ANYTHING: Mapping[str, Any] = {"Formula": (EVERYTHING,), "When": None}
"""What the author's part of a rule is taken for where it may have no value: any number, either truth."""


def possible_totals(sums: PointSet, applied: tuple[Applied, ...], rounding: Rounding | None) -> PointSet:
    """Return every total: all possible sums at once are taken through what is done to them."""
    for rule in applied:
        try:
            sums = _after(rule, sums)
        except Entangled:
            sums = united(_after(rule, part) for part in apart(sums))
    return sums if rounding is None else scaled(sums, Fraction(1), rounding)


def _after(rule: Applied, total: PointSet | Points) -> PointSet:
    """Return what the formula of a rule makes of all totals.

    A bonus that may have no value lies anywhere up to its most, and a veto that may have none may or may
    not fall: that is what the rule makes of anything in place of what its author wrote.
    """
    names: dict[str, Any] = {name: (Range.point(value),) for name, value in rule.given.items()}
    names |= {e.binding.name: e.possible for e in rule.evidence}
    meaning = Totals()
    try:
        found = points_of(evaluate(rule.formula, meaning, {**names, TOTAL: total}))
    except Undefined as error:
        meaning.maybe_undefined.add(error.code)
    if rule.modifier is None or not meaning.maybe_undefined:
        return found
    return points_of(evaluate(rule.modifier.outline, Totals(), {**names, **_ANYTHING, TOTAL: total}))


def most_moved(
    sums: Range, applied: tuple[Applied, ...], rule: Applied, rounding: Rounding | None
) -> Fraction:
    """Return how far apart the totals of one sum can lie for what one rule does not know.

    The least and the greatest sum are looked at; other rules that do not know their facts are left
    out, so that each is asked about for itself.
    """
    kept = tuple(other for other in applied if other is rule or other.settled)
    ends = [points_of((Range.point(end),)) for end in (sums.low, sums.high) if end is not None]
    totals = [possible_totals(end, kept, rounding).hull for end in ends]
    return max(
        (t.high - t.low for t in totals if t.high is not None and t.low is not None), default=Fraction(0)
    )
