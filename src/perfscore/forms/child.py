"""The process that reads a stranger's file · 读取子进程.

``python -m perfscore.forms.child MODULE:FUNCTION`` takes the bytes of one file after the other from
standard input, each with its length before it, and answers in the same way on standard output.  Its
memory and the time for each file are bounded by the system, not by good will.
"""

import os
import struct
import sys
from importlib import import_module
from typing import BinaryIO

from perfscore.forms.grid import Book, Unreadable
from perfscore.forms.packing import packed, packed_refusal

__all__ = ["LENGTH", "MOST_ANSWER", "main"]

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
    try:
        module, _, name = reads.partition(":")
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
        return packed_refusal(Unreadable("form-broken", "", found=type(error).__name__))


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
