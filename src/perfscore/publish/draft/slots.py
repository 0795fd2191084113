"""What is filled into a sentence: how it is printed, and what it is · 语句中的填空.

Numbers, units and days are read by the one reader of printed quantities; here stands only where they may be.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from perfscore.numbers.awards import AWARD, FULL, NUMBER

__all__ = ["shortened", "written"]

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "percent": rf"(?:-?{NUMBER}[%‰]|0(?![0-9.%‰]))",
        "share": rf"{NUMBER}%?",
        "step": rf"{NUMBER}(?:个?百分点|%|‰|个千分点)",
        "points": rf"{NUMBER}分",
        "full": FULL,
        "award": AWARD,
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
