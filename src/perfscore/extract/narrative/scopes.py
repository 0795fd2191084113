"""What each figure is said of · 数字的语境.

A label and an amount are not enough: most wrong readings of a label are right readings of something else.
So for each figure this keeps the words before it, the year, the list it is a part of and the headings above.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace

from perfscore.documents.document import Unreadable
from perfscore.extract.narrative.figures import Figure, figures_in
from perfscore.extract.narrative.frames import Frame
from perfscore.extract.narrative.headings import is_bare_heading
from perfscore.extract.narrative.labels import Labels
from perfscore.extract.narrative.numbering import Level, ahead, below, below_bare, numbering_at
from perfscore.extract.narrative.said import LAST_YEAR, Cell, Said, tells_change
from perfscore.extract.narrative.tables import cells_in
from perfscore.extract.narrative.text import Paragraph, Text

__all__ = ["said_in"]

_MOST, _MOST_BEFORE = 400, 20
"""Characters around a figure, and figures before a list, that are looked at."""
MOST_FIGURES = 20_000
"""No report has as many; its report file would be too long to be read again."""
_ITEM = r"(?<=[。;:,])(?:\([0-9一二三四五六七八九十]{1,2}\)|[0-9]{1,2}(?:、|\.(?![0-9]))|[①-⑳]|[0-9]{1,2}\))"
_MARKS = re.compile(
    rf"(?P<item>{_ITEM})|(?P<end>[。！？!?;])|(?P<open>\((?![^()0-9]{{0,12}}\)))|(?P<close>\))"
    r"|(?P<list>其中|包括|分别[为是]|主要(?:用于|是|有|包括|为)(?=[:(0-9])|用于(?=[:(0-9])|具体(?:为|是|包括)(?=:)|主要(?:是|为|包括|有)(?=[^,;。:0-9]{2,16}[0-9])|主要用于|(?<=,)由(?=[^;。]{0,200}(?:组成|构成))|含(?=[^有量金税氧]))|(?P<colon>:)|(?P<within>(?<=支出|经费|资金|人员)中(?=[,:]))"
    r"|(?P<year>20[0-9]{2}年(?![0-9]{1,2}月[0-9]{1,2}日))|(?P<last>去年|上年|上一年|往年|前年)|(?P<now>本年|今年|全年|当年)"
)
_HELD_AGAINST = ("比", "较", "与", "完成")
_PARTS = re.compile("(?:的|具体|分项|明细|构成|结构|组成|分布|如下|情况|为|是)+$")
"""What behind the name of a figure says that its parts follow: 支出明细:"""
_GOES_ON = re.compile(r"其中|(?:主要|具体)(?:用于|是|有|包括|为):")
_EVENT = re.compile(r"(?:于|自|从|始建于?)$")
_FOUNDED = re.compile(r"[0-9月日]{0,6}[^,;。0-9]{0,6}(?:成立|组建|建成|设立|挂牌|建馆|建院|建校)")
_ONE_FIGURE = re.compile(r"(?:度|末)?(?:同期)?的?(?:为|是)?[0-9]")
"""A year of one figure only: 2021年为30万元."""
_NEXT_CELL = re.compile(r"\|[0-9.,]+[%万亿元人名]*(?:\||$)")


def said_in(text: Text, labels: Labels) -> tuple[Said, ...]:
    """Return every figure of a text with what is said of it, in order; raise Unreadable for too many."""
    found: list[Said] = []
    named: dict[str, list[Said]] = {}
    levels: tuple[Level, ...] = ()
    cells = cells_in(text.paragraphs)
    sentence = 0
    for number, paragraph in enumerate(text.paragraphs):
        start = 0
        while numbering := numbering_at(ahead(paragraph.plain, start)):
            start += numbering.length
            levels = below(levels, numbering, ahead(paragraph.plain, start))
        if start == 0 and paragraph.level:
            levels = (*(level for level in levels if level.style == "#" and level.count < paragraph.level),
                      Level("#", paragraph.level, paragraph.plain))  # fmt: skip
        elif start == 0 and not paragraph.linked and is_bare_heading(paragraph.plain):
            levels = below_bare(levels, paragraph.plain)
        reader = _Reader(number, paragraph, levels, labels, sentence, named, cells.get(number, {}))
        for said in reader.read(start, len(found)):
            if len(found) == MOST_FIGURES:
                raise Unreadable("form-too-much", f"第{number + 1}段", most=str(MOST_FIGURES))
            found.append(said)
        sentence = reader.sentence + 1
    return tuple(found)


class _Reader:
    """Goes through one paragraph, mark by mark and figure by figure."""

    def __init__(
        self,
        number: int,
        paragraph: Paragraph,
        levels: tuple[Level, ...],
        labels: Labels,
        sentence: int,
        named: dict[str, list[Said]],
        cells: Mapping[int, Cell],
    ) -> None:
        self.number, self.plain, self.levels, self.labels = number, paragraph.plain, levels, labels
        self.named, self.cells = named, cells
        self.above, self.in_list = levels, False
        self.sentence, self.begun, self.parted = sentence, 0, 0
        self.year: int | None = None
        self.again: tuple[int | None, ...] = ()
        self.frames = [Frame()]

    def read(self, start: int, first: int) -> Iterator[Said]:
        """Yield the figures of the paragraph, counted from `first`."""
        self.begun = self.parted = start
        figures = [figure for figure in figures_in(self.plain) if figure.start >= start]
        inside = {at for figure in figures for at in range(figure.start, figure.end)}
        marks = deque(mark for mark in _MARKS.finditer(self.plain, start) if mark.start() not in inside)
        for number, figure in enumerate(figures):
            while marks and marks[0].start() < figure.opens:
                self._mark(marks.popleft())
            until = figures[number + 1].opens if number + 1 < len(figures) else len(self.plain)
            cell = self.cells.get(figure.start)
            if cell is None:
                said = self._said(first + number, figure, until)
            else:
                said = self._in_cell(first + number, figure, cell)
            if figure.kind != "other":
                self.frames[-1].add(said)
            if figure.kind == "amount" and said.label and not said.changes:
                self.named.setdefault(said.label, []).append(said)
            self.parted = self.parted if figure.kind == "other" else figure.end
            if self.again:
                (self.year,), self.again = self.again, ()
            yield said

    def _mark(self, mark: re.Match[str]) -> None:
        match mark.lastgroup:
            case "item":
                numbering = numbering_at(ahead(self.plain, mark.start()))
                assert numbering is not None
                self.in_list = self.plain[mark.start() - 1] in ";:,"
                self.levels = below(self.levels, numbering, ahead(self.plain, mark.end()))
                self.parted = max(self.parted, mark.end())
            case "end":
                self._end(mark[0], mark.end())
            case "open":
                last = self.frames[-1].seen[-1:] if self.parted == mark.start() else []
                self.frames.append(Frame("(", tuple(last), year=self.year))
            case "close" if len(self.frames) > 1:
                self.year = self.frames.pop().year
            case "list" if not (self.frames[-1].seen or self.frames[-1].before):
                self._open_named(self.plain[max(self.begun, self.parted) : mark.start()])
            case "list":
                self._open(mark[0], self.plain[mark.end() : mark.end() + 1] == ":")
            case "colon" if self.parted == mark.start() and self.frames[-1].seen:
                self._open(":", True)
            case "colon" | "within" if not (
                self.frames[-1].seen or self.frames[-1].opener or self.frames[1:]
            ):
                self._open_named(self.plain[max(self.begun, self.parted) : mark.start()])
            case "year" | "last" | "now":
                self._name_year(mark)

    def _open(self, opener: str, stays: bool) -> None:
        frame = self.frames[-1]
        before = (*frame.before, *frame.seen)[-_MOST_BEFORE:]
        self.frames[-1] = Frame(opener, before, stays, seen=list(frame.seen[-1:]))

    def _open_named(self, words: str) -> None:
        """Open the list of what an earlier figure has the name of: 项目支出:甲经费30万元."""
        earlier = self.named.get(self.labels.compared(_PARTS.sub("", words[-_MOST:])), [])
        if (
            len(earlier) == 1 and earlier[0].levels[:1] == self.levels[:1]
        ):  # two amounts of one name are neither
            self.frames[-1] = Frame(":", (earlier[0],), True)

    def _end(self, mark: str, after: int) -> None:
        """End a sentence; a list goes on behind ； where 其中： opened it, and behind 。 with 其中."""
        self.sentence += 1
        self.begun = self.parted = after
        frame = self.frames[0]
        if mark == ";" and frame.stays:
            self.frames = [frame]
        elif mark == ";" or _GOES_ON.match(self.plain, after):
            self.frames = [Frame("", tuple(frame.seen[-_MOST_BEFORE:]))]
        else:
            self.frames, self.year = [Frame()], None
            self.levels = self.above if self.in_list else self.levels
            self.in_list = False

    def _name_year(self, mark: re.Match[str]) -> None:
        begun = max(self.begun, self.parted)
        if self.plain.endswith(_HELD_AGAINST, min(begun, mark.start()), mark.start()):
            return  # what this year is held against
        if _EVENT.search(self.plain[max(begun, mark.start() - 6) : mark.start()]) or _FOUNDED.match(
            ahead(self.plain, mark.end())
        ):
            return  # when something else was
        if _ONE_FIGURE.match(ahead(self.plain, mark.end())):
            self.again = (self.year,)
        if mark.lastgroup == "last":
            is_balance = re.match(r"度?(?:末|年末)?(?:的)?(?:结转|结余)", ahead(self.plain, mark.end()))
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

    def _in_cell(self, number: int, figure: Figure, cell: Cell) -> Said:
        """Return a figure of a table that has headings, in the unit that its column has."""
        if figure.kind == "bare" and cell.unit:
            figure = replace(figure, kind="rate" if cell.unit == "%" else "amount", unit=cell.unit)
        return Said(
            number, figure, self.number, self.levels, self.sentence, self.labels.compared(cell.label),
            cell.label, cell.label, "", cell.year, None, (), "", 0,
            tells_change(cell.label), cell,
        )  # fmt: skip

    def _said(self, number: int, figure: Figure, until: int) -> Said:
        words = self.plain[max(self.begun, self.parted, figure.opens - _MOST) : figure.opens]
        cell = self._cell_label(words, figure)
        shown = self.labels.before(words, self.levels) if cell is None else cell
        frame = self.frames[-1]
        wholes = [one.number for one in frame.wholes(figure, self.plain.startswith("、", self.parted))]
        start, end = max(self.begun, figure.opens - _MOST), min(until, figure.end + _MOST)
        return Said(
            number, figure, self.number, self.levels, self.sentence, self.labels.compared(shown), shown,
            self.plain[start : figure.opens], self.plain[figure.end : end], self.year,
            wholes[0] if wholes else None, tuple(wholes[1:]), frame.opener, len(self.frames) - 1,
            tells_change(words),
        )  # fmt: skip
