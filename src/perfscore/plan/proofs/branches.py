"""Parts of a formula that no value reaches, and divisors that can be zero · 到不了的分支与可为零的除数."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from perfscore.plan.proofs.spaces import Stated, number, written

__all__ = ["Branch", "Divisor", "dead_branches", "divisors_at_zero"]

_ZERO = number(Fraction(0)).tree

Given = tuple[ast.expr, ...]
"""What holds where a part of a formula is asked for."""


class Branch(NamedTuple):
    """A branch that no value reaches: what stands in it, and the condition that never comes out so · 分支.

    `bounds` are those of the facts in the condition.
    """

    says: str
    condition: str
    holds: bool
    bounds: str


class Divisor(NamedTuple):
    """A divisor that can be zero, and values at which it is · 除数."""

    says: str
    at: str


def dead_branches(of: Stated) -> Iterator[Branch]:
    """Yield the branches that are proven to be taken nowhere, the outermost of each."""
    yield from _dead(of, of.formula.tree, ())


def _dead(of: Stated, node: ast.expr, given: Given) -> Iterator[Branch]:
    if not isinstance(node, ast.IfExp):
        for part in _parts(node):
            yield from _dead(of, part, given)
        return
    for branch, holds in ((node.body, True), (node.orelse, False)):
        inside = (*given, node.test if holds else _denied(node.test))
        if of.where(*inside).never:
            yield Branch(written(branch), written(node.test), holds, of.bounds(node.test))
        else:
            yield from _dead(of, branch, inside)


def divisors_at_zero(of: Stated) -> Iterator[Divisor]:
    """Yield the divisors that are zero for values the facts can have, where the formula asks for them."""
    seen = set[str]()
    for node, given in _divisions(of.formula.tree, ()):
        says = written(node.right)
        at = None if says in seen else of.where(*given, ast.Compare(node.right, [ast.Eq()], [_ZERO])).at
        if at is not None:
            seen.add(says)
            yield Divisor(says, of.said(at))


def _divisions(node: ast.expr, given: Given) -> Iterator[tuple[ast.BinOp, Given]]:
    """Yield every division with what holds where it is made."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        yield node, given
    if isinstance(node, ast.IfExp):
        yield from _divisions(node.test, given)
        yield from _divisions(node.body, (*given, node.test))
        yield from _divisions(node.orelse, (*given, _denied(node.test)))
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from _divisions(part, given)
            given = (*given, part if isinstance(node.op, ast.And) else _denied(part))
    else:
        for part in _parts(node):
            yield from _divisions(part, given)


def _denied(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _parts(node: ast.expr) -> list[Any]:
    """Return what an operation or a function is applied to."""
    if isinstance(node, ast.Call):
        return node.args
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
