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
        numerator, denominator = number.as_integer_ratio()
        if self.low is not None:
            over, under = self.low.as_integer_ratio()
            above = numerator * under - over * denominator
            if above < 0 or (self.low_open and not above):
                return False
        if self.high is not None:
            over, under = self.high.as_integer_ratio()
            below = over * denominator - numerator * under
            if below < 0 or (self.high_open and not below):
                return False
        return True

    def holds(self, other: "Range") -> bool:
        """Say whether every number of the other range lies in this one."""
        return self.meet(other) == other

    def meet(self, other: "Range") -> "Range | None":
        """Return what two ranges share, None where they share nothing."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (
            low is None or other.low > low or (other.low_open and other.low == low)
        ):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (
            high is None or other.high < high or (other.high_open and other.high == high)
        ):
            high, high_open = other.high, other.high_open
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return None
        return Range(low, high, low_open, high_open)

    def __str__(self) -> str:
        if self.exact is not None:
            return decimal_text(self.exact)
        left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{decimal_text(self.low)}"
        right = "∞)" if self.high is None else f"{decimal_text(self.high)}{')' if self.high_open else ']'}"
        return f"{left}, {right}"


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
