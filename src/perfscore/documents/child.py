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

from perfscore.documents.document import Cell, Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.libraries import missing

__all__ = ["LENGTH", "MOST_ANSWER", "main", "packed", "packed_refusal", "unpacked"]


def packed(document: Document) -> bytes:
    """Return a document as bytes."""
    parts = [[part.name, [_block(block) for block in part.blocks]] for part in document.parts]
    remarks = [[one.code, one.place, one.text, dict(one.values)] for one in document.remarks]
    return json.dumps({"parts": parts, "remarks": remarks}).encode()


def packed_refusal(refusal: Unreadable) -> bytes:
    """Return a refusal as bytes."""
    return json.dumps({"refused": [refusal.code, refusal.where, refusal.values]}).encode()


def unpacked(content: bytes) -> Document:
    """Return the document, or raise the refusal; raise ValueError for what is neither."""
    data = json.loads(content)
    if not isinstance(data, dict):
        raise ValueError
    if "refused" in data:
        code, where, values = data["refused"]
        raise Unreadable(_text(code), _text(where), **_texts(values))
    parts = tuple(Part(_text(name), tuple(map(_block_read, blocks))) for name, blocks in data["parts"])
    remarks = tuple(
        Remark(_text(code), _text(place), _text(text), _texts(values))
        for code, place, text, values in data["remarks"]
    )
    return Document(parts, remarks)


def _block(block: Line | Grid) -> list[Any]:
    if isinstance(block, Line):
        return [block.text, block.place, block.level, block.linked]
    cells = [[c.row, c.column, c.text, c.place, c.rows, c.columns] for c in block.cells]
    return [block.name, cells]


def _block_read(data: Any) -> Line | Grid:
    if len(data) == 2:
        return Grid(_text(data[0]), tuple(map(_cell_read, data[1])))
    text, place, level, linked = data
    if type(level) is not int or level < 0 or type(linked) is not bool:
        raise ValueError
    return Line(_text(text), _text(place), level, linked)


def _cell_read(data: Any) -> Cell:
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
        document = getattr(import_module(module), name)(content)
        if not isinstance(document, Document):
            raise TypeError(type(document).__name__)
        answer = packed(document)
        if len(answer) > MOST_ANSWER:
            raise Unreadable("form-too-much", "", most=str(MOST_ANSWER))
        return answer
    except Unreadable as refusal:
        return packed_refusal(refusal)
    except Exception as error:  # libraries raise what they like on a broken file
        return packed_refusal(_refusal(error, reads))


def _refusal(error: Exception, reads: str) -> Unreadable:
    if isinstance(error, MemoryError):
        return Unreadable("form-too-much-memory", "", most=str(MOST_MEMORY // 1024**2))
    if isinstance(error, ModuleNotFoundError) and (library := missing(error)):
        return Unreadable("form-library-missing", "", **library)
    if not reads.startswith("perfscore."):  # in a stranger's reader it may as well be the reader
        found = f"{type(error).__name__}: {error}"[:200]
        return Unreadable("form-reader-failed", "", reader=reads, found=found)
    return Unreadable("form-broken", "", found=reads.partition(":")[0].rpartition(".")[2].upper())


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
