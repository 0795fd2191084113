"""The arithmetic of one criterion, line by line · 逐步算式."""

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfscore.explain.wording.formulas import Parts, number_put_in, wording
from perfscore.explain.wording.words import Words, full, points_text, range_text, words_of
from perfscore.language.interpretations.prose import Phrase
from perfscore.language.sets.joining import Numbers
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import hull
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.score.award import Award
from perfscore.score.measure import Measurement
from perfscore.score.readings import ReadingAward

__all__ = ["measure_steps", "points_steps", "rounding_step", "rounding_text"]


def measure_steps(measurement: Measurement, words: Words) -> Iterator[str]:
    """Yield the formula of the indicator, the formula with the numbers, and its value."""
    step, indicator = measurement.step, measurement.step.indicator
    assert indicator is not None
    if step.measure is None:
        pack = str(step.provider) if step.provider else ""
        yield words("step.opaque", label=words.label(indicator.label), pack=pack)
        yield words("step.equals", text=_measured(measurement, words))
        return
    plain = indicator.unit == "ratio"
    filled = wording(words.language).filled(step.measure, measurement.evidence, {}, printed=plain)
    yield from _lines(step.once(_measure_named, words.language), filled, _measured(measurement, words), words)
    if measurement.state in ("measured", "partial"):
        # Of a fact nobody shows everything is possible, this too; of one that is shown it is news.
        yield from (words("step.maybe", reason=words.sentence(code, {})) for code in measurement.reasons)


def points_steps(award: Award, reading: ReadingAward, words: Words) -> Iterator[str]:
    """Yield the formula of the points and the formula with the numbers, before any rounding."""
    if reading.exact is not None:
        value = words("step.is", value=full(reading.exact))
    else:
        value = _possible(reading.possible, words)
    yield from _lines(*_formulas(award, reading, words), value, words)
    for reason in reading.reasons:
        yield words("step.maybe", reason=words.sentence(reason, {}))


def _formulas(award: Award, reading: ReadingAward, words: Words) -> tuple[str, str]:
    """Return the formula of a rule in words and with the numbers; of a choice what is taken, with numbers."""
    rule, worded = reading.rule, wording(words.language)
    named, constants = rule.once(_rule_worded, words.language)
    step = award.step
    points = step.once(_points_put_in, words.language)
    given = {**constants, POINTS: points, MEASURE: _x(award, words)}
    if not isinstance(rule.formula.tree, ast.IfExp):
        return named, worded.filled(rule.formula, reading.evidence, given)
    text, parts = step.once(_choices_worded, words.language)[step.rules.index(rule)]
    return text, worded.decided(parts, reading, given)


def _choices_worded(step: Step, language: str) -> tuple[tuple[str, Parts], ...]:
    """Return the formula of each rule of a criterion, with what the rule's own numbers come to."""
    worded, numbers = wording(language), [_numbers(rule, step) for rule in step.rules]
    return tuple(
        (worded.worked_out(rule.formula, rule.reads, own), Parts(worded, own))
        for rule, own in zip(step.rules, numbers, strict=True)
    )


def _numbers(rule: ScoringRule, step: Step) -> Mapping[str, Fraction]:
    return {**rule.numbers, POINTS: step.criterion.points}


def rounding_step(award: Award, reading: ReadingAward, words: Words) -> str:
    """Return what the declared rounding did."""
    rounding = award.step.rounding
    if rounding is None:
        return words("rounding.at_total")
    points = points_text(reading.range, rounding.places, words)
    return words("rounding.gives", how=award.step.once(_rounding_worded, words.language), points=points)


def rounding_text(rounding: Rounding, words: Words) -> str:
    """Return a rounding in words."""
    return words(f"rounding.{rounding.mode}", places=str(rounding.places))


def _measure_named(step: Step, language: str) -> str:
    assert step.measure is not None
    return wording(language).named(step.measure, step.inputs, {})


def _rule_worded(rule: ScoringRule, language: str) -> tuple[str, Mapping[str, Phrase]]:
    """Return the formula of a rule in words, and its constants as they are put in."""
    named = wording(language).named(rule.formula, rule.reads, rule.constants)
    return named, {name: number_put_in(value) for name, value in rule.constants.items()}


def _points_put_in(step: Step, _language: str) -> Phrase:
    return number_put_in(step.criterion.points)


def _rounding_worded(step: Step, language: str) -> str:
    assert step.rounding is not None
    return rounding_text(step.rounding, words_of(language))


def _lines(named: str, filled: str, value: str, words: Words) -> Iterator[str]:
    """Yield a formula and the formula with the numbers, in one line where none can be put in."""
    if named == filled:
        yield words("step.unfilled", text=named, value=value)
    else:
        yield named
        yield words("step.filled", text=filled, value=value)


def _measured(measurement: Measurement, words: Words) -> str:
    if measurement.state == "undefined":
        return words("step.undefined", reason=words.sentence(measurement.reasons[0], {}))
    if measurement.exact is not None:
        return words("step.is", value=full(measurement.exact))
    return _possible(measurement.possible, words)


def _possible(numbers: Numbers, words: Words) -> str:
    within = hull(*numbers)
    if within.exact is not None:
        return words("step.is", value=full(within.exact))
    return words("step.possible", range=range_text(within, words))


def _x(award: Award, words: Words) -> Phrase:
    """Return what stands for the measure when the numbers are put in."""
    exact = award.measurement.exact
    return number_put_in(exact) if exact is not None else Phrase(words("formula.measure"))
