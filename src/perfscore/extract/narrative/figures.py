"""Every figure of a paragraph, before anybody asks what it is · 数字的识别.

Amounts, rates, counts, scores, ranks and days are found; years, numbers of documents, of laws, annexes and
telephones are no figures and only keep others from being read in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perfscore.numbers.figures import in_digits
from perfscore.numbers.units import NAMED

__all__ = ["Figure", "Kind", "figures_in"]

Kind = Literal["amount", "rate", "count", "score", "rank", "date", "bare", "other"]
"""`other` is a price of one, an end of a range or part of a calculation: no fact, and no part."""


_HAN_VALUES = {**{han: str(count) for count, han in enumerate("一二三四五六七八九十", 1)}, "两": "2"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands · 数字.

    `number` is without its unit (``8万余``), `before` and `after` are the words that make it loose (超过,
    以上); `start` and `end` are those of number and unit in the paragraph, `opens` that of the words before.
    """

    kind: Kind
    number: str
    unit: str
    start: int
    end: int
    opens: int
    before: str = ""
    after: str = ""

    @property
    def value(self) -> str:
        """The figure as a report states it."""
        if self.number in _HAN_VALUES:
            return _HAN_VALUES[self.number]
        if self.kind == "amount" and _FORMAL.search(self.number):
            written = in_digits(self.number.translate(_PLAIN) + self.unit)
            return f"{self.before}{written.removesuffix(self.unit)}{self.after}"
        if self.after and self.kind == "rate":
            return f"{self.before}{self.number}{self.unit}{self.after}"
        return f"{self.before}{self.number}{self.after}"


