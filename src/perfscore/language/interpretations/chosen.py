"""Numbers of columns of which one is taken: the smaller, the larger, that of a branch · 择取.

What is taken is decided as late as it can be.  A rounding, a product with what is not below zero, a sum go
to each of the numbers instead: then every one of them is divided once, and of the points a rule gives only
whole ones are compared.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.language.interpretations import ratios
from perfscore.language.interpretations.ratios import Ratio
from perfscore.language.interpretations.truths import Gone, Truth, either_gone, joined, of_branch

__all__ = [
    "MOST_PARTS", "Either", "Extreme", "Number", "bounds", "chosen", "divided", "each", "extreme", "gone_of",
    "multiplied", "parts_of", "settled", "together", "without",
]  # fmt: skip

MOST_PARTS = 8  # a number of more parts is decided before anything more is done to it


@dataclass(frozen=True, slots=True, eq=False)
class Extreme:
    """The smallest of several numbers, or the largest · 最小或最大者."""

    least: bool
    parts: "tuple[Number, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """The number of one of two branches · 分支之一."""

    test: Truth
    body: "Number"
    other: "Number"


Number = Ratio | Extreme | Either


def bounds(a: Number) -> tuple[Fraction, Fraction]:
    """Return numbers that no row is below or above."""
    match a:
        case Ratio():
            return ratios.bounds(a)
        case Extreme(least, parts):
            ends = [bounds(part) for part in parts]
            pick = min if least else max
            return pick(low for low, _ in ends), pick(high for _, high in ends)
        case Either(_, body, other):
            (low, high), (bottom, top) = bounds(body), bounds(other)
            return min(low, bottom), max(high, top)


def gone_of(a: Number) -> Gone:
    """Return where a number has no value."""
    match a:
        case Ratio():
            return a.gone
        case Extreme(_, parts):
            return either_gone(*map(gone_of, parts))
        case Either(test, body, other):
            return either_gone(test.gone, of_branch(test.expr, gone_of(body), gone_of(other)))


def extreme(parts: Sequence[Number], least: bool) -> Number:
    """Return the smallest or the largest of several numbers, without those that never are."""
    flat = [own for part in parts for own in _flat(part, least)]
    kept: list[Number] = []
    for at, part in enumerate(flat):
        others = kept + flat[at + 1 :]
        if gone_of(part) is not None or not any(_before(other, part, least) for other in others):
            kept.append(part)
    return kept[0] if len(kept) == 1 else Extreme(least, tuple(kept))


def _flat(a: Number, least: bool) -> tuple[Number, ...]:
    return a.parts if isinstance(a, Extreme) and a.least is least else (a,)


def _before(a: Number, b: Number, least: bool) -> bool:
    """Say whether the first is taken in every row."""
    (low, high), (bottom, top) = bounds(a), bounds(b)
    return high <= bottom if least else low >= top


def chosen(test: Truth, body: Number, other: Number) -> Number:
    """Return the number of the branch that a condition takes."""
    if not isinstance(test.expr, bool):
        if isinstance(body, Either) and body.test.gone is None and _same(body.other, other):
            both = joined(test.expr, body.test.expr, every=True)
            return Either(Truth(both, test.gone), body.body, other)
        return Either(test, body, other)
    return without(body if test.expr else other, test.gone)


def _same(a: Number, b: Number) -> bool:
    """Say whether two numbers are one that is the same in every row."""
    if not (isinstance(a, Ratio) and isinstance(b, Ratio)) or a.gone is not None or b.gone is not None:
        return False
    return ratios.bounds(a)[0] == ratios.bounds(a)[1] == ratios.exactly(b)


def without(a: Number, gone: Gone) -> Number:
    """Return a number that has no value where something else has none."""
    return a if gone is None else each(a, lambda one: replace(one, gone=either_gone(one.gone, gone)))


def parts_of(a: Number) -> int:
    """Return of how many numbers one is taken."""
    match a:
        case Ratio():
            return 1
        case Extreme(_, parts):
            return sum(map(parts_of, parts))
        case Either(_, body, other):
            return parts_of(body) + parts_of(other)


def each(a: Number, apply: Callable[[Ratio], Number], rising: bool = True) -> Number:
    """Return what becomes of each number; as it rises, so does what becomes of it, or falls."""
    match a:
        case Ratio():
            return apply(a)
        case Extreme(least, parts):
            return extreme([each(part, apply, rising) for part in parts], least if rising else not least)
        case Either(test, body, other):
            return chosen(test, each(body, apply, rising), each(other, apply, rising))


def settled(a: Number) -> Ratio:
    """Return the number that is taken."""
    match a:
        case Ratio():
            return a
        case Extreme(least, parts):
            first, *others = map(settled, parts)
            for other in others:
                test = ratios.compared(first, other, ast.LtE if least else ast.GtE)
                first = ratios.selected(test, first, other, either_gone(first.gone, other.gone))
            return first
        case Either(test, body, other):
            return ratios.selected(test.expr, settled(body), settled(other), gone_of(a))


def together(a: Number, b: Number, apply: Callable[[Ratio, Ratio], Ratio]) -> Number:
    """Return what two numbers make together, which rises with both."""
    if parts_of(a) * parts_of(b) > MOST_PARTS:
        a, b = settled(a), settled(b)
    return each(a, lambda one: each(b, lambda other: apply(one, other)))


def multiplied(a: Number, b: Number) -> Number:
    """Return the products."""
    if parts_of(a) * parts_of(b) > MOST_PARTS or not _side(b):
        a = settled(a)
    if not (isinstance(b, Ratio) or all(_side(part) for part in _ratios(a))):
        b = settled(b)
    rising = _side(b) >= 0

    def times(one: Ratio) -> Number:
        return each(b, lambda other: ratios.product(one, other), _side(one) >= 0)

    return each(a, times, rising)


def divided(a: Number, b: Number) -> Number:
    """Return the quotients; what is divided by zero has none."""
    above_zero = all(ratios.bounds(part)[0] > 0 for part in _ratios(b))
    return multiplied(a, each(b if above_zero else settled(b), ratios.inverse, rising=False))


def _ratios(a: Number) -> Iterator[Ratio]:
    match a:
        case Ratio():
            yield a
        case Extreme(_, parts):
            for part in parts:
                yield from _ratios(part)
        case Either(_, body, other):
            yield from _ratios(body)
            yield from _ratios(other)


def _side(a: Number) -> int:
    """Return 1 for numbers none of which is below zero, -1 where none is above, otherwise 0."""
    low, high = bounds(a)
    return 1 if low >= 0 else -1 if high <= 0 else 0
