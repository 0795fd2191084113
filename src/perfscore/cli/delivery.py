"""Bringing what was rendered to where it is wanted · 交付输出."""

import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import UsageFault
from perfscore.runs.language import language_of, say
from perfscore.runs.output import complain, to_file, to_stdout

if TYPE_CHECKING:
    from perfscore.runs.loading import Loaded

__all__ = ["deliver", "refuse_taken", "tell_notes"]


def deliver(given: Namespace, text: str) -> None:
    """Write to the file that was asked for, else to standard output; never over an input."""
    if given.output in (None, "-"):
        to_stdout(text)
        return
    _refuse_inputs([given.output], [given.report, *given.ruleset], language_of(given.lang))
    to_file(given.output, text)


def tell_notes(loaded: "Iterable[Loaded]", language: str) -> None:
    """Tell on standard error what of a document is not in its reports."""
    for one in loaded:
        if one.notes:
            from perfscore.extract.forms.notes import told

            complain("\n".join(line for lines in told(one.notes, language) for line in lines))


def refuse_taken(outputs: Iterable[str], inputs: Iterable[str], force: bool, language: str) -> None:
    """Refuse outputs that are inputs, and without `force` those that are there already.

    What is no ordinary file, a pipe or a device, holds nothing that could be lost.
    """
    outputs = list(outputs)
    _refuse_inputs(outputs, inputs, language)
    for output in () if force else outputs:
        if Path(output).is_file():
            raise UsageFault(say(language, "fault.taken", found=output))


def _refuse_inputs(outputs: Iterable[str], inputs: Iterable[str], language: str) -> None:
    inputs = list(inputs)
    for output in outputs:
        if any(_same(output, path) for path in inputs):
            raise UsageFault(say(language, "fault.over_input", found=output))


def _same(output: str, path: str) -> bool:
    try:
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return False
