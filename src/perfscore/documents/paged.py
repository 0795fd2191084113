"""Pages with characters at their spots as one document, whatever format they came in · 由页面到文档.

Places are in Chinese, like the forms: 第3页第2段, 第3页表1第8行第2格.  What was read from a picture has its
spot there as well, counted from the upper left corner: 第3页第2段（左上 20,31 毫米）.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.continued import Boxed, Piece, joined_grids
from perfscore.documents.document import Document, Grid, Line, Part, Remark
from perfscore.documents.lineless import Sheet, without_lines
from perfscore.documents.paragraphs import is_contents, paragraphs
from perfscore.documents.placed import Box, Glyph, PageLine, Spots, lines_of, reaches, wrapped_text
from perfscore.documents.ruled import Ruled
from perfscore.documents.running import without_running

__all__ = ["Page", "document_of"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its characters, its size, and its drawn tables as the frames of their cells · 页面.

    `spots` are there where it was read from a picture, `strokes` are level lines that frame no cell.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    width: int
    height: int
    has_pictures: bool
    tables: Sequence[Sequence[Box]]
    spots: Spots | None = None
    strokes: Sequence[Box] = ()


@dataclass(frozen=True, slots=True)
class _Parted:
    """A page as lines of text and pieces of tables."""

    page: Page
    lines: tuple[PageLine, ...]
    pieces: tuple[Piece, ...]


def document_of(pages: Sequence[Page]) -> Document:
    """Return the text and the tables of pages in reading order."""
    parted = [_parted(page) for page in pages]
    remarks = [Remark("form-page-picture", f"第{page.number}页") for page in pages
               if page.has_pictures and not page.glyphs]  # fmt: skip
    kept, running = without_running(
        [(page.height, one.lines) for page, one in zip(pages, parted, strict=True)]
    )
    remarks += [Remark("form-running", "", text) for text in running]
    rest = [_Parted(one.page, lines, one.pieces) for one, lines in zip(parted, kept, strict=True)]
    blocks, said = _blocks(rest)
    return Document((Part("文档", tuple(blocks)),), (*remarks, *said))


def _parted(page: Page) -> _Parted:
    rest: Sequence[Glyph] = page.glyphs
    pieces: list[Piece] = []
    for boxes in page.tables:
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
        pieces.append(_piece(page, f"第{page.number}页表{len(pieces) + 1}", ruled, within))
    return _Parted(page, tuple(lines_of(rest)), tuple(pieces))


def _piece(page: Page, place: str, ruled: Ruled, within: dict[int, list[Glyph]]) -> Piece:
    cells, nth = [], dict[int, int]()
    for index, (row, *_) in sorted(enumerate(ruled.spots), key=lambda one: one[1]):
        nth[row] = nth.get(row, 0) + 1
        box = ruled.boxes[index]
        lines = lines_of(within.get(index, ()))
        full = bool(lines) and reaches(lines[-1], box.right)
        text = wrapped_text(lines, box.right)
        spot = page.spots.of(box) if page.spots else ""
        cells.append(Boxed(box, text, f"{place}第{row}行第{nth[row]}格{spot}", full))
    return Piece(page.number, place, tuple(cells))


Item = Piece | tuple[int, PageLine]


def _blocks(parted: Sequence[_Parted]) -> tuple[list[Line | Grid], list[Remark]]:
    """Return lines and tables in reading order."""
    blocks: list[Line | Grid] = []
    numbers: dict[int, int] = {}
    spots = {one.page.number: one.page.spots for one in parted}
    edge = _edge(parted)
    items, remarks = _items(parted)
    for run in _runs(items):
        blocks += joined_grids(item for item in run if isinstance(item, Piece))
        lines = [item for item in run if not isinstance(item, Piece)]
        remarks += [Remark("form-contents", f"第{page}页", line.text) for page, line in lines
                    if is_contents(line.text)]  # fmt: skip
        for one in paragraphs([item for item in lines if not is_contents(item[1].text)], edge):
            numbers[one.page] = numbers.get(one.page, 0) + 1
            named = spots[one.page]
            spot = named.of(one.box) if named else ""
            blocks.append(Line(one.text, f"第{one.page}页第{numbers[one.page]}段{spot}"))
    return blocks, remarks


def _runs(pages: Sequence[Sequence[Item]]) -> Iterator[list[Item]]:
    """Yield what follows each other, text or tables, over the ends of pages."""
    run: list[Item] = []
    for items in pages:
        for item in sorted(items, key=_top):
            if run and isinstance(run[0], Piece) != isinstance(item, Piece):
                yield run
                run = []
            run.append(item)
    if run:
        yield run


def _items(parted: Sequence[_Parted]) -> tuple[list[list[Item]], list[Remark]]:
    """Return lines and pieces of tables of each page; what no line frames may be a table as well."""
    found, remarks = without_lines(
        [
            Sheet(one.page.number, one.lines, one.page.strokes, len(one.pieces), one.page.spots)
            for one in parted
        ]
    )
    pages = [
        [*one.pieces, *(item if isinstance(item, Piece) else (one.page.number, item) for item in items)]
        for one, items in zip(parted, found, strict=True)
    ]
    return pages, remarks


def _top(item: Item) -> int:
    return item.frame.top if isinstance(item, Piece) else item[1].box.top


def _edge(parted: Sequence[_Parted]) -> int:
    """Return where the text of a document ends on the right: far over, or no line reaches it."""
    rights = [line.box.right for one in parted for line in one.lines]
    widest = max((one.page.width for one in parted), default=0)
    return max([*rights, widest * 7 // 10])
