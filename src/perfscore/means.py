"""What points mean for the facts behind them · 由得分反推事实."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfscore.award import Award
from perfscore.evidence import Evidence, on_steps
from perfscore.language.inverse import inverse, rounding_inverse
from perfscore.language.pieces import Numbers
from perfscore.language.types import Kind
from perfscore.planned import MEASURE
from perfscore.ranges import Range
from perfscore.reading import ReadingAward
from perfscore.values import dataclass

__all__ = ["FactMeans", "Means", "means_of"]


@dataclass(frozen=True, slots=True, eq=False)
class FactMeans:
    """The values one unknown fact must have · 未知事实应取的值.

    `about` is the value at which the points come out before any rounding, None where there are many.
    """

    evidence: Evidence
    about: Fraction | None
    possible: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """What it means that a criterion has certain points · 得分的含义.

    `measure` is the indicator's value before any rounding, None where many would do; `possible`
    every value that rounds to the points; `facts` the unknown facts behind it.
    """

    award: Award
    measure: Fraction | None
    possible: Numbers
    facts: tuple[FactMeans, ...]


def means_of(award: Award, points: Range) -> Means:
    """Return which measures and unknown facts give a criterion points within a range."""
    rounding = award.step.rounding
    unrounded = points if rounding is None else rounding_inverse(rounding.mode, rounding.places, points)
    reading = next((r for r in award.readings if r.attainable.meets(points)), None)
    if unrounded is None or reading is None:
        return Means(award, None, (), ())
    names = reading.names
    direct = tuple(
        _direct(reading, item, names, unrounded, points)
        for item in reading.evidence
        if not item.settled and item.binding.kind is Kind.NUMBER
    )
    if MEASURE not in reading.rule.formula.names:
        return Means(award, None, (), direct)
    possible = inverse(reading.rule.formula, MEASURE, names, unrounded)
    measure = _only(inverse(reading.rule.formula, MEASURE, names, points))
    behind = tuple(
        _fact(award, item, possible, measure)
        for item in award.measurement.evidence
        if not item.settled and item.binding.kind is Kind.NUMBER and award.step.measure is not None
    )
    return Means(award, measure, possible, (*behind, *direct))


def _only(numbers: Numbers) -> Fraction | None:
    """Return the one number there is, None where there are several or none."""
    return numbers[0].exact if len(numbers) == 1 else None


def _direct(
    reading: ReadingAward, item: Evidence, names: Mapping[str, Any], unrounded: Range, points: Range
) -> FactMeans:
    """Return what a fact must be that the rule reads itself."""
    name = item.binding.name
    possible = inverse(reading.rule.formula, name, names, unrounded)
    return FactMeans(
        item, _only(inverse(reading.rule.formula, name, names, points)), _stepped(item, possible)
    )


def _fact(award: Award, item: Evidence, measures: Numbers, measure: Fraction | None) -> FactMeans:
    assert award.step.measure is not None
    names = {e.binding.name: e.possible for e in award.measurement.evidence}
    name = item.binding.name
    possible = tuple(found for m in measures for found in inverse(award.step.measure, name, names, m))
    about: Numbers = ()
    if measure is not None:
        about = inverse(award.step.measure, name, names, Range.point(measure))
    return FactMeans(item, _only(about), _stepped(item, possible))


def _stepped(item: Evidence, possible: Numbers) -> Numbers:
    """Return the values that come in the fact's own steps: whole persons, half points."""
    return tuple(value for piece in possible for value in on_steps(piece, item.binding.step))
