"""The rounding detective: what would explain a claim that does not follow · 何种算法可得此分."""

from dataclasses import dataclass
from fractions import Fraction

from perfscore.award import Award
from perfscore.numbers import Mode, Rounding, decimal_text
from perfscore.ranges import Range

__all__ = ["Explained", "explain_claim"]


@dataclass(frozen=True, slots=True)
class Explained:
    """One way a claimed figure could have come about · 一种解释.

    `code` has a sentence in the catalogue; `points` is what it gives.
    """

    code: str
    points: Fraction
    places: int

    @property
    def text(self) -> str:
        """The points as text."""
        return decimal_text(self.points, self.places)


_TRIED: tuple[tuple[str, int, Mode], ...] = (
    ("whole-points", 0, "half_up"),
    ("whole-points-cut", 0, "truncate"),
    ("whole-points-up", 0, "up"),
    ("one-decimal", 1, "half_up"),
    ("one-decimal-cut", 1, "truncate"),
    ("two-decimals-cut", 2, "truncate"),
    ("two-decimals", 2, "half_up"),
)


def explain_claim(award: Award, claimed: Range) -> tuple[Explained, ...]:
    """Return the other roundings of the exact points that give what is claimed, the plainest first."""
    found: dict[Fraction, Explained] = {}
    for reading in award.readings:
        if reading.exact is None:
            continue
        for code, places, mode in _TRIED:
            points = Rounding(places, mode)(reading.exact)
            if points in claimed and points != reading.points:
                found.setdefault(points, Explained(code, points, places))
    return tuple(found.values())
