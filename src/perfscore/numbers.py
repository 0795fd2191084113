"""Exact numbers · 精确数.

Inside the house a number is a `Fraction`; at its edges it is decimal text.  No binary float is ever
made, and rounding happens only through a `Rounding` that a ruleset declared.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["MODES", "Mode", "Rounding", "decimal_text", "exact", "rounded_units"]

Mode = Literal["half_up", "half_even", "truncate", "up"]
MODES: tuple[Mode, ...] = ("half_up", "half_even", "truncate", "up")

_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?", re.ASCII)


def exact(text: str) -> Fraction:
    """Return the number a decimal text says · 读作精确数.

    One spelling only: ASCII digits, at most 18 before and 18 after the point, no exponent, no blanks.
    Raises ValueError for anything else.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def decimal_text(number: Fraction, places: int | None = None) -> str:
    """Return the decimal text of a number, or ``n/d`` where no decimal ends · 写作十进制.

    With `places` the text is padded with zeros to at least that many decimals; it is never rounded.
    """
    digits, rest = _ending(number.denominator)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = max(digits, places or 0)
    units = abs(number.numerator) * 10**digits // number.denominator
    whole, part = divmod(units, 10**digits)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def _ending(denominator: int) -> tuple[int, int]:
    """Return how many decimals a denominator needs, and what is left of it without 2s and 5s."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives), denominator


def rounded_units(numerator: int, denominator: int, mode: Mode) -> int:
    """Return ``numerator / denominator`` rounded to a whole number; ties and halves go by `mode`."""
    sign = -1 if numerator < 0 else 1
    whole, rest = divmod(abs(numerator), denominator)
    if mode == "up":
        whole += rest > 0
    elif mode != "truncate" and 2 * rest >= denominator:
        whole += 2 * rest > denominator or mode == "half_up" or whole % 2
    return sign * whole


@dataclass(frozen=True, slots=True)
class Rounding:
    """A declared rounding · 舍入规则.

    `half_up` sends ties away from zero (四舍五入), `half_even` to the even digit, `truncate` drops
    what is beyond (去尾), `up` takes any rest as one more unit (进一).
    """

    places: int
    mode: Mode = "half_up"

    def units(self, number: Fraction) -> int:
        """Return the number in units of the last place, rounded."""
        return rounded_units(number.numerator * 10**self.places, number.denominator, self.mode)

    def __call__(self, number: Fraction) -> Fraction:
        """Return the number, rounded."""
        return Fraction(self.units(number), 10**self.places)
