"""Units of printed quantities, and their words · 计量单位.

Inside, an amount is in 万元, a ratio is a plain ratio, points are 分 and a count is in its own
counter.  All powers are of ten, so printed decimals stay decimals whatever the unit is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from perfscore.messages.problems import nearest
from perfscore.numbers.printed import QuantityRefused, readable

__all__ = [
    "MULTIPLIERS",
    "NAMED",
    "PER_HEAD_OR_PERIOD",
    "YES_OR_NO",
    "Dimension",
    "Kind",
    "Meaning",
    "Unit",
    "multiplier_power",
    "read_unit",
    "split_multiplier",
]

YES_OR_NO = "是/否"
"""What stands in the unit column of a form beside a truth."""


Kind = Literal["amount", "ratio", "points", "counter", "compound"]


@dataclass(frozen=True)
class Dimension:
    """What can be compared with what · 量纲.

    `base` is the unit that figures are kept in: 万元 for amounts, nothing for ratios, 分 for
    points, the counter itself for counts (册 and 人次 differ), 元/人·月 and such for compounds.
    """

    kind: Kind
    base: str

    @cached_property
    def powers(self) -> tuple[tuple[str, int], ...]:
        """The dimension as formulas combine it: nothing for ratios and points, else its base."""
        return () if self.kind in ("ratio", "points") else ((self.base, 1),)


MULTIPLIERS = MappingProxyType(
    {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7}
    | {"亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
)

_COUNTERS = """
    人 人次 户 户次 家 家次 所 个 件 件次 起 例 宗 单 笔 场 次 期 批 届 轮 遍 处 项 篇 份
    册 册次 本 种 套 台 辆 辆次 车次 架次 班次 头 只 羽 尾 匹 株 棵 粒 颗 座 栋 间 层
    条 根 块 片 张 幅 面 段 部 集 首 门 节 课时 学时 组 队 支 班 对 盏 口 眼 箱 瓶 盒
    袋 包 桶 罐 顶 艘 架 枚 字 倍 位 卷 床 版 幢 道 票 标段 村
    项次 条次 案次 团次 人天 亩 米 平方米 立方米 克 升 千瓦 千瓦时 度 KB MB GB TB
    分钟 小时 天 工作日 周 月 季度 年
"""

# What the field writes in two ways, and metric prefixes: name, base, power of ten.
_SAME = """
    名 人 0   场次 场 0   批次 批 0   日 天 0   个月 月 0   个季度 季度 0   个小时 小时 0
    个工作日 工作日 0   公里 米 3   千米 米 3   厘米 米 -2   毫米 米 -3   平米 平方米 0
    延米 米 0   立方 立方米 0   方 立方米 0   兆瓦 千瓦 3   兆瓦时 千瓦时 3
    人日 人天 0   工日 人天 0   个标段 标段 0   个村 村 0
    ㎡ 平方米 0   公顷 平方米 4   平方公里 平方米 6   公斤 克 3   千克 克 3   吨 克 6
"""

PER_HEAD_OR_PERIOD = frozenset(("人", "户", "小时", "天", "周", "月", "季度", "年"))
# What holds others: 人/班 is a rate, and between two of these, 间/栋, it is not told which holds which.
_HOLDING = frozenset(
    ["班", "组", "队", "期", "届", "批", "场", "间", "栋", "座", "亩", "米", "平方米", "课时", "学时"]
)
_PARTED = re.compile("[/·•・*×、]")

Meaning = tuple[Dimension, int]


def _named() -> Iterator[tuple[str, Meaning]]:
    """Yield every unit that is a word of its own, with its meaning."""
    yield "元", (Dimension("amount", "万元"), -4)
    yield "分", (Dimension("points", "分"), 0)
    for name in ("%", "百分比", "百分点", "个百分点"):
        yield name, (Dimension("ratio", ""), -2)
    for name in ("‰", "千分比", "千分点", "个千分点"):
        yield name, (Dimension("ratio", ""), -3)
    for name in _COUNTERS.split():
        yield name, (Dimension("counter", name), 0)
    words = iter(_SAME.split())
    for name, base, power in zip(words, words, words, strict=True):
        yield name, (Dimension("counter", base), int(power))


NAMED: Mapping[str, Meaning] = MappingProxyType(dict(_named()))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed · 单位.  One of it is `factor` of the base of its dimension."""

    name: str
    dimension: Dimension
    factor: Fraction

    @property
    def power(self) -> int:
        """The factor as a power of ten."""
        return len(str(self.factor.numerator)) - len(str(self.factor.denominator))

    def to_base(self, number: Fraction) -> Fraction:
        """Return a number of this unit in the base of its dimension."""
        return number * self.factor

    def from_base(self, number: Fraction) -> Fraction:
        """Return a number of the base in this unit."""
        return number / self.factor


