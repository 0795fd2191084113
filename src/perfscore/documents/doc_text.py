"""The paragraphs of a Word file of before 2007, as they print · DOC 段落."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfscore.documents.doc_file import DocFile
from perfscore.documents.doc_properties import Looks, Place, RowShape, looks, place, row_shape
from perfscore.documents.raised import add_raised
from perfscore.documents.symbols import as_shown
from perfscore.documents.unseen import STRUCK, LeftOut

__all__ = ["Paragraph", "paragraphs"]

_ENDS = "\r\x07\x0c"
_CELL = "\x07"
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\t": " ", "\x1e": "-", "\xa0": " "}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what its end means · 段落.

    `depth` is how many tables it stands in; `left_out` is what is not seen of it.
    """

    text: str
    level: int
    depth: int
    ends_cell: bool
    ends_row: bool
    shape: RowShape | None
    left_out: LeftOut


def paragraphs(file: DocFile) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, then those of its text boxes."""
    body = file.lengths[0]
    boxes = sum(file.lengths[:6])
    for begin, end in ((0, body), (boxes, boxes + file.lengths[6])):
        yield from _Text(file, begin, min(end, len(file.text))).paragraphs()


class _Text:
    def __init__(self, file: DocFile, begin: int, end: int) -> None:
        self.file, self.begin, self.end = file, begin, end
        self.looks = [Looks()] * (end - begin)
        known = {raw: looks(raw) for raw in {run[2] for run in file.characters.runs}}
        for positions, raw in file.looks():
            if (found := known[raw]) != Looks():
                for at in range(max(positions.start, begin), min(positions.stop, end)):
                    self.looks[at - begin] = found
        self.places: dict[bytes, Place] = {}
        self.fields: list[bool] = []
        """For each field that is open: whether its result has begun."""

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs; the last one may lack its end."""
        first = self.begin
        for at in range(self.begin, self.end):
            if self.file.text[at] in _ENDS:
                yield self._paragraph(first, at)
                first = at + 1
        if first < self.end:
            yield self._paragraph(first, self.end - 1, last=True)

    def _paragraph(self, first: int, end: int, *, last: bool = False) -> Paragraph:
        raw = self.file.paragraphs.at(self.file.spot(end))
        where = self.places.get(raw) or place(raw, self.file.data)
        self.places[raw] = where
        text, left_out = self._seen(first, end + 1 if last else end)
        mark = self.file.text[end]
        cell = where.ends_cell if where.depth > 1 else mark == _CELL and not where.ends_row
        shape = row_shape(raw, self.file.data) if where.ends_row else None
        return Paragraph(text, where.level, where.depth, cell, where.ends_row, shape, left_out)

    def _seen(self, first: int, end: int) -> tuple[str, LeftOut]:
        out, up = list[str](), list[str]()
        left_out = LeftOut()
        for at in range(first, end):
            mark, look = self.file.text[at], self.looks[at - self.begin]
            if mark in (_FIELD, _RESULT, _FIELD_END):
                self._field(mark)
            elif not all(self.fields):
                continue
            elif look.gone:
                left_out.add(look.gone, mark if look.gone == STRUCK and mark >= " " else "")
            elif look.raised and mark > " ":
                up.append(mark)
            else:
                _raise(out, up, left_out)
                out.append(self._shown(mark, look))
        _raise(out, up, left_out)
        units = "".join(out)
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), left_out

    def _shown(self, mark: str, look: Looks) -> str:
        if look.symbol:
            return as_shown(look.symbol, self._font(look))
        if mark in _SHOWN:
            return _SHOWN[mark]
        return as_shown(mark, self._font(look)) if mark >= " " and mark != "\xad" else ""

    def _font(self, look: Looks) -> str | None:
        return self.file.fonts[look.font] if 0 <= look.font < len(self.file.fonts) else None

    def _field(self, mark: str) -> None:
        if mark == _FIELD:
            self.fields.append(False)
        elif self.fields and mark == _RESULT:
            self.fields[-1] = True
        elif self.fields:
            self.fields.pop()


def _raise(out: list[str], up: list[str], left_out: LeftOut) -> None:
    """Add raised characters to the text before them."""
    if up:
        add_raised(out, "".join(up), left_out)
        up.clear()
