"""Web pages · 读取网页.

lxml parses; its log is read, because a page that nests too deep ends for it without a word.  Nothing is
fetched and no script is run.  Places are in Chinese, like the forms: 表1第8行第2格.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from perfscore.documents.cut import cut_page, said_cut
from perfscore.documents.document import Document, Grid, Line, Part, Remark, Unreadable, cells_of
from perfscore.documents.encodings import Text, decoded
from perfscore.documents.html_cleaning import HEADINGS, Dropped, cleaned, seen
from perfscore.documents.html_styles import styles_of
from perfscore.documents.html_tables import MOST_ROWS, Placed, caption_of, spread
from perfscore.documents.html_text import Item, Paragraph, Rows, flow

__all__ = ["declared_in", "page", "read"]

MOST_CELLS, DEEPEST = 300_000, 256
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.I
)
_HEAD = 8192
_LONGEST_NAME = 80


def read(content: bytes) -> Document:
    """Return what a page shows; raise Unreadable for one that is not sound or too large."""
    text = decoded(content, declared_in(content))
    part, remarks = page(text)
    document = Document((part,), remarks)
    return said_cut(document) if cut_page(text.text) else document


def declared_in(content: bytes) -> str:
    """Return the encoding a page says it is in, empty where it says none."""
    declared = _CHARSET.search(content[:_HEAD])
    return declared[1].decode("ascii") if declared else ""


def page(text: Text) -> tuple[Part, tuple[Remark, ...]]:
    """Return a page as a part of a file, and what is to be said of it."""
    root = _parsed(text.text)
    title = next((seen(one.text or "") for one in root.iter("title")), "")
    frames = [frame.get("src", "") for frame in root.iter("frame", "iframe")]
    walk = _Page(root, cleaned(root, styles_of(root, text.text)))
    walk.add(flow(root))
    if not walk.blocks and any(frames):
        raise Unreadable("form-frames", "", found=", ".join(filter(None, frames))[:200])
    if not walk.blocks:
        raise Unreadable("form-page-empty")
    broken = [Remark("form-bytes-broken", "", "", {"count": str(text.broken)})] if text.broken else []
    return Part(title[:_LONGEST_NAME] or "网页", tuple(walk.blocks)), (*broken, *walk.remarks)


def _parsed(text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8")
    root = None
    with suppress(etree.XMLSyntaxError):  # why, its log says
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    for entry in parser.error_log:
        if entry.type_name == "ERR_NO_MEMORY":
            raise MemoryError
        if entry.level_name == "FATAL":
            code = "form-xml-too-deep" if "depth" in entry.message else "form-broken"
            raise Unreadable(code, f"第{entry.line}行", most=str(DEEPEST), found="HTML")
    if root is None:
        raise Unreadable("form-page-empty")
    return root


Content = str | list[Item]
"""What stands in a cell: nearly always a text, else paragraphs and tables."""


class _Page:
    """Keeps lines and tables in the order of the page."""

    def __init__(self, root: Any, dropped: Dropped) -> None:
        self.dropped = dropped
        self.blocks: list[Line | Grid] = []
        self.remarks: list[Remark] = []
        self.paragraphs = self.tables = self.cells = 0
        self.divided = _divided(root)
        self._tell(root, "正文")

    def add(self, items: list[Item]) -> None:
        """Add what stands in an element."""
        for item in items:
            if isinstance(item, Paragraph):
                self._line(item)
            else:
                self._table(item)

    def _line(self, paragraph: Paragraph) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_ROWS:
            raise Unreadable("form-too-many-rows", f"第{self.paragraphs}段", most=str(MOST_ROWS))
        place = f"第{self.paragraphs}段"
        self.blocks.append(Line(paragraph.text, place, paragraph.level, paragraph.linked))

    def _table(self, rows: Rows) -> None:
        name = f"表{self.tables + 1}"
        cells = [(cell, self._content(cell.element)) for cell in spread(rows.roots, name)]
        self.cells += len(cells)
        if self.cells > MOST_CELLS:
            raise Unreadable("form-too-many-cells", name, most=str(MOST_CELLS))
        for caption in caption_of(rows.roots):
            self.add(flow(caption))
        for root in rows.roots:
            self._tell(root, name)
        if _is_layout(cells):
            for cell, content in cells:
                self._tell(cell.element, f"第{self.paragraphs + 1}段")
                self.add(_items(content))
            return
        self.tables += 1
        self.blocks.append(Grid(name, tuple(cells_of(self._cells(name, cells)))))
        self.add([item for _, content in cells if not isinstance(content, str)
                  for item in content if isinstance(item, Rows)])  # fmt: skip

    def _content(self, cell: Any) -> Content:
        """Return what stands in a cell: of one that holds nothing but text, that."""
        if not len(cell):
            return seen(cell.text or "")
        if cell in self.divided or cell.tag == "table":
            return flow(cell)
        return seen("".join(cell.itertext()))

    def _cells(
        self, name: str, cells: "list[tuple[Placed, Content]]"
    ) -> Iterator[tuple[int, int, str, str, int, int]]:
        told = self.dropped.by_element
        for (row, column, rows, columns, element, index), content in cells:
            place = f"{name}第{row}行第{index}格"
            if told:
                self._tell(element, place)
            text = content if isinstance(content, str) else _text(content)
            if text:
                yield row, column, text, place, rows, columns

    def _tell(self, element: Any, place: str) -> None:
        self.remarks += [Remark(code, place, text) for code, text in self.dropped.of(element)]


def _divided(root: Any) -> set[Any]:
    """Return the cells that hold tables or headings."""
    found: set[Any] = set()
    for element in root.iter("table", *HEADINGS):
        for cell in element.iterancestors("td", "th"):
            if cell in found:
                break
            found.add(cell)
    return found


def _items(content: Content) -> list[Item]:
    if isinstance(content, str):
        return [Paragraph(content)] if content else []
    return content


def _text(items: list[Item]) -> str:
    return "\n".join([item.text for item in items if isinstance(item, Paragraph)])


def _is_layout(cells: "list[tuple[Placed, Content]]") -> bool:
    """Say whether a table only arranges a page: other tables, or whole texts, beside each other."""
    filled = [(cell.row, content) for cell, content in cells if content]
    if len(filled) < 2:
        return True
    divided = [item for _, content in filled if not isinstance(content, str) for item in content]
    if any(isinstance(item, Rows) for item in divided):
        beside = Counter(row for row, content in filled if isinstance(content, str) or _text(content))
        return sum(count > 1 for count in beside.values()) < 2
    return any(isinstance(item, Paragraph) and item.level for item in divided)
