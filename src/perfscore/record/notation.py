"""How numbers and sets of numbers stand in a record: one spelling for each · 记录中数与数集的写法.

A number is ``n/d``; a range ``[0/1, 10/1]``, with a round bracket where the end is not in it and ``-inf`` or
``inf`` where there is none; numbers in equal steps ``0/1 .. 50/1 by 1/2``.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.prefix import fraction_text
from perfscore.language.sets.joining import Numbers
from perfscore.numbers.ranges import Range
from perfscore.score.sums.gridbits import whole_numbers
from perfscore.score.sums.pointset import PointSet

__all__ = ["number", "points", "possible", "range_text", "set_text", "value"]

_FEWEST = 3
"""So many numbers in equal steps are written as one run."""

N = TypeVar("N", int, Fraction)


class _Run(NamedTuple):
    """Numbers in equal steps; one alone where first and last are the same."""

    first: Fraction
    last: Fraction
    step: Fraction

    def __str__(self) -> str:
        if self.first == self.last:
            return fraction_text(self.first)
        return f"{fraction_text(self.first)} .. {fraction_text(self.last)} by {fraction_text(self.step)}"


def number(of: Fraction | None) -> str | None:
    """Return an exact number as ``n/d``, None where there is none."""
    return None if of is None else fraction_text(of)


def range_text(of: Range) -> str:
    """Return a range; one number alone where it holds no other."""
    if of.exact is not None:
        return fraction_text(of.exact)
    low = "-inf" if of.low is None else fraction_text(of.low)
    high = "inf" if of.high is None else fraction_text(of.high)
    return f"{'(' if of.low_open else '['}{low}, {high}{')' if of.high_open else ']'}"


def set_text(numbers: Numbers) -> tuple[str, ...]:
    """Return a set of numbers, from low to high; single ones in equal steps as one run."""
    found: list[str] = []
    waiting: list[Fraction] = []
    for piece in numbers:
        if piece.exact is not None:
            waiting.append(piece.exact)
            continue
        found += map(str, _runs(waiting))
        waiting = []
        found.append(range_text(piece))
    return (*found, *map(str, _runs(waiting)))


def points(of: PointSet) -> tuple[str, ...]:
    """Return the points that can be given."""
    if of.places is None or not of.bits:
        return set_text(of.ranges)
    scale = 10**of.places
    return tuple(map(str, _runs(whole_numbers(of.bits), scale)))


def _runs(numbers: Iterable[N], scale: int = 1) -> Iterator[_Run]:
    """Yield rising numbers as runs, each as long as its step allows."""
    held: list[N] = []
    for one in numbers:
        if len(held) < 2 or one - held[-1] == held[1] - held[0]:
            held.append(one)
            continue
        if len(held) >= _FEWEST:
            yield _run(held, scale)
            held = [one]
        else:
            yield _run(held[:1], scale)
            held = [held[-1], one]
    if len(held) >= _FEWEST:
        yield _run(held, scale)
    else:
        yield from (_run([one], scale) for one in held)


def _run(held: list[N], scale: int) -> _Run:
    step = held[1] - held[0] if len(held) > 1 else 0
    return _Run(Fraction(held[0]) / scale, Fraction(held[-1]) / scale, Fraction(step) / scale)


def value(of: Any) -> Any:
    """Return one exact value: number, truth, text, the numbers of a column; None where there is none."""
    if isinstance(of, Fraction):
        return fraction_text(of)
    return tuple(map(fraction_text, of)) if isinstance(of, tuple) else of


def possible(of: Any, kind: Kind) -> Any:
    """Return all that a name can be: numbers, those of each cell of a column, texts, a truth or None."""
    if kind is Kind.COLUMN:
        return tuple(map(set_text, of))
    if isinstance(of, frozenset):
        return tuple(sorted(of))
    return set_text(of) if isinstance(of, tuple) else of
