"""A file of an auditor's own judgements: what, by whom, on which day and why · 审计判断文件.

What is written, as written; `perfscore.auditing.overrides` holds it against a result.
"""

from collections.abc import Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from perfscore.inputs.files import path_of, read_text
from perfscore.inputs.schema.origin import Origin
from perfscore.inputs.schema.partly import sound
from perfscore.inputs.toml.recovery import draft
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.fields import Declared, Printed

__all__ = ["OverrideEntry", "OverridesRead", "overrides_beside", "read_overrides"]

Said = Annotated[str, Field(min_length=1)]
KINDS = ("criterion", "fact", "claim")


class OverrideEntry(Declared):
    """One judgement as written · 一项审计判断.

    Exactly one of `criterion`, `fact` and `claim` names what is judged; `old` is what the report or the
    program says, `new` what the auditor puts beside it.
    """

    criterion: str | None = Field(default=None, title="id of the criterion whose points are judged")
    fact: str | None = Field(default=None, title="id of the fact that is read otherwise")
    claim: str | None = Field(default=None, title="total, or the criterion or section claimed")
    old: Printed | bool = Field(title="what the report or the program says")
    new: Printed | bool = Field(title="what the auditor puts beside it")
    who: Said = Field(title="who judges")
    when: date = Field(title="on which day")
    why: Said = Field(title="for which reason")


class OverridesFile(Declared):
    """A file of judgements · 审计判断文件."""

    format: Literal[1]
    overrides: tuple[OverrideEntry, ...] = Field(min_length=1)


class OverridesRead(NamedTuple):
    """A file of judgements as read, with the place of each part · 读入的审计判断."""

    entries: tuple[OverrideEntry, ...]
    origin: Origin
    document: Document

    def place(self, number: int, *key: str) -> Place:
        """Return where a part of a judgement stands."""
        return self.origin.place(("overrides", number, *key))


def overrides_beside(path: str) -> Path:
    """Return where judgements about a document stand that were made at the desk: beside it."""
    return Path(f"{path}.overrides.toml")


def read_overrides(path: str | PathLike[str]) -> OverridesRead:
    """Read a file of judgements · 读取审计判断.

    Raises ProblemsFound with everything that is wrong in the file itself, at once; what only a result can
    tell (unknown ids, other old values) is found when the judgements are applied.
    """
    document = draft(read_text(path_of(path, "overrides")))
    if not document.data:
        raise ProblemsFound([Problem("overrides-empty", Place(document.source.label))])
    file = sound(document, OverridesFile)
    read = OverridesRead(file.overrides, Origin(document.source.label, document), document)
    if problems := list(_misnamed(read)):
        raise ProblemsFound(problems)
    return read


def _misnamed(read: OverridesRead) -> Iterator[Problem]:
    """Yield the judgements that name no subject, or several."""
    for number, entry in enumerate(read.entries):
        named = [kind for kind in KINDS if getattr(entry, kind) is not None]
        if len(named) != 1:
            values = {"found": ", ".join(named) or "–", "known": ", ".join(KINDS)}
            yield Problem("override-one-of", read.place(number), f"overrides #{number + 1}", values)
