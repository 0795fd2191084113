"""Two measures between which points go the wrong way, or none as far as can be seen · 反例.

The range of the measure is cut where the formula can turn, and each part is halved until its trend is
proven right or two numbers in it show the contrary.  What is found was computed exactly at both, so a
right rule is never refused.
"""

import ast
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfscore.language.compile.formula import Formula
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value, whole_down
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.numbers.exact import too_large
from perfscore.numbers.ranges import Range
from perfscore.plan.proofs.search import middle_of
from perfscore.plan.proofs.turns import meetings, turns

__all__ = ["Example", "counter_example", "numbers_named", "set_of"]

Example = tuple[Fraction, Fraction, Fraction, Fraction]
"""A measure and its points, a greater measure and its points."""

_MOST_PARTS = 160
_NEAR = Fraction(1, 10_000)
_NEARER = (Fraction(1, 2), Fraction(1, 1_000), Fraction(1, 10**9))
"""How near to a place where the formula turns it is tried, as parts of the way to the next such place."""


def numbers_named(formula: Formula) -> set[Fraction]:
    """Return the numbers that stand in a formula."""
    named: Iterator[Any] = (node.value for node in ast.walk(formula.tree) if isinstance(node, ast.Constant))
    return {value for value in named if isinstance(value, Fraction)}


def counter_example(
    formula: Formula, x: str, names: Mapping[str, Any], within: Range, step: Fraction | None, good: Trend
) -> Example | None:
    """Return two measures of a range whose points go against the trend that is good; None where none shows.

    `names` holds one exact value for every other name; with a `step` only its multiples are measures.
    """
    return _Search(formula, x, names, within, step, good).found()


class _Search:
    def __init__(
        self,
        formula: Formula,
        x: str,
        names: Mapping[str, Any],
        within: Range,
        step: Fraction | None,
        good: Trend,
    ) -> None:
        self.formula, self.x, self.names = formula, x, names
        self.within, self.step, self.good = within, step, good
        self.tried: list[tuple[Fraction, Fraction]] = []
        self.sets = {name: set_of(value) for name, value in names.items()}

    def found(self) -> Example | None:
        named = {*numbers_named(self.formula), *(v for v in self.names.values() if isinstance(v, Fraction))}
        plain = {Fraction(twentieths, 20) for twentieths in range(41)}
        self._values([*plain, *(number + side * _NEAR for number in named for side in (-1, 0, 1))])
        if (example := self._shown()) or self._right(self.within):
            return example
        ends = {end for end in (self.within.low, self.within.high) if end is not None}
        sets = {**self.sets, self.x: (self.within,)}
        cuts = sorted({Fraction(0), *named, *ends, *turns(meetings(self.formula.tree), self.x, sets)})
        for low, high in pairwise(cuts):
            self._values(
                end for part in _NEARER for end in (low + (high - low) * part, high - (high - low) * part)
            )
        self._values((*cuts, cuts[0] - 1, cuts[-1] + 1))
        return self._shown() or self._halved(cuts)

    def _halved(self, cuts: list[Fraction]) -> Example | None:
        """Halve the parts between cuts, wide ones first, until one shows or all are proven right."""
        edges = (None, *cuts, None)
        parts = deque(part for low, high in pairwise(edges) if (part := self.within.meet(Range(low, high))))
        for _ in range(_MOST_PARTS):
            if not parts:
                return None
            part = parts.popleft()
            if self._right(part) or (middle := middle_of(part, self.step)) is None:
                continue
            self._values((middle,))
            if example := self._shown():
                return example
            for half in (Range(part.low, middle), Range(middle, part.high)):
                if piece := part.meet(half):
                    parts.append(piece)
        return None

    def _right(self, part: Range) -> bool:
        """Say whether the points are proven to go no wrong way in a part."""
        moving = {name: Moving(value) for name, value in self.sets.items()}
        try:
            trend = evaluate(self.formula, Trends(), {**moving, self.x: Moving((part,), Trend.RISING)}).trend
        except Undefined:
            return True  # No points, so none that go wrong.
        return trend in (self.good, Trend.CONSTANT)

    def _values(self, measures: Iterable[Fraction]) -> None:
        """Compute the points of measures that are in the range and were not tried yet."""
        for measure in measures:
            for x in self._on_steps(measure):
                at = bisect_left(self.tried, x, key=lambda pair: pair[0])
                known = at < len(self.tried) and self.tried[at][0] == x
                if known or x not in self.within or too_large(x):
                    continue
                try:
                    insort(self.tried, (x, exact_value(self.formula, {**self.names, self.x: x})))
                except Undefined:
                    continue

    def _on_steps(self, measure: Fraction) -> tuple[Fraction, ...]:
        if not self.step:
            return (measure,)
        below = whole_down(measure / self.step) * self.step
        return (below,) if below == measure else (below, below + self.step)

    def _shown(self) -> Example | None:
        for (low, below), (high, above) in pairwise(self.tried):
            if self._wrong(below, above):
                return low, below, high, above
        return None

    def _wrong(self, below: Fraction, above: Fraction) -> bool:
        return above < below if self.good is Trend.RISING else above > below


def set_of(value: Any) -> Any:
    """Return the set that holds one exact value, for the `pieces` interpretation."""
    if isinstance(value, Fraction):
        return (Range.point(value),)
    return frozenset({value}) if isinstance(value, str) else value
