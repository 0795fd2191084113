"""Asks the process that reads files · 读取进程的管理.

A file that makes its reader crash, hang or eat memory costs one process, and becomes a problem with the
name of the file.
"""

import os
import sys
from subprocess import DEVNULL, PIPE, Popen
from threading import Timer
from types import TracebackType
from typing import IO, Self

from perfscore.documents.answers import unpacked
from perfscore.documents.bounds import Bounds, bounds_of
from perfscore.documents.child import LENGTH, MOST_ANSWER
from perfscore.documents.document import Document, Unreadable

__all__ = ["Workers"]

_SPARE = 10
"""The child's own bound on time comes first; this many seconds later the parent's."""


class Workers:
    """The reading processes, one for each reader, kept for the next file · 读取进程."""

    def __init__(self) -> None:
        self._running: dict[str, Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reads in list(self._running):
            self._end(reads)

    def read(self, reads: str, content: bytes, password: str = "") -> Document:
        """Return what a reader makes of a file; raise Unreadable where it refuses, or does not survive."""
        bounds = bounds_of(reads)
        process = self._running.get(reads) or self._begin(reads)
        late = Timer(bounds.seconds + _SPARE, process.kill)
        late.start()
        try:
            answer = _asked(process, content, password.encode())
        except OSError:
            answer = None
        finally:
            late.cancel()
        if answer is None:
            code, values = _death(self._end(reads), bounds)
            raise Unreadable(code, "", **values)
        try:
            return unpacked(answer)
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            raise Unreadable("form-reader-ended", "", found=str(self._end(reads))) from None

    def _begin(self, reads: str) -> "Popen[bytes]":
        # -P and this path: no module of the folder the user stands in may take the place of a library.
        path = os.pathsep.join(entry for entry in sys.path if entry)
        process = Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "perfscore.documents.child", reads],
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        self._running[reads] = process
        return process

    def _end(self, reads: str) -> int:
        process = self._running.pop(reads)
        for stream in (process.stdin, process.stdout):
            _close(stream)
        try:
            return process.wait(5)
        except Exception:
            process.kill()
            return process.wait()


def _asked(process: "Popen[bytes]", *given: bytes) -> bytes | None:
    assert process.stdin is not None
    assert process.stdout is not None
    for one in given:  # a password too goes by the pipe: what a process is started with, others can see
        process.stdin.write(LENGTH.pack(len(one)))
        process.stdin.write(one)
    process.stdin.flush()
    head = process.stdout.read(LENGTH.size)
    length = LENGTH.unpack(head)[0] if len(head) == LENGTH.size else None
    if length is None or length > MOST_ANSWER:
        return None
    answer = process.stdout.read(length)
    return answer if len(answer) == length else None


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # nobody is there to take what was left to write
        pass


def _death(status: int, bounds: Bounds) -> tuple[str, dict[str, str]]:
    """Return the problem of a process that did not answer."""
    if status in (-9, -24):  # killed by the clock: ours, or SIGXCPU
        return "form-too-slow", {"most": str(bounds.seconds)}
    if status == -6:
        return "form-too-much-memory", {"most": str(bounds.memory // 1024**2)}
    return "form-reader-ended", {"found": str(status)}
