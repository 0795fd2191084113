"""Characters with their spots on a page, and the text they make · 版面文字.

A page knows no words and no cells: only characters, each somewhere.  Lengths are whole hundredths of a
point, counted from the upper left corner, so that no rounding of a library decides anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = [
    "Box",
    "Glyph",
    "PageLine",
    "Spots",
    "had_room",
    "lines_of",
    "pieces_of",
    "reaches",
    "wrapped_text",
]

_THIN = 300


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page · 方框."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, other: "Box") -> bool:
        """Say whether the middle of another box lies in this one."""
        across, down = (other.left + other.right) // 2, (other.top + other.bottom) // 2
        return self.left <= across < self.right and self.top <= down < self.bottom


def is_level(stroke: Box) -> bool:
    """Say whether what is drawn is a line from left to right: not higher than 3 points, and much wider."""
    high = stroke.bottom - stroke.top
    return high <= _THIN and stroke.right - stroke.left > 4 * max(high, _THIN)


@dataclass(frozen=True, slots=True)
class Spots:
    """How spots in a picture are named: by steps of so many hundredths of a point · 位置的单位."""

    step: int
    unit: str

    def of(self, box: Box) -> str:
        """Return the spot of the upper left corner of a rectangle."""
        return f"（左上 {box.left // self.step},{box.top // self.step} {self.unit}）"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a word that is never split, with its spot · 字符.

    `blank` says that the file itself has a blank before it.
    """

    text: str
    box: Box
    blank: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """Characters beside each other, from left to right · 一行."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        """The rectangle around the line."""
        boxes = [glyph.box for glyph in self.glyphs]
        return Box(
            min(box.left for box in boxes), min(box.top for box in boxes),
            max(box.right for box in boxes), max(box.bottom for box in boxes),
        )  # fmt: skip

    @property
    def size(self) -> int:
        """How high its largest character is."""
        return max(glyph.box.bottom - glyph.box.top for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """The characters with a blank wherever a gap is meant as one."""
        out, size = [self.glyphs[0].text], self.size
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            if _is_gap(before, glyph, size):
                out.append(" ")
            out.append(glyph.text)
        return " ".join("".join(out).split())


def _is_gap(before: Glyph, glyph: Glyph, size: int) -> bool:
    """Say whether a person sees a blank.

    Programs leave some room between a figure and a Chinese character, or write a blank there; it says
    nothing.
    """
    room = (glyph.box.left - before.box.right) * 10
    last, first = before.text[-1], glyph.text[0]
    if (_is_wide(last) and first.isdigit()) or (_is_wide(first) and last.isdigit()):
        return room > size * 8
    if _is_wide(last) or _is_wide(first):
        return glyph.blank or room > size * 10
    return (glyph.blank and room > 0) or room > size * 3


def _is_wide(mark: str) -> bool:
    return mark >= "\u2e80"


def lines_of(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Return the lines of some characters from top to bottom: whatever overlaps by half stands beside."""
    lines: list[list[Glyph]] = []
    tallest = Box(0, 0, 0, 0)
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.box.top + glyph.box.bottom, glyph.box.left)):
        box = glyph.box
        if lines and tallest.top <= (box.top + box.bottom) // 2 <= tallest.bottom:
            lines[-1].append(glyph)
            tallest = max(tallest, box, key=_height)
        else:
            lines.append([glyph])
            tallest = box
    return [PageLine(tuple(sorted(line, key=lambda glyph: glyph.box.left))) for line in lines]


def _height(box: Box) -> int:
    return box.bottom - box.top


def pieces_of(line: PageLine) -> Iterator[PageLine]:
    """Yield the parts of a line that a gap wider than any in a text keeps apart, as between two columns."""
    begun, room = 0, line.size // 2
    for index in range(1, len(line.glyphs) + 1):
        if index == len(line.glyphs) or (
            line.glyphs[index].box.left - line.glyphs[index - 1].box.right > room
        ):
            yield PageLine(line.glyphs[begun:index])
            begun = index


_NEVER_FIRST = "、，。；：！？）》】”’%％‰℃,.;:!?)]}"

_NEVER_LAST = "（《【“‘([{<≥≤￥$"


def reaches(line: PageLine, right: int, after: PageLine | None = None) -> bool:
    """Say whether a line ends because what comes next had no room in it.

    `after` is the line that follows; where it is not known, room for two characters is asked for.  A word
    or a figure is not broken, and no line begins with a closing mark.
    """
    needed = 2 * line.size if after is None else _first_piece(after)
    return line.box.right + needed + line.size > right


def had_room(line: PageLine, right: int, after: PageLine) -> bool:
    """Say whether what comes next would have stood in a line as well, so that it was ended on purpose."""
    return line.box.right + _first_piece(after) <= right


def _first_piece(line: PageLine) -> int:
    """Return the width of what stands together at the beginning of a line."""
    index = 1
    while index < len(line.glyphs) and not _may_break(line.glyphs[index - 1].text, line.glyphs[index].text):
        index += 1
    return line.glyphs[index - 1].box.right - line.glyphs[0].box.left


def _may_break(last: str, first: str) -> bool:
    if first in _NEVER_FIRST or last in _NEVER_LAST:
        return False
    return _is_wide(last[-1]) or _is_wide(first[0])


def wrapped_text(lines: Sequence[PageLine], right: int) -> str:
    """Return lines as one text: one that reaches the right edge goes on in the next.

    `right` is where the cell or the column of text ends.
    """
    out = ""
    for number, line in enumerate(lines):
        if number:
            goes_on = reaches(lines[number - 1], right, line)
            out += (" " if line.glyphs[0].blank else "") if goes_on else "\n"
        out += line.text
    return out
