"""What each figure is said of · 数字的语境.

A label and an amount are not enough: most wrong readings of a label are right readings of something else.
So for each figure this keeps the words before it, the year, the list it is a part of and the headings above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from perfscore.extract.narrative.figures import Figure, figures_in
from perfscore.extract.narrative.labels import Labels
from perfscore.extract.narrative.numbering import Level, below, numbering_at
from perfscore.extract.narrative.text import Paragraph, Text

__all__ = ["LAST_YEAR", "Said", "said_in"]

LAST_YEAR = 0
_ITEM = r"(?<=[。;:,])(?:\([0-9一二三四五六七八九十]{1,2}\)|[0-9]{1,2}(?:、|\.(?![0-9]))|[①-⑳]|[0-9]{1,2}\))"
_MARKS = re.compile(
    rf"(?P<item>{_ITEM})|(?P<end>[。！？!?;])|(?P<open>\((?![^()0-9]{{0,12}}\)))|(?P<close>\))"
    r"|(?P<list>其中|包括|分别[为是]|主要(?:用于|是|有|包括|为)(?=[:(0-9])|用于(?=[:(0-9])|具体(?:为|是|包括)(?=:)|主要用于|(?<=,)由(?=[^;。]*(?:组成|构成))|含(?=[^有量金税氧]))|(?P<colon>:)"
    r"|(?P<year>20[0-9]{2}年(?![0-9]{1,2}月[0-9]{1,2}日))|(?P<last>去年|上年|上一年|往年|前年)|(?P<now>本年|今年|全年|当年)"
)
_AGAINST = re.compile(r"(?:比|较|同比|环比|与)(?:20[0-9]{2}年|上一?年|去年|往年|前年|同期)[^,;。]{0,14}$")
_GOES_ON = re.compile(r"其中|(?:主要|具体)(?:用于|是|有|包括|为):")
_NEXT_CELL = re.compile(r"\|[0-9.,]+[%万亿元人名]*(?:\||$)")
_LEFT = re.compile(r"(?:结余|结转|节约|未支付|未支|未使用|未支出|剩余)")
_CHANGE = re.compile(
    r"^(?:比|较|同比|环比|与.*相比)|(?:比|较|同比|环比|相比)(?:20[0-9]{2}年|上一?年|去年|往年|前年|同期|计划|目标|预算)"
    r"|(?:增长|下降|减少|增加|提高|提升|降低|上升|增幅|降幅|增速|多|少)(?:了|约|近|到|至|为|率|幅度?)*$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with what is said of it · 带语境的数字.

    `label` are the words before it as compared, `shown` as printed; `year` is the one named, `LAST_YEAR` the
    one before, None for none; `whole` the number of the figure it is a part of, `others` those it might be a
    part of as well, `opener` what made it one;
    `after` the words up to the next figure, `before` those of the sentence up to the figure.
    """

    number: int
    figure: Figure
    paragraph: int
    levels: tuple[Level, ...]
    sentence: int
    label: str
    shown: str
    before: str
    after: str
    year: int | None
    whole: int | None
    others: tuple[int, ...]
    opener: str
    depth: int
    changes: bool


@dataclass(slots=True)
class _Frame:
    """A list that is open: what opened it, the figures before it, and whether ； leaves it open."""

    opener: str = ""
    before: tuple[Said, ...] = ()
    stays: bool = False
    seen: list[Said] = field(default_factory=list)


def said_in(text: Text, labels: Labels) -> tuple[Said, ...]:
    """Return every figure of a text with what is said of it, in order."""
    found: list[Said] = []
    levels: tuple[Level, ...] = ()
    sentence = 0
    for number, paragraph in enumerate(text.paragraphs):
        start = 0
        while numbering := numbering_at(paragraph.plain[start:]):
            start += numbering.length
            levels = below(levels, numbering, paragraph.plain[start:])
        if start == 0 and paragraph.level:
            levels = (*(level for level in levels if level.style == "#" and level.count < paragraph.level),
                      Level("#", paragraph.level, paragraph.plain))  # fmt: skip
        reader = _Reader(number, paragraph, levels, labels, sentence, _by_label(found))
        found += reader.read(start, len(found))
        sentence = reader.sentence + 1
    return tuple(found)


def _by_label(found: list[Said]) -> dict[str, Said]:
    """Return the amounts of a text by what they are called; two of one name are neither."""
    named: dict[str, list[Said]] = {}
    for said in found:
        if said.figure.kind == "amount" and said.label and not said.changes:
            named.setdefault(said.label, []).append(said)
    return {label: same[0] for label, same in named.items() if len(same) == 1}


