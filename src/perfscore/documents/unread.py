"""Pictures on a page that may hold a table nobody has as text · 页面上未读取的图片.

One rule for every format of pages: what is large enough, and has hardly any characters over it.  A picture
under a text is paper, or a scan whose characters somebody has put there already.
"""

from collections.abc import Iterable, Sequence

from perfscore.documents.placed import Box, Glyph

__all__ = ["FROM_PICTURE", "LITTLE", "PAGE_UNREAD", "PICTURE_UNREAD", "holds_table", "unread"]

FROM_PICTURE = "form-from-picture"
"""The remark on what was read from a picture: here, or by whoever put the characters of a scan behind it."""
PAGE_UNREAD, PICTURE_UNREAD = "form-page-picture", "form-picture-unread"
"""The remarks on a page that is a picture, and on a picture among text, which nobody has read."""
LITTLE = 80
"""Characters: headers, page numbers and a stamp have fewer, a form and a page of text have more."""
_WIDE, _HIGH = 20_000, 7_000
"""Hundredths of a point, 7 and 2.5 cm: logos and signatures are smaller."""
_NEAR = 300
_MOST = 200
"""Scans come in strips and tiles; where there are more than these, they are taken as one picture."""


def holds_table(width: int, height: int) -> bool:
    """Say whether a picture of so many hundredths of a point is large enough."""
    return width >= _WIDE and height >= _HIGH


def unread(pictures: Iterable[Box], glyphs: Sequence[Glyph]) -> tuple[Box, ...]:
    """Return where pictures lie that are to be read, from top to bottom; strips of one are one."""
    whole = [box for box in _whole(list(pictures)) if holds_table(box.right - box.left, box.bottom - box.top)]
    bare = (box for box in whole if sum(box.holds(glyph.box) for glyph in glyphs) < LITTLE)
    return tuple(sorted(bare, key=lambda box: (box.top, box.left)))


def _whole(boxes: list[Box]) -> list[Box]:
    """Return rectangles of which none touches another: those that do are one."""
    if len(boxes) > _MOST:
        return [_around(boxes)]
    found: list[Box] = []
    for box in boxes:
        held = box
        while near := [one for one in found if _touch(one, held)]:
            found = [one for one in found if one not in near]
            held = _around([held, *near])
        found.append(held)
    return found


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _NEAR and other.left <= one.right + _NEAR
        and one.top <= other.bottom + _NEAR and other.top <= one.bottom + _NEAR
    )  # fmt: skip


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip
