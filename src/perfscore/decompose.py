"""Decompositions: which losses add up to a total · 失分组合.

Exact sums over the points each criterion can have, simplest first.  None is chosen: a bare total does
not say which of them happened.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from perfscore.award import Award
from perfscore.values import dataclass

__all__ = ["MOST_LOSERS", "Losses", "decompositions"]

MOST_LOSERS = 3
_GRAINS = (Fraction(1), Fraction(1, 2), Fraction(1, 10))
"""Grains of the smaller losses, simplest first: whole points, half points, tenths."""


Losses = tuple[tuple[Award, Fraction], ...]
"""What each criterion loses, in the order of the card, only those that lose."""


@dataclass(frozen=True, slots=True)
class _Loser:
    """A criterion, what it must lose, and the most it can have."""

    order: int
    award: Award
    must: Fraction
    best: Fraction


def decompositions(awards: Sequence[Award], total: Fraction, most: int) -> tuple[tuple[Losses, ...], bool]:
    """Return up to `most` ways to reach a total, simplest first, and whether there may be more.

    Simple is: few criteria lose beyond what they must, the smaller losses are whole points before
    half points before tenths, and the largest loss is one that facts decide.
    """
    losers = [_loser(order, award) for order, award in enumerate(awards)]
    extra = sum((loser.best for loser in losers), Fraction(0)) - total
    if extra < 0:
        return (), False
    found: list[Losses] = []
    for count in range(MOST_LOSERS + 1):
        for grain in range(len(_GRAINS) if count > 1 else 1):
            ways = sorted(_ways(losers, extra, count, grain), key=_simplicity)
            found += [_losses(losers, taken) for taken in ways]
            if len(found) > most:
                return tuple(found[:most]), True
    # One criterion that can still move has one loss that fits; with several, finer losses may fit too.
    movable = sum(1 for award in awards if not award.fixed)
    return tuple(found), movable > 1 and extra > 0


def _loser(order: int, award: Award) -> _Loser:
    best = award.range.high
    assert best is not None
    return _Loser(order, award, award.step.criterion.points - best, best)


_Taken = tuple[tuple[_Loser, Fraction], ...]


def _ways(losers: Sequence[_Loser], extra: Fraction, count: int, grain: int) -> Iterator[_Taken]:
    """Yield every way in which `count` criteria lose `extra` together, all but one in one grain."""
    if count == 0 and extra == 0:
        yield ()
    if count == 0 or extra == 0:
        return
    for chosen in combinations(losers, count):
        for main in chosen:
            others = [loser for loser in chosen if loser is not main]
            for taken in _small(others, extra, grain):
                rest = extra - sum((lost for _, lost in taken), Fraction(0))
                if rest > 0 and _can_lose(main, rest) and _is_main(main, rest, taken):
                    yield (main, rest), *taken


def _is_main(main: _Loser, rest: Fraction, taken: _Taken) -> bool:
    """Keep one of the ways that differ only in which loss is called the main one."""
    return all(
        _rank(rest) > _rank(lost) or (_rank(rest) == _rank(lost) and main.order < loser.order)
        for loser, lost in taken
    )


def _rank(lost: Fraction) -> int:
    return next((i for i, size in enumerate(_GRAINS) if (lost / size).denominator == 1), len(_GRAINS))


def _small(others: Sequence[_Loser], extra: Fraction, grain: int) -> Iterator[_Taken]:
    """Yield the losses of the other criteria: all in one grain, one of them in no simpler one."""
    for losses in product(*(_steps(loser, extra, _GRAINS[grain]) for loser in others)):
        if grain == 0 or any(_rank(lost) == grain for lost in losses):
            yield tuple(zip(others, losses, strict=True))


def _steps(loser: _Loser, most: Fraction, size: Fraction) -> list[Fraction]:
    count = int(min(most, loser.best) / size)
    return [lost for n in range(1, count + 1) if _can_lose(loser, lost := n * size)]


def _can_lose(loser: _Loser, lost: Fraction) -> bool:
    return loser.best - lost in loser.award.attainable


def _simplicity(taken: _Taken) -> tuple[object, ...]:
    if not taken:
        return ()
    main = taken[0][0]
    judged = main.award.step.indicator is None
    small = sum((lost for _, lost in taken[1:]), Fraction(0))
    return (judged, small, main.order, tuple(loser.order for loser, _ in taken[1:]))


def _losses(losers: Sequence[_Loser], taken: _Taken) -> Losses:
    extra = {loser.order: lost for loser, lost in taken}
    return tuple(
        (loser.award, loser.must + extra.get(loser.order, Fraction(0)))
        for loser in losers
        if loser.must or loser.order in extra
    )
