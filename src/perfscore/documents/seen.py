"""A picture as a page with characters at their spots · 由图片到页面.

The picture is set upright, its tables are found by their lines, and each piece of text is read for itself:
one that lies over a line of a table is cut there first, for it is the text of two cells.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perfscore.documents.drawn import rules_in
from perfscore.documents.page import Page
from perfscore.documents.placed import Box, Glyph, Spots
from perfscore.documents.recognised import Recogniser, Slanted
from perfscore.documents.upright import upright

__all__ = ["Seen", "seen_page"]

_SURE, _QUITE_SURE = 80, 95
"""Hundredths: characters less sure than the first are told by their spot, less than the second read again."""
_TEXT_HEIGHT = 1200
"""A line of text in a picture of unknown size is taken to be 12 points high."""
_MOST_PIECES = 3_000
_ROOM = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A page read from a picture, and what of it is not sure, each text with its spot · 识别的页面."""

    page: Page
    unsure: tuple[tuple[str, str], ...]


def seen_page(
    reader: Recogniser, image: Any, number: int, scale: int = 0, step: int = 0, inside: str = ""
) -> Seen:
    """Return what is to be seen in a picture, `inside` names it where it is no whole page.

    `scale` is how many hundredths of a point a pixel measures, `step` how many make a millimetre; both are 0
    for a picture of no known size, whose spots are named by pixels.
    """
    image, found = upright(reader, image)
    height = _text_height(found)
    scale = scale or max(_TEXT_HEIGHT // height, 1)
    rules = rules_in(image, number, height)
    tables = rules.tables(number, height, scale)
    if tables:
        image = rules.painted_over(image)
        found = reader.find(image)
    spots = Spots(step, "毫米") if step else Spots(scale, "像素")
    high, wide = image.shape[:2]
    page = Page(number, (), wide * scale, high * scale, (), tables, spots, inside=inside)
    glyphs: list[Glyph] = []
    unsure: list[tuple[str, str]] = []
    for box in _cut([one.box for one in found[:_MOST_PIECES]], tables, scale):
        text, sure = _read(reader, image, box)
        frame = Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
        glyphs += _glyphs(text, frame)
        if text and sure < _SURE:
            unsure.append((f"{page.place}{spots.of(frame)}", text))
    return Seen(replace(page, glyphs=tuple(glyphs)), tuple(unsure))


def _text_height(found: Sequence[Slanted]) -> int:
    heights = sorted(one.box.bottom - one.box.top for one in found)
    return max(heights[len(heights) // 2], 8) if heights else 24


def _read(reader: Recogniser, image: Any, box: Box) -> tuple[str, int]:
    """Return the characters of a piece, and how sure they are.

    Where they are not quite sure the piece is read again with more paper around it: what is read most
    often counts, and is not sure unless it is always read.
    """
    first, sure = reader.read(_piece(image, box, 0))
    if sure >= _QUITE_SURE:
        return first, sure
    others = [reader.read(_piece(image, box, share))[0] for share in (4, 3)]
    text, count = Counter([first, *others]).most_common(1)[0]
    return text, sure if count > len(others) else 0


def _piece(image: Any, box: Box, share: int) -> Any:
    """Return a piece of a picture with some paper around it, a third or a fourth of its height."""
    import cv2

    room = _ROOM
    piece = image[max(box.top - room, 0) : box.bottom + room, max(box.left - room, 0) : box.right + room]
    wide = (box.bottom - box.top) // share if share else 0
    return cv2.copyMakeBorder(piece, wide, wide, wide, wide, cv2.BORDER_REPLICATE)


def _cut(boxes: Sequence[Box], tables: Sequence[Sequence[Box]], scale: int) -> Iterator[Box]:
    """Yield boxes, those that lie over the upright lines of a table cut at them."""
    for box in boxes:
        edges = sorted({
            edge // scale
            for table in tables for cell in table
            if cell.top <= (box.top + box.bottom) * scale // 2 < cell.bottom
            for edge in (cell.left, cell.right)
        })  # fmt: skip
        room = (box.bottom - box.top) // 3
        left = box.left
        for edge in edges:
            if left + room < edge < box.right - room:
                yield Box(left, box.top, edge, box.bottom)
                left = edge
        yield Box(left, box.top, box.right, box.bottom)


def _glyphs(text: str, frame: Box) -> Iterator[Glyph]:
    """Yield the characters of a piece, each where it must be: Chinese ones are twice as wide as others.

    What finds text leaves some room around it.
    """
    room = (frame.bottom - frame.top) // 8
    left, right = frame.left + room, max(frame.right - room, frame.left + room + 1)
    widths = [2 if mark >= "\u2e80" else 1 for mark in text]
    total, done, blank = sum(widths), 0, False
    for mark, width in zip(text, widths, strict=True):
        begin = left + (right - left) * done // total
        done += width
        if mark.isspace():
            blank = True
            continue
        end = left + (right - left) * done // total
        yield Glyph(mark, Box(begin, frame.top + room, end, frame.bottom - room), blank)
        blank = False
