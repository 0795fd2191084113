"""Which other rounding a form can have kept to: one for all of its rows · 全表一致的舍入.

A rounding that gives one claimed score is no explanation where another row of the same form prints more
decimals than it leaves, or could only come about by another one.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfscore.numbers.exact import Mode, Rounding
from perfscore.numbers.ranges import Range
from perfscore.score.award import Award

__all__ = ["TRIED", "exact_points", "held_roundings", "prints_no_more"]

TRIED: tuple[tuple[str, int, Mode], ...] = (
    ("whole-points", 0, "half_up"),
    ("whole-points-cut", 0, "truncate"),
    ("whole-points-up", 0, "up"),
    ("one-decimal", 1, "half_up"),
    ("one-decimal-cut", 1, "truncate"),
    ("two-decimals-cut", 2, "truncate"),
    ("two-decimals", 2, "half_up"),
)
_LEAST_RAISED = 2
"""So many rows below their full points must have been rounded up: a full score may as well be too much."""


def held_roundings(lines: Iterable[tuple[Award, Range]]) -> frozenset[str]:
    """Return the codes of the roundings that every claimed score of a form allows."""
    lines = tuple(lines)
    needed = [(points, claimed) for award, claimed in lines if (points := _rounded(award, claimed))]
    raised = sum(map(_is_raised, lines))
    return frozenset(
        code
        for code, places, mode in TRIED
        if prints_no_more((claimed for _, claimed in lines), places)
        and all(Rounding(places, mode)(points) in claimed for points, claimed in needed)
        and (mode != "up" or raised >= _LEAST_RAISED)
    )


def prints_no_more(claims: Iterable[Range], places: int) -> bool:
    """Say whether no claimed score has more decimals than these."""
    return all(claimed.exact is None or (claimed.exact * 10**places).denominator == 1 for claimed in claims)


def exact_points(award: Award) -> Fraction | None:
    """Return the points of a line before any rounding, None where readings differ or nothing is known."""
    alike = {reading.exact for reading in award.readings}
    return alike.pop() if len(alike) == 1 else None


def _rounded(award: Award, claimed: Range) -> Fraction | None:
    """Return the exact points of a line whose claim is some rounding of them; others say nothing of one."""
    points = exact_points(award)
    if points is None or not any(found in claimed for found in (award.points, *_all(points))):
        return None
    return points


def _is_raised(line: tuple[Award, Range]) -> bool:
    """Say whether a line claims a little more than it earned, and less than all."""
    (award, claimed), points = line, _rounded(*line)
    return points is not None and points not in claimed and award.step.criterion.points not in claimed


def _all(points: Fraction) -> Iterator[Fraction]:
    return (Rounding(places, mode)(points) for _, places, mode in TRIED)
