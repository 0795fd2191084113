"""Pictures in a document of Word · Word 中的图片.

A picture is known by the size at which it is shown; what is shown of it may be a part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfscore.documents.placed import Box
from perfscore.documents.unread import holds_table
from perfscore.documents.word_text import FALLBACK, W

__all__ = ["Shown", "pictures_in"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 127
"""English metric units in a hundredth of a point."""
_UNITS = {"pt": 100, "in": 7200, "cm": 2835, "mm": 283, "px": 75}
_GONE = (f"{W}del", f"{W}moveFrom")
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a text: the place it stands at, its number among the relations, what is cut away · 图片.

    `cut` is in hundred-thousandths of its sides; `before` is how many blocks of the text are above it.
    """

    place: str
    relation: str
    cut: Box
    before: int


def pictures_in(element: Any, place: str, before: int) -> Iterator[Shown]:
    """Yield the pictures in a paragraph or a cell that may hold a table."""
    count = 0
    for picture in element.iter(_PICTURE, f"{_VML}imagedata"):
        if any(above.tag == FALLBACK or above.tag in _GONE for above in picture.iterancestors()):
            continue
        blip = picture.find(f".//{_A}blip")
        relation = picture.get(f"{_R}id") if blip is None else blip.get(f"{_R}embed")
        width, height = _size(picture)
        if holds_table(width, height):
            count += 1
            name = f"{place}图片{count if count > 1 else ''}"
            yield Shown(name, relation or "", _cut(picture), before)


def _size(picture: Any) -> tuple[int, int]:
    """Return how large a picture is shown, in hundredths of a point; what tells no size may be large."""
    for above in picture.iterancestors(f"{_DRAWING}inline", f"{_DRAWING}anchor", f"{_VML}shape"):
        extent = above.find(f"{_DRAWING}extent")
        if extent is not None:
            return _number(extent.get("cx")) // _EMU, _number(extent.get("cy")) // _EMU
        told = dict(one.split(":", 1) for one in above.get("style", "").split(";") if ":" in one)
        return _length(told.get("width", "")), _length(told.get("height", ""))
    return 10**6, 10**6


def _cut(picture: Any) -> Box:
    cut = picture.find(f".//{_A}srcRect")
    left, top, right, bottom = (0 if cut is None else _number(cut.get(side)) for side in "ltrb")
    return Box(left, top, _WHOLE - right, _WHOLE - bottom)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0


def _length(text: str) -> int:
    """Return a length of a style, one that is not told as a large one."""
    number, unit = text.strip()[:-2], text.strip()[-2:].casefold()
    if unit not in _UNITS or not number.replace(".", "", 1).isdigit() or len(number) > 12:
        return 10**6
    return int(Decimal(number) * _UNITS[unit])
