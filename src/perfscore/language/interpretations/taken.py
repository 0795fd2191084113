"""Which ways a formula goes · 公式所走的分支.

A formula parts where a condition decides, and where one of several values counts: the end of a range, the
least, the greatest.  Each way has a number, so that what cases go through can be held against all there are;
of what is decided whatever a set of values holds, only the way that is taken need be kept.
"""

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any, NamedTuple

from perfscore.language.interpretations.evaluate import Undefined, evaluate_node
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL
from perfscore.numbers.ranges import Range, hull

__all__ = ["Way", "condition_of", "denied", "is_parting", "reduced", "taken", "ways"]

_PARTING = ("min", "max", "clamp")
_OPPOSITE: Mapping[type[ast.cmpop], ast.cmpop] = MappingProxyType({
    ast.GtE: ast.Lt(), ast.Lt: ast.GtE(), ast.Gt: ast.LtE(), ast.LtE: ast.Gt(),
    ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(),
})  # fmt: skip


class Way(NamedTuple):
    """One way of a formula: the part of its tree, in the order of a walk, and which way out of it · 分支."""

    part: int
    way: int


def ways(tree: ast.expr) -> Iterator[tuple[Way, ast.expr]]:
    """Yield every way of a tree with the part where it begins."""
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.IfExp):
            yield from ((Way(number, way), node) for way in (1, 0))
        elif isinstance(node, ast.Call):
            yield from ((Way(number, way), node) for way in range(len(_parts(node))))


def taken(tree: ast.expr, values: Mapping[str, Any]) -> frozenset[Way]:
    """Return the ways that exact values take; what is left out of a choice, or not known, takes none."""
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}
    return frozenset(Way(numbers[id(node)], way) for node, way in _taken(tree, values))


def _taken(node: ast.expr, values: Mapping[str, Any]) -> Iterator[tuple[ast.expr, int]]:
    if isinstance(node, ast.IfExp):
        yield from _taken(node.test, values)
        holds = _value(node.test, values)
        if holds is not None:
            yield node, int(holds)
            yield from _taken(node.body if holds else node.orelse, values)
        return
    if (parts := _parts(node)) and (counts := _value(node, values)) is not None:
        yield from ((node, n) for n, part in enumerate(parts) if _value(part, values) == counts)
    for part in _inside(node):
        yield from _taken(part, values)


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    """Return the exact value of a part, None where it has none or reads what is not known."""
    try:
        return evaluate_node(node, EXACT, values)
    except (Undefined, KeyError):
        return None


def condition_of(node: ast.expr, way: int) -> ast.expr:
    """Return the condition under which a part goes one of its ways."""
    if isinstance(node, ast.IfExp):
        return node.test if way else denied(node.test)
    return ast.Compare(node, [ast.Eq()], [_parts(node)[way]])


def denied(test: ast.expr) -> ast.expr:
    """Return the condition that holds where another one does not, as a reader would write it."""
    if isinstance(test, ast.Compare) and type(test.ops[0]) in _OPPOSITE:
        return ast.Compare(test.left, [_OPPOSITE[type(test.ops[0])]], test.comparators)
    return ast.UnaryOp(ast.Not(), test)


def is_parting(node: ast.AST) -> bool:
    """Say whether a part is a function of which one value counts."""
    return bool(_parts(node))


def _parts(node: ast.AST) -> list[ast.expr]:
    """Return the values of which one counts."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PARTING
    return node.args if named and isinstance(node, ast.Call) else []


def _inside(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return node.args
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]


def reduced(tree: ast.expr, sets: Mapping[str, Any]) -> ast.expr:
    """Return what is left of a tree for values of the `pieces` interpretation.

    What they decide is decided: two formulas of which the same is left have the same value wherever
    they have one.
    """
    return _reduced(deepcopy(tree), sets)


def _reduced(node: ast.expr, sets: Mapping[str, Any]) -> ast.expr:
    if isinstance(node, ast.IfExp):
        truth = _of(node.test, sets)
        if isinstance(truth, bool):
            return _reduced(node.body if truth else node.orelse, sets)
    within = _range(node, sets)
    if within is not None and within.exact is not None and not isinstance(node, ast.Constant):
        value: Any = within.exact
        return ast.Constant(value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.args = [_reduced(part, sets) for part in node.args]
        if node.func.id == "clamp":
            number, low, high = node.args
            return _counting("max", [low, _counting("min", [number, high], sets)], sets)
        return _counting(node.func.id, node.args, sets) if node.func.id in ("min", "max") else node
    for name, part in ast.iter_fields(node):
        if isinstance(part, ast.expr):
            setattr(node, name, _reduced(part, sets))
        elif isinstance(part, list):
            setattr(node, name, [_reduced(one, sets) if isinstance(one, ast.expr) else one for one in part])
    return _plain(node) if isinstance(node, ast.BinOp) else node


def _plain(node: ast.BinOp) -> ast.expr:
    """Return what is left where nothing is added or taken off, or something is worked with one."""
    idle = 0 if isinstance(node.op, ast.Add | ast.Sub) else 1
    if isinstance(node.right, ast.Constant) and node.right.value == idle:
        return node.left
    turns = isinstance(node.op, ast.Add | ast.Mult)
    return node.right if turns and isinstance(node.left, ast.Constant) and node.left.value == idle else node


def _counting(name: str, parts: list[ast.expr], sets: Mapping[str, Any]) -> ast.expr:
    """Return the least or the greatest of several, without those that never are."""
    kept = list(parts)
    for part in parts:
        others = [other for other in kept if other is not part]
        if others and any(_beyond(name, part, other, sets) for other in others):
            kept = others
    return kept[0] if len(kept) == 1 else ast.Call(ast.Name(name, ast.Load()), kept, [])


def _beyond(name: str, part: ast.expr, other: ast.expr, sets: Mapping[str, Any]) -> bool:
    """Say whether one of two values never counts beside the other."""
    one, two = _range(part, sets), _range(other, sets)
    if one is None or two is None:
        return False
    ends = (two.high, one.low) if name == "min" else (one.high, two.low)
    return ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]


def _range(node: ast.expr, sets: Mapping[str, Any]) -> Range | None:
    """Return the bounds of a part, None where it may have no value or is no number."""
    found = _of(node, sets)
    return hull(*found) if isinstance(found, tuple) and found and isinstance(found[0], Range) else None


def _of(node: ast.expr, sets: Mapping[str, Any]) -> Any:
    pieces = Pieces(INTERVAL)
    try:
        found = evaluate_node(node, pieces, sets)
    except Undefined:
        return None
    return None if pieces.maybe_undefined else found
