"""Word documents · 读取 Word 文档.

python-docx opens what the pre-check has passed.  The elements are walked here, because tracked changes,
content controls and merged cells decide what a person sees.  Places are in Chinese, like the forms:
表1第8行第2格.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from perfscore.documents.archive import is_xml, opened, scan
from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.strict import transitional
from perfscore.documents.unread import LITTLE, PICTURE_UNREAD
from perfscore.documents.unseen import LeftOut
from perfscore.documents.word_pictures import Shown, pictures_in
from perfscore.documents.word_text import FALLBACK, W, line_of
from perfscore.documents.xml_parts import refused

__all__ = ["Walked", "read", "walked"]

MOST_ROWS, MOST_CELLS = 20_000, 300_000
_INSIDE = frozenset((f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"))


def read(content: bytes) -> Document:
    """Return what a document holds; raise Unreadable for one that is not safe or not sound, or a scan."""
    text = walked(content)
    if text.pictures and sum(map(_length, text.blocks)) < LITTLE:
        raise Unreadable("form-scan", text.pictures[0].place)
    unread = (Remark(PICTURE_UNREAD, shown.place) for shown in text.pictures)
    return Document((Part("文档", text.blocks),), (*text.remarks, *unread))


@dataclass(frozen=True, slots=True)
class Walked:
    """What a document says, and the pictures in it that may hold a table · 文档内容.

    `contents` are the bytes of pictures by their relation.
    """

    blocks: tuple[Line | Grid, ...]
    remarks: tuple[Remark, ...]
    pictures: tuple[Shown, ...]
    contents: Mapping[str, bytes]


def walked(content: bytes) -> Walked:
    """Return what a document says; raise Unreadable for one that is not safe or not sound."""
    archive = opened(content)
    for name in archive.names:
        if is_xml(name):
            scan(archive, name, nests=False)
    if "word/document.xml" not in archive.names:
        raise Unreadable("form-not-a-document")
    main = _main(transitional(archive))
    walk = _Walk()
    walk.through(main.element.body)
    macros = [
        Remark("form-macros", name) for name in archive.names if name.casefold().endswith("vbaproject.bin")
    ]
    contents = {
        name: relation.target_part.blob for name, relation in main.rels.items()
        if not relation.is_external and name in {shown.relation for shown in walk.pictures}
    }  # fmt: skip
    return Walked(tuple(walk.blocks), (*macros, *walk.remarks), tuple(walk.pictures), contents)


def _length(block: Line | Grid) -> int:
    return len(block.text) if isinstance(block, Line) else sum(len(cell.text) for cell in block.cells)


def _main(content: bytes) -> Any:
    import docx
    from lxml.etree import XMLSyntaxError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return docx.Document(BytesIO(content)).part
    except XMLSyntaxError as error:
        raise refused(error, "word") from None


class _Walk:
    """Walks the body and keeps the cells with their places."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self.remarks: list[Remark] = []
        self.pictures: list[Shown] = []
        self.cells: list[Cell] = []
        self.rows = self.row = self.paragraphs = self.tables = self.seen = 0
        self.held: dict[int, int] = {}

    def through(self, parent: Any) -> None:
        """Walk paragraphs and tables."""
        for element in parent.iterchildren():
            if element.tag == f"{W}p":
                self.paragraphs += 1
                place = f"第{self.paragraphs}段"
                if text := self._text(element, place):
                    self._next_row()
                    self.blocks.append(Line(text, place))
                self.pictures += pictures_in(element, place, len(self.blocks))
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in _INSIDE:
                self.through(element)

    def _next_row(self) -> None:
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise Unreadable("form-too-many-rows", f"表{self.tables}", most=str(MOST_ROWS))

    def _table(self, table: Any) -> None:
        self.tables += 1
        named = f"表{self.tables}"
        self.cells, self.held = [], {}
        shown: list[tuple[int, Any]] = []
        for number, row in enumerate(_within(table, f"{W}tr"), 1):
            cells = list(_within(row, f"{W}tc"))
            if _only_holds_tables(cells):
                self._end_grid(named)
                for cell in cells:
                    self.through(cell)
                self.cells, self.held = [], {}
                continue
            self._next_row()
            shown.append((number, row))
            self.row = number
            column = 1 + _number(row, "trPr", "gridBefore", 0)
            for index, cell in enumerate(cells, 1):
                column += self._cell(cell, column, f"{named}第{number}行第{index}格")
        self._end_grid(named)
        for number, row in shown:
            self.pictures += pictures_in(row, f"{named}第{number}行", len(self.blocks))

    def _end_grid(self, name: str) -> None:
        if cells := tuple(cell for cell in self.cells if cell.text):
            self.blocks.append(Grid(name, cells))

    def _cell(self, element: Any, column: int, place: str) -> int:
        """Keep one cell; return how many columns it takes."""
        width = _number(element, "tcPr", "gridSpan", 1)
        if not 1 <= width <= MOST_COLUMNS or column + width > MOST_COLUMNS + 1:
            raise Unreadable("form-too-many-columns", place, most=str(MOST_COLUMNS))
        self.seen += 1
        if self.seen > MOST_CELLS:
            raise Unreadable("form-too-many-cells", place, most=str(MOST_CELLS))
        text = self._text(element, place)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val", "continue") != "restart" and column in self.held:
            index = self.held[column]
            above = self.cells[index]
            rows = self.row - above.row + 1
            self.cells[index] = Cell(above.row, column, above.text, above.place, rows, above.columns)
            if text:
                self.remarks.append(Remark("form-merged-text", place, text))
            return width
        if merge is None:
            self.held.pop(column, None)
        else:
            self.held[column] = len(self.cells)
        self.cells.append(Cell(self.row, column, text, place, 1, width))
        return width

    def _text(self, element: Any, place: str) -> str:
        """Return the text of a paragraph or a cell as it prints."""
        lines: list[str] = []
        left_out = LeftOut()
        for paragraph in element.iter(f"{W}p"):  # those of text boxes too
            if next(paragraph.iterancestors(FALLBACK), None) is not None:
                continue
            lines.append(line_of(paragraph, left_out))
        text = "\n".join(lines).strip()
        self.remarks += left_out.remarks(place, text)
        return text


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those inside content controls included."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in _INSIDE:
            yield from _within(element, tag)


def _only_holds_tables(cells: list[Any]) -> bool:
    """Say whether a row is there for the layout: whatever stands in it stands in a cell with a table."""
    inner = [cell for cell in cells if cell.find(f"{W}tbl") is not None]
    return bool(inner) and not any("".join(c.itertext()).strip() for c in cells if c not in inner)


def _number(element: Any, group: str, name: str, otherwise: int) -> int:
    found = element.find(f"{W}{group}/{W}{name}")
    text = found.get(f"{W}val", "") if found is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
