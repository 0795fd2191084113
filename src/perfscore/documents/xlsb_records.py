"""The records of a binary workbook: a kind, a length, and what it holds · XLSB 记录.

Here too stand the parts that the sheets point into: the shared texts, the fonts and number formats.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfscore.documents.archive import Archive
from perfscore.documents.document import Unreadable
from perfscore.documents.values import Piece

__all__ = ["Looks", "Text", "numbers", "records", "rich_text", "shared_texts", "text_at"]

_FORMAT, _FONT, _LOOK, _LOOKS_BEGIN, _LOOKS_END, _STRING = 44, 43, 47, 617, 618, 19
_STRUCK = 0x08
_BEFORE_NAME = 21
"""The bytes of a font before its name."""
MOST_STRINGS = 500_000


class Text(NamedTuple):
    """A text, and where in it which fonts begin · 文本."""

    text: str
    runs: Sequence[tuple[int, int]] = ()


def records(archive: Archive, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part, none where there is no such part; raise Unreadable where one is cut."""
    content = b"".join(archive.pieces(name)) if name in archive.names else b""
    at = 0
    try:
        while at < len(content):
            kind, at = _sevens(content, at, 2)
            size, at = _sevens(content, at, 4)
            if at + size > len(content):
                raise IndexError
            yield kind, content[at : at + size]
            at += size
    except (IndexError, struct.error, UnicodeDecodeError):
        raise Unreadable("form-broken", name, found="XLSB") from None


def _sevens(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number kept in sevens of bits, and where it ends."""
    number = 0
    for count in range(most):
        byte = content[at + count]
        number |= (byte & 0x7F) << 7 * count
        if not byte & 0x80:
            break
    return number, at + count + 1


def numbers(body: bytes, at: int, kinds: str) -> tuple[int, ...]:
    """Return the numbers that stand somewhere in a record; IndexError where it ends before."""
    if at + struct.calcsize(f"<{kinds}") > len(body):
        raise IndexError
    return struct.unpack_from(f"<{kinds}", body, at)


def text_at(body: bytes, at: int) -> tuple[str, int]:
    """Return a text behind its length in characters of two bytes, and where it ends."""
    (length,) = numbers(body, at, "I")
    end = at + 4 + 2 * length
    if end > len(body):
        raise IndexError
    return body[at + 4 : end].decode("utf-16-le"), end


def rich_text(body: bytes, at: int) -> Text:
    """Return a text that may change its font."""
    (flags,) = numbers(body, at, "B")
    text, end = text_at(body, at + 1)
    if not flags & 1:
        return Text(text)
    (count,) = numbers(body, end, "I")
    flat = numbers(body, end + 4, f"{2 * min(count, len(text) + 1)}H")
    return Text(text, tuple(zip(flat[::2], flat[1::2], strict=True)))


def shared_texts(archive: Archive) -> list[Text]:
    """Return the texts that the cells name by number."""
    found = []
    for kind, body in records(archive, "xl/sharedStrings.bin"):
        if kind == _STRING:
            found.append(rich_text(body, 0))
            if len(found) > MOST_STRINGS:
                raise Unreadable("form-too-much", "xl/sharedStrings.bin", most=str(MOST_STRINGS))
    return found


class Looks:
    """How values are printed: number formats and fonts, both by number · 数字格式与字体."""

    def __init__(self, archive: Archive) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        self._fonts: list[tuple[str | None, bool]] = []
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        self._looks: list[tuple[int, int]] = []
        within = False
        for kind, body in records(archive, "xl/styles.bin"):
            within = kind == _LOOKS_BEGIN or (within and kind != _LOOKS_END)
            if kind == _FORMAT:
                self._codes[numbers(body, 0, "H")[0]] = text_at(body, 2)[0]
            elif kind == _FONT:
                struck = bool(numbers(body, 2, "H")[0] & _STRUCK)
                self._fonts.append((text_at(body, _BEFORE_NAME)[0], struck))
            elif kind == _LOOK and within:
                _, code, font = numbers(body, 0, "3H")
                self._looks.append((code, font))

    def code(self, look: int) -> str:
        """Return a number format."""
        return self._codes.get(self._looks[look][0], "General") if look < len(self._looks) else "General"

    def font(self, look: int) -> tuple[str | None, bool]:
        """Return the font of a cell, and whether it strikes through."""
        return self._font(self._looks[look][1]) if look < len(self._looks) else (None, False)

    def _font(self, number: int) -> tuple[str | None, bool]:
        return self._fonts[number] if number < len(self._fonts) else (None, False)

    def pieces(self, text: Text, look: int) -> list[Piece]:
        """Return a text by its fonts: that of its cell, and those that begin within it."""
        begins = [(0, self.font(look)), *((at, self._font(number)) for at, number in text.runs)]
        ends = [*(at for at, _ in begins[1:]), len(text.text)]
        return [Piece(text.text[at:end], *font) for (at, font), end in zip(begins, ends, strict=True)]
