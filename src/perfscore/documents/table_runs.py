"""Which lines of a page may be a table without upright lines: where it begins and ends · 表格的起止."""

import re
from collections.abc import Iterator, Sequence

from perfscore.documents.columns import Pieces
from perfscore.documents.placed import PageLine

__all__ = ["Run", "chains"]

Run = tuple[int, int, int]
"""The number of a sheet, the first of its lines, and the one behind the last."""
_FAR = 3
"""A line that stands further below a table than so many of its heights is no part of it."""
_FIGURE, _LABEL = re.compile("[0-9]"), re.compile("[：:]")
_BEYOND = 10**9
_Sides = tuple[int, int]


def chains(pages: Sequence[Sequence[Pieces]]) -> Iterator[list[Run]]:
    """Yield where lines begin and end that may be a table, with what goes on below it.

    That is what stands at the top of the next page, and what begins with a figure and has no heading.
    """
    chain: list[Run] = []
    for at, lines in enumerate(pages):
        goes_on = bool(chain) and chain[-1][0] == at - 1 and chain[-1][2] == len(pages[at - 1])
        rows = [line for sheet, first, end in chain for line in pages[sheet][first:end]] if goes_on else []
        for first, end in _runs(lines, rows):
            if chain and not (goes_on and first == 0) and not _FIGURE.search(_text(lines[first])):
                yield chain
                chain = []
            chain.append((at, first, end))
    if chain:
        yield chain


def _text(line: Pieces) -> str:
    return "".join(piece.text for piece in line)


def _runs(lines: Sequence[Pieces], rows: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end that may be a table: from one of several pieces to a paragraph.

    `rows` are those of a table at the end of the page before, which may go on at the top of this one.
    """
    sides = _sides(lines, rows)
    first = 0 if rows and lines else -1
    for at, line in enumerate(lines):
        if len(line) > 1:
            first = _upwards(lines, at, sides[at]) if first < 0 else first
        elif first >= 0 and _is_paragraph(line[0], sides[first], lines[at - 1] if at else ()):
            yield from _trimmed(lines, first, at, sides[first])
            first = -1
    if first >= 0:
        yield from _trimmed(lines, first, len(lines), sides[first])


def _sides(lines: Sequence[Pieces], rows: Sequence[Pieces]) -> list[_Sides]:
    """Return for each line, of the rows from there on, where the second piece begins and the last ends."""
    rows = [row for row in rows if len(row) > 1]
    second = min((row[1].box.left for row in rows), default=_BEYOND)
    right = max((row[-1].box.right for row in rows), default=0)
    found = []
    for line in reversed(lines):
        if len(line) > 1:
            second, right = min(second, line[1].box.left), max(right, line[-1].box.right)
        found.append((second, right))
    return found[::-1]


def _upwards(lines: Sequence[Pieces], at: int, sides: _Sides) -> int:
    """Return where a table begins: cells that are set to the middle begin above the first line of several."""
    while at and len(lines[at - 1]) == 1:
        line, below = lines[at - 1][0], lines[at][0]
        if below.box.top - line.box.bottom > line.size or _goes_over(line, sides) or line.text.endswith("。"):
            break
        at -= 1
    return at


def _trimmed(lines: Sequence[Pieces], first: int, end: int, sides: _Sides) -> Iterator[tuple[int, int]]:
    """Yield a run without the lines below the table: a heading, or who filled it in."""
    while end > first and (
        _goes_over(lines[end - 1][0], sides) if len(lines[end - 1]) == 1
        else all(_LABEL.search(piece.text) for piece in lines[end - 1])
    ):  # fmt: skip
        end -= 1
    short = all(len(line) == 1 for line in lines[first:end])
    if end > first and not (short and lines[first][0].box.left < sides[0]):
        yield first, end


def _is_paragraph(line: PageLine, sides: _Sides, above: Pieces) -> bool:
    """Say whether a line of one piece is text below a table: far from it, or as wide as it is."""
    if above and line.box.top - max(piece.box.bottom for piece in above) > _FAR * line.size:
        return True
    right = sides[1]
    return _goes_over(line, sides) and line.box.right > right - (right - line.box.left) // 5


def _goes_over(line: PageLine, sides: _Sides) -> bool:
    """Say whether a piece begins in the first column and does not end there."""
    return line.box.left + line.size < sides[0] < line.box.right
