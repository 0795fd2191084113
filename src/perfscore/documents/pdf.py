"""PDF with text · 读取 PDF.

pypdfium2 gives the characters, pdfplumber the cells of drawn tables.  Places are in Chinese, like the
forms: 第3页表1第8行第2格.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.continued import Boxed, Piece, joined_grids
from perfscore.documents.document import Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.paragraphs import is_contents, paragraphs
from perfscore.documents.pdf_pages import PdfPage, opened_pdf, pages_of
from perfscore.documents.pdf_tables import boxes_of
from perfscore.documents.placed import Box, Glyph, PageLine, lines_of, reaches, wrapped_text
from perfscore.documents.ruled import Ruled
from perfscore.documents.running import without_running

__all__ = ["read"]


def read(content: bytes) -> Document:
    """Return the text and the tables of a PDF; raise Unreadable for one that has no text."""
    file = opened_pdf(content)
    try:
        pages = list(pages_of(file))
    finally:
        file.close()
    if not any(page.glyphs for page in pages):
        raise Unreadable("form-scan", "第1页" if len(pages) else "")
    boxes = boxes_of(content, [page.number for page in pages if page.has_lines and page.glyphs])
    parted = [_parted(page, boxes.get(page.number, [])) for page in pages]
    scans = [Remark("form-page-picture", f"第{page.number}页") for page in pages
             if page.has_pictures and not page.glyphs]  # fmt: skip
    kept, running = without_running(
        [(page.height, one.lines) for page, one in zip(pages, parted, strict=True)]
    )
    remarks = [*scans, *(Remark("form-running", "", text) for text in running)]
    blocks, said = _blocks(
        [_Parted(one.page, lines, one.pieces) for one, lines in zip(parted, kept, strict=True)]
    )
    return Document((Part("document", tuple(blocks)),), (*remarks, *said))


@dataclass(frozen=True, slots=True)
class _Parted:
    """A page as lines of text and pieces of tables."""

    page: PdfPage
    lines: tuple[PageLine, ...]
    pieces: tuple[Piece, ...]


def _parted(page: PdfPage, tables: Sequence[Sequence[Box]]) -> _Parted:
    rest: Sequence[Glyph] = page.glyphs
    pieces: list[Piece] = []
    for boxes in tables:
        ruled = Ruled(boxes, f"第{page.number}页")
        within: dict[int, list[Glyph]] = {}
        outside = []
        for glyph in rest:
            holder = ruled.holder(glyph.box)
            if holder is None:
                outside.append(glyph)
            else:
                within.setdefault(holder, []).append(glyph)
        if len(boxes) < 2 or not within:  # a frame around text, or an ornament
            continue
        rest = outside
        place = f"第{page.number}页表{len(pieces) + 1}"
        pieces.append(_piece(page.number, place, ruled, within))
    return _Parted(page, tuple(lines_of(rest)), tuple(pieces))


def _piece(page: int, place: str, ruled: Ruled, within: dict[int, list[Glyph]]) -> Piece:
    cells, nth = [], dict[int, int]()
    for index, (row, *_) in sorted(enumerate(ruled.spots), key=lambda one: one[1]):
        nth[row] = nth.get(row, 0) + 1
        box = ruled.boxes[index]
        lines = lines_of(within.get(index, ()))
        full = bool(lines) and reaches(lines[-1], box.right)
        text = wrapped_text(lines, box.right)
        cells.append(Boxed(box, text, f"{place}第{row}行第{nth[row]}格", full))
    return Piece(page, place, tuple(cells))


def _blocks(parted: Sequence[_Parted]) -> tuple[list[Line | Grid], list[Remark]]:
    """Return lines and tables in reading order."""
    blocks: list[Line | Grid] = []
    remarks: list[Remark] = []
    numbers: dict[int, int] = {}
    for run in _runs(parted):
        if isinstance(run[0], Piece):
            tables = [one for one in run if isinstance(one, Piece)]
            blocks += joined_grids(tables)
            continue
        lines = [one for one in run if not isinstance(one, Piece)]
        contents = [(page, line) for page, line in lines if is_contents(line.text)]
        remarks += [Remark("form-contents", f"第{page}页", line.text) for page, line in contents]
        edge = _edge(parted)
        for one in paragraphs([line for line in lines if line not in contents], edge):
            numbers[one.page] = numbers.get(one.page, 0) + 1
            blocks.append(Line(one.text, f"第{one.page}页第{numbers[one.page]}段"))
    return blocks, remarks


Run = list[Piece | tuple[int, PageLine]]


def _runs(parted: Sequence[_Parted]) -> Iterator[Run]:
    """Yield what follows each other, text or tables, over the ends of pages."""
    run: Run = []
    for one in parted:
        lines = [(line.box.top, (one.page.number, line)) for line in one.lines]
        items: list[tuple[int, Piece | tuple[int, PageLine]]] = [
            *lines,
            *((piece.frame.top, piece) for piece in one.pieces),
        ]
        for _, item in sorted(items, key=lambda found: found[0]):
            if run and isinstance(run[0], Piece) != isinstance(item, Piece):
                yield run
                run = []
            run.append(item)
    if run:
        yield run


def _edge(parted: Sequence[_Parted]) -> int:
    """Return where the text of a document ends on the right: far over, or no line reaches it."""
    rights = [line.box.right for one in parted for line in one.lines]
    widest = max((one.page.width for one in parted), default=0)
    return max([*rights, widest * 7 // 10])
