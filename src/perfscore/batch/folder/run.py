"""Running the audits, in this process or in several, and how far they have come · 执行与进度."""

import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from time import monotonic_ns
from typing import TextIO, overload

from perfscore.batch.folder.entry import Entry
from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.pool import Lost, in_processes
from perfscore.batch.folder.refusing import lost
from perfscore.batch.folder.settings import Kept, Outcome, Settings, Task
from perfscore.batch.folder.tally import Tally
from perfscore.batch.folder.work import Auditor
from perfscore.batch.folder.writing import Writer
from perfscore.documents.bounds import longest
from perfscore.explain.formats.text import padded, width
from perfscore.runs.statuses import CONTRADICTED

__all__ = ["Progress", "audit_all", "most_seconds", "outcomes", "usual_jobs"]

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


_SPARE = 60


def most_seconds() -> int:
    """Return how long a file may take; the readers of forms give up on their own before that."""
    return longest() + _SPARE


def usual_jobs(tasks: int) -> int:
    """Return how many processes to use: one a core, none beside this one for a single file."""
    if tasks < 2:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(2, cores)


def audit_all(
    tasks: Sequence[Task], settings: Settings, jobs: int, writer: Writer, progress: Progress
) -> Tally:
    """Audit every file, give each its turn with the writer, and return what adds up."""
    tally = Tally()
    same_terminal = sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()
    with closing(outcomes(_Known(tasks, writer.kept), settings, jobs)) as found:
        try:
            for outcome in found:
                if same_terminal:
                    progress.clear()
                entries = writer.put(outcome)
                tally.file(entries)
                progress.file(entries)
        finally:
            progress.clear()
    if tally.files != len(tasks):
        raise AssertionError(f"{len(tasks)} files found, {tally.files} accounted for")
    return tally


def outcomes(
    tasks: Sequence[Task], settings: Settings, jobs: int, seconds: int | None = None
) -> Generator[Outcome, None, None]:
    """Yield what comes of each task, in their order.

    With one job everything happens in this process, and a file that ends or stalls it ends or stalls
    the run; with more a file can cost only the process it is in.
    """
    if jobs == 1:
        with closing(Auditor(settings)) as audited:
            yield from map(audited, tasks)
        return
    for at, answer in enumerate(in_processes(Auditor, settings, tasks, jobs, seconds or most_seconds())):
        yield lost(tasks[at], answer, settings) if isinstance(answer, Lost) else answer


@dataclass(frozen=True, slots=True)
class _Known(Sequence[Task]):
    """The tasks, each with what an earlier run wrote for it, looked up when it is handed out."""

    tasks: Sequence[Task]
    kept: Callable[[str], Kept]

    def __len__(self) -> int:
        return len(self.tasks)

    @overload
    def __getitem__(self, at: int) -> Task: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Task]: ...
    def __getitem__(self, at: int | slice) -> Task | Sequence[Task]:
        found = self.tasks[at]
        return replace(found, kept=self.kept(found.file)) if isinstance(found, Task) else found
