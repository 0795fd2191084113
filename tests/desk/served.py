"""A page of this machine as somebody opens it: the program started, a browser on its address."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.explain.page.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page


@contextmanager
def served(*arguments: str, width: int = 1440) -> Iterator["Page"]:
    """Run a command that serves a page, and give that page; an interrupt must end it as it should."""
    program = subprocess.Popen(
        [sys.executable, "-m", "perfscore", *arguments, "--no-browser"],
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert program.stdout is not None
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+/", program.stdout.readline())
        assert address is not None
        with opened(address[0], viewport={"width": width, "height": 900}) as page:
            yield page
    finally:
        program.send_signal(signal.SIGINT)
        assert 0 == program.wait(60)
        program.stdout.close()
