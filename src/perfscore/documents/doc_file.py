"""The streams of a Word file of before 2007: its text and the properties of it · DOC 文件结构.

The text stands in pieces, in the order of a table; properties of characters and paragraphs stand on pages
of 512 bytes and are told by where a character lies in the file, not in the text.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from operator import attrgetter

from perfscore.documents.doc_properties import Properties, Run
from perfscore.documents.document import Unreadable

__all__ = ["DocFile", "ForeignFile", "opened_doc"]

MOST_CHARACTERS, MOST_RUNS = 5_000_000, 1_000_000
_PAGE = 512
_CHARACTERS, _PARAGRAPHS, _FONTS, _PIECES = 12, 13, 15, 33
"""Which of the file's tables hold the properties, the names of fonts, and the pieces."""
_LENGTHS = 0x4C
_WORD_97, _WORD_95 = 0xA5EC, 0xA5DC


class ForeignFile(Exception):
    """A file of Word 6 or Word 95 · 更早的 Word 文件."""


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    last: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class DocFile:
    """A text of code units, one for each position, with its properties · DOC 内容.

    `lengths` are those of the parts one after the other: body, footnotes, headers, macros, comments,
    endnotes, text boxes.
    """

    text: str
    lengths: tuple[int, ...]
    characters: Properties
    paragraphs: Properties
    data: bytes
    fonts: tuple[str, ...]
    _pieces: tuple[_Piece, ...]

    def spot(self, position: int) -> int:
        """Return where a character of the text lies in the stream."""
        index = bisect_right(self._pieces, position, key=attrgetter("first")) - 1
        piece = self._pieces[index]
        return piece.offset + (position - piece.first) * piece.width

    def looks(self) -> Iterator[tuple[range, bytes]]:
        """Yield positions of the text with the properties of their characters."""
        for piece in self._pieces:
            last = piece.offset + (piece.last - piece.first) * piece.width
            for begin, end, raw in self.characters.within(piece.offset, last):
                low, high = max(begin, piece.offset), min(end, last)
                if low < high:
                    yield (
                        range(
                            piece.first + (low - piece.offset) // piece.width,
                            piece.first + (high - piece.offset + piece.width - 1) // piece.width,
                        ),
                        raw,
                    )


def opened_doc(content: bytes) -> DocFile:
    """Return what the streams hold; raise ForeignFile for one of an earlier Word."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as streams:
            if not streams.exists("WordDocument"):
                # Another program's file, or one whose directory is damaged.
                raise Unreadable("form-not-a-document") if streams.listdir() else OSError
            main = streams.openstream("WordDocument").read()
            (ident,), (flags,) = struct.unpack_from("<H", main, 0), struct.unpack_from("<H", main, 10)
            if ident == _WORD_95:
                raise ForeignFile
            if ident != _WORD_97:
                raise struct.error
            if flags & 0x0100:
                raise Unreadable("form-encrypted")
            name = "1Table" if flags & 0x0200 else "0Table"
            table = streams.openstream(name).read()
            data = streams.openstream("Data").read() if streams.exists("Data") else b""
        return _file(main, table, data)
    except OSError:
        raise Unreadable("form-broken", "", found="OLE") from None
    except (struct.error, IndexError):
        raise Unreadable("form-broken", "WordDocument", found="DOC") from None


def _file(main: bytes, table: bytes, data: bytes) -> DocFile:
    lengths = struct.unpack_from("<7I", main, _LENGTHS)
    text, pieces = _text(main, _part(main, table, _PIECES))
    return DocFile(
        text,
        lengths,
        Properties(list(_runs(main, _part(main, table, _CHARACTERS), _character_runs))),
        Properties(list(_runs(main, _part(main, table, _PARAGRAPHS), _paragraph_runs))),
        data,
        tuple(_fonts(_part(main, table, _FONTS))),
        tuple(pieces),
    )


def _part(main: bytes, table: bytes, number: int) -> bytes:
    begin, length = struct.unpack_from("<II", main, 0x9A + 8 * number)
    return table[begin : begin + length]


def _text(main: bytes, clx: bytes) -> tuple[str, list[_Piece]]:
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise struct.error
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = (length - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    text: list[str] = []
    pieces: list[_Piece] = []
    total = taken = 0
    for number in range(count):
        first, last = places[number], places[number + 1]
        if last < first or first != total or last > MOST_CHARACTERS:
            raise Unreadable("form-too-much", "WordDocument", most=str(MOST_CHARACTERS))
        (fc,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        narrow = bool(fc & 0x40000000)
        offset, width = ((fc & 0x3FFFFFFF) // 2, 1) if narrow else (fc & 0x3FFFFFFF, 2)
        raw = main[offset : offset + (last - first) * width]
        taken += len(raw)
        if len(raw) < (last - first) * width or taken > len(main):  # no two pieces are the same bytes
            raise struct.error
        units = (
            raw.decode("cp1252", "replace")
            if narrow
            else "".join(map(chr, struct.unpack(f"<{last - first}H", raw)))
        )
        text.append(units)
        pieces.append(_Piece(first, last, offset, width))
        total = last
    return "".join(text), pieces


def _fonts(table: bytes) -> Iterator[str]:
    """Yield the names of the fonts in their order."""
    at = 4
    while at < len(table):
        name = table[at + 40 : at + 1 + table[at]].decode("utf-16-le", "replace")
        yield name.partition("\0")[0]
        at += 1 + table[at]


def _runs(main: bytes, table: bytes, one_page: Callable[[bytes], Iterator[Run]]) -> Iterator[Run]:
    count = (len(table) - 4) // 8
    seen, pages = 0, set[int]()
    for (number,) in struct.iter_unpack("<I", table[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        if (number & 0x3FFFFF) in pages:  # said twice: there would be no end of it
            raise struct.error
        pages.add(number & 0x3FFFFF)
        page = main[(number & 0x3FFFFF) * _PAGE : (number & 0x3FFFFF) * _PAGE + _PAGE]
        for run in one_page(page):
            seen += 1
            if seen > MOST_RUNS:
                raise Unreadable("form-too-much", "WordDocument", most=str(MOST_RUNS))
            yield run


def _character_runs(page: bytes) -> Iterator[Run]:
    count = page[_PAGE - 1]
    spots = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        at = page[4 * (count + 1) + number] * 2
        yield spots[number], spots[number + 1], page[at + 1 : at + 1 + page[at]] if at else b""


def _paragraph_runs(page: bytes) -> Iterator[Run]:
    """Yield the runs of paragraphs; the first two bytes are the number of the style."""
    count = page[_PAGE - 1]
    spots = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        at = page[4 * (count + 1) + number * 13] * 2
        size = 2 * page[at] - 1
        if page[at] == 0:
            at += 1
            size = 2 * page[at]
        yield spots[number], spots[number + 1], page[at + 1 : at + 1 + size]