_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}(?:\.[0-9]{1,30})?|[0-9]{1,30}(?:\.[0-9]{1,30})?)"
"""Bounded, as every repetition here: a page of digits is tried from each of them."""
_FREE = r"(?<![0-9A-Za-z.〔\[/×*-])(?<![0-9],)"
_LOOSE = (
    r"(?P<before>大约|约为|(?<!节)约|接近|近|超过|逾|不少于|不低于|不超过|不高于|不足|至少|>=|<=|[≥≤>＜<])?"
)
_MANY = "[余多]?"
_AFTER = r"(?P<after>及?以上|及?以下|以内|左右)?"
_NOT_COUNTED = {
    "分",
    "年",
    "字",
    "位",
    "倍",
    "日",
    "月",
    "周",
    "天",
    "面",
    "个月",
    "季度",
    "个季度",
    "口",
    "层",
    "门",
}
_MORE_COUNTERS = ("卷", "所", "幢", "道", "台次", "人天", "场所")
_COUNTERS = "|".join(
    sorted(
        (
            *_MORE_COUNTERS,
            *(
                name
                for name, (dimension, _) in NAMED.items()
                if dimension.kind == "counter" and name not in _NOT_COUNTED
            ),
        ),
        key=len,
        reverse=True,
    )
)
_HAN_NUMBER = "[一二两三四五六七八九十]"
_FORMAL = re.compile("[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟萬億]")
_PLAIN = str.maketrans("〇壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零一二三四五六七八九十百千万亿")
_HAN_AMOUNT = r"[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟点余多]{0,20}"
_HAN_DIGIT = "[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"
_OVER, _TIMES = "[/÷]", r"\)?[×*xX]100%="
"""A rate written out: 480/500×100%=96%."""
_MONEY = r"(?:百|千|十|百)?[万亿]?元"
_NO_FIGURES = re.compile(
    r"(?P<phone>(?:联系|咨询|监督|举报|办公)?(?:电话|手机|传真)(?:号码)?:?[0-9+()×xX*—-]{5,20}|0[0-9]{2,3}-[0-9]{7,8})"
    r"|(?P<date>(?:19|20)[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}[日号]?|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:份|底|末|初)?"
    r"|(?<![0-9.])[0-9]{1,2}月[0-9]{1,2}日)"
    r"|(?P<year>(?:19|20)(?:[0-9]{2}|[xX×*]{2})年?(?:[-—~至](?:19|20)[0-9]{2})?年(?:度|底|末|初|内)?|[0-9]{1,2}月(?:份|底|末|初)?)"
    r"|(?P<paper>[〔\[(【](?:19|20)[0-9]{2}[〕\])】]第?[0-9]{1,9}号?|[0-9]{1,9}号(?:文|令)?|附(?:件|表|图)[0-9]{1,9}(?:-[0-9]{1,9}){0,9})"
    r"|(?P<ordinal>第[0-9一二三四五六七八九十百]{1,9}(?:届|期|批|次|条|款|项|号|季度|部分|章|中学|小学|人民医院|页|轮)?"
    r"|(?:十[一二三四]|[0-9]{1,2})五(?=规划|期间)|[0-9]{1,9}年一遇|[A-Za-z]{1,30}[0-9]{1,30})"
    r"|(?P<scale>(?:100|百)分制)"
    r"|(?P<code>(?:编码|代码|账号|证号)[:：]?[0-9A-Za-z-]{4,30})"
    r"|(?P<page>(?:\.{2,99}|…{1,99}|·{2,99})[0-9]{1,3}$|(?<=[一-鿿])\.[0-9]{1,3}$)"
)
_RANK = re.compile(
    r"TOP[0-9]{1,3}|第[0-9一二三四五六七八九十]{1,3}名|[一二三特]等奖|前[0-9一二三四五六七八九十百]{1,3}名?(?=[,。;)]|的|$)"
)
_CALLED = ("自评得分", "自评总分", "综合得分", "最终得分")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "amount",
        re.compile(rf"(?P<before>)(?<![0-9A-Za-z.%元)-])(?P<number>-{_NUMBER})(?P<unit>{_MONEY})(?!/)"),
    ),
    ("amount", re.compile(rf"{_LOOSE}{_FREE}(?P<number>{_NUMBER}{_MANY})(?P<unit>{_MONEY})(?!/){_AFTER}")),
    (
        "amount",
        re.compile(
            rf"{_LOOSE}(?<![第之唯])(?P<number>(?:[几数](?=[十百千]))?{_HAN_AMOUNT}{_HAN_DIGIT}{_HAN_AMOUNT})"
            rf"(?P<unit>[万亿萬億]元|元(?=[,;。:)整]|$))(?!/){_AFTER}"
        ),
    ),
    (
        "other",
        re.compile(
            rf"(?P<before>)(?<![0-9.])(?P<number>(?:{_NUMBER}[-~—])?{_NUMBER}{_MANY})(?P<unit>{_MONEY})"
        ),
    ),
    ("other", re.compile(rf"(?P<before>){_FREE}(?P<number>{_NUMBER})(?P<unit>)(?={_OVER}{_NUMBER}{_TIMES})")),
    ("other", re.compile(rf"(?P<before>)(?<=[/÷])(?P<number>{_NUMBER})(?P<unit>)(?={_TIMES})")),
    ("rate", re.compile(rf"{_LOOSE}{_FREE}(?P<number>{_NUMBER}{_MANY})(?P<unit>%|‰|个?百分点){_AFTER}")),
    ("rate", re.compile(rf"{_LOOSE}百分之(?P<number>{_NUMBER})(?P<unit>)")),
    (
        "score",
        re.compile(
            rf"{_LOOSE}{_FREE}(?P<number>{_NUMBER})(?P<unit>分)(?![一-鿿](?<=[钟之别配析解类布管局行支摊公校店批级期段]))"
        ),
    ),
    (
        "score",  # 自评得分96.5,等次优秀
        re.compile(
            rf"(?P<before>)(?:{'|'.join(f'(?<={called})|(?<={called}[为是:])' for called in _CALLED)})"
            r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?)(?P<unit>)(?=[,;。)]|$)"
        ),
    ),
    (
        "count",
        re.compile(
            rf"{_LOOSE}{_FREE}(?P<number>{_NUMBER}{_MANY}[百千万亿]?{_MANY})"
            rf"(?P<unit>(?:{_COUNTERS})(?:\((?:{_COUNTERS})\))?)(?!元){_AFTER}"
        ),
    ),
    (
        "amount",
        re.compile(rf"{_LOOSE}{_FREE}(?P<number>{_NUMBER}{_MANY})(?P<unit>[万亿])(?![一-鿿A-Za-z]){_AFTER}"),
    ),
    (
        "count",
        re.compile(
            rf"(?P<before>)(?P<number>(?<![一二三四五六七八九十]){_HAN_NUMBER})(?P<unit>场次|场|(?<=两)期|项|名|处|家|人次)(?![之制次])(?P<after>)"
        ),
    ),
)
_CELL = re.compile(rf"(?:(?<=\|)|^)(?P<number>{_NUMBER})(?=\||$)")


def figures_in(plain: str) -> tuple[Figure, ...]:
    """Return the figures of a paragraph in order."""
    taken = bytearray(len(plain))
    found: list[Figure] = []
    for rank in _RANK.finditer(plain):
        taken[rank.start() : rank.end()] = b"\1" * (rank.end() - rank.start())
        found.append(Figure("rank", rank[0], "", rank.start(), rank.end(), rank.start()))
    for other in _NO_FIGURES.finditer(plain):
        if any(taken[other.start() : other.end()]):
            continue
        taken[other.start() : other.end()] = b"\1" * (other.end() - other.start())
        if other.lastgroup == "date":
            found.append(Figure("date", other[0], "", other.start(), other.end(), other.start()))
    for kind, pattern in _KINDS:
        found += _of_kind(plain, kind, pattern, taken)
    for cell in _CELL.finditer(plain) if "|" in plain else ():
        if not any(taken[cell.start() : cell.end()]):
            found.append(Figure("bare", cell[0], "", cell.start(), cell.end(), cell.start()))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _of_kind(plain: str, kind: Kind, pattern: re.Pattern[str], taken: bytearray) -> Iterator[Figure]:
    for match in pattern.finditer(plain):
        start, end = match.start("number"), match.end("unit")
        if any(taken[start:end]):
            continue
        groups = match.groupdict()
        after = groups.get("after") or ""
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        unit = match["unit"] or ("%" if kind == "rate" else "")
        yield Figure(
            kind, match["number"], unit, start, end + len(after), match.start(), match["before"] or "", after
        )
