"""The words around a figure · 限定词.

以上, 以下 and 以内 include the number and 超过, 不满 do not: the reading of the Civil Code (民法典
第1259条), which the criteria of the field follow with their 含.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from perfscore.numbers.printed import QuantityRefused, folded
from perfscore.numbers.ranges import Range

__all__ = ["Precision", "Sign", "qualified", "read_qualifier", "read_sign", "words_around"]

Precision = Literal["exact", "truncated", "more_than", "at_least", "less_than", "at_most", "between"]
Sign = Literal["≥", "≤", "="]

_Said = tuple[Precision, Sign | None]
_Words = tuple[tuple[Precision, Sign | None, str], ...]


def _by_word(words: _Words) -> Mapping[str, _Said]:
    return MappingProxyType({word: (said, sign) for said, sign, many in words for word in many.split()})


# What each word makes of the figure, and the sign it stands for where it says how a row is scored:
# a target that is to be 达到 is one to reach, but the figure that was 达到 is just that figure.
_BEFORE = _by_word(
    (
        ("exact", "=", "= == ═ 等于"),
        ("exact", "≥", "达到 达 已达到 已达"),
        ("exact", None, "完成 已完成 实际完成 共 共计 合计 共完成 累计 累计完成"),
        ("exact", None, "全年 全年完成 全年共 实际 实际为 实际达到"),
        ("more_than", "≥", "> 超过 超 逾 大于 多于 高于"),
        ("at_least", "≥", "不得低于 不得少于"),
        ("at_least", "≥", ">= ≥ ≧ ⩾ ≮ 不低于 不少于 不小于 至少 最少 最低 大于等于 大于或等于 达到或超过"),
        ("at_most", "≤", "<= ≤ ≦ ⩽ ≯ 不超过 不超 不高于 不大于 不多于 至多 最多 最高 小于等于 小于或等于"),
        ("at_most", "≤", "控制在 控制 不得超过 不得高于 不得多于"),
        ("less_than", "≤", "< 小于 低于 少于 不足 不到 不满 未满"),
    )
)
_AFTER = _by_word(
    (
        ("at_least", "≥", "以上 及以上 (含)以上 以上(含)"),
        ("at_most", "≤", "以下 及以下 以内 之内 (含)以下 以下(含) (含)以内 以内(含)"),
    )
)
_NOTHING: tuple[None, None] = None, None
_LIMITS = frozenset(("控制在", "控制"))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_APART = re.compile("[….]{1,6}|[-—–/]{1,3}")


def read_qualifier(body: str) -> tuple[Precision | None, str]:
    """Return what the words around a figure say, None for nothing, and the figure without them.

    Raises QuantityRefused where there are words on both sides that say two things; 控制在 … 以内 is one
    phrase, and 达到 … 以上 leaves it to its end.
    """
    before, rest, after = words_around(body)
    bound = _AFTER.get(after, _NOTHING)[0]
    said, sign = _BEFORE.get(before, _NOTHING)
    if said is None or (said == "exact" and sign != "="):
        return bound, rest
    if after and not (before in _LIMITS and bound == "at_most"):
        raise QuantityRefused("quantity-qualified-twice", found=body)
    return said, rest


def read_sign(text: str) -> Sign | None:
    """Return the sign that the words around a figure stand for, or those of a column of signs.

    None where they say nothing of it; a column may print 控制在…以内 with dots in the figure's place.
    """
    plain = "".join(_APART.sub("", folded(text)).split())
    before, rest, after = words_around(_IN_BRACKETS.sub("", plain) or plain.strip("()"))
    if rest and not any(character.isdigit() for character in rest):
        return None  # 达标 is no 达
    return _AFTER[after][1] if after else _BEFORE.get(before, _NOTHING)[1]


def words_around(body: str) -> tuple[str, str, str]:
    """Return the words before a figure, the figure, and the words after it."""
    before = max((word for word in _BEFORE if body.startswith(word)), key=len, default="")
    after = max((word for word in _AFTER if body.endswith(word)), key=len, default="")
    return before, body[len(before) : len(body) - len(after)], after


def qualified(value: Fraction, precision: Precision | None) -> Range:
    """Return the range a number stands for under the words around it."""
    if precision in ("more_than", "at_least"):
        return Range(value, None, precision == "more_than", True)
    if precision in ("less_than", "at_most"):
        return Range(None, value, True, precision == "less_than")
    return Range.point(value)
