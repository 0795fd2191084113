"""A file as a person sees it, whatever its format · 文件内容.

A reader of a format turns bytes into a `Document`: lines of text and tables in reading order, each with
its place.  Nobody behind it knows a format.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, Self

__all__ = [
    "MOST_COLUMNS",
    "Cell",
    "Document",
    "Grid",
    "Line",
    "Part",
    "Remark",
    "Unreadable",
    "by_row",
    "cells_of",
]

MOST_COLUMNS = 200
"""No form is wider; a line of text is as wide as this when it is laid over a table."""


class Cell(NamedTuple):
    """One cell with something in it · 单元格.

    `row` and `column` count from 1; a merged area is one cell that is `rows` high and `columns` wide.
    `text` is what a person sees, `place` where (``Sheet1!C7``).  A tuple, since a file holds many thousand.
    """

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1


def cells_of(held: Iterable[tuple[int, int, str, str, int, int]]) -> Iterator[Cell]:
    """Yield cells of what they hold, in the order of `Cell`: `Cell._make` without a call of Python each."""
    return map(partial(tuple.__new__, Cell), held)


def by_row(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    """Return cells by the row in which each begins, as they come."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


@dataclass(frozen=True, slots=True)
class Grid:
    """One table · 表格.

    Empty cells are left out, so is whatever a merged area hides.
    """

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a note · 一段文字.

    `level` is that of a heading, from 1, where the format marks it as one; 0 else.  `linked` says that it
    holds nothing but links, as a menu does.
    """

    text: str
    place: str
    level: int = 0
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of a workbook, or a text with its tables from beginning to end · 文件的一部分.

    `blocks` stand in reading order.
    """

    name: str
    blocks: tuple[Line | Grid, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen."""
        return all(isinstance(block, Grid) and not block.cells for block in self.blocks)

    def as_grid(self) -> Grid:
        """Return everything as one table: a line of text is a cell over its whole width."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Grid):
            return Grid(self.name, self.blocks[0].cells)
        return Grid(self.name, tuple(self._below_each_other()))

    def _below_each_other(self) -> Iterator[Cell]:
        above = 0
        for block in self.blocks:
            if isinstance(block, Line):
                above += 1
                yield Cell(above, 1, block.text, block.place, 1, MOST_COLUMNS)
                continue
            for cell in block.cells:
                yield Cell(above + cell.row, cell.column, cell.text, cell.place, cell.rows, cell.columns)
            above += max((cell.row + cell.rows - 1 for cell in block.cells), default=0)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a cell or a file that an auditor should know · 说明.

    `code` is that of a sentence in the catalogue ``forms``; `text` is what stands there.
    """

    code: str
    place: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds · 文件.

    `remarks` are about what is not quite so in the file.
    """

    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()

    @classmethod
    def of_grids(cls, grids: Sequence[Grid], remarks: Sequence[Remark] = ()) -> Self:
        """Return the document in which each table is a part of its own."""
        return cls(tuple(Part(grid.name, (grid,)) for grid in grids), tuple(remarks))


class Unreadable(Exception):
    """A file that a reader refuses · 拒绝读取.

    `code` is the code of a problem and `where` the part of the file that is wrong.
    """

    def __init__(self, code: str, where: str = "", **values: str) -> None:
        super().__init__(code, where, values)
        self.code = code
        self.where = where
        self.values = values
