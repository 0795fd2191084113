"""The numbers before headings and items, and the path they make · 层次序号.

Two marks can number one list (1. and 4、), and a list may begin again at （一） inside a part （二）: what
decides is which count a number goes on with.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "BARE",
    "Level",
    "Numbering",
    "ahead",
    "below",
    "below_bare",
    "is_deeper",
    "numbering_at",
    "path_of",
]

_AHEAD = 100
"""No number of an item and no title is longer."""
DEEPEST = 20
"""No text has more levels; one that seems to repeats the same number without end."""

BARE = "bare"
"""The style of a heading without a number."""
_ORDER = "一二三四五六七八九十"
_HAN = "[一二三四五六七八九十]{1,3}"
_UNITS = "元|人(?![员数才力民])|个|名|户|次|场|册|吨|亩|米|公里|倍|年(?![初末中度])|分|万|亿"
_NO_UNIT = f"(?!(?:[百千万亿]{{1,2}})?(?:{_UNITS}))"
"""2.1年初预算 is numbered, and 2.1亿元 is not: what follows is no unit."""
_STYLES = (
    ("part", re.compile(rf"第({_HAN})(?:部分|章|节|篇)")),
    ("一、", re.compile(rf"({_HAN})[、.．](?![0-9])")),
    ("(一)", re.compile(rf"\(({_HAN})\)[、.]?")),
    ("1.", re.compile(r"([0-9]{1,2})(?:[、．]|\.(?![0-9]))")),
    ("1.1", re.compile(rf"[0-9]{{1,2}}\.([0-9]{{1,2}})(?:\.[0-9]{{1,2}})?(?=[一-鿿“]){_NO_UNIT}")),
    ("(1)", re.compile(r"\(([0-9]{1,2})\)[、.]?")),
    ("1)", re.compile(r"([0-9]{1,2})\)[、.]?")),
    ("①", re.compile(r"([①-⑳])")),
)
_TITLE = re.compile(r"([^。，,；;：:!?]{1,60})(?:[。：:]|$)")
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[万亿]?元|%|人|名|个|场|册|分)")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number before an item: how it is written, what it counts, and how long it is · 序号."""

    style: str
    count: int
    length: int


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the path to an item, with the title it has · 层次."""

    style: str
    count: int
    title: str

    @property
    def name(self) -> str:
        """The step as a path writes it: 二 (一) 3."""
        number = _in_han(self.count) if self.style in ("part", "一、", "(一)") else str(self.count)
        return f"({number})" if self.style in ("(一)", "(1)") else number


def ahead(plain: str, start: int) -> str:
    """Return as much of a text as a number or a title may need: the rest may be long, and is asked often."""
    return plain[start : start + _AHEAD]


def numbering_at(plain: str) -> Numbering | None:
    """Return the number a text begins with."""
    for style, pattern in _STYLES:
        if found := pattern.match(plain):
            return Numbering(style, _count(found[1]), found.end())
    return None


def is_deeper(one: Numbering, other: Numbering) -> bool:
    """Say whether a number is written as those of a lower level are."""
    order = [style for style, _ in _STYLES]
    return order.index(one.style) > order.index(other.style)


def below(levels: Sequence[Level], found: Numbering, rest: str) -> tuple[Level, ...]:
    """Return the path of an item that a number begins, `rest` being what follows it."""
    new = Level(found.style, found.count, title_of(rest))
    places = range(len(levels) - 1, -1, -1)
    for at in places:
        if levels[at].style == found.style and levels[at].count == found.count - 1:
            return (*levels[:at], new)
    if found.count > 1:
        for at in places:
            if levels[at].style == found.style and levels[at].count < found.count:
                return (*levels[:at], new)
    if found.style in ("part", "一、") and found.count == 1:
        return (*(level for level in levels if level.style == "part" and found.style != "part"), new)
    return (*levels[: DEEPEST - 1], new)


def below_bare(levels: Sequence[Level], title: str) -> tuple[Level, ...]:
    """Return the path below a heading that nothing marks: it ends the one before it, and no other."""
    at = next((at for at, level in enumerate(levels) if level.style == BARE), len(levels))
    return (*levels[:at], Level(BARE, 0, title))


def title_of(text: str) -> str:
    """Return the title an item begins with, empty where it begins with a sentence or a figure."""
    found = _TITLE.match(text)
    return "" if found is None or _FIGURE.search(found[1]) else found[1]


def path_of(levels: Sequence[Level]) -> str:
    """Return a path as people write it: 六(二)(一)1."""
    levels = [level for level in levels if level.style != BARE]
    return "".join(
        f" {level.name}" if number and _would_run_on(levels[number - 1], level) else level.name
        for number, level in enumerate(levels)
    )


def _would_run_on(before: Level, level: Level) -> bool:
    return not (before.name.endswith(")") or level.name.startswith("("))


def _count(text: str) -> int:
    if text.isascii():
        return int(text)
    if text in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _ORDER.find(text[-1]) + 1
    return ((_ORDER.find(tens[0]) + 1) if tens else 1) * 10 + ((_ORDER.find(ones[0]) + 1) if ones else 0)


def _in_han(count: int) -> str:
    if count <= 10:
        return _ORDER[count - 1]
    tens, ones = divmod(count, 10)
    return ("" if tens == 1 else _ORDER[tens - 1]) + "十" + (_ORDER[ones - 1] if ones else "")
