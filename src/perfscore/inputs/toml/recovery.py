"""What of a TOML text can be read where some of it cannot · 语法有误时能读多少读多少.

The parser stops at its first mistake.  Each is told, mended where there is one safe mend, and otherwise the
statement is taken out: what it would have said becomes a hole, and the parser goes on behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from json import dumps
from typing import Any

import tomli

from perfscore.inputs.files import Source
from perfscore.inputs.toml.limits import first_breach
from perfscore.inputs.toml.mends import mend
from perfscore.inputs.toml.mistakes import mistake
from perfscore.inputs.toml.positions import Path, Places, place_at
from perfscore.inputs.toml.text import Document, NumberText, unusable
from perfscore.messages.problems import Problem, ProblemsFound

__all__ = ["HOLE", "draft", "holes_in", "whole_in", "without_holes"]

HOLE = "\ue000"
"""What begins a value that cannot be read, and follows as it is written; and a key that cannot be read."""

_STATEMENT = re.compile(r"[ \t]*(?:\[|#|$|(?:[\w.-]+|\"[^\"]*\"|'[^']*')[ \t]*=)")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=")
_HEADER = re.compile(r"[ \t]*\[")
_MOST_READ = 40 * 1024 * 1024
"""So many characters are read in all, however often the parser begins anew."""


def draft(source: Source) -> Document:
    """Read what can be read of a TOML text · 尽量识读.

    Raises ProblemsFound where it cannot be cut into statements, or passes a limit.
    """
    text = source.text.replace("\r\n", "\n")
    problems: list[Problem] = []
    read = _read(source.label, text)
    left = _MOST_READ // (len(text) + 1)
    while isinstance(read, Problem):
        left -= 1
        if not read.code.startswith("toml-") or read.code in _NO_WAY_ON or left < 0:
            raise ProblemsFound([*problems, read])
        found = mend(read, text)
        fixed = text if found is None else found.applied(text)
        after = read if found is None else _read(source.label, fixed)
        if found is None or (isinstance(after, Problem) and after.place.line <= read.place.line):
            found, fixed = None, _without(text, read.place.line - 1)
            after = _read(source.label, fixed)
        problems.append(replace(read, mend=found))
        text, read = fixed, after
    places = Places(source.label, text)
    for path, problem in list(unusable(read, places)):
        problems.append(problem)
        group: Any = read
        for step in path[:-1]:
            group = group[step]
        group[path[-1]] = HOLE
    return Document(read, places, source, tuple(problems))


_NO_WAY_ON = frozenset((
    "toml-not-read", "toml-too-long", "toml-too-many-lines", "toml-too-many-values", "toml-too-deep",
    "toml-key-too-long", "toml-word-too-long",
))  # fmt: skip


def _read(file: str, text: str) -> dict[str, Any] | Problem:
    """Return the values of a text, or its first mistake."""
    breach = first_breach(text)
    checked = text if breach is None else text[: breach.offset]
    try:
        data = tomli.loads(checked, parse_float=NumberText)
    except tomli.TOMLDecodeError as error:
        if breach is None or error.pos < len(checked):
            return mistake(file, text, error.msg, error.pos)
    except (RecursionError, ValueError):
        return Problem("toml-not-read", place_at(file, text, 0))
    if breach is None:
        return data
    return Problem(breach.code, place_at(file, text, breach.offset), values=breach.values)


def _without(text: str, at: int) -> str:
    """Return a text in which the statement around a line says only that something was there."""
    lines = text.split("\n")
    first = at
    while first and not _whole("\n".join(lines[:first])):
        first -= 1
    last = max(first, at if at == first or not _STATEMENT.match(lines[at]) else at - 1)
    while last + 1 < len(lines) and not _STATEMENT.match(lines[last + 1]):
        last += 1
    if _HEADER.match(lines[first]):
        said = f'["{HOLE}{first}"]'
    else:
        key = _KEY.match(lines[first])
        named = (
            key[1] if key and _whole("\n".join([*lines[:first], f'{key[1]} = ""'])) else f'"{HOLE}{first}"'
        )
        said = f"{named} = {dumps(HOLE + chr(10).join(lines[first : last + 1]), ensure_ascii=False)}"
    return "\n".join([*lines[:first], said, *[""] * (last - first), *lines[last + 1 :]])


def _whole(text: str) -> bool:
    try:
        tomli.loads(text)
    except ValueError:
        return False
    return True


def holes_in(data: dict[str, Any]) -> Iterator[Path]:
    """Yield the path of each hole."""
    groups: list[tuple[Path, Any]] = [((), data)]
    for path, group in groups:
        for step, value in group.items() if isinstance(group, dict) else enumerate(group):
            if _is_hole(value) or _is_hole(step):
                yield (*path, step)
            elif isinstance(value, dict | list):
                groups.append(((*path, step), value))


def whole_in(data: dict[str, Any], table: str) -> list[str]:
    """Return the names of what stands in a table without a hole in it."""
    named = data.get(table)
    if not isinstance(named, dict):
        return []
    unread = {path[0] for path in holes_in(named)}
    return [name for name in named if name not in unread]


def without_holes(value: Any) -> Any:
    """Return data in which nothing stands for what cannot be read."""
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if not _is_hole(inner) and not _is_hole(key)}
        return {key: without_holes(inner) for key, inner in kept.items()}
    return (
        [without_holes(inner) for inner in value if not _is_hole(inner)] if isinstance(value, list) else value
    )


def _is_hole(value: object) -> bool:
    return isinstance(value, str) and value.startswith(HOLE)
