"""The process that reads a stranger's file, and what it sends back · 读取子进程.

``python -m perfscore.documents.child MODULE:FUNCTION`` takes the bytes of one file after the other and its
password from standard input, each with its length before it, and answers in the same way on standard output.
Its memory and the time for each file are bounded by the system, not by good will, and what comes back is
checked piece by piece.
"""

import gc
import os
import struct
import sys
from importlib import import_module
from typing import BinaryIO

from perfscore.documents.answers import packed, packed_refusal
from perfscore.documents.bounds import Bounds, bounds_of
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.libraries import missing

__all__ = [
    "COLLECTED_AFTER",
    "LENGTH",
    "MOST_ANSWER",
    "answered",
    "main",
]


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
