"""The characters of a PDF's pages, by pypdfium2 · PDF 文字.

Whether a page is worth a search for tables is seen here too: without drawn lines it has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from perfscore.documents.document import Unreadable
from perfscore.documents.placed import Box, Glyph, is_level
from perfscore.documents.unread import unread

__all__ = ["DEEPEST", "MOST_PAGES", "PdfPage", "opened_pdf", "pages_of"]

MOST_PAGES, MOST_GLYPHS, MOST_STROKES = 500, 1_000_000, 5_000
FEWEST_STROKES = 4
"""A table has at least the four sides of its frame."""
_NOTHING = "\0\u00ad\ufffe\uffff"
MOST_PICTURES = 1_000
DEEPEST = 8
"""Drawings stand in drawings; none of a table stands deeper."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as far as pypdfium2 tells · 页面.

    `pictures` are where those lie that are to be read; of a page without characters it is the whole page.
    `is_layer` says that characters are not drawn and stand behind a picture; `strokes` are the level lines
    drawn on it.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    width: int
    height: int
    has_lines: bool
    pictures: tuple[Box, ...]
    is_layer: bool = False
    strokes: tuple[Box, ...] = ()


def opened_pdf(content: bytes) -> Any:
    """Return the file as pypdfium2 sees it; raise Unreadable for one that it refuses."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise Unreadable("form-encrypted" if locked else "form-broken", "", found="PDF") from None
    if len(file) > MOST_PAGES:
        raise Unreadable("form-too-many-pages", f"第{MOST_PAGES + 1}页", most=str(MOST_PAGES))
    return file


def pages_of(file: Any) -> Iterator[PdfPage]:
    """Yield the pages; raise Unreadable with its number for one that cannot be loaded."""
    import pypdfium2
    from pypdfium2 import raw

    seen = 0
    for index in range(len(file)):
        try:
            page = file[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise Unreadable("form-broken", f"第{index + 1}页", found="PDF") from None
        turn = _Turn(page)
        glyphs = tuple(_glyphs(text, turn))
        seen += len(glyphs)
        if seen > MOST_GLYPHS:
            raise Unreadable("form-too-much", f"第{index + 1}页", most=str(MOST_GLYPHS))
        lines = len(_objects(page, raw.FPDF_PAGEOBJ_PATH, FEWEST_STROKES)) == FEWEST_STROKES
        drawn = [turn.box(*_bounds(one)) for one in _objects(page, raw.FPDF_PAGEOBJ_IMAGE, MOST_PICTURES)]
        whole = (Box(0, 0, turn.width, turn.height),) if drawn or lines else ()
        layer = bool(glyphs and drawn) and _is_layer(page)
        bare = () if layer else unread(drawn, glyphs)
        pictures = bare if glyphs else whole
        strokes = tuple(_strokes(page, turn))
        yield PdfPage(index + 1, glyphs, turn.width, turn.height, lines, pictures, layer, strokes)
        text.close()
        page.close()


class _Turn:
    """Brings the coordinates of a page to the upper left corner, as it is turned to be read."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = (_whole(edge) for edge in page.get_mediabox())
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.quarters = page.get_rotation() // 90 % 4
        sides = (right - left, top - bottom)
        self.width, self.height = sides if self.quarters % 2 == 0 else sides[::-1]

    def box(self, left: int, right: int, bottom: int, top: int) -> Box:
        """Return where a rectangle lies for whoever reads the page."""
        match self.quarters:
            case 1:
                return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
            case 2:
                return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
            case 3:
                return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def _whole(length: Any) -> int:
    return int(length * 100)


def _glyphs(text: Any, turn: _Turn) -> Iterator[Glyph]:
    """Yield the characters that are drawn; a blank of the file is told by the character behind it.

    The library adds blanks and line ends of its own: those are told from the gaps here.  The loose boxes
    are as wide as the font says: a narrow digit leaves no gap beside it.
    """
    from pypdfium2 import raw

    edges = raw.FS_RECTF()
    high, blank = 0, False
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond U+FFFF
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high & 0x3FF) << 10) + (code & 0x3FF)
        mark = chr(code)
        if mark.isspace():
            blank = blank or raw.FPDFText_IsGenerated(text, index) == 0
            continue
        if mark in _NOTHING or not raw.FPDFText_GetLooseCharBox(text, index, edges):
            continue
        left, right, bottom, top = map(_whole, (edges.left, edges.right, edges.bottom, edges.top))
        yield Glyph(mark, turn.box(left, right, bottom, top), blank)
        blank = False


def _strokes(page: Any, turn: _Turn) -> Iterator[Box]:
    """Yield the level lines that are drawn, as thin rectangles; those within drawings are left out."""
    from pypdfium2 import PdfiumError, raw

    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)
    for path in islice(paths, MOST_STROKES):
        try:
            left, bottom, right, top = map(_whole, path.get_bounds())
        except PdfiumError:
            continue
        box = turn.box(left, right, bottom, top)
        if is_level(box):
            yield box


def _objects(page: Any, kind: int, enough: int) -> list[Any]:
    """Return the objects of a kind, no more than is enough."""
    return list(islice(page.get_objects(filter=[kind], max_depth=DEEPEST), enough))


def _is_layer(page: Any) -> bool:
    from pypdfium2 import raw

    return any(
        raw.FPDFTextObj_GetTextRenderMode(one) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST)
    )


def _bounds(one: Any) -> tuple[int, int, int, int]:
    """Return left, right, bottom and top of an object; of one in a drawing where the drawing lies."""
    while one.container is not None:
        one = one.container
    left, bottom, right, top = map(_whole, one.get_bounds())
    return left, right, bottom, top
