"""One process of several: takes tasks from its pipe, answers, and ends with whoever started it · 工作进程."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

__all__ = ["serve"]


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
