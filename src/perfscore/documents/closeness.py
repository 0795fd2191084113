"""How far apart the lines of one cell stand, where no line is drawn between cells · 行距.

A text that is wrapped has one distance from line to line; rows stand further apart, or there is no telling.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfscore.documents.columns import Columns, Pieces, Unclear
from perfscore.documents.levels import Levels
from perfscore.documents.placed import PageLine, had_room

__all__ = ["closeness", "each_is_a_row", "middle"]

_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile(r"[-+≥≤=<>]*[0-9][0-9,.]*%?")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two pieces, one below the other in a column, by the numbers of their lines · 上下两行."""

    lines: tuple[int, int]
    upper: PageLine
    lower: PageLine
    right: int

    @property
    def down(self) -> int:
        return middle(self.lower) - middle(self.upper)

    @property
    def ended(self) -> bool:
        """Whether the upper one ended although the next had room; a figure is broken where it is full."""
        if self.is_figures:
            last = self.upper.glyphs[-1].box
            return 2 * last.right - last.left <= self.right
        return had_room(self.upper, self.right, self.lower)

    @property
    def is_figures(self) -> bool:
        return all(_FIGURE.fullmatch(line.text) for line in (self.upper, self.lower))


def middle(line: PageLine) -> int:
    """Return at which height a line stands."""
    box = line.box
    return (box.top + box.bottom) // 2


def closeness(lines: Sequence[Pieces], columns: Columns, levels: Levels) -> int:
    """Return how far below each other the lines of one cell stand at most, 0 where each line is a row.

    Raises Unclear where lines follow each other as closely as those of one cell, and are rows in part.
    """
    if each_is_a_row(lines, columns):
        return 0
    pairs = list(_pairs(lines, columns, levels))
    sizes = sorted(piece.size for line in lines for piece in line)
    leading = min((pair.down for pair in pairs), default=0)
    if not leading or leading > 2 * sizes[len(sizes) // 2]:
        return 0
    near = leading * 5 // 4
    close = [pair for pair in pairs if pair.down <= near]
    ended = [pair for pair in close if pair.ended]
    if not _are_rows(close, ended):
        _refuse_rows(lines, close, _twice(ended), near)
        return near
    _refuse_wrapped(lines, {pair.lines for pair in ended}, near)
    return 0


def each_is_a_row(lines: Sequence[Pieces], columns: Columns) -> bool:
    """Say whether each line fills every column, and one column has a figure in each but the heading.

    No cell is wrapped so that it has a figure in every line, and all its neighbours as many lines.
    """
    if any(len(line) != len(columns.spans) for line in lines):
        return False
    return any(all(_DIGIT.search(piece.text) for piece in column[1:]) for column in zip(*lines, strict=True))


def _pairs(lines: Sequence[Pieces], columns: Columns, levels: Levels) -> Iterator[_Pair]:
    last: dict[int, tuple[int, PageLine]] = {}
    for number, line in enumerate(lines):
        for piece in line:
            covered = columns.covered(piece.box)
            above = {last[at] for at in covered if at in last}
            for before, upper in above:
                if before < number and not levels.part(middle(upper), middle(piece), covered):
                    yield _Pair((before, number), upper, piece, columns.spans[covered[-1]][1])
            last.update(dict.fromkeys(covered, (number, piece)))


def _are_rows(close: Sequence[_Pair], ended: Sequence[_Pair]) -> bool:
    """Say whether lines that follow closely are rows: figures below figures, or most end in two columns."""
    if any(pair.is_figures for pair in ended):
        return True
    return len(_twice(ended)) * 2 > len({pair.lines for pair in close})


def _twice(ended: Sequence[_Pair]) -> set[tuple[int, int]]:
    """Return the lines of which pieces in two columns ended on purpose."""
    counted = Counter(pair.lines for pair in ended)
    return {lines for lines, count in counted.items() if count > 1}


def _refuse_rows(
    lines: Sequence[Pieces], close: Sequence[_Pair], twice: set[tuple[int, int]], near: int
) -> None:
    """Refuse lines of which some that follow closely look like rows, while hardly any stand apart."""
    joined = {pair.lines for pair in close}
    apart = sum(
        (number, number + 1) not in joined and middle(line[0]) - middle(above[0]) > near
        for number, (above, line) in enumerate(pairwise(lines))
    )
    if not apart or 2 * len(twice) >= apart:  # all of them one cell is no table
        raise Unclear


def _refuse_wrapped(lines: Sequence[Pieces], ended: set[tuple[int, int]], near: int) -> None:
    """Refuse lines of which some may be the rest of a row above."""
    for number, (above, line) in enumerate(pairwise(lines)):
        down = middle(line[0]) - middle(above[0])
        if down <= near and (len(line) < 2 or (number, number + 1) not in ended):
            raise Unclear
