"""Ways to lose: the search behind the decompositions · 失分组合的搜索.

Losses are whole units and sets of them the bits of an integer, so that sums say beforehand which main
loss smaller ones can make up.  Nothing is tried in vain: the work grows with the criteria and with the
ways asked for, not with the combinations there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from perfscore.score.sums.gridbits import missing_from, spread, sums, whole_numbers

__all__ = ["MOST_LOSERS", "Loser", "Taken", "every", "more_ways", "ways"]

MOST_LOSERS = 3
"""Ways in which more criteria lose are not shown; a main loss has one or two smaller ones beside it."""
_GRAINS = (10, 5, 1)
"""Grains of the smaller losses in tenths, simplest first: whole points, half points, tenths."""

Taken = tuple[tuple[int, int], ...]
"""Places in the card and what is lost there in units, the main loss first."""


class Loser(NamedTuple):
    """What a criterion can lose beyond what it must: bits of units, and those in whole tenths."""

    order: int
    judged: bool
    losses: int
    tenths: int


@dataclass(frozen=True, slots=True)
class _Small:
    """What smaller losses make in tenths: one below the grain, one of it, two with one of it at least."""

    below: int = 0
    own: int = 0
    two: int = 0

    def __add__(self, other: "_Small") -> "_Small":
        two = sums(self.own, other.own | other.below) | sums(self.below, other.own)
        return _Small(self.below | other.below, self.own | other.own, self.two | other.two | two)


def ways(losers: Sequence[Loser], extra: int, unit: int) -> Iterator[Taken]:
    """Yield every way to lose so many units, simplest first."""
    if extra == 0:
        yield ()
        return
    for loser in sorted(losers, key=lambda loser: (loser.judged, loser.order)):
        if loser.losses >> extra & 1:
            yield ((loser.order, extra),)
    largest = sorted((loser.losses.bit_length() - 1 for loser in losers), reverse=True)
    for others in range(1, MOST_LOSERS):
        if extra <= sum(largest[: others + 1]):
            for grain in range(len(_GRAINS)):
                yield from _Search(losers, extra, unit, others, grain).ways()


class _Search:
    """The ways with one main loss and so many others, these in one grain, one in no simpler one.

    The main loss is of no simpler grain than the others; of several alike it is the first of the card.
    """

    def __init__(self, losers: Sequence[Loser], extra: int, unit: int, others: int, grain: int) -> None:
        self.losers, self.extra, self.tenth, self.others = losers, extra, unit // 10, others
        size = others * max(loser.tenths.bit_length() for loser in losers)
        self.last = min(extra // self.tenth, size)
        inside, simpler = _multiples(grain, 0, size), _multiples(grain - 1, 0, size)
        self.small = [_Small(one.tenths & simpler, one.tenths & inside & ~simpler) for one in losers]
        rest, over = divmod(extra, self.tenth)
        # Bit n: with smaller losses of n tenths, the main one is of this grain or simpler, or simpler.
        self.inside = 0 if over else _multiples(grain, rest, size)
        self.simpler = 0 if over else _multiples(grain - 1, rest, size)

    def ways(self) -> Iterator[Taken]:
        """Yield them: losses that facts decide first, then by what the smaller ones are together."""
        if not any(small.own for small in self.small):
            return
        fits = self._fits()
        for judged in (False, True):
            group = [at for at, loser in enumerate(self.losers) if loser.judged == judged and fits[at]]
            together = 0
            for at in group:
                together |= fits[at]
            for tenths in whole_numbers(together):
                for at in group:
                    if fits[at] >> tenths & 1:
                        yield from self._with(at, tenths)

    def _fits(self) -> list[int]:
        """Return, for each main loser, what smaller losses of the others leave it a loss it can have."""
        none = _Small()
        before = list(accumulate(self.small, initial=none))
        after = list(accumulate(reversed(self.small), initial=none))[-2::-1]
        return [
            rests & self._sums(before[at], after[at]) if (rests := self._rests(loser)) else 0
            for at, loser in enumerate(self.losers)
        ]

    def _sums(self, before: _Small, after: _Small) -> int:
        """Return what the others can lose; those before a main loss of the same grain only less than it."""
        free, tied = before + after, _Small(before.below) + after
        any_, later = (free.own, tied.own) if self.others == 1 else (free.two, tied.two)
        return any_ & ~self.inside | later & self.inside & ~self.simpler

    def _rests(self, loser: Loser) -> int:
        """Return the tenths that leave the main loser a loss it can have."""
        least = max(0, self.extra - self.last * self.tenth)
        wanted = self.extra - least
        return every(self.tenth, missing_from(loser.losses >> least, wanted, wanted))

    def _with(self, main: int, tenths: int) -> Iterator[Taken]:
        """Yield the ways with a main loser and smaller losses of so many tenths."""
        tied = self.inside >> tenths & 1
        others = [
            (at, small.below, 0 if tied and at < main else small.own)
            for at, small in enumerate(self.small)
            if at != main
        ]
        first = self.losers[main].order, self.extra - tenths * self.tenth
        for lost in _single(others, tenths) if self.others == 1 else _pairs(others, tenths):
            yield first, *((self.losers[at].order, each * self.tenth) for at, each in lost)


_Others = Sequence[tuple[int, int, int]]


def _single(others: _Others, tenths: int) -> Iterator[Taken]:
    return (((at, tenths),) for at, _, own in others if own >> tenths & 1)


def _pairs(others: _Others, tenths: int) -> Iterator[Taken]:
    """Yield two of the others and what they lose, one of them in the grain itself."""
    later = list(accumulate(reversed(others), lambda a, b: (0, a[1] | b[1], a[2] | b[2]), initial=(0, 0, 0)))
    for number, one in enumerate(others):
        if _shares(one, later[-2 - number], tenths):
            for other in others[number + 1 :]:
                for lost in whole_numbers(_shares(one, other, tenths)):
                    yield (one[0], lost), (other[0], tenths - lost)


def _shares(one: tuple[int, int, int], other: tuple[int, int, int], tenths: int) -> int:
    """Return what the one can lose of so many tenths for the other to lose the rest."""
    (_, below, own), (_, its_below, its_own) = one, other
    shares = own & missing_from(its_below | its_own, tenths, tenths)
    return shares | below & missing_from(its_own, tenths, tenths) if below else shares


def _multiples(grain: int, of: int, last: int) -> int:
    """Return the tenths up to a last that differ from a number by a multiple of a grain."""
    if grain < 0:
        return 0
    step = _GRAINS[grain]
    return spread((1 << last // step + 1) - 1, step) << of % step


def every(step: int, bits: int) -> int:
    """Return every so many bits, from the first."""
    return int(bin(bits)[:1:-1][::step][::-1], 2) if step > 1 else bits


def more_ways(losers: Sequence[Loser], extra: int, unit: int) -> bool:
    """Say whether there are ways that are not looked for, by what all criteria can lose together."""
    tenths = [spread(loser.tenths, unit // 10) for loser in losers]
    finer = [(one.losses & ~coarse, coarse) for one, coarse in zip(losers, tenths, strict=True)]
    return _reaches([(loser.losses, 0) for loser in losers], MOST_LOSERS + 1, extra) or _reaches(
        finer, 2, extra
    )


def _reaches(losers: Sequence[tuple[int, int]], least: int, extra: int) -> bool:
    """Say whether losses that count, so many at least, and some that do not make up the extra."""
    inside = (2 << extra) - 1
    made = [1] + [0] * least
    for counted, other in sorted(losers, reverse=True):
        last = sums(made[-1], counted)
        for number in range(least, -1, -1):
            one_more = sums(made[number - 1], counted) if number else 0
            made[number] = (made[number] | sums(made[number], other) | one_more) & inside
        made[-1] |= last & inside
        if made[-1] >> extra & 1:
            return True
    return False
