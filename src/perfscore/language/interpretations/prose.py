"""Interpretation `prose`: a value is the formula's text with the numbers put in · 代入数字的算式.

For those who read the formula with its numbers, what the facts leave of it can be asked for as well: the
branch that is taken, the rule's own arithmetic done; every value is that of the whole formula.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from perfscore.language.compile.formula import names_of
from perfscore.language.compile.types import FUNCTIONS
from perfscore.language.interpretations.evaluate import Evaluate, Tables, Undefined, evaluate_node
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.numbers.exact import decimal_text

__all__ = [
    "NAMED",
    "PROSE",
    "Phrase",
    "Prose",
    "chosen",
    "may_hold",
    "number_phrase",
    "phrase_of",
    "signed",
    "worked_out",
]


_CHOICE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(9)


@dataclass(frozen=True)
class Phrase:
    """A piece of text and how tightly it binds, so that brackets stand only where needed."""

    text: str
    binds: int = _ATOM

    def inside(self, least: int) -> str:
        """Return the text, bracketed where its surroundings bind more tightly."""
        return self.text if self.binds >= least else f"({self.text})"

    def __str__(self) -> str:
        return self.text


def number_phrase(number: Fraction) -> Phrase:
    """Return an exact number as text that evaluates to itself again."""
    return phrase_of(decimal_text(number))


def phrase_of(number: str) -> Phrase:
    """Return the text of a number: a fraction binds as a division does, a minus as a sign."""
    return Phrase(number, _PRODUCT if "/" in number else _SIGN if number.startswith("-") else _ATOM)


def _binary(sign: str, binds: int) -> Callable[[Phrase, Phrase], Phrase]:
    def put(a: Phrase, b: Phrase) -> Phrase:
        return Phrase(f"{a.inside(binds)}{sign}{b.inside(binds + 1)}", binds)

    return put


def _joined(sign: str, binds: int) -> Callable[[Sequence[Phrase]], Phrase]:
    return lambda parts: Phrase(sign.join(part.inside(binds + 1) for part in parts), binds)


def _ahead(sign: str, binds: int) -> Callable[[Phrase], Phrase]:
    return lambda a: Phrase(sign + a.inside(binds + 1), binds)


def _called(name: str) -> Callable[..., Phrase]:
    return lambda *values: Phrase(f"{name}({', '.join(value.text for value in values)})")


def _added(column: Sequence[Phrase]) -> Phrase:
    return Phrase(
        " + ".join(part.inside(_PRODUCT) for part in column) or "0",
        _SUM if len(column) > 1 else _PRODUCT,
    )


_SIGNS: Mapping[type[ast.AST], tuple[Callable[[str, int], Callable[..., Phrase]], str, int]] = {
    ast.Add: (_binary, " + ", _SUM), ast.Sub: (_binary, " - ", _SUM),
    ast.Mult: (_binary, " * ", _PRODUCT), ast.Div: (_binary, " / ", _PRODUCT),
    ast.Lt: (_binary, " < ", _COMPARE), ast.LtE: (_binary, " <= ", _COMPARE),
    ast.Gt: (_binary, " > ", _COMPARE), ast.GtE: (_binary, " >= ", _COMPARE),
    ast.Eq: (_binary, " == ", _COMPARE), ast.NotEq: (_binary, " != ", _COMPARE),
    ast.USub: (_ahead, "-", _SIGN), ast.UAdd: (_ahead, "+", _SIGN), ast.Not: (_ahead, "not ", _NOT),
    ast.And: (_joined, " and ", _AND), ast.Or: (_joined, " or ", _OR),
}  # fmt: skip
"""How each operator stands among its parts, its sign, and how tightly it binds."""


def signed(signs: Mapping[type[ast.AST], str]) -> Tables:
    """Return the operators with other signs; brackets stay where the language needs them."""
    return {op: put(signs.get(op, sign), binds) for op, (put, sign, binds) in _SIGNS.items()}


class Prose:
    """The formula as text · 文字."""

    operators: Tables = MappingProxyType(dict(signed({})))
    functions: Tables = MappingProxyType(
        {name: _called(name) for name in FUNCTIONS}
        | {"sum": _added, "count": lambda column: Phrase(str(len(column)))}
    )

    def constant(self, value: Fraction | str) -> Phrase:
        """A number as decimal text, a text in quotes."""
        if not isinstance(value, str):
            return number_phrase(value)
        return Phrase(f"'{value}'" if '"' in value else f'"{value}"')

    def truth(self, value: Phrase) -> bool | None:
        """Text decides nothing: both branches are shown."""
        return None

    def unknown(self) -> Phrase:
        """Never asked: conditions are joined as text."""
        raise AssertionError("prose joins conditions as text")

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Phrase], names: Mapping[str, Phrase]) -> Phrase:
        """Return the whole choice as text."""
        test, body, other = (evaluate(part) for part in (node.test, node.body, node.orelse))
        return Phrase(f"{body.inside(_OR)} if {test.inside(_OR)} else {other.text}", _CHOICE)


class Named(Prose):
    """The formula as text over its names: a column is said by its name, not by its rows · 以名称写出."""

    functions: Tables = MappingProxyType({name: _called(name) for name in FUNCTIONS})


PROSE, NAMED = Prose(), Named()


def may_hold(test: ast.expr, values: Mapping[str, Any]) -> bool | None:
    """Return the truth of a condition for values as in `Pieces`; None where it may be either."""
    try:
        truth: bool | None = evaluate_node(test, Pieces(), values)
    except Undefined:
        return None
    return truth


def chosen(tree: ast.expr, holds: Callable[[ast.expr], bool | None]) -> tuple[ast.expr, ast.expr | None]:
    """Return the branch that is taken, and the condition that holds for it.

    Where a condition may be either, what is left of the choice is returned; the condition is None where
    nothing was decided, or none of them holds.
    """
    held: ast.expr | None = None
    while isinstance(tree, ast.IfExp):
        truth = holds(tree.test)
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
