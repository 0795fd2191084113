"""The rounding detective: what would explain a claim that does not follow · 何种算法可得此分."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfscore.alternatives import alternatives
from perfscore.award import Award
from perfscore.inputs.report import Report
from perfscore.numbers import Mode, Rounding, decimal_text
from perfscore.planned import Plan
from perfscore.ranges import Range

__all__ = ["Explained", "explain_claim", "roundings"]


@dataclass(frozen=True, slots=True)
class Explained:
    """One way a claimed figure could have come about · 一种解释.

    `code` has a sentence in the catalogue; `points` is what it gives, `name` which rule or ruleset
    gives it, where it is another one.
    """

    code: str
    points: Fraction
    places: int
    name: str = ""

    @property
    def text(self) -> str:
        """The points as text."""
        return decimal_text(self.points, self.places)

    @property
    def rounds(self) -> bool:
        """Say whether it is another rounding of the same points, and not another rule or amount."""
        return any(self.code == code for code, _, _ in _TRIED)


_TRIED: tuple[tuple[str, int, Mode], ...] = (
    ("whole-points", 0, "half_up"),
    ("whole-points-cut", 0, "truncate"),
    ("whole-points-up", 0, "up"),
    ("one-decimal", 1, "half_up"),
    ("one-decimal-cut", 1, "truncate"),
    ("two-decimals-cut", 2, "truncate"),
    ("two-decimals", 2, "half_up"),
)


def explain_claim(award: Award, claimed: Range, plan: Plan, report: Report) -> tuple[Explained, ...]:
    """Return the other roundings and the other rules that give what is claimed, the plainest first."""
    found: dict[Fraction, Explained] = {}
    rounding = award.step.rounding
    for reading in award.readings:
        if reading.exact is None:
            continue
        for explained in roundings(reading.exact):
            if explained.points in claimed and explained.points != reading.points:
                found.setdefault(explained.points, explained)
    others = []
    for other in alternatives(award, plan, report):
        points = rounding(other.exact) if rounding else other.exact
        if points in claimed:
            others.append(Explained(other.code, points, rounding.places if rounding else 0, other.name))
    return (*found.values(), *others)


def roundings(exact: Fraction) -> Iterator[Explained]:
    """Yield the other roundings of a number, the plainest first."""
    for code, places, mode in _TRIED:
        yield Explained(code, Rounding(places, mode)(exact), places)
