"""Which key and value each piece of a TOML text is · 键值归属.

Walks the pieces of a text that the parser has accepted and notes, by path, the offsets of every key
and value.  What the grammar forbids is not looked for here.
"""

from contextlib import suppress
from dataclasses import dataclass, field

import tomli

from perfscore.inputs.lexing import tokens

__all__ = ["Path", "Walk"]

Path = tuple[str | int, ...]

_AFTER_A_KEY = frozenset(["=", "]", "\n", ""])
_AFTER_A_VALUE = frozenset([",", "]", "}", "\n", ""])
_CLOSING = {"[": "]", "{": "}"}
_AFTER_THE_LAST = ((-1, ""),) * 4


@dataclass(slots=True)
class Walk:
    """One walk over the pieces of a document · 一次扫描.

    `last` is the path and the key offset of the statement that ended last, so that a scan of the
    text before a mistake names the key that made it.
    """

    text: str
    last: tuple[Path, int] = ((), 0)
    _pieces: list[tuple[int, str]] = field(default_factory=list)
    _next: int = 0
    _written: dict[Path, tuple[int, int]] = field(default_factory=dict)
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
        return self._written.get(path) or self._implied.get(path)

    def first(self, path: Path) -> int:
        """Return the offset of the first key that names this path, on its own or on the way."""
        found = [spots[path][0] for spots in (self._written, self._implied) if path in spots]
        return min(found, default=len(self.text))

    def _header(self) -> Path:
        start = self._pieces[self._next][0]
        brackets = 2 if self._pieces[self._next + 1][1] == "[" else 1
        self._next += brackets
        path, offset = self._names(())
        self._next += brackets
        self.last = path, offset
        self._written.setdefault(path, (offset, start))
        if brackets == 1:
            return path
        row = self._rows[path] = self._rows.get(path, -1) + 1
        self._written[*path, row] = start, start
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
        self._written.setdefault(path, (key, start))
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
