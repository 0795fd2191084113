"""Adding whole lines to a file that somebody may end at any moment · 逐行追加."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG

from perfscore.runs.output import OutputFailed, interrupts_held, writing

__all__ = ["LineFile", "Span"]

Span = tuple[int, int]
"""Where a line begins, and its length in bytes with its end."""

_LONGEST = 64 * 1024 * 1024
_PIECE = 1024 * 1024


class LineFile:
    """A file of lines, locked while it is open · 行文件.

    What is no ordinary file (a pipe, a device) is only written to: it has no lines of its own.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        with writing(path):
            self._target = Path(os.path.realpath(path))
            handle = os.open(self._target, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self._file = os.fdopen(handle, "r+b", buffering=0)
            mode = os.fstat(handle).st_mode
            self._ordinary = S_ISREG(mode)
            self._mode = S_IMODE(mode)
        self._end = 0
        if self._ordinary:
            self._lock()
            self._end = os.fstat(handle).st_size
            self._tidy()

    def close(self) -> None:
        """Close it, and let others have it."""
        with suppress(OSError):
            self._file.close()

    def lines(self) -> Iterator[tuple[Span, bytes]]:
        """Yield the lines and where they stand; the last one may have no end."""
        if not self._ordinary:
            return
        with writing(self._path), open(self._target, "rb") as file:
            start = 0
            while line := file.readline(_LONGEST):
                yield (start, len(line)), line
                start += len(line)

    def read(self, span: Span) -> bytes:
        """Return one line."""
        with writing(self._path):
            self._file.seek(span[0])
            return self._file.read(span[1])

    def cut(self, end: int) -> None:
        """Drop what is behind a place."""
        with writing(self._path):
            self._file.truncate(end)
        self._end = end

    def add(self, lines: Sequence[bytes]) -> list[Span]:
        """Write lines behind all others; where that fails, none of them."""
        start = self._end
        with writing(self._path), interrupts_held():
            try:
                self._write(b"".join(lines))
            except OSError:
                if self._ordinary:
                    self._file.truncate(start)
                raise
        spans = []
        for line in lines:
            spans.append((self._end, len(line)))
            self._end += len(line)
        return spans

    def finish(self, order: Sequence[Span]) -> None:
        """Make the file these lines in this order, and see that they are on the disk."""
        if not self._ordinary:
            return
        with writing(self._path):
            if not self._is_in(order):
                self._rewrite(order)
            else:
                os.fsync(self._file.fileno())

    def _write(self, content: bytes) -> None:
        if self._ordinary:
            self._file.seek(self._end)
        rest = memoryview(content)
        while rest:
            rest = rest[self._file.write(rest) :]

    def _is_in(self, order: Sequence[Span]) -> bool:
        end = 0
        for start, length in order:
            if start != end:
                return False
            end += length
        return end == self._end

    def _rewrite(self, order: Iterable[Span]) -> None:
        temporary = self._target.with_name(f"{self._stem()}{token_hex(6)}.tmp")
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with open(handle, "wb", buffering=_PIECE) as file:
                for span in order:
                    file.write(self.read(span))
                file.flush()
                os.fsync(handle)
            os.chmod(temporary, self._mode)
            os.replace(temporary, self._target)
        finally:
            with suppress(OSError):
                temporary.unlink()

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # no such locks here
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                self.close()
                raise OutputFailed("busy", file=self._path) from None

    def _tidy(self) -> None:
        """Remove what a run that was killed while writing anew has left; nobody else has the lock."""
        with suppress(OSError):
            for left in self._target.parent.glob(f"{escape(self._stem())}*.tmp"):
                left.unlink()

    def _stem(self) -> str:
        return f".{self._target.name[:40]}.lines-"
