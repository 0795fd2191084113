"""Where the cursor is in a line that is being typed: which table, which key, what of a value · 输入位置.

The line need not be whole; what stands above it says which table it is in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from perfscore.editor.texts import Text
from perfscore.inputs.toml.limits import Unclosed, tokens
from perfscore.inputs.toml.positions import Path

__all__ = ["Cursor", "cursor_at"]

_HEADER = re.compile(r"^[ \t]*(\[\[?)([^\[\]#\"']+)\]", re.MULTILINE)


class Cursor(NamedTuple):
    """What is being typed · 正在输入的内容.

    `path` leads to the table, for a value to the value itself; `typed` is what of the key or the text is
    there already; `beside` are the plain values that stand in the same table of the line.
    """

    path: Path
    on_value: bool
    typed: str
    quoted: bool
    beside: Mapping[str, str]


def cursor_at(text: Text, line: int, column: int) -> Cursor:
    """Return what is being typed at a position."""
    before = text.line(line)[:column]
    scan = _Scan(_table(text.text[: text.offset(line, 0)]))
    typed = ""
    try:
        for at, piece in tokens(before):
            typed = piece if at + len(piece) == len(before) else ""
            scan.take(piece)
    except Unclosed as unclosed:
        return scan.cursor(before[unclosed.offset :].lstrip("\"'"), True)
    if typed and typed not in "=,[]{}":
        scan.untake()
    else:
        typed = ""
    return scan.cursor(typed, False)


def _table(above: str) -> Path:
    """Return the path of the table that the last header of a text opens."""
    rows: dict[Path, int] = {}
    path: Path = ()
    for match in _HEADER.finditer(above):
        names = [name.strip() for name in match[2].split(".")]
        path = ()
        for at, name in enumerate(names):
            path = *path, name
            if at == len(names) - 1 and match[1] == "[[":
                rows[path] = rows.get(path, -1) + 1
            if path in rows:
                path = *path, rows[path]
    return path


@dataclass
class _Level:
    """A table or a list that is open in the line."""

    path: Path
    is_list: bool = False
    key: str = ""
    on_value: bool = False
    count: int = 0
    values: dict[str, str] = field(default_factory=dict)


class _Scan:
    """Follows the pieces of a line from its table to where the cursor is."""

    def __init__(self, table: Path) -> None:
        self._levels = [_Level(table)]
        self._before: list[Any] = []

    def take(self, piece: str) -> None:
        level = self._levels[-1]
        self._before = [level.key, level.on_value, dict(level.values)]
        if piece == "=":
            level.on_value = True
        elif piece in ("{", "["):
            self._levels.append(_Level(self._here(), is_list=piece == "["))
        elif piece in ("}", "]"):
            self._levels[1:] = self._levels[1:-1]
        elif piece == ",":
            level.on_value, level.count = False, level.count + 1
        elif level.on_value:
            level.values[level.key] = piece.strip("\"'")
        else:
            level.key = piece.strip("\"'")

    def untake(self) -> None:
        """Forget the last piece, which is still being typed."""
        level = self._levels[-1]
        level.key, level.on_value, level.values = self._before

    def _here(self) -> Path:
        level = self._levels[-1]
        return (*level.path, level.count) if level.is_list else (*level.path, *level.key.split("."))

    def cursor(self, typed: str, quoted: bool) -> Cursor:
        level = self._levels[-1]
        on_value = level.on_value or level.is_list
        path = self._here() if on_value else level.path
        return Cursor(path, on_value, typed, quoted, level.values)
