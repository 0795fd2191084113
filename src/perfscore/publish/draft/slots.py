"""What is filled into a sentence: how it is printed, and what it is · 语句中的填空.

Numbers, units and days are read by the one reader of printed quantities; here stands only where they may be.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from perfscore.numbers.exact import exact
from perfscore.numbers.quantity import QuantityRefused, read_quantity

__all__ = ["NUMBER", "award_of", "number_of", "percent_of", "shortened", "written"]

NUMBER = r"(?:(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?|[一二两三四五六七八九十半])"
_NUMERALS = MappingProxyType({"半": Fraction(1, 2), "两": Fraction(2)}) | {
    numeral: Fraction(value) for value, numeral in enumerate("一二三四五六七八九十", 1)
}
_LEAD = "的?(?:得|计|记|给|可得)?(?:该项|本项)?"
_FULL = f"{_LEAD}(?:满分|全分|{NUMBER}分)"
_NONE = f"的?(?:不得分|不计分|{_LEAD}0分)"
_SHARE = f"{_LEAD}(?:(?:分值|权重|满分)的[0-9]{{1,2}}%|[0-9]{{1,2}}%的?(?:分值|权重))"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "percent": rf"(?:-?{NUMBER}[%‰]|0(?![0-9.%‰]))",
        "share": rf"{NUMBER}%?",
        "step": rf"{NUMBER}(?:个?百分点|%|‰|个千分点)",
        "points": rf"{NUMBER}分",
        "full": _FULL,
        "award": f"(?:{_NONE}|{_FULL}|{_SHARE})",
        "span": r"[^,%‰#分]{0,8}?[0-9][0-9.]*[%‰]?[^,%‰#分]{0,9}?(?:[0-9][0-9.]*[%‰][^,%‰#分]{0,8}?)?"
        r"(?:\(不?含[0-9][0-9.]*[%‰]\)[^,%‰#分]{0,3}?)?",
        "weight": rf"(?:(?:该项|本项|指标|该指标)?(?:分值|标准分|权重|满分)|{NUMBER}分?)",
        "counter": "(?:项次|人次|[个项处例次起件宗笔份条家户人天日批])",
        "period": "(?:天|日|工作日|个工作日|周|个月)",
        "less": "[≤<]",
        "zero": "(?:不增加|不增长|未增加|没有增加|零增长)",
        "words": "[^,#0-9%‰]+?",
        "clause": "[^,]+?",
        "item": "[^#]+?",
        "listed": "[^,#、]+(?:、[^,#、]+)+?",
        "term": "[^,#=×/+<>()≤≥0-9%‰-]{2,40}?",
        "number": NUMBER,
        "day": "(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|[底末])?(?:之?前|以前)",
        "level": "[^,#、0-9]+?",
    }
)


def shortened(names: Iterable[str], endings: Iterable[str]) -> tuple[str, ...]:
    """Return names without their endings: 三公经费 of 三公经费变动率."""
    parts = [name.removesuffix(end) for name in names for end in endings if name.endswith(end)]
    return tuple(dict.fromkeys(part for part in parts if len(part) > 1))


def written(kind: str, names: tuple[str, ...]) -> str:
    """Return the expression of a type; that of names is made of those the criterion has."""
    if kind in ("name", "short"):
        return "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
    return _TYPES[kind]


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
