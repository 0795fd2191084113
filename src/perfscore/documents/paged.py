"""Pages with characters at their spots as one document, whatever format they came in · 由页面到文档.

Places are in Chinese, like the forms: 第3页第2段, 第3页表1第8行第2格.  What was read from a picture has its
spot there as well, counted from the upper left corner: 第3页第2段（左上 20,31 毫米）.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from perfscore.documents.continued import Boxed, Piece, joined_grids
from perfscore.documents.document import Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.lineless import Sheet, without_lines
from perfscore.documents.page import Page
from perfscore.documents.paragraphs import is_contents, paragraphs
from perfscore.documents.placed import Glyph, PageLine, lines_of, reaches, wrapped_text
from perfscore.documents.ruled import Ruled
from perfscore.documents.running import without_running
from perfscore.documents.unread import FROM_PICTURE, PAGE_UNREAD, PICTURE_UNREAD

__all__ = ["document_of", "refuse_scan"]


@dataclass(frozen=True, slots=True)
class _Parted:
    """A page as lines of text and pieces of tables."""

    page: Page
    lines: tuple[PageLine, ...]
    pieces: tuple[Piece, ...]


def document_of(pages: Sequence[Page]) -> Document:
    """Return the text and the tables of pages in reading order."""
    parted = [_parted(page) for page in pages]
    remarks = [Remark(PICTURE_UNREAD if page.glyphs else PAGE_UNREAD, page.place)
               for page in pages if page.pictures]  # fmt: skip
    remarks += [Remark(FROM_PICTURE, page.place) for page in pages if page.is_layer]
    kept, running = without_running(
        [(page.height, one.lines) for page, one in zip(pages, parted, strict=True)]
    )
    remarks += [Remark("form-running", "", text) for text in running]
    rest = [_Parted(one.page, lines, one.pieces) for one, lines in zip(parted, kept, strict=True)]
    blocks, said = _blocks(rest)
    return Document((Part("文档", tuple(blocks)),), (*remarks, *said))


def refuse_scan(pages: Sequence[Page]) -> None:
    """Raise Unreadable where no page is more than a picture."""
    if all(page.is_scan for page in pages if page.glyphs or page.pictures):
        raise Unreadable("form-scan", "第1页" if pages else "")


def _parted(page: Page) -> _Parted:
    rest: Sequence[Glyph] = page.glyphs
    pieces: list[Piece] = []
    for boxes in page.tables:
        ruled = Ruled(boxes, page.place)
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
        pieces.append(_piece(page, f"{page.place}表{len(pieces) + 1}", ruled, within))
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


Item = Piece | tuple[str, PageLine]


def _blocks(parted: Sequence[_Parted]) -> tuple[list[Line | Grid], list[Remark]]:
    """Return lines and tables in reading order."""
    blocks: list[Line | Grid] = []
    numbers: dict[str, int] = {}
    spots = {one.page.place: one.page.spots for one in parted}
    edge = _edge(parted)
    items, remarks = _items(parted)
    for run in _runs(items):
        blocks += joined_grids(item for item in run if isinstance(item, Piece))
        lines = [item for item in run if not isinstance(item, Piece)]
        remarks += [Remark("form-contents", page, line.text) for page, line in lines
                    if is_contents(line.text)]  # fmt: skip
        for one in paragraphs([item for item in lines if not is_contents(item[1].text)], edge):
            numbers[one.page] = numbers.get(one.page, 0) + 1
            named = spots[one.page]
            spot = named.of(one.box) if named else ""
            blocks.append(Line(one.text, f"{one.page}第{numbers[one.page]}段{spot}"))
    return blocks, remarks


def _runs(groups: Sequence[Sequence[Sequence[Item]]]) -> Iterator[list[Item]]:
    """Yield what follows each other, text or tables, over the ends of pages.

    What is printed never goes on in what was read from a picture: it would hide that it was.
    """
    for pages in groups:
        run: list[Item] = []
        for item in (item for items in pages for item in sorted(items, key=_top)):
            if run and isinstance(run[0], Piece) != isinstance(item, Piece):
                yield run
                run = []
            run.append(item)
        if run:
            yield run


def _items(parted: Sequence[_Parted]) -> tuple[list[list[list[Item]]], list[Remark]]:
    """Return lines and pieces of tables of each page, pages that are printed or seen by themselves.

    What no line frames may be a table as well.
    """
    groups: list[list[list[Item]]] = []
    remarks: list[Remark] = []
    for _, group in groupby(parted, key=lambda one: bool(one.page.spots)):
        pages = list(group)
        found, said = without_lines([Sheet(one.page, one.lines, len(one.pieces)) for one in pages])
        remarks += said
        groups.append([
            [*one.pieces, *(item if isinstance(item, Piece) else (one.page.place, item) for item in items)]
            for one, items in zip(pages, found, strict=True)
        ])  # fmt: skip
    return groups, remarks


def _top(item: Item) -> int:
    return item.frame.top if isinstance(item, Piece) else item[1].box.top


def _edge(parted: Sequence[_Parted]) -> int:
    """Return where the text of a document ends on the right: far over, or no line reaches it."""
    rights = [line.box.right for one in parted for line in one.lines]
    widest = max((one.page.width for one in parted), default=0)
    return max([*rights, widest * 7 // 10])
