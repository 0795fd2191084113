"""A book as bytes between two processes, and back · 进程间传递.

What comes back is checked piece by piece: the process that wrote it has read a stranger's file.
"""

import json
from collections.abc import Mapping
from typing import Any

from perfscore.forms.grid import Book, Cell, Grid, Remark, Unreadable

__all__ = ["packed", "packed_refusal", "unpacked"]


def packed(book: Book) -> bytes:
    """Return a book as bytes."""
    grids = [[grid.name, [_cell(cell) for cell in grid.cells]] for grid in book.grids]
    remarks = [[one.code, one.place, one.text, dict(one.values)] for one in book.remarks]
    return json.dumps({"grids": grids, "remarks": remarks}).encode()


def packed_refusal(refusal: Unreadable) -> bytes:
    """Return a refusal as bytes."""
    return json.dumps({"refused": [refusal.code, refusal.where, refusal.values]}).encode()


def unpacked(content: bytes) -> Book:
    """Return the book, or raise the refusal; raise ValueError for what is neither."""
    data = json.loads(content)
    if not isinstance(data, dict):
        raise ValueError
    if "refused" in data:
        code, where, values = data["refused"]
        raise Unreadable(_text(code), _text(where), **_texts(values))
    grids = tuple(Grid(_text(name), tuple(map(_read, cells))) for name, cells in data["grids"])
    remarks = tuple(
        Remark(_text(code), _text(place), _text(text), _texts(values))
        for code, place, text, values in data["remarks"]
    )
    return Book(grids, remarks)


def _cell(cell: Cell) -> list[Any]:
    return [cell.row, cell.column, cell.text, cell.place, cell.rows, cell.columns]


def _read(data: Any) -> Cell:
    row, column, text, place, rows, columns = data
    if any(type(number) is not int or number < 1 for number in (row, column, rows, columns)):
        raise ValueError
    return Cell(row, column, _text(text), _text(place), rows, columns)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _texts(values: Any) -> Mapping[str, str]:
    if type(values) is not dict:
        raise ValueError
    return {_text(key): _text(value) for key, value in values.items()}
