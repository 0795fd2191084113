"""The words around a figure · 限定词.

以上, 以下 and 以内 include the number and 超过, 不满 do not: the reading of the Civil Code (民法典
第1259条), which the criteria of the field follow with their 含.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from perfscore.numbers.printed import QuantityRefused, folded
from perfscore.numbers.ranges import Range

__all__ = ["Precision", "Sign", "qualified", "read_qualifier", "read_sign", "sign_of_target"]

Precision = Literal["exact", "truncated", "more_than", "at_least", "less_than", "at_most", "between"]

_Words = tuple[tuple[Precision, str], ...]


def _by_word(words: _Words) -> Mapping[str, Precision]:
    return MappingProxyType({word: said for said, many in words for word in many.split()})


_BEFORE = _by_word(
    (
        ("exact", "= ═ == 等于"),
        ("more_than", "> 超过 超 逾 大于 多于 高于"),
        (
            "at_least",
            ">= => ≥ ≧ ⩾ ≮ 不低于 不少于 不小于 不得低于 不得少于 至少 最少 最低 "
            "大于等于 大于或等于 高于等于 高于或等于",
        ),
        (
            "at_most",
            "<= =< ≤ ≦ ⩽ ≯ 不超过 不超出 不高于 不大于 不多于 不得超过 不得高于 至多 最多 最高 "
            "小于等于 小于或等于 低于等于 低于或等于 控制在 控制",
        ),
        ("less_than", "< 小于 低于 少于 不足 不到 不满 未满"),
    )
)
_AFTER = _by_word((("at_least", "以上 及以上"), ("at_most", "以下 及以下 以内 之内 内")))
# A figure that is reached: of a result it is the figure itself, of a target it is the least.
_REACHED = ("达到", "达")
_LIMITS = ("控制在", "控制")
Sign = Literal["≥", "≤", "="]
_SIGNS: Mapping[Precision, Sign] = MappingProxyType(
    {"at_least": "≥", "more_than": "≥", "at_most": "≤", "less_than": "≤", "exact": "="}
)


def read_qualifier(body: str) -> tuple[Precision | None, str]:
    """Return what the words around a figure say, None for nothing, and the figure without them.

    Raises QuantityRefused where there are words on both sides; only 控制在 … 以内 and 达到 … 以上 are one
    phrase.
    """
    before = max((word for word in (*_BEFORE, *_REACHED) if body.startswith(word)), key=len, default="")
    after = max((word for word in _AFTER if body.endswith(word)), key=len, default="")
    rest = body[len(before) : len(body) - len(after)]
    if not before or before in _REACHED:
        return _AFTER.get(after), rest
    if after and not (before in _LIMITS and _AFTER[after] == "at_most"):
        raise QuantityRefused("quantity-qualified-twice", found=body)
    return _BEFORE[before], rest


def read_sign(text: str) -> Sign | None:
    """Return the sign that a word in the place of one stands for, None for any other text."""
    word = "".join(folded(text).split())
    return "≥" if word in _REACHED else _SIGNS.get(_BEFORE.get(word, "between"))


def sign_of_target(text: str) -> Sign | None:
    """Return the sign that the words around the figure of a target say, None where there are none."""
    body = "".join(folded(text).split())
    if body.startswith(_REACHED):
        return "≥"
    if body.startswith(("=", "═", "等于")):
        return "="
    try:
        said = read_qualifier(body)[0]
    except QuantityRefused:
        return None
    return None if said is None else _SIGNS[said]


def qualified(value: Fraction, precision: Precision | None) -> Range:
    """Return the range a number stands for under the words around it."""
    if precision in ("more_than", "at_least"):
        return Range(value, None, precision == "more_than", True)
    if precision in ("less_than", "at_most"):
        return Range(None, value, True, precision == "less_than")
    return Range.point(value)
