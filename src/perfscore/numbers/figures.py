"""One printed figure · 一个数字.

A figure is a number with its multiplier, its mark of truncation (余, 多) and its unit:
``8万余册``.  What stands around it (不低于, 以上, a range) is read in `quantities`.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from perfscore.numbers.exact import exact
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.units import Unit, multiplier_power, read_unit, split_multiplier

__all__ = ["Figure", "in_digits"]

_FIGURE = re.compile(r"([+-]?[0-9][0-9.,]*)([^0-9]*)")
_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_TRUNCATED = ("余", "多")
_NUMERAL = re.compile(
    "([一二两三四五六七八九]?千)?([一二两三四五六七八九]?百)?零?([一二三四五六七八九]?十)?([一二两三四五六七八九])?"
)
_PLACES = (1000, 100, 10, 1)
_DIGITS = "零一二三四五六七八九"
_TOO_LARGE = 10**18


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, taken apart · 拆开的数字.

    `number` and `decimals` are those before the multiplier; `step` is the unit at which 余 or 多
    cut the number off (None where it is not cut), and `unit_name` is empty where none is printed.
    """

    text: str
    number: Fraction
    decimals: int
    step: Fraction | None
    multiplier: str
    unit_name: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Take a figure apart; raises QuantityRefused where it is not one number with a unit."""
        parts = _FIGURE.fullmatch(text)
        if parts is None:
            several = len(re.findall("[0-9][0-9.,]*", text)) > 1
            raise QuantityRefused("quantity-several" if several else "quantity-unreadable", found=text)
        number, decimals = _number(parts[1], text)
        tail = parts[2]
        early = tail.startswith(_TRUNCATED)
        multiplier, name = split_multiplier(tail[early:])
        late = name.startswith(_TRUNCATED)
        if early and late:
            raise QuantityRefused("quantity-qualified-twice", found=text)
        step = _step(number, decimals, late, text) if early or late else None
        return cls(text, number, decimals, step, multiplier, name[late:])

    def unit(self, given: Unit | None, counter: str = "") -> Unit | None:
        """Return the unit of the figure: its own, else the one printed apart, else none.

        `counter` is one that the table of units lacks.

        Raises QuantityRefused where the two cannot be converted, or the multiplier does not fit.
        """
        if self.unit_name:
            own = read_unit(self.multiplier + self.unit_name, counter)
            if given is not None and given.dimension != own.dimension:
                raise QuantityRefused(
                    "quantity-units-differ", found=self.text, own=own.name, given=given.name
                )
            return own
        if given is None or not self.multiplier:
            return given
        try:
            return read_unit(self.multiplier + given.name, counter)
        except QuantityRefused:
            raise QuantityRefused(
                "quantity-multiplier-twice",
                found=self.text,
                multiplier=self.multiplier,
                given=given.name,
            ) from None

    def power(self, unit: Unit | None) -> int:
        """Return the power of ten from the printed number to the base: 4 for 万册."""
        return multiplier_power(self.multiplier) if unit is None else unit.power

    def value(self, unit: Unit | None) -> Fraction:
        """Return the number in the base of the unit; raises QuantityRefused from 10^18 on."""
        value = self.number * Fraction(10) ** self.power(unit)
        if abs(value) >= _TOO_LARGE:
            raise QuantityRefused("quantity-too-large", found=self.text)
        return value


def _number(printed: str, text: str) -> tuple[Fraction, int]:
    """Return a printed number and how many decimals it shows."""
    if not _NUMBER.fullmatch(printed):
        raise QuantityRefused("quantity-number", found=text)
    plain = printed.replace(",", "")
    try:
        return exact(plain), len(plain.partition(".")[2])
    except ValueError:
        raise QuantityRefused("quantity-too-large", found=text) from None


def _step(number: Fraction, decimals: int, after_multiplier: bool, text: str) -> Fraction:
    """Return the unit at which 余 or 多 cut a number off.

    10万余 is cut at 万; in 10余万 and 600余 the round zeros may stand for what was cut.
    """
    if number <= 0:
        raise QuantityRefused("quantity-truncated", found=text)
    step = Fraction(1, 10**decimals)
    while not after_multiplier and (number / step) % 10 == 0:
        step *= 10
    return step


def in_digits(text: str) -> str:
    """Return a figure that begins in Chinese numerals in digits: 十余场 as 10余场.

    Below ten the words may name something (三期 is the third phase, 一次 is once), unless 万 or 亿 follows;
    a bare 百 or 千 counts where 余 or 多 follows it.
    """
    found = _NUMERAL.match(text)
    if found is None or not found[0]:
        return text
    rest = text[found.end() :]
    number = sum(
        place * (_DIGITS.find(part[0].replace("两", "二")) if part[0] in "两" + _DIGITS else 1)
        for place, part in zip(_PLACES, found.groups(), strict=True)
        if part
    )
    cut, many = rest.startswith(_TRUNCATED), rest.startswith(("万", "亿"))
    # 三千二 is 3200 to a speaker, 十分 is a degree, and 千克 and 百分比 are units.
    loose = bool(found[4]) and not found[3] and number > 10 and "零" not in found[0]
    named = (
        loose or (number < 10 and not many) or rest.startswith("分") or (found[0][0] in "百千" and not cut)
    )
    return text if named else f"{number}{rest}"
