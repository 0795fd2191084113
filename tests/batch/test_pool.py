"""Work in several processes: in order, and a task can cost only itself."""

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from perfscore.batch.folder.pool import Lost, in_processes


def working(factor: int) -> Callable[[str], object]:
    """Return work that does as its task says; runs in a process of its own."""

    def work(task: str) -> object:
        what, _, rest = task.partition(" ")
        if what == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "leave":
            sys.exit(3)
        if what == "hang":
            time.sleep(60)
        if what == "wait":
            time.sleep(int(rest) / 1000)
        if what == "print":
            print("noise", flush=True)
        if what == "unanswerable":
            return lambda: None
        return f"{task} × {factor}" if what != "process" else os.getpid()

    return work


def answers(tasks: list[str], jobs: int = 2, seconds: int = 30) -> list[object]:
    return list(in_processes(working, 2, tasks, jobs, seconds))


def test_answers_come_in_the_order_of_the_tasks() -> None:
    assert ["wait 300 × 2", "a × 2", "b × 2"] == answers(["wait 300", "a", "b"])


@pytest.mark.parametrize("end", ["die", "leave", "unanswerable"])
def test_a_task_that_ends_its_process_is_the_only_one_lost(end: str) -> None:
    expected = ["a × 2", Lost("crashed"), "b × 2", Lost("crashed"), "c × 2", "d × 2"]

    assert expected == answers(["a", end, "b", end, "c", "d"])


def test_a_task_that_does_not_end_is_given_up_and_the_rest_goes_on() -> None:
    begun = time.monotonic()

    assert ["a × 2", Lost("too_long"), "b × 2"] == answers(["a", "hang", "b"], jobs=1, seconds=2)
    assert time.monotonic() - begun < 50


def test_no_more_processes_are_started_than_there_are_tasks() -> None:
    assert 1 == len(set(answers(["process"], jobs=8)))


def test_nothing_is_done_for_no_tasks() -> None:
    assert [] == answers([])


def test_what_work_prints_does_not_come_between_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    assert ["print × 2"] == answers(["print"])
    assert ("", "noise\n") == capfd.readouterr()


def test_the_processes_are_gone_when_nobody_takes_the_answers_any_more() -> None:
    found = in_processes(working, 2, ["process", "process", "hang"], 1, 30)
    process = next(found)
    assert isinstance(process, int)

    found.close()  # type: ignore[attr-defined]

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_tasks_are_begun_only_so_far_ahead_of_the_first_unanswered_one() -> None:
    handed_out: list[int] = []

    class Tasks(list[str]):
        def __getitem__(self, at: object) -> str:  # type: ignore[override]
            assert isinstance(at, int)
            handed_out.append(at)
            return "wait 500" if at == 0 else "a"

    found = in_processes(working, 2, Tasks(["a"] * 200), 2, 30)
    next(found)
    found.close()  # type: ignore[attr-defined]

    assert max(handed_out) <= 65
