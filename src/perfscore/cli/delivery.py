"""Bringing what was rendered to where it is wanted · 交付输出."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import UsageFault
from perfscore.runs.language import language_of, say
from perfscore.runs.output import complain, to_file, to_stdout

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.applications import Starlette

    from perfscore.extract.forms.notes import FormNote
    from perfscore.extract.reports import Read
    from perfscore.runs.loading import Loaded

__all__ = [
    "deliver", "deliver_files", "deliver_reads", "numbered", "refuse_inputs", "refuse_taken", "serve",
    "tell_notes",
]  # fmt: skip


_READ = ("facts", "report", "other", "ruleset", "overrides", "card", "old", "new")
"""The arguments of commands that name what is read."""


def deliver(given: Namespace, text: str) -> None:
    """Write to the file that was asked for, else to standard output; never over an input."""
    if given.output in (None, "-"):
        to_stdout(text)
        return
    refuse_inputs([given.output], _inputs(given), language_of(given.lang))
    to_file(given.output, text)


def _inputs(given: Namespace) -> list[str]:
    """Return what a command line names that is read."""
    named = [getattr(given, name, None) for name in _READ]
    return [path for one in named if one for path in ([one] if isinstance(one, str) else one)]


def deliver_files(given: Namespace, contents: "Sequence[bytes]", inputs: Iterable[str]) -> None:
    """Write files that are no text; several take numbers, and none goes onto a screen."""
    language = language_of(given.lang)
    if given.output is None or (given.output == "-" and (len(contents) > 1 or sys.stdout.isatty())):
        raise UsageFault(say(language, "fault.needs_file", found=given.format))
    if given.output == "-":
        to_stdout(contents[0])
        return
    outputs = numbered(given.output, len(contents))
    refuse_inputs(outputs, inputs, language)
    for path, content in zip(outputs, contents, strict=True):
        to_file(path, content)


def deliver_reads(given: Namespace, reads: "Sequence[Read]") -> int:
    """Bring what was read of a document to where it is wanted, and say what to know of it."""
    from perfscore.messages import language_in

    if given.output in (None, "-"):
        to_stdout("\n".join(read.toml for read in reads))
        return 0
    language = language_of(given.lang, language_in("".join(read.toml for read in reads)))
    outputs = numbered(given.output, len(reads))
    refuse_taken(outputs, [given.source], given.force, language)
    for path, read in zip(outputs, reads, strict=True):
        to_file(path, read.toml)
        (key, counts), notes = read.counts, str(_tell(read.notes, language))
        values = {**counts, "subject": read.report.subject, "notes": notes}
        to_stdout(say(language, key, file=path, **values) + "\n")
    return 0


def serve(given: Namespace, language: str, key: str, app: "Callable[[str, str], Starlette]") -> None:
    """Serve a page on this machine until it is ended; `app` makes it from its token and its host.

    Its address is said first: while a page begins packs may be asked, and what is printed then goes to
    standard error.
    """
    from perfscore.desk.loopback import Service

    try:
        service = Service(given.port)
    except (OSError, OverflowError):
        raise UsageFault(say(language, "fault.desk_port", found=str(given.port))) from None
    to_stdout(say(language, key, address=service.address) + "\n")
    service.serve(app(service.token, service.host), not given.no_browser)


def numbered(output: str, count: int) -> list[str]:
    """Return where reports go: several of one file are numbered."""
    path = Path(output)
    numbered = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, count + 1))
    return [output] if count == 1 else [str(one) for one in numbered]


def tell_notes(loaded: "Iterable[Loaded]", language: str) -> None:
    """Tell on standard error what of a document is not in its reports."""
    for one in loaded:
        _tell(one.notes, language)


def _tell(notes: "tuple[FormNote, ...]", language: str) -> int:
    """Tell notes on standard error; return how many things there are to say."""
    if not notes:
        return 0
    from perfscore.extract.forms.notes import note_lines

    said = list(note_lines(notes, language))
    complain("\n".join(line for lines in said for line in lines))
    return len(said)


def refuse_taken(outputs: Iterable[str], inputs: Iterable[str], force: bool, language: str) -> None:
    """Refuse outputs that are inputs, and without `force` those that are there already.

    What is no ordinary file, a pipe or a device, holds nothing that could be lost.
    """
    outputs = list(outputs)
    refuse_inputs(outputs, inputs, language)
    for output in () if force else outputs:
        if Path(output).is_file():
            raise UsageFault(say(language, "fault.taken", found=output))


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str], language: str) -> None:
    """Refuse outputs that are inputs."""
    inputs = list(inputs)
    for output in outputs:
        if any(_same(output, path) for path in inputs):
            raise UsageFault(say(language, "fault.over_input", found=output))


def _same(output: str, path: str) -> bool:
    try:
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return False
