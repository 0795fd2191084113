"""The kinds of sentences, read from their table · 语句类别.

The table is `sentences.toml`, which says itself how it is written.  A clause becomes one regular expression:
nothing in it can skip a word that the clause does not name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from perfscore.inputs.files import read_text
from perfscore.inputs.toml.text import parse
from perfscore.publish.draft.slots import shortened, written

__all__ = ["Clause", "Grammar", "Kind", "Rider", "grammar"]

_PARTS = re.compile(r"\{(\w+)\}|<(\w+)>|(.)", re.DOTALL)
_MARKS = MappingProxyType({"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", "（": r"\(", "）": r"\)"})
_TIMES = MappingProxyType({"?": "?", "+": "+", "*": "*"})

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, and how often it may stand there · 分句."""

    pattern: str
    times: str = ""

    @property
    def repeats(self) -> bool:
        """Whether it may stand there several times."""
        return self.times in ("+", "*")

    def expression(self, of: "Grammar", names: Names, group: str | None) -> str:
        """Return its regular expression, slots named after the group they are in, or not named at all."""
        return "".join(self._parts(of, names, group)) + ","

    def _parts(self, of: "Grammar", names: Names, group: str | None) -> Iterator[str]:
        for number, (slot, words, character) in enumerate(_PARTS.findall(self.pattern)):
            if slot:
                known = names + (shortened(names, of.words["endings"]) if slot == "short" else ())
                inside = written(of.slots[slot], known)
                yield f"(?P<{slot}__{group}_{number}>{inside})" if group is not None else f"(?:{inside})"
            elif words:
                yield f"(?:{'|'.join(map(re.escape, sorted(of.words[words], key=len, reverse=True)))})"
            else:
                yield _MARKS.get(character) or re.escape(character)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of sentence and what it becomes · 一类语句."""

    id: str
    numbers: tuple[str, ...]
    clauses: tuple[Clause, ...]
    scoring: Any
    example: Mapping[str, Any]
    measure: str | None = None
    needs: str | None = None
    readings: str | None = None
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rider:
    """A clause that any sentence may have, and what it says of rows that do not apply · 附加分句."""

    clause: Clause
    not_applicable: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole table · 语句规则."""

    slots: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    roles: Mapping[str, str]
    riders: tuple[Rider, ...]
    kinds: tuple[Kind, ...]


@cache
def grammar() -> Grammar:
    """Return the table of the package."""
    data = parse(read_text(Path(__file__).with_name("sentences.toml"))).data
    words = {name: tuple(listed) for name, listed in data["words"].items()}
    riders = tuple(Rider(Clause(rider["clause"]), rider["not_applicable"]) for rider in data["riders"])
    return Grammar(
        data["slots"], words, data["labels"], data["roles"], riders, tuple(map(_kind, data["kinds"]))
    )


def _kind(entry: Mapping[str, Any]) -> Kind:
    clauses = tuple(map(_clause, entry["clauses"]))
    return Kind(**{**entry, "numbers": tuple(entry["numbers"]), "clauses": clauses})


def _clause(text: str) -> Clause:
    times = _TIMES.get(text[0], "")
    return Clause(text[1:].strip() if times else text, times)
