"""Formulas as an auditor reads them: names in words, × and ÷, the numbers put in · 算式的写法.

It is the `prose` interpretation in the words of a language, so what is shown is the tree that is
computed.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.binding import Binding
from perfscore.evidence import Evidence
from perfscore.explain.numerals import brief, percent, range_text, unit_of
from perfscore.explain.words import Words
from perfscore.language.evaluate import Evaluate, evaluate
from perfscore.language.formula import Formula
from perfscore.language.prose import PROSE, Phrase, Prose, number_phrase
from perfscore.language.types import FUNCTIONS, Kind
from perfscore.planned import MEASURE, POINTS, TOTAL
from perfscore.ranges import hull

__all__ = ["Wording", "number_put_in"]

_SIGNS: Mapping[type[ast.AST], tuple[str, str]] = {
    ast.Sub: (" - ", " − "), ast.Mult: (" * ", " × "), ast.Div: (" / ", " ÷ "),
    ast.LtE: (" <= ", " ≤ "), ast.GtE: (" >= ", " ≥ "), ast.Eq: (" == ", " = "),
    ast.NotEq: (" != ", " ≠ "),
}  # fmt: skip
_LOOSEST = 0


class Wording(Prose):
    """A formula in the words of a language; `names` says what stands for each name."""

    def __init__(self, words: Words) -> None:
        self._words = words
        joined = {ast.And: " and ", ast.Or: " or ", ast.Not: "not "}
        signs = {**_SIGNS, **{op: (sign, words(f"sign.{sign.strip()}")) for op, sign in joined.items()}}
        self.operators = {
            op: _dressed(apply, *signs[op]) if op in signs else apply for op, apply in PROSE.operators.items()
        }
        self.functions = {name: self._called(name) for name in FUNCTIONS}

    def named(self, formula: Formula, bindings: Sequence[Binding], given: Mapping[str, Any]) -> str:
        """Return the formula with the label of every fact; `given` numbers are part of the rule."""
        names: dict[str, Any] = {POINTS: Phrase(self._words("formula.points"))}
        names |= {
            MEASURE: Phrase(self._words("formula.measure")),
            TOTAL: Phrase(self._words("formula.total")),
        }
        names |= {name: number_put_in(value) for name, value in given.items()}
        for binding in bindings:
            label = Phrase(self._words.label(binding.label))
            names[binding.name] = _Column([label]) if binding.kind is Kind.COLUMN else label
        return _text(evaluate(formula, self, names))

    def filled(self, formula: Formula, evidence: Sequence[Evidence], given: Mapping[str, Any]) -> str:
        """Return the formula with the numbers put in, and the label of what is not known."""
        names: dict[str, Any] = {name: number_put_in(value) for name, value in given.items()}
        names |= {item.binding.name: self._value(item) for item in evidence}
        return _text(evaluate(formula, self, names))

    def constant(self, value: Fraction | str) -> Phrase:
        """A number as it is written, a text in quotes."""
        return self._quoted(value) if isinstance(value, str) else number_put_in(value)

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Phrase], names: Mapping[str, Phrase]) -> Phrase:
        """Return the whole choice in words."""
        test, body, other = (evaluate(part) for part in (node.test, node.body, node.orelse))
        parts = {"test": test.text, "value": body.inside(_LOOSEST + 1), "otherwise": other.text}
        return Phrase(self._words("formula.choice", **parts), _LOOSEST)

    def _called(self, name: str) -> Callable[..., Phrase]:
        template = self._words.template(f"function.{name}")

        def called(*values: Phrase) -> Phrase:
            texts = [value.text for value in values]
            return Phrase(template.format(*texts, all=", ".join(texts)))

        def column(values: Sequence[Phrase]) -> Phrase:
            if isinstance(values, _Column):
                return called(*values)
            plain: Phrase = PROSE.functions[name](values)
            return plain

        return column if FUNCTIONS[name].takes is Kind.COLUMN else called

    def _value(self, item: Evidence) -> Any:
        label = self._words.label(item.binding.label)
        unknown = Phrase(self._words("formula.unknown", name=label))
        if item.binding.kind is Kind.COLUMN:
            exact = item.known == "exact"
            return [number_put_in(cell) for cell in item.exact] if exact else _Column([unknown])
        value = item.exact
        if item.known == "exact" and item.binding.kind is Kind.DATE:
            return Phrase(date.fromordinal(int(value)).isoformat())
        if item.known == "exact" and isinstance(value, Fraction):
            unit = unit_of(item.fact.unit or item.binding.unit) if item.fact else None
            return Phrase(percent(value)) if unit and unit.name == "%" else number_put_in(value)
        if isinstance(value, bool):
            return Phrase(self._words("fact.true" if value else "fact.false"))
        if isinstance(value, str):
            return self._quoted(value)
        if item.known == "range" and isinstance(item.possible, tuple):
            return Phrase(range_text(hull(*item.possible), self._words))
        return unknown

    def _quoted(self, text: str) -> Phrase:
        return Phrase(self._words("punctuation.quote", text=text))


class _Column(list[Phrase]):
    """A column that is named rather than written out."""


def _text(phrase: Phrase) -> str:
    return phrase.text


def number_put_in(value: Any) -> Phrase:
    """Return a number (or a date) of a rule as it stands in a formula."""
    if not isinstance(value, Fraction):
        return Phrase(str(value))
    text = brief(value)
    return Phrase(text) if text.startswith("≈") else number_phrase(value)


def _dressed(apply: Callable[..., Phrase], plain: str, worded: str) -> Callable[..., Phrase]:
    """Return an operator of `prose` with another sign: brackets stay where prose puts them."""

    def dressed(*parts: Any) -> Phrase:
        given: Sequence[Phrase] = parts[0] if isinstance(parts[0], list) else parts
        stand_ins = [Phrase(f"\0{order}\0", phrase.binds) for order, phrase in enumerate(given)]
        shell = apply(stand_ins) if isinstance(parts[0], list) else apply(*stand_ins)
        text = re.sub(
            "\0([0-9]+)\0", lambda found: given[int(found[1])].text, shell.text.replace(plain, worded)
        )
        return Phrase(text, shell.binds)

    return dressed
