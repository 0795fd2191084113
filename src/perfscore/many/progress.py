"""How far a run has come, on a terminal and nowhere else · 进度."""

import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic_ns
from typing import TextIO

from perfscore.cli.statuses import CONTRADICTED
from perfscore.explain.width import padded, width
from perfscore.many.entry import Entry
from perfscore.many.phrases import Phrases

__all__ = ["Progress"]

_EVERY = 10**8
_SECOND = 10**9
_BAR = 24
_LONGEST = 79


class Progress:
    """One line on standard error, drawn over itself at most ten times a second · 进度条.

    Nothing but characters, blanks and carriage returns, so that any terminal shows it.
    """

    def __init__(self, total: int, phrases: Phrases, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream is not None and not self._stream.closed and self._stream.isatty()
        self._total, self._phrases = total, phrases
        self._done = self._contradicted = self._refused = 0
        self._begun = self._drawn = monotonic_ns()
        self._width = 0

    def file(self, entries: Iterable[Entry]) -> None:
        """Count a file and its lines, and draw where it is time."""
        self._done += 1
        for entry in entries:
            self._refused += entry.refused is not None
            self._contradicted += entry.status == CONTRADICTED
        if self._shown and monotonic_ns() - self._drawn >= _EVERY:
            self._drawn = monotonic_ns()
            self._write(self._text())

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._width:
            self._write("")

    def _text(self) -> str:
        filled = _BAR * self._done // self._total
        bar = "█" * filled + "░" * (_BAR - filled)
        left = (monotonic_ns() - self._begun) * (self._total - self._done) // self._done // _SECOND
        counts = {
            "done": self._done, "total": self._total, "contradicted": self._contradicted,
            "refused": self._refused, "left": f"{left // 60}:{left % 60:02d}",
        }  # fmt: skip
        return f"{bar} {self._phrases('progress', **{name: str(value) for name, value in counts.items()})}"

    def _write(self, text: str) -> None:
        most = min(_LONGEST, shutil.get_terminal_size().columns - 1)
        while width(text) > most:
            text = text[:-1]
        with suppress(OSError):
            self._stream.write(f"\r{padded(text, max(self._width, width(text)))}" + ("" if text else "\r"))
            self._stream.flush()
        self._width = width(text)
