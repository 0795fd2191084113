"""The exact interpretation, prepared: the checked tree as a Python function · 编译为函数.

Scoring thousands of reports evaluates the same few trees again and again.  A tree holds nothing but
what the language allows, so it can be handed to Python's own compiler, its constants and functions
bound to the exact ones; the laws in the tests hold it equal to `EXACT` under the evaluator.
"""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from perfscore.language.exact import EXACT

__all__ = ["native"]


def native(tree: ast.expr, names: tuple[str, ...]) -> Callable[..., Any]:
    """Return the function of a checked tree, its arguments in the order of `names`."""
    bound: dict[str, Any] = {"__builtins__": {}}
    arguments = {name: f"n{i}" for i, name in enumerate(names)}
    body = _Rebound(arguments, bound).visit(tree)
    parameters = ast.arguments(
        posonlyargs=[], args=[ast.arg(arguments[name]) for name in names],
        kwonlyargs=[], kw_defaults=[], defaults=[],
    )  # fmt: skip
    whole = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, body)))
    return eval(compile(whole, "<formula>", "eval"), bound)  # type: ignore[no-any-return]


class _Rebound(ast.NodeTransformer):
    """Builds a new tree in which every name, constant and function is one of ours."""

    def __init__(self, arguments: Mapping[str, str], bound: dict[str, Any]) -> None:
        self.arguments = arguments
        self.bound = bound

    def visit(self, node: ast.AST) -> Any:
        match node:
            case ast.Name():
                return ast.Name(self.arguments[node.id], ast.Load())
            case ast.Constant():
                return self._given(node.value)
            case ast.Call(func=ast.Name(id=name)):
                function = self._given(EXACT.functions[name])
                return ast.Call(function, [self.visit(value) for value in node.args], [])
        fields = {name: self._field(value) for name, value in ast.iter_fields(node)}
        return type(node)(**fields)

    def _field(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._field(item) for item in value]
        return self.visit(value) if isinstance(value, ast.expr) else value

    def _given(self, value: Any) -> ast.Name:
        name = f"g{len(self.bound)}"
        self.bound[name] = value
        return ast.Name(name, ast.Load())
