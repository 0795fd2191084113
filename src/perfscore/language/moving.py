"""Values that move as one name rises · 随一项上升的变化."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from perfscore.ranges import Range

__all__ = ["Moving", "Trend", "scaled", "side_of_zero", "stepping"]

_NOT_BELOW_ZERO = Range(Fraction(0), None)
_NOT_ABOVE_ZERO = Range(None, Fraction(0))


class Trend(Enum):
    """Which way a value goes · 走向."""

    CONSTANT = "constant"
    RISING = "rising"
    FALLING = "falling"
    UNKNOWN = "unknown"

    def flipped(self) -> "Trend":
        """Return the opposite way."""
        return {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}.get(self, self)

    def joined(self, other: "Trend") -> "Trend":
        """Return the way two go together."""
        if self is Trend.CONSTANT or self is other:
            return other
        return self if other is Trend.CONSTANT else Trend.UNKNOWN


@dataclass(frozen=True, slots=True)
class Moving:
    """A set of values and which way they go."""

    value: Any
    trend: Trend = Trend.CONSTANT


def side_of_zero(value: Any) -> int:
    """Return 1 for numbers none of which is below zero, -1 where none is above, otherwise 0."""
    if all(_NOT_BELOW_ZERO.holds(piece) for piece in value):
        return 1
    return -1 if all(_NOT_ABOVE_ZERO.holds(piece) for piece in value) else 0


def scaled(trend: Trend, by: Any) -> Trend:
    """Return the trend of something multiplied by a value that does not move."""
    if trend is Trend.CONSTANT:
        return trend
    sign = side_of_zero(by)
    return trend if sign > 0 else trend.flipped() if sign < 0 else Trend.UNKNOWN


def stepping(test: Trend, body: Moving, other: Moving) -> Trend:
    """Return the trend of a choice: each branch's own, and the step where the condition changes."""
    both = body.trend.joined(other.trend)
    if test is Trend.CONSTANT:
        return both
    if test is Trend.UNKNOWN or not isinstance(body.value, tuple):
        return Trend.UNKNOWN
    upper, lower = (body, other) if test is Trend.RISING else (other, body)
    if both in (Trend.CONSTANT, Trend.RISING) and _apart(lower, upper):
        return Trend.RISING
    if both in (Trend.CONSTANT, Trend.FALLING) and _apart(upper, lower):
        return Trend.FALLING
    return Trend.UNKNOWN


def _apart(below: Moving, above: Moving) -> bool:
    """Say whether no value of the first lies above any of the second."""
    top, bottom = below.value[-1].high, above.value[0].low
    return top is not None and bottom is not None and bool(top <= bottom)
