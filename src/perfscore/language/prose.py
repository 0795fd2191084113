"""Interpretation `prose`: a value is the formula's text with the numbers put in · 代入数字的算式."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from perfscore.language.evaluate import Evaluate, Tables
from perfscore.language.types import FUNCTIONS
from perfscore.numbers import decimal_text

__all__ = ["PROSE", "Phrase", "number_phrase"]

_CHOICE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(9)


@dataclass(frozen=True, slots=True)
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
    text = decimal_text(number)
    return Phrase(text, _PRODUCT if "/" in text else _SIGN if number < 0 else _ATOM)


def _binary(symbol: str, binds: int) -> Callable[[Phrase, Phrase], Phrase]:
    def put(a: Phrase, b: Phrase) -> Phrase:
        return Phrase(f"{a.inside(binds)} {symbol} {b.inside(binds + 1)}", binds)

    return put


def _joined(word: str, binds: int) -> Callable[[Sequence[Phrase]], Phrase]:
    return lambda parts: Phrase(f" {word} ".join(part.inside(binds + 1) for part in parts), binds)


def _signed(sign: str) -> Callable[[Phrase], Phrase]:
    return lambda a: Phrase(sign + a.inside(_ATOM), _SIGN)


def _called(name: str) -> Callable[..., Phrase]:
    return lambda *values: Phrase(f"{name}({', '.join(value.text for value in values)})")


def _added(column: Sequence[Phrase]) -> Phrase:
    return Phrase(
        " + ".join(part.inside(_PRODUCT) for part in column) or "0",
        _SUM if len(column) > 1 else _PRODUCT,
    )


class Prose:
    """The formula as text · 文字."""

    operators: Tables = MappingProxyType(
        {
            ast.Add: _binary("+", _SUM),
            ast.Sub: _binary("-", _SUM),
            ast.Mult: _binary("*", _PRODUCT),
            ast.Div: _binary("/", _PRODUCT),
            ast.Lt: _binary("<", _COMPARE),
            ast.LtE: _binary("<=", _COMPARE),
            ast.Gt: _binary(">", _COMPARE),
            ast.GtE: _binary(">=", _COMPARE),
            ast.Eq: _binary("==", _COMPARE),
            ast.NotEq: _binary("!=", _COMPARE),
            ast.USub: _signed("-"),
            ast.UAdd: _signed("+"),
            ast.Not: lambda a: Phrase(f"not {a.inside(_COMPARE)}", _NOT),
            ast.And: _joined("and", _AND),
            ast.Or: _joined("or", _OR),
        }
    )
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


PROSE = Prose()
