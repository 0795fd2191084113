"""Where each key and value of a TOML text stands · 键值位置.

The parser says what a document holds, not where.  This walks the pieces of a text that the parser has
already accepted and notes, by path, the offsets of every key and value; what the grammar forbids is not
looked for.  It runs only when a place is asked for, so a file without mistakes does not pay for it.
"""

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

import tomli

from perfscore.inputs.toml.limits import tokens
from perfscore.messages.problems import Place

__all__ = ["Path", "Places", "Walk", "place_at"]

Path = tuple[str | int, ...]

_AFTER_A_KEY = frozenset(["=", "]", "\n", ""])
_AFTER_A_VALUE = frozenset([",", "]", "}", "\n", ""])
_CLOSING = {"[": "]", "{": "}"}
_AFTER_THE_LAST = ((-1, ""),) * 4


@dataclass(slots=True)
class Walk:
    """One walk over the pieces of a document · 一次扫描.

    `last` is the path and the key offset of the statement that ended last, so that a scan of the
    text before a mistake names the key that made it; `written` has the offsets of key and value by path.
    """

    text: str
    last: tuple[Path, int] = ((), 0)
    _pieces: list[tuple[int, str]] = field(default_factory=list)
    _next: int = 0
    written: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _implied: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _rows: dict[Path, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pieces = [*tokens(self.text), *_AFTER_THE_LAST]
        table: Path = ()
        with suppress(_Ended):
            while piece := self._pieces[self._next][1]:
                if piece == "\n":
                    self._next += 1
                elif piece == "[":
                    table = self._header()
                else:
                    self._pair(table)

    def spot(self, path: Path) -> tuple[int, int] | None:
        """Return the offsets of the key and of the value, or None where neither is written."""
        return self.written.get(path) or self._implied.get(path)

    def first(self, path: Path) -> int:
        """Return the offset of the first key that names this path, on its own or on the way."""
        found = [spots[path][0] for spots in (self.written, self._implied) if path in spots]
        return min(found, default=len(self.text))

    def _header(self) -> Path:
        start = self._pieces[self._next][0]
        brackets = 2 if self._pieces[self._next + 1][1] == "[" else 1
        self._next += brackets
        path, offset = self._names(())
        self._next += brackets
        self.last = path, offset
        self.written.setdefault(path, (offset, start))
        if brackets == 1:
            return path
        row = self._rows[path] = self._rows.get(path, -1) + 1
        self.written[*path, row] = start, start
        return *path, row

    def _pair(self, table: Path) -> None:
        path, offset = self._names(table)
        self._next += 1
        self._value(path, offset)
        self.last = path, offset

    def _names(self, path: Path) -> tuple[Path, int]:
        """Read a key up to its mark; return its path and the offset of its last name."""
        offset, piece = self._pieces[self._next]
        if self._pieces[self._next + 1][1] == "=" and piece[0] not in "\"'" and "." not in piece:
            self._next += 1
            return (*path, piece), offset
        names: list[tuple[str, int]] = []
        while piece not in _AFTER_A_KEY:
            if piece[0] in "\"'":
                names.append((_unquoted(piece), offset))
            else:
                for name in piece.split("."):
                    if name:
                        names.append((name, offset))
                    offset += len(name) + 1
            self._next += 1
            offset, piece = self._pieces[self._next]
        for name, offset in names[:-1]:
            path = *path, name
            self._implied.setdefault(path, (offset, offset))
            if path in self._rows:
                path = *path, self._rows[path]
        return (*path, names[-1][0]), names[-1][1]

    def _value(self, path: Path, key: int) -> None:
        start, piece = self._pieces[self._next]
        self.written.setdefault(path, (key, start))
        self._next += 1
        if piece in _CLOSING:
            self._items(path, _CLOSING[piece])
        while self._pieces[self._next][1] not in _AFTER_A_VALUE:
            self._next += 1

    def _items(self, path: Path, closing: str) -> None:
        count = 0
        while (piece := self._pieces[self._next][1]) != closing:
            if not piece:
                raise _Ended
            if piece in ",\n":
                self._next += 1
            elif closing == "}":
                self._pair(path)
            else:
                self._value((*path, count), self._pieces[self._next][0])
                count += 1
        self._next += 1


class _Ended(Exception):
    """The text ends inside a list or an inline table."""


def _unquoted(piece: str) -> str:
    if piece[0] == "'" or "\\" not in piece:
        return piece[1:-1]
    return str(tomli.loads(f"key = {piece}")["key"])


_ESCAPE = re.compile(r"\\(?:[ \t]*\n[ \t\n]*|x..|u.{4}|U.{8}|.)")


class Places:
    """Where the keys and values of one document stand · 键与值的位置.

    A path is the names and list indexes that lead to a value: ``("criteria", 2, "points")``.  A
    path that is not written in the file gives the place of the nearest table around it.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text.replace("\r\n", "\n")

    @cached_property
    def _walk(self) -> Walk:
        return Walk(self._text)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def key(self, path: Path) -> Place:
        """Return the place of the key that names this path; of a list item, its value."""
        return self._place(self._nearest(path)[0])

    def value(self, path: Path) -> Place:
        """Return the place of the value: its first character, or the header of its table."""
        return self._place(self._nearest(path)[1])

    def inside(self, path: Path, offset: int) -> Place:
        """Return the place of character number `offset` (from 0) of a text value.

        Escapes, trimmed line ends and the kind of quotes are taken into account; behind the last
        character stands the closing quote.  A value that is no text gives its own place.
        """
        start = self._walk.spot(path)
        if start is None or self._text[start[1] : start[1] + 1] not in ("'", '"'):
            return self.value(path)
        raw = next(tokens(self._text[start[1] :]))[1]
        return self._place(start[1] + _raw_offset(raw, offset))

    def _nearest(self, path: Path) -> tuple[int, int]:
        while path:
            found = self._walk.spot(path)
            if found is not None:
                return found
            path = path[:-1]
        return 0, 0

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(self.file, line, offset - self._lines[line - 1] + 1)


def place_at(file: str, text: str, offset: int) -> Place:
    """Return the place of one offset in a text whose line ends are ``\\n``."""
    return Place(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _raw_offset(raw: str, offset: int) -> int:
    """Return where character `offset` of a quoted text stands in its spelling."""
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    at = quotes + (quotes == 3 and raw[3] == "\n")
    for match in _ESCAPE.finditer(raw, at) if raw[0] == '"' else ():
        if offset < match.start() - at:
            break
        offset -= match.start() - at
        at = match.start()
        if "\n" not in match[0]:
            if not offset:
                return at
            offset -= 1
        at = match.end()
    return min(at + offset, len(raw) - quotes)
