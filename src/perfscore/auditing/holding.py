"""Judgements held against what the report or the program says: what does not fit, at its place · 核对判断."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from perfscore.auditing.overridden import Subject
from perfscore.inputs.overrides import OverrideEntry, OverridesRead
from perfscore.messages.problems import Problem, nearest
from perfscore.numbers.exact import exact

__all__ = ["Holding", "number_of", "text_of"]

_UNKNOWN: Mapping[str, str] = MappingProxyType(
    {
        "criterion": "override-unknown-criterion",
        "fact": "override-unknown-fact",
        "claim": "override-unknown-claim",
    }
)


class Holding:
    """Holds the judgements of a file against what is said; `problems` are what does not fit · 核对."""

    def __init__(self, read: OverridesRead) -> None:
        self.read = read
        self.problems: list[Problem] = []

    def fault(self, code: str, number: int, key: str, **values: str) -> None:
        """Keep what does not fit, at the place of a key."""
        where = f"overrides #{number + 1} › {key}"
        self.problems.append(Problem(code, self.read.place(number, key), where, values))

    def known(self, number: int, kind: Subject, id_: str, among: Iterable[str]) -> bool:
        """Say whether an id is one of those known; what is not becomes a fault with the nearest."""
        ids = list(among)
        if id_ not in ids:
            self.fault(_UNKNOWN[kind], number, kind, found=id_, known=", ".join(ids), **nearest(id_, ids))
        return id_ in ids

    def said(self, number: int, entry: OverrideEntry, spellings: Iterable[str]) -> None:
        """Hold an old value against what is said: the same text, or the same number."""
        old, listed = text_of(entry.old), list(spellings)
        value = number_of(old)
        same = value is not None and value in map(number_of, listed)
        if old not in listed and not same:
            self.fault("override-old-differs", number, "old", found=old, expected=listed[0])

    def moves(self, number: int, entry: OverrideEntry, same: bool) -> None:
        """Refuse a judgement that puts beside a value what it is already."""
        if same or entry.new == entry.old:
            self.fault("override-changes-nothing", number, "new", found=text_of(entry.new))


def text_of(said: str | bool) -> str:
    """Return a value as a file of judgements writes it."""
    return str(said).lower() if isinstance(said, bool) else said


def number_of(text: str) -> Fraction | None:
    """Return the number that a value is, None where it is none."""
    try:
        return exact(text)
    except ValueError:
        return None
