"""What the facts leave of a formula: the branch that is taken, the rule's own arithmetic done · 取定的算式.

It is for those who read the formula with the numbers in it; every value is that of the whole formula.
"""

import ast
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from fractions import Fraction
from typing import Any, cast

from perfscore.language.composing import names_of
from perfscore.language.evaluate import Undefined, evaluate_node
from perfscore.language.exact import EXACT
from perfscore.language.pieces import Pieces

__all__ = ["chosen", "worked_out"]


def chosen(tree: ast.expr, values: Mapping[str, Any]) -> tuple[ast.expr, ast.expr | None]:
    """Return the branch that is taken, and the condition that holds for it.

    `values` are those of the `Pieces` interpretation.  Where a condition may be either, what is left of
    the choice is returned; the condition is None where nothing was decided, or none of them holds.
    """
    held: ast.expr | None = None
    while isinstance(tree, ast.IfExp):
        try:
            truth = evaluate_node(tree.test, Pieces(), values)
        except Undefined:
            truth = None
        if truth is None:
            return tree, None
        held, tree = (tree.test, tree.body) if truth else (None, tree.orelse)
    return tree, held


def worked_out(tree: ast.expr, constants: Mapping[str, Fraction]) -> ast.expr:
    """Return a tree in which a function of constants alone is its value: the end of a band, in points."""
    return _Worked(constants).visit(deepcopy(tree)) if _calls(tree) else tree


class _Worked(ast.NodeTransformer):
    def __init__(self, constants: Mapping[str, Fraction]) -> None:
        self.constants = constants

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.BinOp | ast.Call) and _calls(node) and {*names_of(node)} <= {*self.constants}:
            with suppress(Undefined):
                value = evaluate_node(node, EXACT, self.constants)
                return ast.Constant(cast("Any", value))  # constants of a checked tree are exact
        return self.generic_visit(node)


def _calls(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))
