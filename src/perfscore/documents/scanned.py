"""PDF with pages that are pictures · 读取扫描的 PDF.

Pages with text are read as ever; those without are printed into a picture, and that is read.
"""

from collections.abc import Iterator
from typing import Any

from perfscore.documents.document import Document, Unreadable
from perfscore.documents.paged import document_of
from perfscore.documents.pdf import with_tables
from perfscore.documents.pdf_pages import PdfPage, opened_pdf, pages_of
from perfscore.documents.pictures import MOST_SEEN, remarks_of
from perfscore.documents.recognised import Recogniser
from perfscore.documents.seen import Seen, seen_page

__all__ = ["read"]

_SCALE = 36
"""Hundredths of a point a pixel: 200 pixels an inch."""
_MOST_PIXELS = 12_000_000
_MILLIMETRE = 283


def read(content: bytes) -> Document:
    """Return the text and the tables of a PDF, be they printed or pictures; raise Unreadable for neither."""
    file = opened_pdf(content)
    try:
        pages = list(pages_of(file))
        seen = list(_seen(file, pages))
    finally:
        file.close()
    read = {one.page.number: one.page for one in seen if one.page.glyphs}
    if not read and not any(page.glyphs for page in pages):
        raise Unreadable("form-picture-empty")
    found = document_of([read.get(page.number, page) for page in with_tables(content, pages)])
    return Document(found.parts, (*found.remarks, *remarks_of([one for one in seen if one.page.glyphs])))


def _seen(file: Any, pages: list[PdfPage]) -> Iterator[Seen]:
    """Yield the pages that are pictures, as far as there are not too many: the rest is told as not read."""
    bare = [page for page in pages if not page.glyphs and (page.has_pictures or page.has_lines)]
    reader = Recogniser() if bare else None
    for page in bare[:MOST_SEEN]:
        assert reader is not None
        image, scale = _printed(file[page.number - 1], page)
        yield seen_page(reader, image, page.number, scale, _MILLIMETRE)


def _printed(sheet: Any, page: PdfPage) -> tuple[Any, int]:
    """Return a page as a picture, and how many hundredths of a point a pixel of it measures."""
    scale = _SCALE
    while page.width * page.height > _MOST_PIXELS * scale * scale:
        scale *= 2
    bitmap = sheet.render(scale=100 / scale, rev_byteorder=False)
    image = bitmap.to_numpy()
    if image.ndim == 2:
        image = image[:, :, None].repeat(3, 2)
    return image[:, :, :3].copy(), scale
