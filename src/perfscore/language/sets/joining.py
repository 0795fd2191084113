"""Sets of numbers as sorted ranges: how many are kept, how two compare · 数集的合并与比较."""

import ast
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from perfscore.language.compile.choices import COMPARE
from perfscore.numbers.ranges import Range, hull

__all__ = [
    "ATTAINABLE",
    "COMPARISONS",
    "INTERVAL",
    "MOST_PAIRS",
    "MOST_WORK",
    "Numbers",
    "agreed",
    "merged",
    "met",
    "on_steps",
    "pairs",
]

INTERVAL = 1
ATTAINABLE = 512
MOST_PAIRS = 2_048
"""No operation looks at more pairs of ranges; it joins neighbours until they are so few."""
MOST_WORK = 16_384
"""Nor does an evaluation as a whole: what is left of it then goes on with bounds alone."""

Numbers = tuple[Range, ...]


def merged(ranges: Iterable[Range], most: int = ATTAINABLE) -> Numbers:
    """Return the ranges sorted, joined where they touch, and no more than `most` of them."""
    found = sorted(ranges, key=lambda r: (r.low is not None, r.low or 0, r.low_open))
    if most == INTERVAL:
        return (hull(*found),) if found else ()
    joined: list[Range] = []
    for piece in found:
        if joined and _touch(joined[-1], piece):
            joined[-1] = hull(joined[-1], piece)
        else:
            joined.append(piece)
    result = tuple(joined)
    while len(result) > most:
        result = _halved(result)
    return result


def on_steps(within: Range, step: Fraction | None) -> Numbers:
    """Return a range, as single numbers where values come in steps and there are not too many."""
    if step is None or within.low is None or within.high is None:
        return (within,)
    first = -(-within.low // step) + (within.low_open and within.low % step == 0)
    last = within.high // step - (within.high_open and within.high % step == 0)
    if not 0 <= last - first < ATTAINABLE:
        return (within,)
    return tuple(Range.point(n * step) for n in range(int(first), int(last) + 1))


def pairs(a: Numbers, b: Numbers, most: int = MOST_PAIRS) -> list[tuple[Range, Range]]:
    """Return every pair of two sets, of coarser sets where there would be too many."""
    while len(a) * len(b) > max(most, 1):
        a, b = (_halved(a), b) if len(a) >= len(b) else (a, _halved(b))
    return list(product(a, b))


def met(a: Numbers, b: Numbers) -> Iterator[Range]:
    """Yield what two sorted sets share, passing over each range at most once."""
    # A judge's hundred steps against one wanted range: what ends before it is not looked at.
    i = 0 if not b or b[0].low is None else bisect_left(a, (False, b[0].low), key=_end)
    j = 0
    while i < len(a) and j < len(b):
        if both := a[i].meet(b[j]):
            yield both
        if _ends_first(a[i], b[j]):
            i += 1
        else:
            j += 1


def _end(of: Range) -> tuple[bool, Fraction]:
    return of.high is None, of.high or Fraction(0)


def _ends_first(a: Range, b: Range) -> bool:
    if a.high is None or b.high is None:
        return a.high is not None
    return a.high < b.high or (a.high == b.high and a.high_open)


def _halved(numbers: Numbers) -> Numbers:
    return tuple(hull(*numbers[i : i + 2]) for i in range(0, len(numbers), 2))


def _touch(first: Range, second: Range) -> bool:
    if first.high is None or second.low is None or first.high > second.low:
        return True
    return first.high == second.low and not (first.high_open and second.low_open)


def agreed(results: Sequence[Any], most: int = ATTAINABLE) -> Any:
    """Return every value of several results: all numbers or texts, a truth only where all agree."""
    first = results[0]
    if isinstance(first, tuple):
        return merged((piece for result in results for piece in result), most)
    if isinstance(first, frozenset):
        return frozenset().union(*results) if None not in results else None
    return first if all(result is first for result in results) else None


def _comparison(kind: type[ast.cmpop]) -> Callable[[Any, Any], bool | None]:
    def compare(a: Any, b: Any) -> bool | None:
        if isinstance(a, tuple) and isinstance(b, tuple):
            return _numbers(kind, a, b)
        if a is None or b is None:
            return None
        found = {COMPARE[kind](one, other) for one in a for other in b}
        return found.pop() if len(found) == 1 else None

    return compare


COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool | None]] = {
    kind: _comparison(kind) for kind in COMPARE
}
"""For two sets of numbers or texts: does it hold for all pairs, for none, or for some (None)?"""


def _numbers(kind: type[ast.cmpop], a: Numbers, b: Numbers) -> bool | None:
    if kind in (ast.Eq, ast.NotEq):
        same = _equal(a, b)
        return same if kind is ast.Eq or same is None else not same
    return _ordered(kind, hull(*a), hull(*b))


def _equal(a: Numbers, b: Numbers) -> bool | None:
    if len(a) == 1 and a[0].exact is not None and a == b:
        return True
    return False if next(met(a, b), None) is None else None


def _ordered(kind: type[ast.cmpop], a: Range, b: Range) -> bool | None:
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
