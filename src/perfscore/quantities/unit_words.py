"""The words of units · 单位用语.

Every unit that is a word of its own, what it counts, and its power of ten in the base of its
dimension.  All powers are of ten, so printed decimals stay decimals whatever the unit is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

__all__ = ["MULTIPLIERS", "NAMED", "PER_HEAD_OR_PERIOD", "Dimension", "Kind", "Meaning"]

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
    人 人次 户 户次 家 家次 个 件 件次 起 例 宗 单 笔 场 次 期 批 届 轮 遍 处 项 篇 份
    册 册次 本 种 套 台 辆 辆次 车次 架次 班次 头 只 羽 尾 匹 株 棵 粒 颗 座 栋 间 层
    条 根 块 片 张 幅 面 段 部 集 首 门 节 课时 学时 组 队 支 班 对 盏 口 眼 箱 瓶 盒
    袋 包 桶 艘 架 枚 字 倍 位 亩 米 平方米 立方米 克 升 千瓦 千瓦时 KB MB GB TB
    分钟 小时 天 工作日 周 月 季度 年
"""
# What the field writes in two ways, and metric prefixes: name, base, power of ten.
_SAME = """
    名 人 0   场次 场 0   批次 批 0   日 天 0   个月 月 0   个季度 季度 0   个小时 小时 0
    个工作日 工作日 0   公里 米 3   千米 米 3   厘米 米 -2   毫米 米 -3   平米 平方米 0
    ㎡ 平方米 0   公顷 平方米 4   平方公里 平方米 6   公斤 克 3   千克 克 3   吨 克 6
"""
PER_HEAD_OR_PERIOD = frozenset(("人", "户", "小时", "天", "周", "月", "季度", "年"))

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
