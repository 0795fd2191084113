"""Web pages · 读取网页.

lxml parses; its log is read, because a page that nests too deep ends for it without a word.  Nothing is
fetched and no script is run.  Places are in Chinese, like the forms: 表1第8行第2格.
"""

import re
from typing import Any

from perfscore.documents.document import Cell, Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.encodings import Text, decoded
from perfscore.documents.html_hiding import Hiding, hiding_of
from perfscore.documents.html_tables import MOST_ROWS, Placed, caption_of, spread
from perfscore.documents.html_text import Dropped, Item, Paragraph, Rows, flow, seen

__all__ = ["declared_in", "page", "read"]

MOST_CELLS, DEEPEST = 300_000, 256
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.I
)
_HEAD = 8192
_LONGEST_NAME = 80


def read(content: bytes) -> Document:
    """Return what a page shows; raise Unreadable for one that is not sound or too large."""
    part, remarks = page(decoded(content, declared_in(content)))
    return Document((part,), remarks)


def declared_in(content: bytes) -> str:
    """Return the encoding a page says it is in, empty where it says none."""
    declared = _CHARSET.search(content[:_HEAD])
    return declared[1].decode("ascii") if declared else ""


def page(text: Text) -> tuple[Part, tuple[Remark, ...]]:
    """Return a page as a part of a file, and what is to be said of it."""
    root = _parsed(text.text)
    walk = _Page(hiding_of(root))
    walk.add(flow(root, walk.hiding))
    if not walk.blocks:
        _refuse_frames(root)
        raise Unreadable("form-page-empty")
    title = next((seen(one.text or "") for one in root.iter("title")), "")
    broken = [Remark("form-bytes-broken", "", "", {"count": str(text.broken)})] if text.broken else []
    return Part(title[:_LONGEST_NAME] or "网页", tuple(walk.blocks)), (*broken, *walk.remarks)


def _parsed(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but blanks
        raise Unreadable("form-page-empty") from None
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            if "depth" in entry.message:
                raise Unreadable("form-xml-too-deep", f"第{entry.line}行", most=str(DEEPEST))
            raise Unreadable("form-broken", f"第{entry.line}行", found="HTML")
    return root


def _refuse_frames(root: Any) -> None:
    """Refuse a page that shows other files in its frames and has nothing of its own."""
    sources = [frame.get("src", "") for frame in root.iter("frame", "iframe")]
    if any(sources):
        raise Unreadable("form-frames", "", found=", ".join(filter(None, sources))[:200])


class _Page:
    """Keeps lines and tables in the order of the page."""

    def __init__(self, hiding: Hiding) -> None:
        self.hiding = hiding
        self.blocks: list[Line | Grid] = []
        self.remarks: list[Remark] = []
        self.paragraphs = self.tables = self.cells = 0

    def add(self, items: list[Item]) -> None:
        """Add what stands in an element."""
        for item in items:
            if isinstance(item, Paragraph):
                self._line(item)
            elif isinstance(item, Rows):
                self._table(item)
            elif item.code != "form-hidden-text":  # of what is hidden only that in tables is told
                self.remarks.append(Remark(item.code, f"第{self.paragraphs + 1}段", item.text))

    def _line(self, paragraph: Paragraph) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_ROWS:
            raise Unreadable("form-too-many-rows", f"第{self.paragraphs}段", most=str(MOST_ROWS))
        self.blocks.append(Line(paragraph.text, f"第{self.paragraphs}段", paragraph.level))

    def _table(self, rows: Rows) -> None:
        name = f"表{self.tables + 1}"
        table = spread(rows.roots, self.hiding, name)
        self._hidden(table.hidden, name)
        cells = [(cell, flow(cell.element, self.hiding)) for cell in table.cells]
        self.cells += len(cells)
        if self.cells > MOST_CELLS:
            raise Unreadable("form-too-many-cells", name, most=str(MOST_CELLS))
        for caption in caption_of(rows.roots):
            self.add(flow(caption, self.hiding))
        if _is_layout(cells):
            for _, items in cells:
                self.add(items)
            return
        self.tables += 1
        self.blocks.append(Grid(name, tuple(self._cells(name, cells))))
        for _, items in cells:
            self.add([item for item in items if isinstance(item, Rows)])

    def _cells(self, name: str, cells: "list[tuple[Placed, list[Item]]]") -> list[Cell]:
        found = []
        for at, items in cells:
            place = f"{name}第{at.row}行第{at.index}格"
            self.remarks += [Remark(one.code, place, one.text) for one in items if isinstance(one, Dropped)]
            if text := _text(items):
                found.append(Cell(at.row, at.column, text, place, at.rows, at.columns))
        return found

    def _hidden(self, elements: tuple[Any, ...], name: str) -> None:
        for element in elements:
            text = seen(" ".join(element.itertext()))
            if text and not self.hiding.never_seen(element):
                self.remarks.append(Remark("form-hidden-text", name, text))


def _text(items: list[Item]) -> str:
    return "\n".join(item.text for item in items if isinstance(item, Paragraph))


def _is_layout(cells: "list[tuple[Placed, list[Item]]]") -> bool:
    """Say whether a table only arranges a page: other tables, or whole texts, beside each other."""
    filled = [(cell.row, items) for cell, items in cells if items]
    if len(filled) < 2:
        return True
    if any(isinstance(item, Rows) for _, items in filled for item in items):
        beside = [row for row, items in filled if _text(items)]
        return sum(beside.count(row) > 1 for row in set(beside)) < 2
    return any(isinstance(item, Paragraph) and item.level for _, items in filled for item in items)
