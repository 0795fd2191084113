"""Reports of the files of an archive · 压缩包中的报告."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from perfscore.documents.bundle import members
from perfscore.documents.opening import STDIN
from perfscore.extract.forms.notes import FormNote, note_lines
from perfscore.extract.toml_writer import comment
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["comments", "in_bundle"]


class _Read(Protocol):
    """What was read of a file: the text of a report, and what is not in it."""

    @property
    def toml(self) -> str: ...
    @property
    def notes(self) -> tuple[FormNote, ...]: ...


T = TypeVar("T", bound=_Read)


def in_bundle(
    path: str | Path, read: Callable[[str], tuple[T, ...]], password: str | None
) -> tuple[T, ...] | None:
    """Read every file of an archive, None where the path is of none.

    What else is in it is told with the first report, none of it dropped.
    """
    inside = None if str(path) == STDIN else members(Path(path), password)
    if inside is None:
        return None
    reads: list[T] = []
    problems: list[Problem] = []
    for name in inside:
        try:
            reads += read(name)
        except ProblemsFound as found:
            problems += found.problems
    if not reads:
        nothing = Problem("form-nothing-found", Place(str(path), 0), "", {"found": "–"})
        raise ProblemsFound(problems or [nothing])
    unread = dict.fromkeys(problem.place.file for problem in problems)
    notes = tuple(FormNote("form-member-unread", file) for file in unread)
    first = reads[0]
    toml = "\n".join([first.toml.rstrip("\n"), *comments(notes), ""])
    return (replace(cast("Any", first), toml=toml, notes=(*first.notes, *notes)), *reads[1:])


def comments(notes: tuple[FormNote, ...]) -> Iterator[str]:
    """Yield notes as the last lines of a report file."""
    return (comment(line) for lines in note_lines(notes, "zh") for line in lines)
