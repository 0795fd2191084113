"""Files with pictures in them · 读取文件中的图片.

What is printed is read as ever.  Of the pages with pictures only the pictures are looked at, without what is
printed over them: so nothing is read twice, and what was a character stays one.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from perfscore.documents.document import Document, Unreadable
from perfscore.documents.ofd import opened_ofd, sheet_of
from perfscore.documents.ofd import pages_of as pages_of_ofd
from perfscore.documents.ofd_pictures import drawn
from perfscore.documents.page import Page
from perfscore.documents.paged import document_of
from perfscore.documents.pdf import told_where_cut, with_tables
from perfscore.documents.pdf_pages import DEEPEST, opened_pdf, pages_of
from perfscore.documents.pictures import MOST_SEEN, remarks_of
from perfscore.documents.placed import Box
from perfscore.documents.recognised import Recogniser
from perfscore.documents.seen import Seen, seen_page

__all__ = ["read", "read_ofd"]

_SCALE = 36
"""Hundredths of a point a pixel: 200 pixels an inch."""
_MOST_PIXELS = 12_000_000
_MILLIMETRE = 283
Draws = Callable[[Page, int], Any]
"""Returns a page as a picture, in which a pixel measures so many hundredths of a point; None for none."""


def read(content: bytes) -> Document:
    """Return the text and the tables of a PDF, be they printed or pictures; raise Unreadable for neither."""
    return told_where_cut(content, _read)


def _read(content: bytes) -> Document:
    file = opened_pdf(content)
    try:
        pages = with_tables(content, list(pages_of(file)))
        return _document(pages, lambda page, scale: _printed(file[page.number - 1], scale))
    finally:
        file.close()


def read_ofd(content: bytes) -> Document:
    """Return the text and the tables of an OFD file, be they printed or pictures."""
    archive = opened_ofd(content)
    names = list(pages_of_ofd(archive))
    pages = [sheet_of(archive, name, number) for number, name in enumerate(names, 1)]
    return _document(pages, lambda page, scale: drawn(archive, names[page.number - 1], page, scale))


def _document(pages: Sequence[Page], draws: Draws) -> Document:
    """Return the document of pages, with what is seen in their pictures: not too many of them."""
    reader = Recogniser()
    sheets: list[Page] = []
    seen: list[Seen] = []
    for page in pages:
        one = _seen(reader, page, draws) if page.pictures and len(seen) < MOST_SEEN else None
        sheets += [page] if one is None else page.around(one.page)
        seen += [] if one is None else [one]
    if not any(sheet.glyphs for sheet in sheets):
        raise Unreadable("form-picture-empty")
    found = document_of(sheets)
    return Document(found.parts, (*found.remarks, *remarks_of(seen)))


def _seen(reader: Recogniser, page: Page, draws: Draws) -> Seen | None:
    scale = _SCALE
    while page.width * page.height > _MOST_PIXELS * scale * scale:
        scale *= 2
    image = draws(page, scale)
    if image is None:
        return None
    inside = f"{page.place}图片" if page.glyphs else ""
    return seen_page(reader, _only(image, page.pictures, scale), page.number, scale, _MILLIMETRE, inside)


def _only(image: Any, pictures: Iterable[Box], scale: int) -> Any:
    """Return a page on which nothing but its pictures is to be seen."""
    import numpy

    bare = numpy.full_like(image, 255)
    for box in pictures:
        left, top, right, bottom = (
            max(edge // scale, 0) for edge in (box.left, box.top, box.right, box.bottom)
        )
        bare[top : bottom + 1, left : right + 1] = image[top : bottom + 1, left : right + 1]
    return bare


def _printed(sheet: Any, scale: int) -> Any:
    """Return a page of a PDF as a picture in three colours; its characters are not drawn."""
    from pypdfium2 import raw

    for one in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
        raw.FPDFTextObj_SetTextRenderMode(one, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    image = sheet.render(scale=100 / scale, rev_byteorder=False).to_numpy()
    if image.ndim == 2:
        image = image[:, :, None].repeat(3, 2)
    return image[:, :, :3]
