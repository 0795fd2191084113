"""Word documents of before 2007, and those of WPS · 读取 Word 97—2003 文档.

The text is read from the streams of the file, where marks end cells and rows.  Places are in Chinese, like
the forms: 第3段, 表1第8行第2格.
"""

from perfscore.documents.doc_file import ForeignFile, opened_doc
from perfscore.documents.doc_tables import TableOf
from perfscore.documents.doc_text import Paragraph, paragraphs
from perfscore.documents.document import Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.libreoffice import converted
from perfscore.documents.word import read as read_word

__all__ = ["read"]

MOST_ROWS, DEEPEST = 20_000, 64


def read(content: bytes) -> Document:
    """Return what a document holds; raise Unreadable for one that is not safe or not sound."""
    try:
        file = opened_doc(content)
    except ForeignFile:
        return read_word(converted(content, ".doc", "docx"))
    walk = _Walk()
    for paragraph in paragraphs(file):
        walk.see(paragraph)
    walk.close(0)
    return Document((Part("文档", tuple(walk.blocks)),), tuple(walk.remarks))


class _Walk:
    """Keeps lines and tables as the paragraphs pass; tables in tables follow the one they stand in."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self.remarks: list[Remark] = []
        self._open: list[TableOf] = []
        self._inner: list[Grid] = []
        self._lines = self._tables = self._rows = 0

    def see(self, paragraph: Paragraph) -> None:
        """Take the next paragraph."""
        if paragraph.depth > DEEPEST:
            raise Unreadable("form-xml-too-deep", f"第{self._lines}段", most=str(DEEPEST))
        self.close(paragraph.depth)
        while len(self._open) < paragraph.depth:
            self._tables += 1
            self._open.append(TableOf(f"表{self._tables}"))
        if not self._open:
            self._line(paragraph)
            return
        table = self._open[-1]
        place = table.place
        if paragraph.text or not paragraph.ends_row:
            table.add(paragraph.text)
        if paragraph.ends_cell:
            table.end_cell()
        if paragraph.ends_row:
            self._count(place)
            table.end_row(paragraph.shape)
        self._say(paragraph, place)

    def close(self, depth: int) -> None:
        """End the tables that are deeper."""
        while len(self._open) > depth:
            grid, said = self._open.pop().finished()
            self.remarks += said
            if self._open:
                self._inner.insert(0, grid)
            else:
                self.blocks += [grid, *self._inner]
                self._inner = []

    def _line(self, paragraph: Paragraph) -> None:
        self._lines += 1
        place = f"第{self._lines}段"
        text = paragraph.text.strip()
        if text:
            self._count(place)
            self.blocks.append(Line(text, place, paragraph.level))
        self._say(paragraph, place)

    def _say(self, paragraph: Paragraph, place: str) -> None:
        self.remarks += paragraph.left_out.remarks(place, paragraph.text.strip())

    def _count(self, place: str) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise Unreadable("form-too-many-rows", place, most=str(MOST_ROWS))
