"""Strict TOML: text to values with the place of each · 严格的 TOML.

No binary float is made: a decimal keeps its spelling.  What could stall the parser is refused before it
runs, and every mistake is a problem with a place.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import tomli

from perfscore.inputs.files import Source
from perfscore.inputs.toml.limits import first_breach
from perfscore.inputs.toml.mistakes import mistake
from perfscore.inputs.toml.positions import Path, Places, place_at
from perfscore.messages.problems import Mend, Place, Problem, ProblemsFound

__all__ = ["Document", "NumberText", "parse", "unusable"]

MOST_STEPS = 32
_USABLE = frozenset([str, int, bool, date])


class NumberText(str):
    """A number with a point or an exponent, exactly as it is spelled · 小数原文.

    It is the text of the file (``1_000.50``, ``1e3``); what it is worth is for the reader to say.
    """

    __slots__ = ()


class Document(NamedTuple):
    """A TOML file as read · 已解析文件.

    `data` holds text, whole numbers, `NumberText`, truths, dates, lists and tables; nothing else.  One that
    was read in part says in `problems` why, and has holes (see `recovery`).
    """

    data: dict[str, Any]
    places: Places
    source: Source
    problems: tuple[Problem, ...] = ()

    def mend(self, place: Place, found: str, meant: str) -> Mend | None:
        """Return the mend that writes one word for another at a place; None where it is not there."""
        lines = self.source.text.replace("\r\n", "\n").split("\n")
        if place.file != self.source.label or not found or not 0 < place.line <= len(lines):
            return None
        start = place.column - 1
        start += lines[place.line - 1][start : start + 1] in ("'", '"')
        written = lines[place.line - 1].startswith(found, start)
        return Mend(place.line, start + 1, start + 1 + len(found), meant) if written else None


def parse(source: Source) -> Document:
    """Read a TOML text · 解析 TOML.

    Raises ProblemsFound: for the first mistake of grammar, for the first limit passed, or for all
    values that no file of ours can hold (infinite numbers, times of day, paths of over 32 names).
    """
    text = source.text.replace("\r\n", "\n")
    data = _values(source.label, text)
    places = Places(source.label, text)
    if problems := [problem for _, problem in unusable(data, places)]:
        raise ProblemsFound(problems)
    return Document(data, places, source)


def _values(file: str, text: str) -> dict[str, Any]:
    """Return the values of a text that keeps the limits."""
    breach = first_breach(text)
    checked = text if breach is None else text[: breach.offset]
    try:
        data = tomli.loads(checked, parse_float=NumberText)
    except tomli.TOMLDecodeError as error:
        if breach is None or error.pos < len(checked):
            raise ProblemsFound([mistake(file, checked, error.msg, error.pos)]) from None
    except (RecursionError, ValueError):
        raise ProblemsFound([Problem("toml-not-read", place_at(file, text, 0))]) from None
    if breach is not None:
        place = place_at(file, text, breach.offset)
        raise ProblemsFound([Problem(breach.code, place, values=breach.values)])
    return data


def unusable(data: dict[str, Any], places: Places) -> Iterator[tuple[Path, Problem]]:
    """Yield each value that TOML allows and we do not, by its path."""
    for code, path, found in _unusable(data):
        yield path, Problem(code, places.value(path), ".".join(map(str, path)), {"found": str(found)})


def _unusable(data: dict[str, Any]) -> Iterator[tuple[str, Path, object]]:
    """Yield the code, path and spelling of each value that TOML allows and we do not."""
    groups: list[tuple[Path, dict[str, Any] | list[Any]]] = [((), data)]
    for path, group in groups:
        for step, value in group.items() if isinstance(group, dict) else enumerate(group):
            kind = type(value)
            if kind in _USABLE:
                continue
            if kind is NumberText:
                if value[-1] in "fn":
                    yield "toml-not-finite", (*path, step), value
            elif kind is datetime or kind is time:
                yield "toml-time", (*path, step), value
            elif len(path) == MOST_STEPS:
                yield "toml-path-too-long", (*path, step), MOST_STEPS
            else:
                groups.append(((*path, step), value))
