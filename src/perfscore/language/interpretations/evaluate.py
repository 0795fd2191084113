"""The evaluator under every interpretation · 求值.

simpleeval walks the checked tree; its operator, function and name tables are where interpretations
differ.  It is not the boundary: only trees of `compile_formula` come here, so its node table is cut
down to the closed list and nothing it would otherwise allow can occur.
"""

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from simpleeval import SimpleEval

if TYPE_CHECKING:
    from perfscore.language.compile.formula import Formula

__all__ = ["Interpretation", "Tables", "Undefined", "evaluate", "evaluate_node"]

Tables = Mapping[Any, Callable[..., Any]]
V = TypeVar("V")


class Undefined(Exception):
    """The formula has no value for these facts · 无定义.

    `code` says why (``division-by-zero``, ``too-large``) and has a sentence in the catalogue.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Interpretation(Protocol[V]):
    """What a value is, and what each operator and function makes of it · 一种解释."""

    operators: Tables
    functions: Tables

    def constant(self, value: Any) -> V:
        """Return the value of a constant of the tree (a Fraction or a text)."""

    def truth(self, value: V) -> bool | None:
        """Return what a condition is; None where it may be either."""

    def unknown(self) -> V:
        """Return the truth value that may be either."""

    def choose(self, node: ast.IfExp, evaluate: "Evaluate[V]", names: Mapping[str, V]) -> V:
        """Return the value of a choice whose condition may be either."""


@runtime_checkable
class Doubting(Protocol):
    """An interpretation that goes on where a part may have no value, and notes why."""

    maybe_undefined: set[str]


class Evaluate(Protocol[V]):
    """Evaluates a part of the tree, with other values for some names where given."""

    def __call__(self, node: ast.expr, names: Mapping[str, V] | None = None) -> V:
        """Return the value of a part."""


def evaluate(formula: "Formula", interpretation: Interpretation[V], names: Mapping[str, V]) -> V:
    """Return what a formula means under an interpretation.

    `names` gives a value of the interpretation's kind for every name of the formula.  Raises
    Undefined where the formula has no value.
    """
    return evaluate_node(formula.tree, interpretation, names)


def evaluate_node(node: ast.expr, interpretation: Interpretation[V], names: Mapping[str, V]) -> V:
    """Return what a part of a formula's tree means under an interpretation."""
    walker = _Walker(interpretation, names)
    return walker.eval("", previously_parsed=node)  # type: ignore[no-any-return]


class _Walker(SimpleEval):  # type: ignore[misc]
    def __init__(self, interpretation: Interpretation[Any], names: Mapping[str, Any]) -> None:
        # Not calling the parent: it would build tables of everything the language leaves out.
        self.meaning = interpretation
        self.operators = interpretation.operators
        self.functions = interpretation.functions
        self.names = names
        self.nodes = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.Compare: self._eval_compare,
            ast.BoolOp: self._boolean,
            ast.IfExp: self._choice,
            ast.Call: self._call,
        }

    def _eval(self, node: ast.AST) -> Any:
        return self.nodes[node.__class__](node)

    def _constant(self, node: ast.Constant) -> Any:
        return self.meaning.constant(node.value)

    def _name(self, node: ast.Name) -> Any:
        return self.names[node.id]

    def _call(self, node: ast.Call) -> Any:
        return self.functions[node.func.id](*map(self._eval, node.args))  # type: ignore[attr-defined]

    def _boolean(self, node: ast.BoolOp) -> Any:
        combine = self.operators.get(type(node.op))
        if combine is not None:
            return combine([self._eval(value) for value in node.values])
        decides = isinstance(node.op, ast.Or)
        known, result = True, None
        for part in node.values:
            try:
                result = self._eval(part)
            except Undefined as error:
                if known or not isinstance(self.meaning, Doubting):
                    raise
                # An earlier part may decide; only where it does not is this one asked.
                self.meaning.maybe_undefined.add(error.code)
                return self.meaning.unknown()
            truth = self.meaning.truth(result)
            if truth is decides:
                return result
            known = known and truth is not None
        return result if known else self.meaning.unknown()

    def _choice(self, choice: ast.IfExp) -> Any:
        test = self._eval(choice.test)
        truth = self.meaning.truth(test)
        if truth is not None:
            return self._eval(choice.body if truth else choice.orelse)

        def part(node: ast.expr, names: Mapping[str, Any] | None = None) -> Any:
            # The test again: evaluating it anew would double the work at every depth.
            return test if node is choice.test and names is None else self._part(node, names)

        return self.meaning.choose(choice, part, self.names)

    def _part(self, node: ast.expr, names: Mapping[str, Any] | None = None) -> Any:
        if names is None:
            return self._eval(node)
        return _Walker(self.meaning, names)._eval(node)
