"""Facts that stand in a formula only as one number: the share that two of them make · 合并的取值.

``carry_over / (carry_over_last + initial_budget)`` is one number wherever it stands; searched for as one, in
one direction in place of three, what never differs for any such number is proven not to.
"""

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import cast

from perfscore.language.compile.formula import Formula, composed, names_of
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL
from perfscore.plan.proofs.search import Space

__all__ = ["taken_together"]

_NAME = "Part"
"""With a capital, which no fact can have."""
_PLAIN = (ast.BinOp, ast.UnaryOp, ast.Name, ast.Constant, ast.operator, ast.unaryop, ast.expr_context)


def taken_together(condition: Formula, space: Space) -> tuple[Formula, Space, Mapping[str, Formula]]:
    """Return a condition over fewer names, their values, and what each new name stands for.

    The values of a new name are at least those it can have, so that "nowhere" stays proven.
    """
    parts: dict[str, Formula] = {}
    while (part := _largest(condition.tree)) is not None:
        name, formula = f"{_NAME}{len(parts)}", composed(ast.unparse(part), part, Kind.NUMBER)
        try:
            within = evaluate(formula, Pieces(INTERVAL), space.values)
        except Undefined:
            break
        parts[name] = formula
        condition = composed("", _with(condition.tree, part, name), Kind.TRUTH)
        space = Space({**space.values, name: within}, space.steps, space.texts)
    return condition, space, parts


def _largest(tree: ast.expr) -> ast.expr | None:
    """Return the largest part of several names that stand nowhere else in a tree."""
    everywhere = names_of(tree)
    found = sorted(_candidates(tree), key=lambda part: len(list(ast.walk(part))), reverse=True)
    for part in found:
        names, said = names_of(part), ast.dump(part)
        copies = sum(ast.dump(other) == said for other in ast.walk(tree))
        if all(everywhere.count(name) == copies * names.count(name) for name in set(names)):
            return part
    return None


def _candidates(tree: ast.expr) -> Iterator[ast.expr]:
    for part in ast.walk(tree):
        plain = isinstance(part, ast.BinOp) and all(isinstance(inner, _PLAIN) for inner in ast.walk(part))
        if plain and isinstance(part, ast.BinOp) and len(set(names_of(part))) > 1:
            yield part


def _with(tree: ast.expr, part: ast.expr, name: str) -> ast.expr:
    """Return a tree with a name in the place of each copy of a part."""
    return cast("ast.expr", _Named(ast.dump(part), name).visit(deepcopy(tree)))


class _Named(ast.NodeTransformer):
    def __init__(self, said: str, name: str) -> None:
        self.said, self.name = said, name

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.BinOp) and ast.dump(node) == self.said:
            return ast.Name(self.name, ast.Load())
        return self.generic_visit(node)
