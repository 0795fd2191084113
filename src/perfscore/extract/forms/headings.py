"""How the parts of a form are called · 表头用语."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from perfscore.inputs.files import read_text
from perfscore.inputs.toml.text import parse
from perfscore.numbers.printed import folded, plain_name

__all__ = ["Headings", "Match", "bracketed", "headings", "is_blank", "one_line", "points_in"]

_LONGEST, _WEAK, _WEAKER = 40, 100, 200
_INSIDE = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_POINTS = re.compile(r"[^0-9]*([0-9]+(?:\.[0-9]+)?)分(?:[,;、].*)?")
_MARKS = re.compile(r"[\s★☆*▲●■□◆　:]+")
_BLANK = re.compile(r"[\s\-—–/\\.…]*")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading means, and how good a spelling it is; 0 is the best · 匹配."""

    role: str
    rank: int

    @property
    def is_whole(self) -> bool:
        """Whether the whole heading is listed, and not only its beginning or its end."""
        return self.rank < _WEAK


class Headings:
    """The vocabulary of one group of headings · 一组表头."""

    def __init__(self, group: Mapping[str, Mapping[str, Any]]) -> None:
        self._roles = {role: _Spellings(role, spellings) for role, spellings in group.items()}
        self._exact: dict[str, Match] = {}
        for spellings in self._roles.values():
            for word, match in spellings.exact.items():
                self._exact.setdefault(word, match)
        self.otherwise = MappingProxyType(
            {role: spellings["otherwise"] for role, spellings in group.items() if "otherwise" in spellings}
        )

    def find(self, text: str) -> Match | None:
        """Return what a text is as a heading of this group; whole spellings go before beginnings."""
        word = plain_name(text)
        if word in self._exact:
            return self._exact[word]
        return next((match for role in self._roles.values() if (match := role.find(word))), None)

    def is_a(self, text: str, *roles: str) -> bool:
        """Say whether a text can be one of these roles."""
        word = plain_name(text)
        return any(self._roles[role].find(word) is not None for role in roles)


class _Spellings:
    def __init__(self, role: str, spellings: Mapping[str, Any]) -> None:
        self._role = role
        listed = enumerate(spellings.get("is", ()))
        self.exact = {_key(word): Match(role, rank) for rank, word in reversed(list(listed))}
        self._begins = tuple(filter(None, map(_key, spellings.get("begins", ()))))  # "*" leaves nothing
        self._ends = tuple(map(_key, spellings.get("ends", ())))

    def find(self, word: str) -> Match | None:
        if not word or len(word) > _LONGEST:
            return None
        if word in self.exact:
            return self.exact[word]
        if word.startswith(self._begins):
            return Match(self._role, _WEAK)
        return Match(self._role, _WEAKER) if self._ends and word.endswith(self._ends) else None


def bracketed(text: str) -> tuple[str, ...]:
    """Return what stands in the brackets of a heading, without blanks."""
    return tuple(_MARKS.sub("", part) for part in _INSIDE.findall(folded(text)))


def points_in(text: str) -> str:
    """Return the points that stand in the brackets of a heading or a name, empty where there are none."""
    found = (_POINTS.fullmatch(part) for part in bracketed(text))
    return next((points[1] for points in found if points), "")


def is_blank(text: str) -> bool:
    """Say whether a text stands in a cell in place of a value: a dash, a stroke, dots."""
    return _BLANK.fullmatch(folded(text)) is not None


def one_line(text: str) -> str:
    """Return a text without its line breaks, which come from the width of its cell."""
    return re.sub(r"\s*\n\s*", " ", _HAN_BREAK.sub("", text)).strip()


@cache
def headings() -> Mapping[str, Headings]:
    """Return the vocabulary by group: targets, funds, rows, labels, grades."""
    document = parse(read_text(Path(__file__).with_name("headings.toml")))
    return MappingProxyType({name: Headings(group) for name, group in document.data.items()})


def _key(word: str) -> str:
    return _MARKS.sub("", folded(word)).casefold()
