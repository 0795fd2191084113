"""What a condition says of the names in it · 由条件收窄取值.

In the branch taken when ``x >= 0.9`` holds, x is at least 0.9.  Knowing it keeps bounds exact where
a formula reads a name in its condition and again in a branch.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from perfscore.language.interpretations.evaluate import Undefined
from perfscore.language.sets.joining import COMPARISONS, agreed
from perfscore.numbers.ranges import Range, hull

__all__ = ["allowed", "compared", "narrowed"]

Names = Mapping[str, Any]
_FLIPPED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE,
    ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip
_DENIED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


def narrowed(test: ast.expr, truth: bool, names: Names, evaluate: Callable[..., Any]) -> Names | None:
    """Return the names under a condition that is true or false; None where that cannot be.

    What cannot be concluded leaves a name as it is, which is always sound.
    """
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return narrowed(test.operand, not truth, names, evaluate)
        case ast.BoolOp():
            if isinstance(test.op, ast.And) is not truth:
                return _any(test.values, truth, names, evaluate)
            for part in test.values:
                found = narrowed(part, truth, names, evaluate)
                if found is None:
                    return None
                names = found
            return names
        case ast.Name():
            return {**names, test.id: truth} if names[test.id] in (None, truth) else None
        case ast.Compare():
            return _compared(test, truth, names, evaluate)
    return names


def _any(parts: Sequence[ast.expr], truth: bool, names: Names, evaluate: Callable[..., Any]) -> Names | None:
    """Return the names where at least one of some conditions is true, or false: what any of them leaves."""
    ways = (narrowed(part, truth, names, evaluate) for part in parts)
    found = [inside for inside in ways if inside is not None]
    if not found or any(inside is names for inside in found):
        return names if found else None
    left = {name: [inside[name] for inside in found] for name in names}
    return {name: _either(names[name], values) for name, values in left.items()}


def _either(whole: Any, values: Sequence[Any]) -> Any:
    return whole if any(value is whole for value in values) else agreed(values)


def compared(test: ast.Compare, truth: bool) -> Iterator[tuple[str, type[ast.cmpop], ast.expr]]:
    """Yield each name that stands alone in a comparison that is true or false: how it compares to what."""
    kind = type(test.ops[0]) if truth else _DENIED[type(test.ops[0])]
    left, right = test.left, test.comparators[0]
    for name, comparison, other in ((left, kind, right), (right, _FLIPPED[kind], left)):
        if isinstance(name, ast.Name):
            yield name.id, comparison, other


def _compared(test: ast.Compare, truth: bool, names: Names, evaluate: Callable[..., Any]) -> Names | None:
    for name, comparison, other in compared(test, truth):
        if not _chooses(other):
            try:
                limits = evaluate(other, names)
            except Undefined:
                return None  # What has no value is neither true nor false.
            inside = _within(names[name], comparison, limits)
            if inside == () or inside == frozenset():
                return None
            names = {**names, name: inside}
    return names


def _chooses(node: ast.expr) -> bool:
    """Say whether a choice stands in a node: following it again at every depth would never end."""
    return any(isinstance(part, ast.IfExp) for part in ast.walk(node))


def _within(values: Any, kind: type[ast.cmpop], limits: Any) -> Any:
    if not isinstance(values, tuple) or not isinstance(limits, tuple):
        return _texts(values, kind, limits)
    found = allowed(hull(*limits), kind)
    return tuple(piece for value in values for limit in found if (piece := value.meet(limit)))


def allowed(limit: Range, kind: type[ast.cmpop]) -> tuple[Range, ...]:
    """Return where a number can lie that stands in a comparison with some number of a range."""
    if kind is ast.Eq:
        return (limit,)
    below = Range(None, limit.high, True, limit.high_open or kind is ast.Lt or kind is ast.NotEq)
    above = Range(limit.low, None, limit.low_open or kind is ast.Gt or kind is ast.NotEq, True)
    if kind is ast.NotEq:
        return (below, above) if limit.exact is not None else (Range(None, None, True, True),)
    return (below,) if kind in (ast.Lt, ast.LtE) else (above,)


def _texts(values: Any, kind: type[ast.cmpop], limits: Any) -> Any:
    if values is None or not isinstance(limits, frozenset):
        return limits if kind is ast.Eq and isinstance(limits, frozenset) else values
    return frozenset(word for word in values if COMPARISONS[kind](frozenset((word,)), limits) is not False)
