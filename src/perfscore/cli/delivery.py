"""Bringing what was rendered to where it is wanted · 交付输出."""

import os
from argparse import Namespace

from perfscore.cli.arguments import UsageFault
from perfscore.cli.output import to_file, to_stdout
from perfscore.cli.sentences import say

__all__ = ["deliver"]


def deliver(given: Namespace, text: str) -> None:
    """Write to the file that was asked for, else to standard output; never over an input."""
    if given.output in (None, "-"):
        to_stdout(text)
        return
    inputs = [given.report, *given.ruleset]
    if any(_same(given.output, path) for path in inputs):
        raise UsageFault(say(given.lang or "en", "fault.over_input", found=given.output))
    to_file(given.output, text)


def _same(output: str, path: str) -> bool:
    try:
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return False
