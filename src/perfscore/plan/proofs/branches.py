"""Parts of a formula that no value reaches, and divisors that can be zero · 到不了的分支与可为零的除数."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

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
    dead: list[Given] = []
    for part in _asked(of.formula.tree, ()):
        if part.choice is None or any(part.given[: len(given)] == given for given in dead):
            continue
        if of.where(*part.given).never:
            dead.append(part.given)
            test = part.choice.test
            holds = part.node is part.choice.body
            yield Branch(written(part.node), written(test), holds, of.bounds(test))


def divisors_at_zero(of: Stated) -> Iterator[Divisor]:
    """Yield the divisors that are zero for values the facts can have, where the formula asks for them."""
    seen = set[str]()
    for part in _asked(of.formula.tree, ()):
        if not (isinstance(part.node, ast.BinOp) and isinstance(part.node.op, ast.Div)):
            continue
        divisor = part.node.right
        says = written(divisor)
        at = None if says in seen else of.where(*part.given, ast.Compare(divisor, [ast.Eq()], [_ZERO])).at
        if at is not None:
            seen.add(says)
            yield Divisor(says, of.said(at))


class _Part(NamedTuple):
    """A part of a formula, what holds where it is asked for, and the choice of which it is a branch."""

    node: ast.expr
    given: Given
    choice: ast.IfExp | None = None


def _asked(node: ast.expr, given: Given, choice: ast.IfExp | None = None) -> Iterator[_Part]:
    yield _Part(node, given, choice)
    match node:
        case ast.IfExp():
            yield from _asked(node.test, given)
            yield from _asked(node.body, (*given, node.test), node)
            yield from _asked(node.orelse, (*given, _denied(node.test)), node)
        case ast.BoolOp():
            for part in node.values:
                yield from _asked(part, given)
                given = (*given, part if isinstance(node.op, ast.And) else _denied(part))
        case ast.Call():
            for part in node.args:
                yield from _asked(part, given)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from _asked(child, given)


def _denied(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)
