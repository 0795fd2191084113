"""Interpretation `inverse`: which values of one name give a result · 反推.

The tree is read from the result down to the name.  Every step keeps all values that are possible; a
name that stands in both operands of one operation cannot be followed there and keeps its whole range.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from perfscore.language.compile.formula import Formula
from perfscore.language.interpretations.evaluate import Undefined, evaluate_node
from perfscore.language.interpretations.exact import whole_down, whole_up
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.undoing import (
    UNDO,
    magnitude_undone,
    other_undone,
    rounding_inverse,
    steps_undone,
)
from perfscore.language.sets.joining import ATTAINABLE, Numbers, merged, met
from perfscore.language.sets.narrow import narrowed
from perfscore.language.sets.spans import negated
from perfscore.numbers.exact import MODES, Mode
from perfscore.numbers.ranges import Range

__all__ = ["inverse", "rounding_inverse"]

_NOT_ABOVE_ZERO = Range(None, Fraction(0))
_NOT_BELOW_ZERO = Range(Fraction(0), None)
_STEPS: Mapping[str, Callable[[Fraction], int]] = {
    "floor": lambda number: int(whole_down(number)),
    "ceil": lambda number: int(whole_up(number)),
}
_COUNTS: Mapping[str, str] = {"whole_steps": "floor", "part_steps": "ceil"}
_ROUNDS: Mapping[str, Mode] = {
    "round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up",
}  # fmt: skip
assert set(_ROUNDS.values()) == set(MODES)


def inverse(formula: Formula, name: str, names: Mapping[str, Any], result: Range) -> Numbers:
    """Return the values of a name, within those it has in `names`, that can give a result.

    `names` holds values of the `pieces` interpretation.  Empty where no value can.
    """
    return _Descent(name).into(formula.tree, (result,), names)


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
            return tuple(met(own, merged(wanted)))
        if not self._reads(node):
            return own if any(met(self._value(node, names), merged(wanted))) else ()
        match node:
            case ast.UnaryOp(op=ast.USub()):
                return self.into(node.operand, merged(map(negated, wanted)), names)
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
        undo = UNDO[type(node.op), left]
        return self.into(
            inner, merged(u for w, k in self.pieces.paired(wanted, known) for u in undo(w, k)), names
        )

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
        function = node.func.id
        if function in ("min", "max", "clamp"):
            return self._bounded(node, function, wanted, names)
        undone = self._undone(node, function, wanted)
        return names[self.name] if undone is None else self.into(node.args[0], undone, names)

    def _undone(self, node: ast.Call, function: str, wanted: Numbers) -> Numbers | None:
        """Return what the first argument must be, None where nothing can be concluded."""
        if function == "abs":
            return magnitude_undone(wanted)
        if function in _STEPS:
            return steps_undone(wanted, _STEPS[function])
        if function in _COUNTS:
            reached = [r for w in wanted if (r := w.meet(_NOT_BELOW_ZERO))]
            below = [_NOT_ABOVE_ZERO] if any(Fraction(0) in w for w in wanted) else []
            return merged([*below, *steps_undone(reached, _STEPS[_COUNTS[function]])])
        if function in _ROUNDS:
            places = int(node.args[1].value)  # type: ignore[attr-defined]
            undone = (rounding_inverse(_ROUNDS[function], places, w) for w in wanted)
            return merged(u for u in undone if u)
        return None

    def _bounded(self, node: ast.Call, function: str, wanted: Numbers, names: Mapping[str, Any]) -> Numbers:
        """Undo min, max or clamp: the part itself is wanted, or the others already give it."""
        inner = [part for part in node.args if self._reads(part)]
        if len(inner) != 1 or (function == "clamp" and inner[0] is not node.args[0]):
            return names[self.name]  # type: ignore[no-any-return]
        if function == "clamp":
            floor, cap = (self._value(part, names) for part in node.args[1:])
            above = self._other(wanted, floor, 1)
            return self.into(node.args[0], self._other(above, cap, -1), names)
        other, *more = (self._value(part, names) for part in node.args if part is not inner[0])
        for another in more:
            other = self.pieces.functions[function](other, another)
        sign = 1 if function == "max" else -1
        return self.into(inner[0], self._other(wanted, other, sign), names)

    def _other(self, wanted: Numbers, other: Numbers, sign: int) -> Numbers:
        return other_undone(self.pieces.paired(wanted, other), sign)
