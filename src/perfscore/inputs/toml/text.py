"""Strict TOML: text to values with the place of each, and the parser's complaints · 严格的 TOML.

No binary float is made: a decimal keeps its spelling.  What could stall the parser is refused before it
runs, and every mistake is a problem with a place.  The parser gives an English phrase and an offset: the
phrase picks a problem code; where it points behind a key that is given twice, the place is moved there.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import tomli

from perfscore.inputs.files import Source
from perfscore.inputs.toml.limits import first_breach
from perfscore.inputs.toml.positions import Path, Places, Walk, place_at
from perfscore.messages.problems import Problem, ProblemsFound

__all__ = ["Document", "NumberText", "mistake", "parse"]

_CODES = (
    ("Invalid statement", "toml-bad-key"),
    ("Invalid initial character for a key part", "toml-bad-key"),
    ("Expected '=' after a key", "toml-no-equals"),
    ("Invalid value", "toml-bad-value"),
    ("Invalid date or datetime", "toml-bad-date"),
    ("Expected newline or end of document", "toml-rest-of-line"),
    ("Unclosed array", "toml-list-not-closed"),
    ("Unclosed inline table", "toml-table-not-closed"),
    ("Expected ']", "toml-header-not-closed"),
    ("Illegal character", "toml-control-character"),
    ("Found invalid character", "toml-control-character"),
    ("Unescaped '\\'", "toml-bad-escape"),
    ("Invalid hex value", "toml-bad-escape"),
    ("Escaped character is not", "toml-bad-escape"),
)
_REPEATS = (
    "Cannot overwrite a value",
    "Duplicate inline table key",
    "Cannot declare",
    "Cannot redefine namespace",
    "Cannot mutate immutable namespace",
)
_WIDE = dict(zip("“”„＂‘’＇＝：，、。．［【］】｛｝＃－　\u00a0", '""""\'\'\'==,,..[[]]{}#-  ', strict=True))
_WORD = re.compile(r"[^\n,\]}#=]{0,40}")


def mistake(file: str, text: str, phrase: str, offset: int) -> Problem:
    """Return the problem that the parser found at an offset of a text."""
    if phrase.startswith(_REPEATS):
        return _repeated(file, text[:offset])
    code = next((code for start, code in _CODES if phrase.startswith(start)), "toml-not-read")
    if code == "toml-bad-escape":
        offset = text.rfind("\\", 0, offset)
    place = place_at(file, text, offset)
    found = text[offset : offset + 1]
    if found in _WIDE:
        return Problem("toml-wide-mark", place, values={"found": found, "expected": _WIDE[found]})
    if code == "toml-bad-value" and found in ("", "\n", "#"):
        code = "toml-no-value"
    return Problem(code, place, values={"found": _word(text, offset, code)})


def _word(text: str, offset: int, code: str) -> str:
    """Return what stands at an offset, as far as it helps to see it."""
    if code == "toml-bad-escape":
        return text[offset : offset + 2]
    if code == "toml-control-character":
        return text[offset : offset + 1]
    match = _WORD.match(text, offset)
    word = match[0].strip(" \t") if match else ""
    return word or text[offset : offset + 1].strip("\n") or "⏎"


def _repeated(file: str, text: str) -> Problem:
    """Return the problem of the key that ends this text and was there before."""
    walk = Walk(text)
    path, offset = walk.last
    known = [path[:length] for length in range(len(path), 0, -1)]
    first = next((part for part in known if walk.first(part) < offset), path)
    values = {
        "found": _named(path),
        "table": _named(first),
        "line": str(place_at(file, text, walk.first(first)).line),
    }
    code = "toml-key-twice" if first == path else "toml-table-closed"
    return Problem(code, place_at(file, text, offset), values=values)


def _named(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


MOST_STEPS = 32
_USABLE = frozenset([str, int, bool, date])


class NumberText(str):
    """A number with a point or an exponent, exactly as it is spelled · 小数原文.

    It is the text of the file (``1_000.50``, ``1e3``); what it is worth is for the reader to say.
    """

    __slots__ = ()


class Document(NamedTuple):
    """A TOML file as read · 已解析文件.

    `data` holds text, whole numbers, `NumberText`, truths, dates, lists and tables; nothing else.
    """

    data: dict[str, Any]
    places: Places
    source: Source


def parse(source: Source) -> Document:
    """Read a TOML text · 解析 TOML.

    Raises ProblemsFound: for the first mistake of grammar, for the first limit passed, or for all
    values that no file of ours can hold (infinite numbers, times of day, paths of over 32 names).
    """
    text = source.text.replace("\r\n", "\n")
    data = _values(source.label, text)
    places = Places(source.label, text)
    problems = [
        Problem(code, places.value(path), ".".join(map(str, path)), {"found": str(found)})
        for code, path, found in _unusable(data)
    ]
    if problems:
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
