"""The ends of what points can be: the same formula where facts end, or what the program found · 得分上下限.

A formula is taken at the ends of its facts only where the `trend` interpretation proves, for every value
they may ever have, that points go one way with each of them.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.explain.formats.xlsx.reading import HIGH, LOW, Read, filled
from perfscore.explain.formats.xlsx.scoring import Scoring
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import Cell, called, either, given
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pairs import Pair
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule

__all__ = ["Taken", "at_ends", "comes_to", "end"]

Taken = tuple[Pair, Pair] | None
"""The points at both ends of what the facts can be, None where they cannot be taken there."""
Ways = Mapping[Read, bool]
"""Whether points rise with a fact."""


def comes_to(pair: Pair, number: Fraction | None) -> bool:
    """Say whether a number of the sheet is the one the engine has."""
    if number is None or isinstance(pair.n.value, str) or not pair.d.value:
        return False
    return Fraction(pair.n.value, pair.d.value) == number


def at_ends(scoring: Scoring) -> Taken:
    """Write the points at the ends; None where they are not proven or not those of the engine."""
    if scoring.opaque or not scoring.rules:
        return None
    ways = [_ways(scoring, rule, reads) for rule, reads in scoring.rules]
    trace, known = scoring.own.trace, scoring.award.range
    before = trace.next
    if None in ways:
        return None
    low, high = (_at(scoring, side, [way for way in ways if way is not None]) for side in (LOW, HIGH))
    if scoring.award.readings and not (comes_to(low, known.low) and comes_to(high, known.high)):
        trace.back(before)
        return None
    return low, high


def _at(scoring: Scoring, side: int, ways: Sequence[Ways]) -> Pair:
    """Write the points of every reading at one end, and the outermost of them."""
    trace, words = scoring.own.trace, scoring.words
    trace.line(words("workbook.at_low" if side == LOW else "workbook.at_high"), heading=True)
    taken = []
    for (rule, reads), way in zip(scoring.rules, ways, strict=True):
        ends = {read: read.end(side if rises else 1 - side) for read, rises in way.items()}
        measure = scoring.measure([ends[read] for read in scoring.measured], ends=True)
        taken.append(scoring.earned(rule, {read.name: ends[read] for read in reads}, measure, ends=True))
    result = taken[0]
    for other in taken[1:]:
        line = trace.line(words("workbook.readings_together"))
        result = pairs.extreme(line, result, other, least=side == LOW)
    return result


def _ways(scoring: Scoring, rule: ScoringRule, reads: Sequence[Read]) -> Ways | None:
    """Return for each fact whether points rise with it; None where one is not proven to go one way."""
    every = [*scoring.measured, *reads]
    ways: dict[Read, bool] = {}
    for read in every:
        if read.kind is Kind.TEXT:
            ways[read] = True  # nothing lies between two texts: one that is missing has no ends
            continue
        rising = {other for other in every if other.fact == read.fact}
        trend = _trend(scoring, rule, reads, rising)
        if trend is Trend.UNKNOWN:
            return None
        ways[read] = trend is not Trend.FALLING
    return ways


def _trend(scoring: Scoring, rule: ScoringRule, reads: Sequence[Read], rising: set[Read]) -> Trend:
    """Return which way the points of a reading go as some facts rise."""

    def moved(of: Sequence[Read]) -> dict[str, Any]:
        return {read.name: read.moving(Trend.RISING if read in rising else Trend.CONSTANT) for read in of}

    names = {name: Moving((Range.point(number),)) for name, number in rule.numbers.items()}
    names[POINTS] = Moving((Range.point(scoring.step.criterion.points),))
    measure = scoring.step.measure
    try:
        if measure is not None and MEASURE in rule.formula.names:
            names[MEASURE] = evaluate(measure, Trends(), moved(scoring.measured))
        found: Trend = evaluate(rule.formula, Trends(), {**names, **moved(reads)}).trend
    except Undefined:
        return Trend.UNKNOWN
    return found


def end(scoring: Scoring, side: int, earned: Sequence[Pair], taken: Taken, points: Pair) -> Pair:
    """Write one end of what the points can be.

    Where it cannot be computed it is what the program found as long as nothing is changed, else none or
    all of the points.
    """
    known = scoring.award.range.low if side == LOW else scoring.award.range.high
    widest = Fraction(0) if side == LOW else scoring.step.criterion.points
    line = scoring.own.trace.line(scoring.words("workbook.low" if side == LOW else "workbook.high"))
    found = widest if known is None else known
    if not earned:
        return filled(line, given(found.numerator), given(found.denominator))
    cells = []
    for at in (0, 1):
        wide = given(widest.as_integer_ratio()[at])
        otherwise = either(scoring.same, given(found.as_integer_ratio()[at]), wide)
        own = taken[side] if taken else None
        cell = _computed(scoring, at, earned, own, otherwise)
        if scoring.policy != "range":  # a missing fact costs all points
            cell = either(scoring.missing > 0, given(at), cell)
        cell = either(scoring.bad > 0, wide, cell)
        cells.append(either(scoring.absent > 0, (points.n, points.d)[at], cell))
    return filled(line, cells[0], cells[1])


def _computed(scoring: Scoring, at: int, earned: Sequence[Pair], taken: Pair | None, otherwise: Cell) -> Cell:
    """Return the numerator or the denominator of an end, as the sheet computes it where it can."""
    exact = all(cell.exact for read in scoring.reads for cell in read.cells)
    if taken is None and (len(earned) > 1 or not exact):
        return otherwise
    own = earned[0] if taken is None else taken
    cell = either(called("ISNUMBER", own.n + own.d), (own.n, own.d)[at], otherwise)
    return cell if taken is not None else either(scoring.missing + scoring.loose > 0, otherwise, cell)
