"""Columns that are not drawn: text that stands below each other, with gaps that hold · 文字对齐成列.

The line with the most pieces tells how many columns there are; whatever stands above and below it must
agree, or there are none.  A piece that reaches over several is that of a merged cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfscore.documents.placed import Box, PageLine

__all__ = ["Columns", "Pieces", "Unclear", "columns_of"]

FEWEST_ROWS = 3
_SPREAD = 3
"""Characters of one word are spread over a cell no further than so many of their heights."""
Pieces = tuple[PageLine, ...]
"""The pieces of one line."""
_Span = tuple[int, int]


class Unclear(Exception):
    """Columns, rows or cells that cannot be told beyond doubt · 不能确定."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right: how far the text of each reaches, and what tells them apart · 列."""

    seeds: tuple[_Span, ...]
    spans: tuple[_Span, ...]

    @property
    def borders(self) -> list[int]:
        """The edges of the columns, one more than there are columns."""
        between = [(one[1] + other[0]) // 2 for one, other in pairwise(self.spans)]
        return [self.spans[0][0], *between, self.spans[-1][1]]

    def is_between(self, box: Box) -> bool:
        """Say whether a piece is in no column."""
        return not _touched(self.spans, box)

    def covered(self, box: Box) -> range:
        """Return the columns over which a piece lies; one between two columns is that of both."""
        touched = _touched(self.seeds, box) or _touched(self.spans, box)
        if touched:
            return range(touched[0], touched[-1] + 1)
        after = next((at for at, span in enumerate(self.spans) if span[0] >= box.right), 0)
        if not after:
            raise Unclear
        return range(after - 1, after + 1)


def columns_of(lines: Sequence[Pieces]) -> tuple[Columns, list[Pieces]]:
    """Return the columns of lines and the pieces in them; raise Unclear where they are in doubt."""
    plain, joined = list(lines), [_unspread(line) for line in lines]
    for seeds_in in (_of_widest, _of_narrowest):
        for tried in (plain, joined):
            found = _columns(seeds_in(tried), tried)
            if found is not None and _holds(found, tried):
                return found, tried
    raise Unclear


def _of_widest(lines: Sequence[Pieces]) -> list[_Span]:
    """Return the columns of the lines with the most pieces, none where these do not agree."""
    most = max(map(len, lines))
    seeds = _apart(piece.box for line in lines if len(line) == most for piece in line)
    return seeds if len(seeds) == most else []


def _of_narrowest(lines: Sequence[Pieces]) -> list[_Span]:
    """Return the columns where no line has all of them: what is narrow is in one.

    Columns beside each other are two only where some line has something in both.
    """
    seeds: list[_Span] = []
    for box in sorted((piece.box for line in lines for piece in line), key=lambda box: box.right - box.left):
        if not _touched(seeds, box):
            seeds.append((box.left, box.right))
    seeds.sort()
    beside = {
        one[-1] for line in lines
        for one, other in pairwise(_touched(seeds, piece.box) for piece in line)
        if one and other and other[0] == one[-1] + 1
    }  # fmt: skip
    return seeds if len(beside) == len(seeds) - 1 else []


def _columns(seeds: Sequence[_Span], lines: Sequence[Pieces]) -> Columns | None:
    """Return the columns that some seeds make; None where a line that fills most of them does not agree."""
    if len(seeds) < 2:
        return None
    full, sparse = (
        [line for line in lines if (2 * len(line) > len(seeds)) == most] for most in (True, False)
    )
    if any(not _touched(seeds, piece.box) for line in full for piece in line):
        return None
    spans = _reaching(seeds, full)
    if not _are_apart(spans):
        return None
    wider = _reaching(spans, sparse)  # a cell over two columns may be centred, and reach out of either
    return Columns(tuple(seeds), tuple(wider if _are_apart(wider) else spans))


def _reaching(spans: Sequence[_Span], lines: Sequence[Pieces]) -> list[_Span]:
    """Return how far columns reach with the pieces that are in one of them alone."""
    wider = list(spans)
    for box in (piece.box for line in lines for piece in line):
        touched = _touched(spans, box)
        if len(touched) == 1:
            at = touched[0]
            wider[at] = min(wider[at][0], box.left), max(wider[at][1], box.right)
    return wider


def _are_apart(spans: Sequence[_Span]) -> bool:
    return all(one[1] <= other[0] for one, other in pairwise(spans))


def _apart(boxes: Iterable[Box]) -> list[_Span]:
    """Return what boxes cover from left to right: those that overlap are one."""
    found: list[_Span] = []
    for left, right in sorted((box.left, box.right) for box in boxes):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _touched(spans: Sequence[_Span], box: Box) -> list[int]:
    return [at for at, (left, right) in enumerate(spans) if box.left < right and box.right > left]


def _holds(columns: Columns, lines: Sequence[Pieces]) -> bool:
    """Say whether enough lines go over the columns: some signatures below each other are no table."""
    many = len(columns.spans)
    fewest = many if many == 2 else (many + 1) // 2
    return sum(len(line) >= fewest for line in lines) >= FEWEST_ROWS


def _unspread(line: Pieces) -> Pieces:
    """Return a line in which single characters that are spread over a cell are one piece: ``分　值``."""
    out: list[PageLine] = []
    for piece in line:
        if out and _is_spread(out[-1]) and len(piece.glyphs) == 1 and _is_spread(piece) and (
            piece.box.left - out[-1].box.right <= _SPREAD * piece.size
        ):  # fmt: skip
            out[-1] = PageLine((*out[-1].glyphs, *piece.glyphs))
        else:
            out.append(piece)
    return tuple(out)


def _is_spread(piece: PageLine) -> bool:
    """Say whether a piece is one character, or some that were joined as such."""
    marks = piece.glyphs
    return all("\u4e00" <= mark.text <= "\u9fff" for mark in marks) and all(
        other.box.left - one.box.right > piece.size // 2 for one, other in pairwise(marks)
    )
