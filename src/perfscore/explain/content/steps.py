"""The arithmetic of one criterion, line by line · 逐步算式."""

import ast
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from perfscore.explain.wording.formulas import Parts, wording
from perfscore.explain.wording.given import number_put_in
from perfscore.explain.wording.words import Words, full, points_text, range_text, short_and_full, words_of
from perfscore.language.interpretations.prose import Phrase
from perfscore.language.sets.joining import Numbers
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import hull
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward

__all__ = ["Arithmetic", "named_formulas", "possible_text", "rounding_text"]


class _Told(NamedTuple):
    """What is said of a criterion before any report: its points put in, its formula, its rounding."""

    points: Phrase
    measure: str
    rounding: str

    @classmethod
    def of(cls, step: Step, language: str) -> "_Told":
        words = words_of(language)
        measure = wording(language).named(step.measure, step.inputs, {}) if step.measure else ""
        rounding = rounding_text(step.rounding, words) if step.rounding else words("rounding.at_total")
        return cls(number_put_in(step.criterion.points), measure, rounding)


class Arithmetic:
    """One criterion from its facts to its points, each step in the words of a language · 算式."""

    def __init__(self, award: Award, words: Words) -> None:
        self._award, self._words = award, words
        self._told = award.step.once(_Told.of, words.language)
        exact = award.measurement.exact
        self._exact = None if exact is None else short_and_full(exact)

    def measure(self) -> list[str]:
        """Return the formula of the indicator, the formula with the numbers, and its value."""
        measurement, words = self._award.measurement, self._words
        step, indicator = measurement.step, measurement.step.indicator
        if indicator is None:
            return []
        if step.measure is None:
            pack = str(step.provider) if step.provider else ""
            opaque = words("step.opaque", label=words.label(indicator.label), pack=pack)
            return [opaque, words("step.equals", text=self._measured())]
        plain = indicator.unit == "ratio"
        filled = wording(words.language).filled(step.measure, measurement.evidence, {}, printed=plain)
        lines = _lines(self._told.measure, filled, self._measured(), words)
        if measurement.reasons and measurement.state in ("measured", "partial"):
            # Of a fact nobody shows everything is possible, this too; of one that is shown it is news.
            lines += _maybe(measurement.reasons, words)
        return lines

    def points(self, reading: ReadingAward) -> list[str]:
        """Return the formula of the points and the formula with the numbers, before any rounding."""
        if reading.exact is not None:
            value = self._words("step.is", value=full(reading.exact))
        else:
            value = possible_text(reading.possible, self._words)
        named, filled = self._formulas(reading)
        return [*_lines(named, filled, value, self._words), *_maybe(reading.reasons, self._words)]

    def rounding(self, reading: ReadingAward) -> str:
        """Return what the declared rounding did."""
        rounding = self._award.step.rounding
        if rounding is None:
            return self._told.rounding
        points = points_text(reading.range, rounding.places, self._words)
        return self._words("rounding.gives", how=self._told.rounding, points=points)

    def _formulas(self, reading: ReadingAward) -> tuple[str, str]:
        """Return the formula of a rule, in words and with the numbers; of a choice what is taken."""
        rule, step, language = reading.rule, self._award.step, self._words.language
        named, constants = rule.once(_rule_worded, language)
        # What stands for the measure when the numbers are put in.
        x = Phrase(self._exact[0] if self._exact else self._words("formula.measure"))
        given = {**constants, POINTS: self._told.points, MEASURE: x}
        if not isinstance(rule.formula.tree, ast.IfExp):
            return named, wording(language).filled(rule.formula, reading.evidence, given)
        text, parts = step.once(_choices_worded, language)[step.rules.index(rule)]
        return text, wording(language).decided(parts, reading, given)

    def _measured(self) -> str:
        measurement, words = self._award.measurement, self._words
        if measurement.state == "undefined":
            return words("step.undefined", reason=words.sentence(measurement.reasons[0], {}))
        if self._exact is not None:
            return words("step.is", value=self._exact[1])
        return possible_text(measurement.possible, words)


def named_formulas(step: Step, language: str) -> list[str]:
    """Return the formulas of a criterion in words: its measure, its points."""
    measure = [step.once(_Told.of, language).measure] if step.measure else []
    if not step.rules or isinstance(step.rules[0].formula.tree, ast.IfExp):
        return measure + [text for text, _ in step.once(_choices_worded, language)[:1]]
    return [*measure, step.rules[0].once(_rule_worded, language)[0]]


def _choices_worded(step: Step, language: str) -> tuple[tuple[str, Parts], ...]:
    """Return the formula of each rule of a criterion, with what the rule's own numbers come to."""
    worded, numbers = wording(language), [_numbers(rule, step) for rule in step.rules]
    return tuple(
        (worded.worked_out(rule.formula, rule.reads, own), Parts(worded, own))
        for rule, own in zip(step.rules, numbers, strict=True)
    )


def _numbers(rule: ScoringRule, step: Step) -> Mapping[str, Fraction | date]:
    return {**rule.constants, POINTS: step.criterion.points}


def rounding_text(rounding: Rounding, words: Words) -> str:
    """Return a rounding in words."""
    return words(f"rounding.{rounding.mode}", places=str(rounding.places))


def _rule_worded(rule: ScoringRule, language: str) -> tuple[str, Mapping[str, Phrase]]:
    """Return the formula of a rule in words, and its constants as they are put in."""
    named = wording(language).named(rule.formula, rule.reads, rule.constants)
    return named, {name: number_put_in(value) for name, value in rule.constants.items()}


def _maybe(reasons: Iterable[str], words: Words) -> list[str]:
    return [words("step.maybe", reason=words.sentence(code, {})) for code in reasons]


def _lines(named: str, filled: str, value: str, words: Words) -> list[str]:
    """Return a formula and the formula with the numbers, in one line where none can be put in."""
    if named == filled:
        return [words("step.unfilled", text=named, value=value)]
    return [named, words("step.filled", text=filled, value=value)]


def possible_text(numbers: Numbers, words: Words) -> str:
    """Return the value of a step, or the values it can have."""
    within = hull(*numbers)
    if within.exact is not None:
        return words("step.is", value=full(within.exact))
    return words("step.possible", range=range_text(within, words))
