"""Places in a TOML text · 键值位置.

The parser says what a document holds, not where.  This scanner walks the pieces of a text that the
parser has already accepted and notes where each key and each value stands.  It runs only when a
place is asked for, so a file without mistakes does not pay for it.
"""

import re
from bisect import bisect_right
from functools import cached_property

from perfscore.inputs.lexing import tokens
from perfscore.inputs.walk import Path, Walk
from perfscore.problems import Place

__all__ = ["Path", "Places", "place_at"]

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
