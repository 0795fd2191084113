"""The running text of a document, its broken lines joined · 正文.

In a text that comes from a PDF or a mail a line ends wherever the page did: inside a word, a number, before
a unit.  So lines are joined to paragraphs before anything is read.  The characters are folded and freed of
blanks, and each remembers where it stood.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.document import Document, Grid, Line, by_row
from perfscore.documents.paragraphs import is_title
from perfscore.extract.narrative.headings import BREAKS, ends_as_heading
from perfscore.extract.narrative.numbering import numbering_at
from perfscore.numbers.printed import folded

__all__ = ["Paragraph", "Spot", "Text", "text_of"]

_FULL = 72
"""A line without punctuation goes on where it has so many hundredths of the usual width."""
_WHOLE = 90
"""A heading in a line of so many hundredths may go on, where a short line without punctuation follows."""
_MOST_HEADING = 3
"""Lines that a heading may take."""
_Marks = tuple[int, bool, bool]
"""What a line is, and so a paragraph of its own: a heading of a level, a row of a table, a menu of links."""
_NONE = 10**9
_ENDS = "。！!？?"
_POINT = re.compile(r"\s*(?:——|[●•◆■▪▲★])")
"""The mark of a point in a list."""
_ROW = " | "  # what a row of a table holds that somebody wrote as text
_WITHIN = re.compile(r"[，,。；;]")
_CLOSE = '）)”"》】'


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a character stands: in which line of the document, and as which of its characters · 位置."""

    place: str
    column: int

    def __str__(self) -> str:
        return f"{self.place}第{self.column}字"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without blanks · 段落.

    `origin` has for each character of `plain` its offset in the raw text; `level` is that of a heading
    that the format marks as one; `cells` says that it is a row of a table, `linked` that
    it holds nothing but links.
    """

    plain: str
    origin: tuple[int, ...]
    level: int = 0
    cells: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A document as running text · 全文.

    `raw` are all lines, each ended by a line break; `lines` the offset and the place of each; `names` are
    those of the parts, of a page what stands in the title of its window.
    """

    raw: str
    lines: tuple[tuple[int, str], ...]
    paragraphs: tuple[Paragraph, ...]
    names: tuple[str, ...] = ()

    def spot(self, offset: int) -> Spot:
        """Return where an offset of the raw text is."""
        at = bisect_right(self.lines, offset, key=lambda line: line[0])
        start, place = self.lines[at - 1] if at else (0, "")
        return Spot(place, offset - start + 1)

    def quote(self, start: int, end: int) -> str:
        """Return the words between two offsets, without blanks and line breaks."""
        return "".join(self.raw[start:end].split())


def text_of(document: Document) -> Text:
    """Return the running text of all parts of a document."""
    raw: list[str] = []
    lines: list[tuple[int, str]] = []
    pieces: list[tuple[str, int, _Marks]] = []
    length = 0
    for text, place, marks in _lines(document):
        lines.append((length, place))
        pieces.append((text, length, marks))
        raw.append(text + "\n")
        length += len(text) + 1
    names = tuple(part.name for part in document.parts)
    return Text("".join(raw), tuple(lines), tuple(_paragraphs(pieces)), names)


def _lines(document: Document) -> Iterator[tuple[str, str, _Marks]]:
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Line):
                places = block.text.split("\n")
                for number, text in enumerate(places, 1):
                    yield (
                        text,
                        block.place if len(places) == 1 else f"{block.place}第{number}行",
                        (block.level, False, block.linked),
                    )
            else:
                yield from _rows(block)


def _rows(grid: Grid) -> Iterator[tuple[str, str, _Marks]]:
    """Yield the rows of a table as lines, its cells parted by a bar."""
    for _, cells in sorted(by_row(grid.cells).items()):
        texts = (" ".join(cell.text.split()).replace("|", " ") for cell in cells)
        yield " | ".join(texts), cells[0].place, (0, True, False)


def _paragraphs(pieces: Sequence[tuple[str, int, _Marks]]) -> Iterator[Paragraph]:
    width = _usual([text for text, _, marks in pieces if not any(marks)])
    held: list[tuple[str, int]] = []
    for text, start, marks in pieces:
        if any(marks):
            if held:
                yield _joined(held)
            held = []
            yield _joined([(text, start)], marks)
            continue
        if held and (_is_blank(text) or not _goes_on(held, text, width)):
            yield _joined(held)
            held = []
        if not _is_blank(text):
            held.append((text, start))
    if held:
        yield _joined(held)


def _is_blank(text: str) -> bool:
    return not text.strip()


def _usual(texts: Sequence[str]) -> int:
    """Return how wide lines are that break within a sentence; without any, wider than a line can be."""
    broken = [text for text in texts if text.strip() and text.rstrip()[-1] not in _ENDS]
    widths = sorted(_width(text) for text in broken if _WITHIN.search(_unnumbered(text)))
    return widths[len(widths) // 2] if widths else _NONE


def _width(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text.strip())


def _goes_on(held: Sequence[tuple[str, int]], after: str, width: int) -> bool:
    """Say whether a paragraph goes on in the next line."""
    last = held[-1][0].rstrip()
    bare = last.rstrip(_CLOSE)
    if (
        not bare
        or bare[-1] in _ENDS
        or _POINT.match(after)
        or numbering_at(_packed(after)) is not None
        or _ROW in last
        or _ROW in after
    ):
        return False
    if not _WITHIN.search(_unnumbered(last)) and _width(last) * 100 < width * _FULL:
        return False
    if len(held) > _MOST_HEADING:
        return True
    whole = _packed("".join(text for text, _ in held))
    if is_title(whole):
        return False
    number = numbering_at(whole)
    title = "" if number is None else whole[number.length :]
    if not ends_as_heading(title):
        return True
    is_full = _width(last) * 100 > width * _WHOLE
    return is_full and _width(after) * 100 < width * _FULL and not BREAKS.search(after)


def _unnumbered(text: str) -> str:
    packed = _packed(text)
    number = numbering_at(packed)
    return packed if number is None else packed[number.length :]


def _packed(text: str) -> str:
    return "".join(folded(text).split())


def _joined(held: Sequence[tuple[str, int]], marks: _Marks = (0, False, False)) -> Paragraph:
    plain: list[str] = []
    origin: list[int] = []
    for text, start in held:
        for offset, character in enumerate(text):
            plain.append(folded(character))
            origin.append(start + offset)
    kept = [number for number in range(len(plain)) if not plain[number].isspace() or _parts(plain, number)]
    return Paragraph(
        "".join(" " if plain[number].isspace() else plain[number] for number in kept),
        tuple(origin[number] for number in kept),
        *marks,
    )


def _parts(plain: Sequence[str], number: int) -> bool:
    """Say whether a blank parts two numbers or words of Latin letters, so that it must stay."""
    before, after = plain[number - 1] if number else "", plain[number + 1] if number + 1 < len(plain) else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
