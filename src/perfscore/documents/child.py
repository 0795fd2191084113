"""The process that reads a stranger's file, and what it sends back · 读取子进程.

``python -m perfscore.documents.child MODULE:FUNCTION`` takes the bytes of one file after the other from
standard input, each with its length before it, and answers in the same way on standard output.  Its
memory and the time for each file are bounded by the system, not by good will, and what comes back is
checked piece by piece.
"""

import json
import os
import struct
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, BinaryIO

from perfscore.documents.grid import Book, Cell, Grid, Remark, Unreadable

__all__ = ["LENGTH", "MOST_ANSWER", "main", "packed", "packed_refusal", "unpacked"]


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


LENGTH = struct.Struct(">Q")
MOST_ANSWER = 64 * 1024 * 1024
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 60


def main(reads: str) -> int:
    """Answer until nobody asks any more."""
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end in an answer
    _bound_memory()
    while (content := _request(stdin)) is not None:
        _bound_time()
        answer = _answer(reads, content)
        stdout.write(LENGTH.pack(len(answer)))
        stdout.write(answer)
        stdout.flush()
    return 0


def _request(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _answer(reads: str, content: bytes) -> bytes:
    module, _, name = reads.partition(":")
    try:
        book = getattr(import_module(module), name)(content)
        if not isinstance(book, Book):
            raise TypeError(type(book).__name__)
        answer = packed(book)
        if len(answer) > MOST_ANSWER:
            raise Unreadable("form-too-much", "", most=str(MOST_ANSWER))
        return answer
    except Unreadable as refusal:
        return packed_refusal(refusal)
    except ModuleNotFoundError as error:
        return packed_refusal(Unreadable("form-library-missing", "", found=str(error.name)))
    except MemoryError:
        return packed_refusal(Unreadable("form-too-much-memory", "", most=str(MOST_MEMORY // 1024**2)))
    except Exception as error:  # libraries raise what they like on a broken file
        if not reads.startswith("perfscore."):  # in a stranger's reader it may as well be the reader
            found = f"{type(error).__name__}: {error}"[:200]
            return packed_refusal(Unreadable("form-reader-failed", "", reader=reads, found=found))
        return packed_refusal(Unreadable("form-broken", "", found=module.rpartition(".")[2].upper()))


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bounds; the parent's clock still holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time() -> None:
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
