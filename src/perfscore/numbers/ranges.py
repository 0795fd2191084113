"""Ranges of exact numbers · 精确区间.

A range has two ends, each closed, open or infinite (None).  It is what a partly known number is.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from perfscore.numbers.exact import decimal_text

__all__ = ["EVERYTHING", "Range", "hull"]


@dataclass(frozen=True)
class Range:
    """All numbers between two ends · 区间.

    `low` or `high` is None where the range has no end; `low_open` and `high_open` say that the end
    itself is not in it.  A range is never empty: make one with `meet` to find out.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        # An end that is not there is not in the range either; one way to say so, so that == works.
        if self.low is None and not self.low_open:
            self.__dict__["low_open"] = True
        if self.high is None and not self.high_open:
            self.__dict__["high_open"] = True

    @classmethod
    def point(cls, number: Fraction) -> Self:
        """Return the range that holds one number."""
        return cls(number, number)

    @property
    def exact(self) -> Fraction | None:
        """The one number of the range, or None where there are several."""
        if self.low is self.high or self.low == self.high:
            return self.low
        return None

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, (Fraction, int)):
            return False
        if self.low is not None:
            above = _compared(number, self.low)
            if above < 0 or (self.low_open and not above):
                return False
        if self.high is not None:
            below = _compared(self.high, number)
            if below < 0 or (self.high_open and not below):
                return False
        return True

    def holds(self, other: "Range") -> bool:
        """Say whether every number of the other range lies in this one."""
        return self.meet(other) == other

    def touches(self, other: "Range") -> bool:
        """Say whether two ranges share a number, or would if the ends of this one were in it."""
        return not (
            (
                self.low is not None
                and other.high is not None
                and _before(other.high, other.high_open, self.low)
            )
            or (
                self.high is not None
                and other.low is not None
                and _before(self.high, other.low_open, other.low)
            )
        )

    def meet(self, other: "Range") -> "Range | None":
        """Return what two ranges share, None where they share nothing."""
        low, low_open = self.low, self.low_open
        if other.low is not None:
            higher = 1 if low is None else _compared(other.low, low)
            if higher > 0 or (other.low_open and not higher):
                low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None:
            lower = 1 if high is None else _compared(high, other.high)
            if lower > 0 or (other.high_open and not lower):
                high, high_open = other.high, other.high_open
        if low is not None and high is not None and _before(high, low_open or high_open, low):
            return None
        return Range(low, high, low_open, high_open)

    def __str__(self) -> str:
        if self.exact is not None:
            return decimal_text(self.exact)
        left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{decimal_text(self.low)}"
        right = "∞)" if self.high is None else f"{decimal_text(self.high)}{')' if self.high_open else ']'}"
        return f"{left}, {right}"


def _compared(one: Fraction | int, other: Fraction | int) -> int:
    """Return a number below, at or above 0 as one number is below, at or above another.

    Ranges are met more often than anything else is done; whole numbers take a fifth of the time.
    """
    numerator, denominator = one.as_integer_ratio()
    over, under = other.as_integer_ratio()
    return numerator * under - over * denominator


def _before(high: Fraction, is_open: bool, low: Fraction) -> bool:
    """Say whether what ends at `high` ends before what begins at `low`."""
    apart = _compared(high, low)
    return apart < 0 or (is_open and not apart)


EVERYTHING = Range(None, None, True, True)


def hull(*ranges: Range) -> Range:
    """Return the smallest range that holds all the given ones."""
    low, low_open = min((_low(r) for r in ranges), key=_low_key)
    high, high_open = max((_high(r) for r in ranges), key=_high_key)
    return Range(low, high, low_open, high_open)


End = tuple[Fraction | None, bool]


def _low(of: Range) -> End:
    return of.low, of.low_open


def _high(of: Range) -> End:
    return of.high, of.high_open


def _low_key(end: End) -> tuple[int, Fraction, bool]:
    number, is_open = end
    return (0, Fraction(0), False) if number is None else (1, number, is_open)


def _high_key(end: End) -> tuple[int, Fraction, bool]:
    number, is_open = end
    return (1, Fraction(0), False) if number is None else (0, number, not is_open)
