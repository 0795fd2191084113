"""What points mean for the facts behind them · 由得分反推事实."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.inverse import inverse
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.undoing import rounding_inverse
from perfscore.language.sets.joining import ATTAINABLE, Numbers, merged, met, on_steps
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.readings import ReadingAward

__all__ = ["FactMeans", "Means", "Undone", "free", "with_both"]


@dataclass(frozen=True, slots=True, eq=False)
class FactMeans:
    """The values one unknown fact must have · 未知事实应取的值.

    `about` is the value at which the points come out before any rounding, None where there are many.  A
    word of a choice is the number at which it stands in its list, from 0.
    """

    evidence: Evidence
    about: Fraction | None
    possible: Numbers

    @property
    def words(self) -> tuple[str, ...]:
        """The words it must be one of; none where it is no choice."""
        listed = enumerate(self.evidence.binding.words)
        return tuple(word for n, word in listed if any(n == piece.exact for piece in self.possible))


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """What it means that a criterion has certain points · 得分的含义.

    `measure` is the indicator's value before any rounding, None where many would do or the readings
    differ; `possible` every value that rounds to the points under some reading; `facts` the unknown
    facts behind it.
    """

    award: Award
    measure: Fraction | None
    possible: Numbers
    facts: tuple[FactMeans, ...]


class Undone:
    """Says what points mean, and remembers the formulas it undid: of many rows most are alike · 反推."""

    def __init__(self) -> None:
        self._unrounded = cache(rounding_inverse)
        self._inverse = cache(lambda formula, name, names, piece: inverse(formula, name, dict(names), piece))

    def means_of(self, award: Award, points: Numbers) -> Means:
        """Return which measures and unknown facts give a criterion points within some ranges.

        What any reading allows is possible: the report does not say which of them was meant.
        """
        rounding, unrounded = award.step.rounding, points
        if rounding is not None:
            mode, places = rounding.mode, rounding.places
            unrounded = tuple(u for piece in points if (u := self._unrounded(mode, places, piece)))
        found = tuple(
            _Sense(award, reading, points, unrounded, self).means()
            for reading in award.readings
            if unrounded and any(map(reading.attainable.meets, points))
        )
        return found[0] if len(found) == 1 else _of_any(award, found)

    def values(self, formula: Formula, name: str, names: Mapping[str, Any], pieces: Numbers) -> Numbers:
        """Return the values of a name with which a formula gives a number in any of some ranges."""
        given = tuple(names.items())
        found = [self._inverse(formula, name, given, piece) for piece in pieces]
        return found[0] if len(found) == 1 else merged(piece for one in found for piece in one)


def with_both(first: FactMeans, second: FactMeans) -> FactMeans:
    """Return what a fact must be that has to fit twice."""
    about = first.about if first.about == second.about else None
    return FactMeans(first.evidence, about, tuple(met(merged(first.possible), merged(second.possible))))


def _of_any(award: Award, found: Sequence[Means]) -> Means:
    """Join what the readings say; one that does not read a fact or the measure leaves it free."""
    measures = {means.measure for means in found}
    measured: list[Range] = []
    if any(means.possible for means in found):
        for means in found:
            measured += means.possible or award.measurement.possible
    facts: dict[str, list[FactMeans]] = {}
    for means in found:
        for fact in means.facts:
            facts.setdefault(fact.evidence.binding.fact, []).append(fact)
    return Means(
        award,
        measures.pop() if len(measures) == 1 else None,
        merged(measured),
        tuple(_under_any(group, len(found)) for group in facts.values()),
    )


def _under_any(group: Sequence[FactMeans], readings: int) -> FactMeans:
    evidence = group[0].evidence
    if len(group) < readings:
        return FactMeans(evidence, None, free(evidence))
    abouts = {fact.about for fact in group}
    possible = merged(piece for fact in group for piece in fact.possible)
    return FactMeans(evidence, abouts.pop() if len(abouts) == 1 else None, possible)


class _Sense:
    """What points mean under one reading."""

    def __init__(
        self, award: Award, reading: ReadingAward, points: Numbers, unrounded: Numbers, undone: Undone
    ) -> None:
        self.award, self.reading, self.undone = award, reading, undone
        self.points, self.unrounded = points, unrounded

    def means(self) -> Means:
        """Return the measure and the unknown facts."""
        reads_measure = MEASURE in self.reading.rule.formula.names
        possible, measure = self._values(MEASURE) if reads_measure else ((), None)
        behind = self.award.measurement.evidence if reads_measure and self.award.step.measure else ()
        found: dict[str, FactMeans] = {}
        facts = (
            *(self._behind(item, possible, measure) for item in behind if _open(item)),
            *(self._direct(item) for item in self.reading.evidence if _open(item)),
        )
        for fact in facts:
            name = fact.evidence.binding.fact
            found[name] = with_both(found[name], fact) if name in found else fact
        return Means(self.award, measure, possible, tuple(found.values()))

    def _values(self, name: str) -> tuple[Numbers, Fraction | None]:
        """Return what a name of the rule can be, and the one value that needs no rounding."""
        formula, names = self.reading.rule.formula, self.reading.names
        possible = self.undone.values(formula, name, names, self.unrounded)
        if _only(self.points) is None:
            return possible, _only(possible)
        return possible, _only(self.undone.values(formula, name, names, self.points))

    def _direct(self, item: Evidence) -> FactMeans:
        """Return what a fact must be that the rule reads itself."""
        if item.binding.choice:
            return FactMeans(item, None, self._words(item))
        possible, about = self._values(item.binding.name)
        return FactMeans(item, about, _stepped(item, possible))

    def _words(self, item: Evidence) -> Numbers:
        """Return where the words stand in their list with which the points can be had."""
        formula, name = self.reading.rule.formula, item.binding.name
        found = []
        for place, word in zip(_places(item), item.binding.words, strict=True):
            names = {**self.reading.names, name: frozenset({word})}
            with suppress(Undefined):
                points: Any = evaluate(formula, Pieces(ATTAINABLE), names)
                if place is not None and any(met(points, merged(self.unrounded))):
                    found.append(place)
        return tuple(found)

    def _behind(self, item: Evidence, measures: Numbers, measure: Fraction | None) -> FactMeans:
        """Return what a fact must be that the indicator reads."""
        formula, name = self.award.step.measure, item.binding.name
        assert isinstance(formula, Formula)
        names = {e.binding.name: e.possible for e in self.award.measurement.evidence}
        possible = self.undone.values(formula, name, names, measures)
        about: Numbers = ()
        if measure is not None:
            about = self.undone.values(formula, name, names, (Range.point(measure),))
        return FactMeans(item, _only(about), _stepped(item, possible))


def _open(item: Evidence) -> bool:
    """Say whether a fact can be told from points: a number, or a word that no judge chooses."""
    of_words = item.binding.choice is not None and not item.binding.judged
    return not item.settled and (of_words or item.binding.kind is Kind.NUMBER)


def free(item: Evidence) -> Numbers:
    """Return everything that a fact can be."""
    if item.binding.choice is None:
        found: Numbers = item.possible
        return found
    return tuple(filter(None, _places(item)))


def _places(item: Evidence) -> list[Range | None]:
    """Return where each word of a choice stands in its list, None for one that the fact cannot be."""
    listed = enumerate(item.binding.words)
    return [Range.point(Fraction(n)) if word in item.possible else None for n, word in listed]


def _only(numbers: Numbers) -> Fraction | None:
    """Return the one number there is, None where there are several or none."""
    return numbers[0].exact if len(numbers) == 1 else None


def _stepped(item: Evidence, possible: Numbers) -> Numbers:
    """Return the values that come in the fact's own steps: whole persons, half points."""
    return tuple(value for piece in possible for value in on_steps(piece, item.binding.step))
