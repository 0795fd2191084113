"""What the properties of a Word file of before 2007 say · DOC 属性.

Properties are a list of changes, each with a number that tells how long it is.
"""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.unseen import DELETED, STRUCK

__all__ = ["Looks", "Place", "Properties", "RowShape", "Run", "looks", "place", "row_shape"]

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE, _TABS = 0xD608, 0xC615
_HUGE = (0x6645, 0x6646)
_MOST_COLUMNS = 64
_NO_END = 1 << 32


Run = tuple[int, int, bytes]
"""From where to where in the stream some properties hold, and these."""


class Properties:
    """Properties by their spot in the stream · 属性.

    A run ends where the next begins, whatever it says: no spot has two, and all are no longer than the file.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        told = sorted(runs)
        begins = [run[0] for run in told]
        ends = zip(told, [*begins[1:], _NO_END], strict=True) if told else ()
        self.runs = [(low, min(high, following), raw) for (low, high, raw), following in ends]
        self._begins = begins

    def within(self, begin: int, end: int) -> Iterator[Run]:
        """Yield the runs that touch a part of the stream."""
        for index in range(max(bisect_right(self._begins, begin) - 1, 0), bisect_left(self._begins, end)):
            yield self.runs[index]

    def at(self, spot: int) -> bytes:
        """Return the properties of one spot, empty where there are none."""
        index = bisect_right(self._begins, spot) - 1
        if index < 0 or spot >= self.runs[index][1]:
            return b""
        return self.runs[index][2]


def _changes(raw: bytes, data: bytes = b"") -> Iterator[tuple[int, bytes]]:
    """Yield each change: its number and what it changes to; some stand in a stream of their own.

    None that stands there leads on: a list that names itself twice would double with each step.
    """
    at = 0
    while at + 2 < len(raw):
        (code,) = struct.unpack_from("<H", raw, at)
        at += 2
        size = _SIZES[code >> 13]
        if code == _TABLE:
            size = struct.unpack_from("<H", raw, at)[0] - 1 if at + 2 <= len(raw) else 0
            at += 2
        elif not size:
            size = raw[at]
            at += 1
        value = raw[at : at + size]
        at += size
        if code in _HUGE and len(value) == 4 and data:
            (begin,) = struct.unpack("<I", value)
            if begin + 2 <= len(data):
                (length,) = struct.unpack_from("<H", data, begin)
                yield from _changes(data[begin + 2 : begin + 2 + length])
        else:
            yield code, value


@dataclass(frozen=True, slots=True)
class Looks:
    """Of characters: why they are not seen, whether raised, which symbol, in which font · 字符外观.

    `gone` is the code of what is said of them; `font` is the number of one, -1 where none is told.
    """

    gone: str = ""
    raised: bool = False
    symbol: str = ""
    font: int = -1


_GONE = {
    0x0800: DELETED, 0x083C: DELETED, 0x0837: STRUCK, 0x2A53: STRUCK,
}  # fmt: skip
"""Deleted, hidden, struck through once, twice."""


def looks(raw: bytes) -> Looks:
    """Return what the properties of characters say."""
    gone, raised, symbol, font = dict[int, bool](), False, "", -1
    for code, value in _changes(raw):
        if code in _GONE:
            gone[code] = value[:1] in (b"\x01", b"\x81")
        elif code == 0x2A48:
            raised = value[:1] == b"\x01"
        elif code == 0x4A4F and len(value) == 2:
            (font,) = struct.unpack("<H", value)
        elif code == 0x6A09 and len(value) == 4:
            font, mark = struct.unpack("<2H", value)
            symbol = chr(mark)
    return Looks(next((_GONE[code] for code, on in gone.items() if on), ""), raised, symbol, font)


@dataclass(frozen=True, slots=True)
class Place:
    """Of a paragraph: its level as a heading, how deep in tables, what its end is · 段落属性."""

    level: int
    depth: int
    ends_cell: bool
    ends_row: bool


def place(raw: bytes, data: bytes) -> Place:
    """Return what the properties of a paragraph say; headings have the styles 1 to 9."""
    style = struct.unpack_from("<H", raw)[0] if len(raw) >= 2 else 0
    level = style if 1 <= style <= 9 else 0
    depth, inside, cell, row = 0, False, False, False
    for code, value in _changes(raw[2:], data):
        on = value[:1] == b"\x01"
        match code:
            case 0x2416:
                inside = on
            case 0x2417 | 0x244C:
                row = row or on
            case 0x244B:
                cell = on
            case 0x6649 if len(value) == 4:
                (depth,) = struct.unpack("<i", value)
            case 0x2640 if value:
                level = value[0] + 1 if value[0] < 9 else 0
    return Place(level, max(depth, int(inside)) if inside or depth else 0, cell, row)


@dataclass(frozen=True, slots=True)
class RowShape:
    """Of a row: the borders of its cells, and how each is merged · 行的形状.

    A mark is ``first`` or ``more`` for cells merged across, ``top`` or ``below`` for those merged down.
    """

    borders: tuple[int, ...]
    across: tuple[str, ...]
    down: tuple[str, ...]


def row_shape(raw: bytes, data: bytes) -> RowShape | None:
    """Return the shape of a row, None where the properties tell none."""
    borders: tuple[int, ...] = ()
    across, down = list[str](), list[str]()
    for code, value in _changes(raw[2:], data):
        if code == _TABLE and value and value[0] <= _MOST_COLUMNS and len(value) >= 1 + 2 * (value[0] + 1):
            count = value[0]
            borders = struct.unpack_from(f"<{count + 1}h", value, 1)
            cells = value[1 + 2 * (count + 1) :]
            flags = [struct.unpack_from("<H", cells, 20 * n)[0] if 20 * n + 2 <= len(cells) else 0
                     for n in range(count)]  # fmt: skip
            across = ["first" if flag & 1 else "more" if flag & 2 else "" for flag in flags]
            down = [_down(flag >> 5 & 3) for flag in flags]
        elif code == 0xD62B and len(value) == 2 and value[0] < len(down):
            down[value[0]] = _down(value[1])
        elif code == 0x5624 and len(value) == 2:
            for number in range(value[0], min(value[1], len(across))):
                across[number] = "first" if number == value[0] else "more"
    return RowShape(borders, tuple(across), tuple(down)) if borders else None


def _down(flag: int) -> str:
    return "top" if flag & 2 else "below" if flag & 1 else ""