_BRACKETS = re.compile(r"([^()]*)\(([^()]+)\)")
_PER_SEVERAL = re.compile(r"/\(([^()]+)\)$")  # 元/(人·月)


def split_multiplier(text: str) -> tuple[str, str]:
    """Return the multiplier a text begins with (万, 亿, … or nothing) and the rest · 拆出倍数."""
    if text in NAMED:
        return "", text
    found = max((m for m in MULTIPLIERS if text.startswith(m)), key=len, default="")
    return found, text[len(found) :]


def multiplier_power(multiplier: str) -> int:
    """Return the power of ten of a multiplier, 0 for none."""
    return MULTIPLIERS[multiplier] if multiplier else 0


def read_unit(text: str, own: str = "") -> Unit:
    """Read a printed unit · 识读单位.

    `own` is a counter that the table of units lacks, to be read as itself.

    Reads the named units, a multiplier before 元 or a counter (万元, 万人次), compounds (元/人·月,
    also with 、 and a second /), a unit in brackets, and a unit with its own name in brackets.
    Raises QuantityRefused for anything else.
    """
    name = _PER_SEVERAL.sub(r"/\1", _readable(text))
    if brackets := _BRACKETS.fullmatch(name):
        outer, inner = brackets[1], read_unit(brackets[2])
        if outer and _meaning(outer) != (inner.dimension, inner.power):
            raise QuantityRefused("unit-two-names", found=text, first=outer, second=inner.name)
        return inner if not outer else Unit(outer, inner.dimension, inner.factor)
    if name in MULTIPLIERS:
        raise QuantityRefused("unit-multiplier-alone", found=name)
    meaning = _meaning(name) or _uncommon(name, own)
    if meaning is None:
        raise QuantityRefused("unit-unknown", found=text, **nearest(name, NAMED))
    dimension, power = meaning
    return Unit(name, dimension, Fraction(10) ** power)


def _readable(text: str) -> str:
    """Return the text of a unit; a word in Latin letters is no damaged figure but an unknown unit."""
    try:
        return readable(text)
    except QuantityRefused as refused:
        if refused.code == "quantity-character" and text.isascii() and text.isprintable():
            raise QuantityRefused("unit-unknown", found=text) from None
        raise


def _meaning(name: str) -> Meaning | None:
    return _word(name) or _compound(name)


def _word(name: str) -> Meaning | None:
    """Return what a simple unit means: a named one, or a multiplier before 元 or a counter."""
    multiplier, rest = split_multiplier(name)
    found = NAMED.get(rest)
    if found is None or (multiplier and found[0].kind not in ("amount", "counter")):
        return None
    return found[0], found[1] + multiplier_power(multiplier)


def _uncommon(name: str, own: str) -> Meaning | None:
    """Return what a counter means that the table lacks, alone or behind a multiplier."""
    multiplier, rest = split_multiplier(name)
    return (Dimension("counter", own), multiplier_power(multiplier)) if own and rest == own else None


def _compound(name: str) -> Meaning | None:
    """Return what a rate means: money per anything, or a count per head, period or what holds it."""
    above, slash, below = name.partition("/")
    top = _word(above)
    parts = [_word(part) for part in _PARTED.split(below)] if slash else []
    if top is None or not parts:
        return None
    bases, power = [], top[1]
    for part in parts:
        if part is None or part[0].kind != "counter":
            return None
        bases.append(part[0].base)
        power -= part[1]
    if top[0].kind == "amount":
        return Dimension("compound", f"元/{'·'.join(bases)}"), power + 4
    # 台/套 and 人/次 are two names of one counter, not a rate.
    per = PER_HEAD_OR_PERIOD if top[0].base in _HOLDING else PER_HEAD_OR_PERIOD | _HOLDING
    if top[0].kind != "counter" or not per.issuperset(bases):
        return None
    return Dimension("compound", f"{top[0].base}/{'·'.join(bases)}"), power
