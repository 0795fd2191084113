"""Exact numbers · 精确数.

Inside the house a number is a `Fraction`; at its edges it is decimal text.  No binary float is ever
made, and rounding happens only through a `Rounding` that a ruleset declared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

__all__ = [
    "MODES",
    "MOST_BITS",
    "Mode",
    "Rounding",
    "added",
    "decimal_text",
    "exact",
    "over_one",
    "rounded_units",
    "too_large",
    "units_text",
]

Mode = Literal["half_up", "half_even", "truncate", "up"]
MODES: tuple[Mode, ...] = ("half_up", "half_even", "truncate", "up")

MOST_BITS = 2_048
"""No numerator or denominator of a number that is worked out grows beyond this."""

_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?", re.ASCII)


def exact(text: str) -> Fraction:
    """Return the number a decimal text says · 读作精确数.

    One spelling only: ASCII digits, at most 18 before and 18 after the point, no exponent, no blanks.
    Raises ValueError for anything else.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def decimal_text(number: Fraction, places: int | None = None, per: Fraction | None = None) -> str:
    """Return the decimal text of a number, or ``n/d`` where no decimal ends · 写作十进制.

    With `places` the text is padded with zeros to at least that many decimals; it is never rounded.
    With `per`, above zero, it is the text of ``number / per``, which is not made into a number of its own.
    """
    numerator, denominator = number.as_integer_ratio()
    if per is not None:
        over, under = per.as_integer_ratio()
        numerator, denominator = numerator * under, denominator * over
        common = gcd(numerator, denominator)
        numerator, denominator = numerator // common, denominator // common
    if denominator == 1 and not places:
        return str(numerator)
    digits, factor = _DECIMALS.get(denominator) or _decimals(denominator)
    if not factor:
        return f"{numerator}/{denominator}"
    if places is not None and places > digits:
        factor *= 10 ** (places - digits)
        digits = places
    return units_text(numerator * factor, digits)


def units_text(units: int, places: int) -> str:
    """Return so many units of the last of some decimals as text: 9685 of two are ``96.85``."""
    text = str(units)
    if not places:
        return text
    if units < 0 or len(text) <= places:
        sign, text = ("-" if units < 0 else ""), str(abs(units)).zfill(places + 1)
        return f"{sign}{text[:-places]}.{text[-places:]}"
    return f"{text[:-places]}.{text[-places:]}"


def _decimals(denominator: int) -> tuple[int, int]:
    """Return how many decimals a denominator needs, and what it takes to be a power of ten.

    The latter is 0 where no decimal ends.
    """
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    digits = max(twos, fives)
    return digits, 10**digits // denominator if rest == 1 else 0


_DECIMALS = {n: _decimals(n) for n in (1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 10_000)}
"""What the denominators of most printed figures need."""


def too_large(number: Fraction) -> bool:
    """Say whether a number is beyond all that is worked out with."""
    numerator, denominator = number.as_integer_ratio()
    return numerator.bit_length() > MOST_BITS or denominator.bit_length() > MOST_BITS


def over_one(numbers: Iterable[Fraction]) -> tuple[list[int], int]:
    """Return the numerators of numbers over one denominator, and that denominator."""
    pairs = [number.as_integer_ratio() for number in numbers]
    common = lcm(*[denominator for _, denominator in pairs])
    return [numerator * (common // denominator) for numerator, denominator in pairs], common


def added(numbers: Iterable[Fraction]) -> Fraction:
    """Return the sum of exact numbers, put over one denominator · 求和."""
    numerators, common = over_one(numbers)
    return Fraction(sum(numerators), common)


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
        numerator, denominator = number.as_integer_ratio()
        return rounded_units(numerator * 10**self.places, denominator, self.mode)

    def keeping(self, number: Fraction) -> "Rounding":
        """Return the rounding with as many more places as it takes to leave a decimal as it is."""
        digits, ends = _decimals(number.denominator)
        return self if not ends or digits <= self.places else replace(self, places=digits)

    def __call__(self, number: Fraction) -> Fraction:
        """Return the number, rounded."""
        return Fraction(self.units(number), 10**self.places)
