"""Interpretations `interval` and `attainable`: a value is a set of numbers · 区间与可取值.

Both are one interpretation at two grains.  A number is a sorted tuple of disjoint ranges: at most one
for `interval`, which gives the exact bounds, many for `attainable`, which also knows the gaps between
the points a step function can give.  Every operation keeps all values that are possible (where it must
merge ranges it only ever adds numbers).  A truth is True, False or None (either); a text is the set of
texts it may be, None for any.
"""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.language import spans
from perfscore.language.evaluate import Evaluate, Tables, Undefined
from perfscore.language.narrow import narrowed
from perfscore.numbers import Mode, rounded_units
from perfscore.ranges import Range, hull

__all__ = ["ATTAINABLE", "INTERVAL", "Numbers", "PieceValue", "Pieces", "merged"]

INTERVAL = 1
ATTAINABLE = 512

Numbers = tuple[Range, ...]
PieceValue = Numbers | bool | frozenset[str] | None | Sequence[Numbers]


def merged(ranges: Iterable[Range], most: int = ATTAINABLE) -> Numbers:
    """Return the ranges sorted, joined where they touch, and no more than `most` of them."""
    found = sorted(ranges, key=lambda r: (r.low is not None, r.low or 0, r.low_open))
    if most == 1:
        return (hull(*found),) if found else ()
    joined: list[Range] = []
    for piece in found:
        if joined and _touch(joined[-1], piece):
            joined[-1] = hull(joined[-1], piece)
        else:
            joined.append(piece)
    while len(joined) > most:
        joined = [hull(*joined[i : i + 2]) for i in range(0, len(joined), 2)]
    return tuple(joined)


def _touch(first: Range, second: Range) -> bool:
    if first.high is None or second.low is None or first.high > second.low:
        return True
    return first.high == second.low and not (first.high_open and second.low_open)


class Pieces:
    """Sets of numbers of at most `most` ranges · 数集.

    After an evaluation `maybe_undefined` holds the codes of what may leave the formula without a
    value (a divisor that may be zero); the result covers the other cases.
    """

    def __init__(self, most: int = INTERVAL) -> None:
        self.most = most
        self.maybe_undefined: set[str] = set()
        self.operators: Tables = {
            ast.Add: self._pairs(spans.total),
            ast.Sub: self._pairs(spans.difference),
            ast.Mult: self._pairs(spans.product),
            ast.Div: self._divide,
            ast.USub: lambda a: merged(map(spans.negated, a), most),
            ast.UAdd: lambda a: a,
            ast.Not: lambda a: None if a is None else not a,
            **{kind: _comparison(kind) for kind in _COMPARE},
        }
        self.functions: Tables = {
            "min": self._many(spans.smallest),
            "max": self._many(spans.largest),
            "abs": lambda a: merged(map(spans.absolute, a), most),
            "clamp": lambda a, low, high: self.functions["max"](
                low, self.functions["min"](a, high)
            ),
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
            inside = narrowed(node.test, truth, names, evaluate)
            if inside is not None:
                results.append(self._guarded(branch, inside, evaluate))
        results = [result for result in results if result != ()]
        if not results:
            raise Undefined("division-by-zero")
        if isinstance(results[0], tuple):
            return merged((piece for result in results for piece in result), self.most)
        found: PieceValue = _either(results)
        return found

    def _guarded(
        self, branch: ast.expr, names: Mapping[str, PieceValue], evaluate: Evaluate[PieceValue]
    ) -> PieceValue:
        try:
            return evaluate(branch, names)
        except Undefined as error:
            self.maybe_undefined.add(error.code)
            return ()

    def _pairs(
        self, apply: Callable[[Range, Range], Range]
    ) -> Callable[[Numbers, Numbers], Numbers]:
        return lambda a, b: merged((apply(x, y) for x in a for y in b), self.most)

    def _many(self, apply: Callable[[Iterable[Range]], Range]) -> Callable[..., Numbers]:
        def many(first: Numbers, *others: Numbers) -> Numbers:
            for other in others:
                first = merged((apply((x, y)) for x in first for y in other), self.most)
            return first

        return many

    def _divide(self, a: Numbers, b: Numbers) -> Numbers:
        if any(Fraction(0) in divisor for divisor in b):
            self.maybe_undefined.add("division-by-zero")
        result = merged((q for x in a for y in b for q in spans.quotient(x, y)), self.most)
        if not result:
            raise Undefined("division-by-zero")
        return result

    def _not_negative(self, a: Numbers) -> Numbers:
        """Return the larger of zero and each number."""
        result: Numbers = self.functions["max"](a, (Range.point(Fraction(0)),))
        return result

    def _steps(
        self, units: Callable[[Fraction], int], places: int = 0
    ) -> Callable[[Numbers], Numbers]:
        def steps(a: Numbers) -> Numbers:
            return merged((step for x in a for step in self._taken(x, units, places)), self.most)

        return steps

    def _taken(self, a: Range, units: Callable[[Fraction], int], places: int) -> Iterable[Range]:
        low, high = spans.stepped(a, units, places)
        scale = 10**places
        if low is not None and high is not None and high - low < self.most > 1:
            return (Range.point(Fraction(step, scale)) for step in range(low, high + 1))
        bottom, top = (None if end is None else Fraction(end, scale) for end in (low, high))
        return (Range(bottom, top, low is None, high is None),)

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


_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip


def _comparison(kind: type[ast.cmpop]) -> Callable[[Any, Any], bool | None]:
    def compare(a: Any, b: Any) -> bool | None:
        if isinstance(a, tuple) and isinstance(b, tuple):
            found: bool | None = _either([_ordered(kind, x, y) for x in a for y in b])
            return found
        if a is None or b is None or (len(a | b) > 1 and a & b):
            return None
        return _COMPARE[kind](bool(a & b), True)

    return compare


def _ordered(kind: type[ast.cmpop], a: Range, b: Range) -> bool | None:
    """Say whether the comparison holds for all, none or some pairs of two ranges."""
    if kind in (ast.Eq, ast.NotEq):
        same = True if a.exact is not None and a == b else None if a.meet(b) else False
        return same if kind is ast.Eq or same is None else not same
    if kind in (ast.Gt, ast.GtE):
        return _ordered(ast.Lt if kind is ast.Gt else ast.LtE, b, a)
    if kind is ast.Lt:
        return True if _below(a, b) else False if _at_most(b, a) else None
    return True if _at_most(a, b) else False if _below(b, a) else None


def _at_most(a: Range, b: Range) -> bool:
    """Say whether no number of a lies above any number of b."""
    return a.high is not None and b.low is not None and a.high <= b.low


def _below(a: Range, b: Range) -> bool:
    """Say whether every number of a lies below every number of b."""
    return _at_most(a, b) and (a.high != b.low or a.high_open or b.low_open)


def _either(results: Sequence[Any]) -> Any:
    """Return the result all agree on, None where they differ; texts are collected."""
    if isinstance(results[0], frozenset):
        return frozenset().union(*results) if None not in results else None
    return results[0] if all(result is results[0] for result in results) else None
