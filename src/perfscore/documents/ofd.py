"""OFD, the national format of pages · 读取 OFD 版式文件.

A ZIP of XML in which every piece of text has its spot on a page, and every drawn line its way.  Elements
are known by their local names: producers differ in the namespace.  Seals and signatures are not read.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from perfscore.documents.archive import Archive, opened
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.page import Page
from perfscore.documents.paged import document_of, refuse_scan
from perfscore.documents.pdf_tables import framed
from perfscore.documents.placed import Box, Glyph, is_level
from perfscore.documents.unread import unread
from perfscore.documents.xml_parts import local, parsed

__all__ = ["below", "box_of", "named", "opened_ofd", "pages_of", "part_of", "read", "sheet_of"]

MOST_PAGES, MOST_GLYPHS, MOST_STROKES = 500, 1_000_000, 5_000
_FEWEST_STROKES = 4
_THIN = 300
"""What is not wider than 3 points is a line."""
_POINTS = Decimal("283.4645669")
"""Hundredths of a point in a millimetre, in which the file counts."""
_REPEAT = re.compile(r"g\s+([0-9]{1,6})\s+([-+0-9.eE]+)")
_MOST_REPEATED, _LONGEST = 10_000, 100_000


def read(content: bytes) -> Document:
    """Return the text and the tables of a file; raise Unreadable for one that is not safe or not sound."""
    archive = opened_ofd(content)
    sheets = [sheet_of(archive, name, number) for number, name in enumerate(pages_of(archive), 1)]
    refuse_scan(sheets)
    return document_of(sheets)


def opened_ofd(content: bytes) -> Archive:
    """Return the archive of a file; raise Unreadable for one that is none."""
    archive = opened(content)
    if "OFD.xml" not in archive.names:
        raise Unreadable("form-not-a-document")
    return archive


def pages_of(archive: Archive) -> Iterator[str]:
    """Yield the names of the pages' parts in their order."""
    seen = 0
    for root in named(parsed(archive, "OFD.xml"), "DocRoot"):
        name = (root.text or "").strip().lstrip("/")
        folder = name.rpartition("/")[0]
        for page in named(part_of(archive, name), "Page"):
            if where := page.get("BaseLoc"):
                seen += 1
                if seen > MOST_PAGES:
                    raise Unreadable("form-too-many-pages", f"第{seen}页", most=str(MOST_PAGES))
                yield below(folder, where)


def part_of(archive: Archive, name: str) -> Any:
    """Return a part of the archive as XML; raise Unreadable where it is missing."""
    if name not in archive.names:
        raise Unreadable("form-broken", name, found="OFD")
    return parsed(archive, name)


def below(folder: str, name: str) -> str:
    """Return the name of a part that another one names: from its own folder, or from the top."""
    return name.lstrip("/") if name.startswith("/") else f"{folder}/{name}".strip("/")


def named(root: Any, name: str) -> Iterator[Any]:
    """Yield elements by their local name."""
    return (element for element in root.iter() if local(element) == name)


def sheet_of(archive: Archive, name: str, number: int) -> Page:
    """Return a page by the name of its part."""
    root = part_of(archive, name)
    found = (glyph for element in named(root, "TextObject") for glyph in _glyphs(element))
    glyphs = list(islice(found, MOST_GLYPHS + 1))
    if len(glyphs) > MOST_GLYPHS:
        raise Unreadable("form-too-much", f"第{number}页", most=str(MOST_GLYPHS))
    boxes = [box for element in root.iter() if (box := box_of(element.get("Boundary", ""))) is not None]
    area = next((box for kind in ("PhysicalBox", "ApplicationBox") for element in named(root, kind)
                 if (box := box_of(element.text or "")) is not None), None)  # fmt: skip
    right = max((box.right for box in boxes), default=0) if area is None else area.right
    bottom = max((box.bottom for box in boxes), default=0) if area is None else area.bottom
    boxed = (box_of(one.get("Boundary", "")) for one in named(root, "ImageObject"))
    drawn = [box for box in boxed if box is not None]
    pictures = unread(drawn, glyphs) if glyphs else tuple(drawn)
    strokes = list(_strokes(root))
    if len(strokes) > MOST_STROKES:
        raise Unreadable("form-too-much", f"第{number}页", most=str(MOST_STROKES))
    tables = framed(strokes, number) if len(strokes) >= _FEWEST_STROKES else ()
    level = tuple(filter(is_level, strokes))
    return Page(number, tuple(glyphs), right, bottom, pictures, tables, strokes=level)


def _strokes(root: Any) -> Iterator[Box]:
    """Yield the lines that are drawn: a rectangle is its four sides."""
    for element in named(root, "PathObject"):
        box = box_of(element.get("Boundary", ""))
        if box is None:
            continue
        if min(box.right - box.left, box.bottom - box.top) <= _THIN:
            yield box
        else:
            yield from (
                Box(box.left, box.top, box.right, box.top), Box(box.left, box.bottom, box.right, box.bottom),
                Box(box.left, box.top, box.left, box.bottom), Box(box.right, box.top, box.right, box.bottom),
            )  # fmt: skip


def _glyphs(element: Any) -> Iterator[Glyph]:
    """Yield the characters of a piece of text: where it begins, and how far each is from the last."""
    frame = box_of(element.get("Boundary", ""))
    size = _length(element.get("Size", ""))
    if frame is None or not size:
        return
    for code in named(element, "TextCode"):
        text = code.text or ""
        left = frame.left + (_length(code.get("X", "0")) or 0)
        steps = list(_steps(code.get("DeltaX", "")))
        for index, mark in enumerate(text):
            width = size if mark >= "\u2e80" else size // 2
            step = steps[index] if index < len(steps) else width
            if not mark.isspace():
                top = max(frame.top, frame.bottom - size - size // 2)
                right = left + (step if 0 < step <= size + size // 5 else width)
                yield Glyph(mark, Box(left, top, right, frame.bottom), text[index - 1 : index] == " ")
            left += step


def _steps(text: str) -> Iterator[int]:
    """Yield the distances: ``g 3 4.2`` is 4.2 three times."""
    spread = _REPEAT.sub(lambda found: " ".join([found[2]] * min(int(found[1]), _MOST_REPEATED)), text)
    return (_length(one) or 0 for one in spread.split())


def _length(text: str) -> int | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number * _POINTS) if number.is_finite() and -_LONGEST < number < _LONGEST else None


def box_of(text: str) -> Box | None:
    """Return a rectangle that is told in millimetres, None for what tells none."""
    lengths = [_length(one) for one in text.split()]
    if len(lengths) != 4:
        return None
    left, top, width, height = (one or 0 for one in lengths)
    return Box(left, top, left + width, top + height)
