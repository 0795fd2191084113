"""PDF with text · 读取 PDF.

pypdfium2 gives the characters, pdfplumber the cells of drawn tables, on the pages that have drawn lines.
"""

from perfscore.documents.cut import CUT, cut_pdf, said_cut
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.paged import Page, document_of
from perfscore.documents.pdf_pages import PdfPage, opened_pdf, pages_of
from perfscore.documents.pdf_tables import boxes_of

__all__ = ["read", "with_tables"]


def read(content: bytes) -> Document:
    """Return the text and the tables of a PDF; raise Unreadable for one that has no text."""
    if not cut_pdf(content):
        return _read(content)
    try:
        return said_cut(_read(content))
    except Unreadable as refusal:
        code = CUT if refusal.code == "form-broken" else refusal.code
        raise Unreadable(code, refusal.where, **{**refusal.values, "found": "PDF"}) from None


def _read(content: bytes) -> Document:
    file = opened_pdf(content)
    try:
        pages = list(pages_of(file))
    finally:
        file.close()
    if not any(page.glyphs for page in pages):
        raise Unreadable("form-scan", "第1页" if pages else "")
    return document_of(with_tables(content, pages))


def with_tables(content: bytes, pages: list[PdfPage]) -> list[Page]:
    """Return the pages of a PDF with the tables that are drawn on them."""
    boxes = boxes_of(content, [page.number for page in pages if page.has_lines and page.glyphs])
    return [
        Page(
            page.number,
            page.glyphs,
            page.width,
            page.height,
            page.has_pictures,
            boxes.get(page.number, ()),
            strokes=page.strokes,
        )
        for page in pages
    ]
