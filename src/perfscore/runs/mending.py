"""Safe mends carried out in a file, and shown · 自动修正."""

from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.messages.problems import Mend
from perfscore.packs.catalog import Catalog
from perfscore.runs.judging import Checked, checked
from perfscore.runs.output import to_file

__all__ = ["difference", "mended"]

_MOST_ROUNDS = 20


def mended(one: Checked, catalog: Catalog) -> Checked:
    """Carry out the safe mends of a file until none is left; return what is still wrong with it.

    Only what is mended changes: comments, blanks and line ends stay.
    """
    for _ in range(_MOST_ROUNDS):
        before = _text(one)
        after = _with(before, _own(one))
        if after == before:
            break
        to_file(one.name, after)
        one = checked(Path(one.name), catalog)
    return one


def difference(one: Checked) -> str:
    """Return what the safe mends of a file would change, as a unified diff."""
    before = _text(one)
    lines = before.splitlines(keepends=True), _with(before, _own(one)).splitlines(keepends=True)
    return "".join(unified_diff(*lines, one.name, one.name))


def _text(one: Checked) -> str:
    return read_text(Path(one.name)).text if _own(one) else ""


def _own(one: Checked) -> list[Mend]:
    """Return the mends of the file itself; what it extends is another file."""
    return [problem.mend for problem in one.problems if problem.mend and problem.place.file == one.name]


def _with(text: str, mends: Iterable[Mend]) -> str:
    """Return a text with mends, the last first; of two that overlap only one."""
    end = "\r\n" if "\r\n" in text else "\n"
    text, last = text.replace("\r\n", "\n"), (len(text) + 1, 0)
    for mend in sorted(set(mends), key=lambda one: (one.line, one.column), reverse=True):
        if (mend.line, mend.end) <= last:
            text, last = mend.applied(text), (mend.line, mend.column)
    return text.replace("\n", end)
