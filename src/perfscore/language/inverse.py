"""Interpretation `inverse`: which values of one name give a result · 反推.

The tree is read from the result down to the name.  Every step keeps all values that are possible; a
name that stands in both operands of one operation cannot be followed there and keeps its whole range.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from perfscore.language.evaluate import Undefined, evaluate_node
from perfscore.language.formula import Formula
from perfscore.language.narrow import narrowed
from perfscore.language.pieces import ATTAINABLE, Numbers, Pieces, merged
from perfscore.language.spans import absolute, difference, negated, product, quotient, total
from perfscore.numbers import MODES, Mode, rounded_units
from perfscore.ranges import EVERYTHING, Range, hull

__all__ = ["inverse", "rounding_inverse"]

_ZERO = Range.point(Fraction(0))
_STEPS: Mapping[str, Callable[[Fraction], int]] = {
    "floor": lambda number: number.numerator // number.denominator,
    "ceil": lambda number: -(-number.numerator // number.denominator),
}
_ROUNDS: Mapping[str, Mode] = {
    "round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up",
}  # fmt: skip
assert set(_ROUNDS.values()) == set(MODES)


def inverse(formula: Formula, name: str, names: Mapping[str, Any], result: Range) -> Numbers:
    """Return the values of a name, within those it has in `names`, that can give a result.

    `names` holds values of the `pieces` interpretation.  Empty where no value can.
    """
    return _Descent(name).into(formula.tree, (result,), names)


def rounding_inverse(mode: Mode, places: int, result: Range) -> Range | None:
    """Return the numbers that a rounding takes into a range; None where it takes none there."""
    scale = 10**places
    low = None if result.low is None else _first_unit(result.low * scale, result.low_open)
    high = None if result.high is None else -_first_unit(-result.high * scale, result.high_open)
    if low is not None and high is not None and low > high:
        return None

    def units(number: Fraction) -> int:
        return rounded_units(number.numerator, number.denominator, mode)

    ends = [EVERYTHING if unit is None else _level(units, unit) for unit in (low, high)]
    whole = Range(ends[0].low, ends[1].high, ends[0].low_open, ends[1].high_open)
    return product(whole, Range.point(Fraction(1, scale)))


def _first_unit(end: Fraction, is_open: bool) -> int:
    unit = -(-end.numerator // end.denominator)
    return unit + 1 if is_open and unit == end else unit


def _level(units: Callable[[Fraction], int], unit: int) -> Range:
    """Return all numbers that a step function with half-unit steps takes to one unit."""
    found = []
    for half in range(2 * unit - 2, 2 * unit + 3):
        here, between = Fraction(half, 2), Fraction(2 * half + 1, 4)
        if units(here) == unit:
            found.append(Range.point(here))
        if units(between) == unit:
            found.append(Range(here, here + Fraction(1, 2), True, True))
    return hull(*found)


class _Descent:
    def __init__(self, name: str) -> None:
        self.name = name
        self.pieces = Pieces(ATTAINABLE)

    def into(self, node: ast.expr, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        """Return the values of the name for which this part can lie in what is wanted."""
        own: Numbers = names[self.name]
        if not wanted:
            return ()
        if isinstance(node, ast.Name) and node.id == self.name:
            return merged(piece for a in own for b in wanted if (piece := a.meet(b)))
        if not self._reads(node):
            return own if _meets(self._value(node, names), wanted) else ()
        match node:
            case ast.UnaryOp(op=ast.USub()):
                return self.into(node.operand, tuple(map(negated, wanted)), names)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.into(node.operand, wanted, names)
            case ast.BinOp():
                return self._binary(node, wanted, names)
            case ast.Call():
                return self._call(node, wanted, names)
            case ast.IfExp():
                return self._choice(node, wanted, names)
        return own

    def _reads(self, node: ast.expr) -> bool:
        return any(isinstance(part, ast.Name) and part.id == self.name for part in ast.walk(node))

    def _value(self, node: ast.expr, names: Mapping[str, Any]) -> Numbers:
        try:
            found: Any = evaluate_node(node, self.pieces, names)
        except Undefined:
            return ()
        return tuple(found)

    def _binary(self, node: ast.BinOp, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        left, right = self._reads(node.left), self._reads(node.right)
        if left and right:
            return names[self.name]  # type: ignore[no-any-return]
        inner, other = (node.left, node.right) if left else (node.right, node.left)
        known = self._value(other, names)
        undo = _UNDO[type(node.op), left]
        return self.into(inner, merged(u for w in wanted for k in known for u in undo(w, k)), names)

    def _choice(self, node: ast.IfExp, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        def value(part: ast.expr, within: Mapping[str, Any]) -> Any:
            return evaluate_node(part, self.pieces, within)

        found: list[Range] = []
        for branch, truth in ((node.body, True), (node.orelse, False)):
            inside = narrowed(node.test, truth, names, value)
            if inside is not None:
                found += self.into(branch, wanted, inside)
        return merged(found)

    def _call(self, node: ast.Call, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        assert isinstance(node.func, ast.Name)
        function, first = node.func.id, node.args[0]
        if function in ("min", "max", "clamp"):
            return self._bounded(node, wanted, names)
        if function == "abs":
            both = [
                side for w in wanted for side in (w, negated(w)) if w.meet(absolute(EVERYTHING))
            ]
            return self.into(first, merged(both), names)
        if function in ("whole_steps", "part_steps"):
            reached = [r for w in wanted if (r := w.meet(absolute(EVERYTHING)))]
            below = (
                [Range(None, Fraction(0), True)] if any(Fraction(0) in w for w in wanted) else []
            )
            step = _STEPS["floor" if function == "whole_steps" else "ceil"]
            return self.into(first, merged([*below, *_unstepped(reached, step)]), names)
        if function in _STEPS:
            return self.into(first, merged(_unstepped(wanted, _STEPS[function])), names)
        if function in _ROUNDS:
            places = int(node.args[1].value)  # type: ignore[attr-defined]
            undone = [u for w in wanted if (u := rounding_inverse(_ROUNDS[function], places, w))]
            return self.into(first, merged(undone), names)
        return names[self.name]  # type: ignore[no-any-return]

    def _bounded(self, node: ast.Call, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        """Undo min, max or clamp: either the part itself is wanted, or the others already give it."""
        assert isinstance(node.func, ast.Name)
        inner = [part for part in node.args if self._reads(part)]
        if len(inner) != 1 or (node.func.id == "clamp" and inner[0] is not node.args[0]):
            return names[self.name]  # type: ignore[no-any-return]
        if node.func.id == "clamp":
            floor, cap = (self._value(part, names) for part in node.args[1:])
            above = _past(wanted, floor, 1)
            return self.into(node.args[0], _past(above, cap, -1), names)
        others = [self._value(part, names) for part in node.args if part is not inner[0]]
        other = others[0]
        for more in others[1:]:
            other = self.pieces.functions[node.func.id](other, more)
        return self.into(inner[0], _past(wanted, other, 1 if node.func.id == "max" else -1), names)


def _past(wanted: Numbers, other: Numbers, sign: int) -> Numbers:
    """Return the x for which max(x, other) (sign 1) or min(x, other) (sign -1) can be wanted."""
    if sign < 0:
        flipped = _past(tuple(map(negated, wanted)), tuple(map(negated, other)), 1)
        return merged(map(negated, flipped))
    found: list[Range] = []
    for w in wanted:
        for o in other:
            if own := w.meet(Range(o.low, None, o.low_open, True)):
                found.append(own)
            if given := w.meet(o):
                found.append(Range(None, given.high, True, given.high_open))
    return merged(found)


def _unstepped(wanted: Any, step: Callable[[Fraction], int]) -> list[Range]:
    found = []
    for w in wanted:
        low = None if w.low is None else _first_unit(w.low, w.low_open)
        high = None if w.high is None else -_first_unit(-w.high, w.high_open)
        if low is None or high is None or low <= high:
            ends = [EVERYTHING if unit is None else _level(step, unit) for unit in (low, high)]
            found.append(Range(ends[0].low, ends[1].high, ends[0].low_open, ends[1].high_open))
    return found


def _meets(values: Numbers, wanted: Numbers) -> bool:
    return any(value.meet(w) for value in values for w in wanted)


def _factor(w: Range, k: Range) -> tuple[Range, ...]:
    if k.meet(_ZERO) and w.meet(_ZERO):
        return (EVERYTHING,)
    return quotient(w, k)


def _divisor(w: Range, k: Range) -> tuple[Range, ...]:
    if k.meet(_ZERO) and w.meet(_ZERO):
        return (EVERYTHING,)
    return quotient(k, w)


_UNDO: Mapping[tuple[type[ast.operator], bool], Callable[[Range, Range], tuple[Range, ...]]] = {
    (ast.Add, True): lambda w, k: (difference(w, k),),
    (ast.Add, False): lambda w, k: (difference(w, k),),
    (ast.Sub, True): lambda w, k: (total(w, k),),
    (ast.Sub, False): lambda w, k: (difference(k, w),),
    (ast.Mult, True): _factor,
    (ast.Mult, False): _factor,
    (ast.Div, True): lambda w, k: (product(w, k),),
    (ast.Div, False): _divisor,
}
