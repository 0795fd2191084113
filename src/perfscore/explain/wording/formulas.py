"""Formulas as an auditor reads them: names in words, × and ÷, the numbers put in · 算式的写法.

It is the `prose` interpretation in the words of a language, so what is shown is the tree that is
computed.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from perfscore.explain.wording.given import number_put_in, numbers_of, shared_unit
from perfscore.explain.wording.template import Hole, Template
from perfscore.explain.wording.words import (
    Words,
    day_text,
    days_text,
    percent,
    range_text,
    unit_of,
    words_of,
)
from perfscore.language.compile.formula import Formula, names_of
from perfscore.language.compile.types import FUNCTIONS, Kind
from perfscore.language.interpretations.evaluate import Evaluate, evaluate_node
from perfscore.language.interpretations.prose import (
    PROSE,
    Phrase,
    Prose,
    chosen,
    may_hold,
    signed,
    worked_out,
)
from perfscore.numbers.ranges import Range, hull
from perfscore.numbers.units import Unit
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, POINTS, TOTAL
from perfscore.score.evidence import Evidence
from perfscore.score.readings import ReadingAward

__all__ = ["Parts", "Wording", "wording"]

_SIGNS: Mapping[type[ast.AST], str] = {
    ast.Sub: " − ", ast.Mult: " × ", ast.Div: " ÷ ", ast.LtE: " ≤ ", ast.GtE: " ≥ ",
    ast.Eq: " = ", ast.NotEq: " ≠ ",
}  # fmt: skip
_LOGIC: Mapping[type[ast.AST], str] = {ast.And: "sign.and", ast.Or: "sign.or", ast.Not: "sign.not"}
_LOOSEST = 0


class Wording(Prose):
    """A formula in the words of a language; `names` says what stands for each name."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.operators = signed({**_SIGNS, **{op: words(key) for op, key in _LOGIC.items()}})
        self.functions = {name: self._called(name) for name in FUNCTIONS}

    def named(self, formula: Formula, bindings: Sequence[Binding], given: Mapping[str, Any]) -> str:
        """Return the formula with the label of every fact; `given` numbers are part of the rule."""
        return self._put(formula, self._labels(bindings, given))

    def _labels(self, bindings: Sequence[Binding], given: Mapping[str, Any]) -> dict[str, Any]:
        own = {POINTS: "formula.points", MEASURE: "formula.measure", TOTAL: "formula.total"}
        names: dict[str, Any] = {name: Phrase(self._words(key)) for name, key in own.items()}
        for binding in bindings:
            label = Phrase(self._words.label(binding.label))
            names[binding.name] = _Column([label]) if binding.kind is Kind.COLUMN else label
        return {**names, **{name: number_put_in(value) for name, value in given.items()}}

    def filled(
        self,
        formula: Formula,
        evidence: Sequence[Evidence],
        given: Mapping[str, Phrase],
        printed: bool = False,
    ) -> str:
        """Return the formula with the numbers put in, and the label of what is not known.

        With `printed` figures that all have one unit stay in it, 125 公里 of 120: for a formula whose
        value has no unit.
        """
        unit = shared_unit(evidence) if printed else None
        return self._put(
            formula, {**given, **{item.binding.name: self._value(item, unit) for item in evidence}}
        )

    def worked_out(self, formula: Formula, bindings: Sequence[Binding], constants: Mapping[str, Any]) -> str:
        """Return the formula with the labels of its facts, and what the rule's own numbers come to."""
        names = self._labels(bindings, constants)
        return str(evaluate_node(worked_out(formula.tree, numbers_of(constants)), self, names).text)

    def decided(self, parts: "Parts", reading: ReadingAward, given: Mapping[str, Phrase]) -> str:
        """Return a choice with the numbers put in: what it comes to, and the condition that decides it."""
        names = {**given, **{item.binding.name: self._value(item) for item in reading.evidence}}
        return self._taken(chosen(reading.rule.formula.tree, reading.holds), parts, names)

    def done(self, formula: Formula, evidence: Sequence[Evidence], values: Mapping[str, Any]) -> str:
        """Return what is done to a sum with the numbers put in; of a choice what is taken, and why.

        `values` are numbers of the rule, and the range in which the sum lies.
        """
        ranges = {name: of if isinstance(of, Range) else Range.point(of) for name, of in values.items()}
        names: dict[str, Any] = {name: Phrase(range_text(of, self._words)) for name, of in ranges.items()}
        names |= {item.binding.name: self._value(item) for item in evidence}
        names |= {
            item.binding.name: Phrase(self._words.label(item.binding.label))
            for item in evidence
            if item.exact is True
        }
        possible = {item.binding.name: item.possible for item in evidence}
        possible |= {name: (of,) for name, of in ranges.items()}
        taken = chosen(formula.tree, lambda test: may_hold(test, possible))
        return self._taken(taken, Parts(self, {}), names)

    def _taken(
        self, taken: tuple[ast.expr, ast.expr | None], parts: "Parts", names: Mapping[str, Any]
    ) -> str:
        """Return the branch of a choice that is taken, and the condition that decides it."""
        left, held = taken
        text = parts[left, True].filled(names, self.functions)
        if held is None:
            return text
        return self._words("formula.since", value=text, test=parts[held, False].filled(names, self.functions))

    def template(self, tree: ast.expr) -> Template:
        """Return the words of a formula or a part of one, with a hole for every name."""
        return Template.of(evaluate_node(tree, self, {name: Hole.of(name) for name in names_of(tree)}))

    def _put(self, formula: Formula, names: Mapping[str, Any]) -> str:
        return formula.once(_template, self._words.language).filled(names, self.functions)

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

        def column(values: Hole | Sequence[Phrase]) -> Phrase:
            if isinstance(values, Hole):
                return values.over(name)
            if isinstance(values, _Column):
                return called(*values)
            plain: Phrase = PROSE.functions[name](values)
            return plain

        return column if FUNCTIONS[name].takes is Kind.COLUMN else called

    def _value(self, item: Evidence, unit: Unit | None = None) -> Any:
        if item.known == "exact":
            return self._known(item) if unit is None else number_put_in(item.exact, unit.factor)
        label = self._words.label(item.binding.label)
        unknown = Phrase(self._words("formula.unknown", name=label))
        if item.binding.kind is Kind.COLUMN:
            return _Column([unknown])
        if item.known == "range" and isinstance(item.possible, frozenset):
            said = [self._quoted(word).text for word in item.binding.words if word in item.possible]
            return Phrase(self._words("formula.either").join(said))
        if item.known == "range" and isinstance(item.possible, tuple):
            span = days_text if item.binding.kind is Kind.DATE else range_text
            return Phrase(span(hull(*item.possible), self._words))
        return unknown

    def _known(self, item: Evidence) -> Any:
        value = item.exact
        match item.binding.kind:
            case Kind.NUMBER:
                unit = unit_of(item.fact.unit or item.binding.unit) if item.fact else None
                return Phrase(percent(value)) if unit and unit.name == "%" else number_put_in(value)
            case Kind.COLUMN:
                return [number_put_in(cell) for cell in value]
            case Kind.DATE:
                return Phrase(day_text(value))
            case Kind.TRUTH:
                return Phrase(self._words("fact.true" if value else "fact.false"))
        return self._quoted(value)

    def _quoted(self, text: str) -> Phrase:
        return Phrase(self._words("punctuation.quote", text=text))


class _Column(list[Phrase]):
    """A column that is named rather than written out."""


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language; there is one for each catalogue."""
    return Wording(words_of(language))


def _template(formula: Formula, language: str) -> Template:
    return wording(language).template(formula.tree)


class Parts(dict[tuple[ast.expr, bool], Template]):
    """The parts of a choice in words, made when first shown; if asked so, the rule's arithmetic done."""

    def __init__(self, worded: Wording, constants: Mapping[str, Any]) -> None:
        super().__init__()
        self._worded, self._constants = worded, numbers_of(constants)

    def __missing__(self, part: tuple[ast.expr, bool]) -> Template:
        tree, done = part
        self[part] = found = self._worded.template(worked_out(tree, self._constants) if done else tree)
        return found
