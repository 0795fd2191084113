"""PDF with text · 读取 PDF.

pypdfium2 gives the characters, pdfplumber the cells of drawn tables, on the pages that have drawn lines.
"""

from collections.abc import Callable

from perfscore.documents.cut import CUT, cut_pdf, said_cut
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.page import Page
from perfscore.documents.paged import document_of, refuse_scan
from perfscore.documents.pdf_pages import PdfPage, opened_pdf, pages_of
from perfscore.documents.pdf_tables import boxes_of

__all__ = ["read", "told_where_cut", "with_tables"]


def read(content: bytes) -> Document:
    """Return the text and the tables of a PDF; raise Unreadable for one that is a scan."""
    return told_where_cut(content, _read)


def told_where_cut(content: bytes, reads: Callable[[bytes], Document]) -> Document:
    """Return what is read of a PDF, with where it ends if that is in the middle."""
    if not cut_pdf(content):
        return reads(content)
    try:
        return said_cut(reads(content))
    except Unreadable as refusal:
        code = CUT if refusal.code == "form-broken" else refusal.code
        raise Unreadable(code, refusal.where, **{**refusal.values, "found": "PDF"}) from None


def _read(content: bytes) -> Document:
    file = opened_pdf(content)
    try:
        pages = list(pages_of(file))
    finally:
        file.close()
    sheets = with_tables(content, pages)
    refuse_scan(sheets)
    return document_of(sheets)


def with_tables(content: bytes, pages: list[PdfPage]) -> list[Page]:
    """Return the pages of a PDF with the tables that are drawn on them."""
    boxes = boxes_of(content, [page.number for page in pages if page.has_lines and page.glyphs])
    return [
        Page(
            page.number,
            page.glyphs,
            page.width,
            page.height,
            page.pictures,
            boxes.get(page.number, ()),
            is_layer=page.is_layer,
            strokes=page.strokes,
        )
        for page in pages
    ]
