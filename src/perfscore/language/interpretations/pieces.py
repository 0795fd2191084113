"""Interpretations `interval` and `attainable`: a value is a set of numbers · 区间与可取值.

Both are one interpretation at two grains.  A number is a sorted tuple of disjoint ranges: at most
one for `interval`, which gives the exact bounds, many for `attainable`, which also knows the gaps
between the points a step function can give.  Every operation keeps all values that are possible
(where it must merge ranges it only ever adds numbers).  A truth is True, False or None (either); a
text is the set of texts it may be, None for any.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.language.interpretations.evaluate import Evaluate, Tables, Undefined
from perfscore.language.sets import narrow, spans
from perfscore.language.sets.joining import (
    ATTAINABLE,
    COMPARISONS,
    INTERVAL,
    MOST_PAIRS,
    MOST_WORK,
    Numbers,
    agreed,
    merged,
    pairs,
)
from perfscore.numbers.exact import Mode, rounded_units
from perfscore.numbers.ranges import Range

__all__ = ["ATTAINABLE", "INTERVAL", "Numbers", "PieceValue", "Pieces", "merged"]

PieceValue = Numbers | bool | frozenset[str] | None | Sequence[Numbers]


class Pieces:
    """Sets of numbers of at most `most` ranges · 数集.

    After an evaluation `maybe_undefined` holds the codes of what may leave the formula without a
    value (a divisor that may be zero); the result covers the other cases.
    """

    def __init__(self, most: int = INTERVAL) -> None:
        self.most = most
        self.maybe_undefined: set[str] = set()
        self._left = MOST_WORK
        self.operators: Tables = {
            ast.Add: self._pairs(spans.total),
            ast.Sub: self._pairs(spans.difference),
            ast.Mult: self._pairs(spans.product),
            ast.Div: self._divide,
            ast.USub: lambda a: merged(map(spans.negated, a), most),
            ast.UAdd: lambda a: a,
            ast.Not: lambda a: None if a is None else not a,
            **COMPARISONS,
        }
        self.functions: Tables = {
            "min": self._many(spans.smallest),
            "max": self._many(spans.largest),
            "abs": lambda a: merged(map(spans.absolute, a), most),
            "clamp": lambda a, low, high: self.functions["max"](low, self.functions["min"](a, high)),
            "floor": self._steps(_floor),
            "ceil": self._steps(_ceil),
            "round": self._rounds("half_up"),
            "round_half_even": self._rounds("half_even"),
            "truncate": self._rounds("truncate"),
            "round_up": self._rounds("up"),
            "whole_steps": lambda a: self._not_negative(self._steps(_floor)(a)),
            "part_steps": lambda a: self._not_negative(self._steps(_ceil)(a)),
            "sum": self._total,
            "count": lambda column: (Range.point(Fraction(len(column))),),
        }

    def constant(self, value: Fraction | str) -> PieceValue:
        """A constant is the set of itself."""
        return frozenset({value}) if isinstance(value, str) else (Range.point(value),)

    def truth(self, value: PieceValue) -> bool | None:
        """Return the truth; None where both are possible."""
        assert value is None or isinstance(value, bool)
        return value

    def unknown(self) -> PieceValue:
        """Return the truth that may be either."""
        return None

    def choose(
        self, node: ast.IfExp, evaluate: Evaluate[PieceValue], names: Mapping[str, PieceValue]
    ) -> PieceValue:
        """Return the values of both branches, each under what its condition says of the names."""
        results: list[Any] = []
        for branch, truth in ((node.body, True), (node.orelse, False)):
            inside = self.narrowed(node.test, truth, names, evaluate)
            if inside is not None:
                results.append(self._guarded(branch, inside, evaluate))
        results = [result for result in results if result != ()]
        if not results:
            raise Undefined("division-by-zero")
        found: PieceValue = self.joined(results)
        return found

    def joined(self, results: Sequence[Any]) -> Any:
        """Return every value of several results."""
        return agreed(results, self.most)

    def narrowed(
        self, test: ast.expr, truth: bool, names: Mapping[str, Any], evaluate: Evaluate[Any]
    ) -> Mapping[str, Any] | None:
        """Return the names under a condition that is true or false; None where that cannot be."""
        return narrow.narrowed(test, truth, names, evaluate)

    def _guarded(
        self, branch: ast.expr, names: Mapping[str, PieceValue], evaluate: Evaluate[PieceValue]
    ) -> PieceValue:
        try:
            return evaluate(branch, names)
        except Undefined as error:
            self.maybe_undefined.add(error.code)
            return ()

    def paired(self, a: Numbers, b: Numbers) -> list[tuple[Range, Range]]:
        """Return every pair of two sets, of coarser ones where the work would become too much."""
        found = pairs(a, b, min(MOST_PAIRS, self._left))
        self._left -= len(found)
        return found

    def _pairs(self, apply: Callable[[Range, Range], Range]) -> Callable[[Numbers, Numbers], Numbers]:
        return lambda a, b: merged((apply(x, y) for x, y in self.paired(a, b)), self.most)

    def _many(self, apply: Callable[[Iterable[Range]], Range]) -> Callable[..., Numbers]:
        def many(first: Numbers, *others: Numbers) -> Numbers:
            for other in others:
                first = merged(map(apply, self.paired(first, other)), self.most)
            return first

        return many

    def _divide(self, a: Numbers, b: Numbers) -> Numbers:
        if any(Fraction(0) in divisor for divisor in b):
            self.maybe_undefined.add("division-by-zero")
        result = merged((q for x, y in self.paired(a, b) for q in spans.quotient(x, y)), self.most)
        if not result:
            raise Undefined("division-by-zero")
        return result

    def _not_negative(self, a: Numbers) -> Numbers:
        """Return the larger of zero and each number."""
        result: Numbers = self.functions["max"](a, (Range.point(Fraction(0)),))
        return result

    def _steps(self, units: Callable[[Fraction], int], places: int = 0) -> Callable[[Numbers], Numbers]:
        def steps(a: Numbers) -> Numbers:
            return merged(self._taken(a, units, places), self.most)

        return steps

    def _taken(self, a: Numbers, units: Callable[[Fraction], int], places: int) -> Iterator[Range]:
        """Yield the steps taken, each a point of its own as long as they are few."""
        scale, left = 10**places, min(MOST_PAIRS, self._left)
        for piece in a:
            low, high = spans.stepped(piece, units, places)
            if low is not None and high is not None and high - low < min(self.most, left) > 1:
                left -= high - low + 1
                self._left -= high - low + 1
                yield from (Range.point(Fraction(step, scale)) for step in range(low, high + 1))
            else:
                bottom, top = (None if end is None else Fraction(end, scale) for end in (low, high))
                yield Range(bottom, top)

    def _rounds(self, mode: Mode) -> Callable[[Numbers, Numbers], Numbers]:
        def rounds(a: Numbers, decimals: Numbers) -> Numbers:
            places = int(decimals[0].low or 0)

            def units(number: Fraction) -> int:
                return rounded_units(number.numerator * 10**places, number.denominator, mode)

            return self._steps(units, places)(a)

        return rounds

    def _total(self, column: Sequence[Numbers]) -> Numbers:
        result: Numbers = (Range.point(Fraction(0)),)
        for numbers in column:
            result = self.operators[ast.Add](result, numbers)
        return result


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator


def _ceil(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
