"""Bringing what was rendered to where it is wanted · 交付输出."""

import os
from argparse import Namespace
from collections.abc import Sequence

from perfscore.cli.arguments import UsageFault
from perfscore.cli.output import to_file, to_stdout
from perfscore.cli.sentences import say
from perfscore.explain.document import Document
from perfscore.explain.text import COLUMNS

__all__ = ["deliver", "joined"]


def joined(given: Namespace, documents: Sequence[Document]) -> str:
    """Return documents one after the other, as text or Markdown."""
    if given.format == "markdown":
        from perfscore.explain.markdown import markdown

        return "\n---\n\n".join(map(markdown, documents))
    from perfscore.explain.text import text

    return f"\n{'═' * COLUMNS}\n\n".join(map(text, documents))


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
