"""The process that reads a stranger's file, and what it sends back · 读取子进程.

``python -m perfscore.documents.child MODULE:FUNCTION`` takes the bytes of one file after the other and its
password from standard input, each with its length before it, and answers in the same way on standard output.
Its memory and the time for each file are bounded by the system, not by good will, and what comes back is
checked piece by piece.
"""

import gc
import json
import os
import struct
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, BinaryIO

from perfscore.documents.bounds import Bounds, bounds_of
from perfscore.documents.document import Cell, Document, Grid, Line, Part, Remark, Unreadable, cells_of
from perfscore.documents.libraries import missing

__all__ = [
    "COLLECTED_AFTER",
    "LENGTH",
    "MOST_ANSWER",
    "answered",
    "main",
    "packed",
    "packed_refusal",
    "unpacked",
]


_PARTED = "\ufdd2"
"""A character that no text holds: Unicode keeps it for such uses."""
_WHOLE = "I"
"""Whole numbers up to four thousand million."""


def packed(document: Document) -> bytes:
    """Return a document as bytes."""
    parts = [[part.name, [_block(block) for block in part.blocks]] for part in document.parts]
    remarks = [[one.code, one.place, one.text, dict(one.values)] for one in document.remarks]
    return _bytes({"parts": parts, "remarks": remarks})


def packed_refusal(refusal: Unreadable) -> bytes:
    """Return a refusal as bytes."""
    return _bytes({"refused": [refusal.code, refusal.where, refusal.values]})


def _bytes(answer: dict[str, Any]) -> bytes:
    # Half of what comes back is Chinese: as it is, it is read in half the time of its escapes.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Document:
    """Return the document, or raise the refusal; raise ValueError for what is neither."""
    data = json.loads(content.decode("utf-8", "surrogatepass"))
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
    if not block.cells:
        return [block.name, []]
    row, column, text, place, rows, columns = zip(*block.cells, strict=True)
    sizes = enumerate(zip(rows, columns, strict=True)) if {*rows, *columns} != {1} else ()
    merged = [(index, *size) for index, size in sizes if size != (1, 1)]
    return [block.name, [_numbers(row), _numbers(column), _joined(text), _joined(place), merged]]


def _numbers(numbers: Sequence[int]) -> str:
    # A list of numbers is what the parser of the answer is slowest with.
    return array(_WHOLE, numbers).tobytes().hex()


def _numbers_read(data: Any) -> list[int]:
    numbers = array(_WHOLE, bytes.fromhex(_text(data))).tolist()
    if 0 in numbers:
        raise ValueError
    return numbers


def _joined(texts: Sequence[str]) -> str | Sequence[str]:
    """Return many texts as one, which is written and read at once; as they are where one holds the mark."""
    joined = _PARTED.join(texts)
    return joined if joined.count(_PARTED) == len(texts) - 1 else texts


def _texts_read(data: Any) -> list[str]:
    return data.split(_PARTED) if type(data) is str else [_text(text) for text in data]


def _block_read(data: Any) -> Line | Grid:
    if len(data) == 2:
        return Grid(_text(data[0]), tuple(_cells_read(data[1])))
    text, place, level, linked = data
    if type(level) is not int or level < 0 or type(linked) is not bool:
        raise ValueError
    return Line(_text(text), _text(place), level, linked)


def _cells_read(data: Any) -> Iterator[Cell]:
    """Yield the cells of a table: they come as their rows, columns, texts, places, and the merged ones."""
    if not data:
        return iter(())
    row, column, text, place, merged = data
    numbers, across = _numbers_read(row), _numbers_read(column)
    rows, columns = [1] * len(numbers), [1] * len(numbers)
    for index, high, wide in merged:
        if any(type(one) is not int or one < 1 for one in (index + 1, high, wide)):
            raise ValueError
        rows[index], columns[index] = high, wide
    return cells_of(zip(numbers, across, _texts_read(text), _texts_read(place), rows, columns, strict=True))


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
COLLECTED_AFTER = 200_000
"""Objects until the collector looks again: reading makes many and drops few before it ends."""


def main(reads: str) -> int:
    """Answer until nobody asks any more."""
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end in an answer
    bounds = bounds_of(reads)
    _bound_memory(bounds)
    gc.set_threshold(COLLECTED_AFTER)
    while (content := _request(stdin)) is not None and (password := _request(stdin)) is not None:
        _bound_time(bounds)
        answer = answered(reads, content, password.decode())
        stdout.write(LENGTH.pack(len(answer)))
        stdout.write(answer)
        stdout.flush()
        gc.collect()  # a parsed file is few objects and much memory, in circles: a thousand would fill it
    return 0


def _request(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def answered(reads: str, content: bytes, password: str = "") -> bytes:
    """Return what a reader makes of a file, packed: a document or a refusal."""
    module, _, name = reads.partition(":")
    try:
        if password:
            from perfscore.documents.locked import unlocked

            content = unlocked(content, password)
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
        return Unreadable("form-too-much-memory", "", most=str(bounds_of(reads).memory // 1024**2))
    if isinstance(error, ModuleNotFoundError) and (library := missing(error)):
        return Unreadable("form-library-missing", "", **library)
    if not reads.startswith("perfscore."):  # in a stranger's reader it may as well be the reader
        found = f"{type(error).__name__}: {error}"[:200]
        return Unreadable("form-reader-failed", "", reader=reads, found=found)
    return Unreadable("form-broken", "", found=reads.partition(":")[0].rpartition(".")[2].upper())


def _bound_memory(bounds: Bounds) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bounds; the parent's clock still holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = bounds.memory if hard == resource.RLIM_INFINITY else min(bounds.memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(bounds: Bounds) -> None:
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + bounds.seconds * bounds.threads
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
