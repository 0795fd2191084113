"""What a sentence of scoring gives or takes: 得满分, 计4分, 不得分, 扣0.5分 · 得分与扣分的写法."""

import re
from fractions import Fraction
from types import MappingProxyType

from perfscore.numbers.exact import exact
from perfscore.numbers.quantity import QuantityRefused, read_quantity

__all__ = ["AWARD", "FULL", "NUMBER", "award_of", "number_of", "percent_of"]

NUMBER = r"(?:(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?|[一二两三四五六七八九十半])"
_NUMERALS = MappingProxyType({"半": Fraction(1, 2), "两": Fraction(2)}) | {
    numeral: Fraction(value) for value, numeral in enumerate("一二三四五六七八九十", 1)
}
_LEAD = "的?(?:得|计|记|给|可得)?(?:该项|本项)?"
FULL = f"{_LEAD}(?:满分|全分|{NUMBER}分)"
_NONE = f"的?(?:不得分|不计分|{_LEAD}0分)"
_SHARE = f"{_LEAD}(?:(?:分值|权重|满分)的[0-9]{{1,2}}%|[0-9]{{1,2}}%的?(?:分值|权重))"
AWARD = f"(?:{_NONE}|{FULL}|{_SHARE})"
"""A way to give points, as a regular expression."""


def number_of(text: str) -> Fraction | None:
    """Return the number a text begins with: 0.5分, 两分; None where it has none."""
    found = re.match(f"-?{NUMBER}", text)
    if found is None:
        return None
    return _NUMERALS.get(found[0]) or exact(found[0])


def percent_of(text: str) -> Fraction | None:
    """Return a percentage, or a step of percentage points, as a plain ratio; None for what is neither."""
    value = number_of(text)
    if value is None or text == "0":
        return value
    unit = text.removeprefix("-").lstrip("0123456789.一二两三四五六七八九十半").replace("个百", "百")
    try:
        one = read_quantity(f"1{unit}").range.exact if unit else None
    except QuantityRefused:
        return None
    return None if one is None else value * one


def award_of(text: str, points: Fraction) -> Fraction | None:
    """Return the points a text gives of those a row has; None where it says no number."""
    if re.fullmatch(_NONE, text):
        return Fraction(0)
    if re.search("满分$|全分$", text):
        return points
    found = re.search(rf"({NUMBER})(分|%)", text)
    if found is None:
        return None
    value = number_of(found[1])
    assert value is not None
    return value * points / 100 if found[2] == "%" else value