class _Reader:
    """Goes through one paragraph, mark by mark and figure by figure."""

    def __init__(
        self,
        number: int,
        paragraph: Paragraph,
        levels: tuple[Level, ...],
        labels: Labels,
        sentence: int,
        named: dict[str, Said],
    ) -> None:
        self.number, self.plain, self.levels, self.labels = number, paragraph.plain, levels, labels
        self.named = named
        self.sentence, self.begun, self.parted = sentence, 0, 0
        self.year: int | None = None
        self.frames = [_Frame()]

    def read(self, start: int, first: int) -> Iterator[Said]:
        """Yield the figures of the paragraph, counted from `first`."""
        self.begun = self.parted = start
        figures = [figure for figure in figures_in(self.plain) if figure.start >= start]
        inside = {at for figure in figures for at in range(figure.start, figure.end)}
        marks = [mark for mark in _MARKS.finditer(self.plain, start) if mark.start() not in inside]
        for number, figure in enumerate(figures):
            while marks and marks[0].start() < figure.opens:
                self._mark(marks.pop(0))
            until = figures[number + 1].opens if number + 1 < len(figures) else len(self.plain)
            said = self._said(first + number, figure, until)
            self.frames[-1].seen.append(said)
            self.parted = figure.end
            yield said

    def _mark(self, mark: re.Match[str]) -> None:
        match mark.lastgroup:
            case "item":
                numbering = numbering_at(self.plain[mark.start() :])
                assert numbering is not None
                self.levels = below(self.levels, numbering, self.plain[mark.end() :])
                self.parted = max(self.parted, mark.end())
            case "end":
                self._end(mark[0], mark.end())
            case "open":
                last = self.frames[-1].seen[-1:] if self.parted == mark.start() else []
                self.frames.append(_Frame("(", tuple(last)))
            case "close" if len(self.frames) > 1:
                self.frames.pop()
            case "list":
                self._open(mark[0], self.plain[mark.end() : mark.end() + 1] == ":")
            case "colon" if self.parted == mark.start() and self.frames[-1].seen:
                self._open(":", True)
            case "colon" if not self.frames[-1].seen and len(self.frames) == 1:
                self._open_named(self.plain[max(self.begun, self.parted) : mark.start()])
            case "year" | "last" | "now":
                self._name_year(mark)

    def _open(self, opener: str, stays: bool) -> None:
        frame = self.frames[-1]
        before = (*frame.before, *frame.seen)
        self.frames[-1] = _Frame(opener, before, stays, list(frame.seen[-1:]))

    def _open_named(self, words: str) -> None:
        """Open the list of what an earlier figure has the name of: 项目支出:甲经费30万元."""
        label = self.labels.compared(words)
        if label and (earlier := self.named.get(label)) is not None:
            self.frames[-1] = _Frame(":", (earlier,), True)

    def _end(self, mark: str, after: int) -> None:
        """End a sentence; a list goes on behind ； where 其中： opened it, and behind 。 with 其中."""
        self.sentence += 1
        self.begun = self.parted = after
        frame = self.frames[0]
        if mark == ";" and frame.stays:
            self.frames = [frame]
        elif mark == ";" or _GOES_ON.match(self.plain, after):
            self.frames = [_Frame("", tuple(frame.seen))]
        else:
            self.frames, self.year = [_Frame()], None

    def _name_year(self, mark: re.Match[str]) -> None:
        words = self.plain[max(self.begun, self.parted) : mark.end()]
        if re.search(r"(?:比|较|同比|环比|与|完成)$", words[: len(words) - len(mark[0])]):
            return  # what this year is held against
        if mark.lastgroup == "last":
            is_balance = re.match(r"度?(?:末|年末)?(?:的)?(?:结转|结余)", self.plain[mark.end() :])
            self.year = self.year if is_balance else LAST_YEAR
        else:
            self.year = int(mark[0][:4]) if mark.lastgroup == "year" else None

    def _cell_label(self, words: str, figure: Figure) -> str | None:
        """Return the cell before a figure that is one itself, None where it stands in a sentence.

        Of several figures in a row none is told apart by the name of the row.
        """
        if not self.plain.startswith("|", figure.opens - 1) or figure.opens == 0:
            return None
        several = _NEXT_CELL.match(self.plain, figure.end)
        return "" if several else words.rstrip("|").rpartition("|")[2]

    def _said(self, number: int, figure: Figure, until: int) -> Said:
        words = self.plain[max(self.begun, self.parted) : figure.opens]
        cell = self._cell_label(words, figure)
        shown = self.labels.before(words, self.levels) if cell is None else cell
        frame = self.frames[-1]
        wholes = [one.number for one in reversed(frame.before) if _can_be_whole(one, figure)]
        wholes = wholes if frame.opener else []
        clause = re.split("[,;。:]", words)[-1]
        return Said(
            number, figure, self.number, self.levels, self.sentence, self.labels.compared(shown), shown,
            self.plain[self.begun : figure.opens], self.plain[figure.end : until], self.year,
            wholes[0] if wholes else None, tuple(wholes[1:]), frame.opener, len(self.frames) - 1,
            _CHANGE.search(clause) is not None or _AGAINST.search(words) is not None,
        )  # fmt: skip


def _can_be_whole(whole: Said, part: Figure) -> bool:
    """Say whether a figure can be what a list is about: an amount for amounts, and not what is left over."""
    if whole.figure.kind != part.kind or part.kind not in ("amount", "count") or whole.changes:
        return False
    return not _LEFT.search(whole.label) and (part.kind == "amount" or _alike(whole.figure, part))


def _alike(left: Figure, right: Figure) -> bool:
    """Say whether two counters count the same: 名 and 人."""
    same = {"名": "人", "场次": "场", "台(套)": "台"}
    return same.get(left.unit, left.unit) == same.get(right.unit, right.unit)
