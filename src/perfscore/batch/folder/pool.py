"""Work in several processes, answers in the order of the tasks · 多进程.

Each process has a pipe of its own, so it is always known which task a process has: one that dies or
takes too long loses that task and no other, and a fresh process goes on with the rest.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from time import monotonic_ns
from typing import Any, Generic, Literal, TypeVar

from perfscore.runs.output import interrupts_held

__all__ = ["Lost", "in_processes", "serve"]


def serve(connection: Connection, make: Callable[[Any], Callable[[Any], Any]], setup: Any) -> None:
    """Answer tasks until nobody is left to ask; never print a trace."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout = sys.stderr  # what a pack prints must not come between the lines of the result
    try:
        answer = make(setup)
        while True:
            connection.send(answer(connection.recv()))
    except BaseException:
        os._exit(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 32
"""So many tasks a process are begun before the first unanswered one is answered: what bounds memory."""
_SECOND = 10**9
_STARTING = 60
"""So many seconds more for the first task of a process, which has the whole program to load."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that ended its process, or did not end in time · 未完成的任务."""

    why: Literal["crashed", "too_long"]


def in_processes(
    make: Callable[[Any], Callable[[T], R]], setup: Any, tasks: Sequence[T], jobs: int, seconds: int
) -> Iterator[R | Lost]:
    """Yield the answer to each task, in their order.

    ``make(setup)`` is called once in each process and gives the function that answers; both, the
    tasks and the answers must be picklable.  A task may take so many seconds.
    """
    pool = _Pool(make, setup, tasks, seconds)
    seats = [_Seat(pool) for _ in range(min(jobs, len(tasks)))]
    try:
        while pool.turn < len(tasks):
            most = min(len(tasks), pool.turn + _AHEAD * len(seats))
            for seat in seats:
                if seat.task is None and pool.next < most:
                    seat.give(pool.next)
                    pool.next += 1
            if pool.turn in pool.answers:
                answer = pool.answers.pop(pool.turn)
                pool.turn += 1
                yield answer
            else:
                _wait([seat for seat in seats if seat.task is not None])
    finally:
        for seat in seats:
            seat.leave()


class _Pool(Generic[T, R]):
    """What the processes of one run share: the tasks, and the answers whose turn has not come."""

    def __init__(
        self, make: Callable[[Any], Callable[[T], R]], setup: Any, tasks: Sequence[T], seconds: int
    ) -> None:
        self.make, self.setup, self.tasks, self.seconds = make, setup, tasks, seconds
        self.answers: dict[int, R | Lost] = {}
        self.next = self.turn = 0


class _Seat:
    """A place for one process, taken by another where one is lost."""

    def __init__(self, pool: "_Pool[Any, Any]") -> None:
        self.pool = pool
        self.task: int | None = None
        self.until = 0
        self._process: BaseProcess | None = None
        self.connection: Connection

    def give(self, task: int) -> None:
        """Hand out a task; to a new process where the old one is gone."""
        self.task, self.until = task, monotonic_ns() + self.pool.seconds * _SECOND
        if self._process is None or not self._process.is_alive():
            self._start()
            self.until += _STARTING * _SECOND
        with suppress(OSError):  # a process that has just gone is seen as gone by the next wait
            self.connection.send(self.pool.tasks[task])

    def receive(self) -> None:
        """Take the answer, or notice that there will be none."""
        try:
            self._answered(self.connection.recv())
        except (EOFError, OSError):
            self._answered(Lost("crashed"))
            self.leave()

    def overdue(self) -> None:
        """Give up on the task where its time is over."""
        if self.task is not None and monotonic_ns() >= self.until:
            self._answered(Lost("too_long"))
            self.leave()

    def leave(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self.connection.close()
            self._process = None

    def _answered(self, answer: Any) -> None:
        assert self.task is not None
        self.pool.answers[self.task] = answer
        self.task = None

    def _start(self) -> None:
        self.leave()
        context = get_context("spawn")  # the same everywhere, and no lock of ours is copied half taken
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self.pool.make, self.pool.setup))
        with interrupts_held():
            self._process.start()
        theirs.close()


def _wait(seats: list[_Seat]) -> None:
    """Wait until a process answers, goes, or has taken too long."""
    soonest = min(seat.until for seat in seats) - monotonic_ns()
    ready = wait([seat.connection for seat in seats], timeout=max(0, -(-soonest // _SECOND)))
    for seat in seats:
        if seat.connection in ready:
            seat.receive()
        else:
            seat.overdue()
