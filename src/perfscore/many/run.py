"""Running the audits, in this process or in several · 执行."""

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import overload

from perfscore.many.pool import Lost, in_processes
from perfscore.many.progress import Progress
from perfscore.many.settings import Kept, Outcome, Settings, Task
from perfscore.many.tally import Tally
from perfscore.many.work import Auditor, lost
from perfscore.many.writing import Writer

__all__ = ["MOST_SECONDS", "audit_all", "outcomes", "usual_jobs"]

MOST_SECONDS = 120
"""A file may take so long.  The readers of forms give up on their own before that."""


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
                for entry in entries:
                    tally.line(entry)
                tally.file(outcome.file, len(entries), outcome.unread)
                progress.file(entries)
        finally:
            progress.clear()
    return tally


def outcomes(
    tasks: Sequence[Task], settings: Settings, jobs: int, seconds: int = MOST_SECONDS
) -> Generator[Outcome, None, None]:
    """Yield what comes of each task, in their order.

    With one job everything happens in this process, and a file that ends or stalls it ends or stalls
    the run; with more a file can cost only the process it is in.
    """
    if jobs == 1:
        with closing(Auditor(settings)) as audited:
            yield from map(audited, tasks)
        return
    for at, answer in enumerate(in_processes(Auditor, settings, tasks, jobs, seconds)):
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
