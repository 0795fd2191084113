"""A file as it stands in an editor: what stands at a cursor, and where a path is written · 编辑中的文本."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from perfscore.inputs.files import Source
from perfscore.inputs.toml.limits import Unclosed, tokens
from perfscore.inputs.toml.positions import Path, Walk
from perfscore.inputs.toml.text import parse
from perfscore.messages.problems import ProblemsFound

__all__ = ["Span", "Spot", "Text"]


class Span(NamedTuple):
    """From one offset of a text up to another."""

    start: int
    end: int


class Spot(NamedTuple):
    """What a cursor stands on: a key, or the value at a path · 光标所在."""

    path: Path
    on_key: bool
    span: Span


class Text:
    """A text, which may be in the middle of being typed.

    Lines and columns count from 0, columns in characters; which line ends there are makes no difference.
    """

    def __init__(self, text: str, label: str = "") -> None:
        self.text, self.label = text.replace("\r\n", "\n"), label
        self._lines = [0, *(at + 1 for at, mark in enumerate(self.text) if mark == "\n")]

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the text holds; nothing where it cannot be read."""
        try:
            return parse(Source(self.label, self.text, "", 0)).data
        except ProblemsFound:
            return {}

    @cached_property
    def walk(self) -> Walk:
        """The places of its keys and values; none where quotes are open."""
        try:
            return Walk(self.text)
        except (Unclosed, IndexError):
            return Walk("")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a position; the end of the text behind its last line."""
        if line >= len(self._lines):
            return len(self.text)
        return min(self._lines[line] + column, self._end_of(line))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self._lines, offset) - 1
        return line, offset - self._lines[line]

    def line(self, number: int) -> str:
        """Return a line without its end."""
        start = self.offset(number, 0)
        return self.text[start : self._end_of(number)] if number < len(self._lines) else ""

    def without_line(self, number: int) -> "Text":
        """Return the text with one line emptied: what is being typed there need not be whole."""
        start = self.offset(number, 0)
        return Text(self.text[:start] + self.text[start + len(self.line(number)) :], self.label)

    def _end_of(self, line: int) -> int:
        """Return where a line ends, before its line end."""
        return self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self.text)

    def spots(self) -> Iterator[Spot]:
        """Yield every key and every plain value."""
        for path, (key, value) in self.walk.written.items():
            if isinstance(path[-1], str) and key != value:
                yield Spot(path, True, self._piece(key))
            if self.text[value : value + 1] not in ("[", "{"):
                yield Spot(path, False, self._piece(value))

    def at(self, offset: int) -> Spot | None:
        """Return what stands at an offset; None in a comment, between keys, in a text that is not whole."""
        return next((spot for spot in self.spots() if spot.span.start <= offset <= spot.span.end), None)

    def _piece(self, offset: int) -> Span:
        """Return the piece of the text that begins at an offset."""
        try:
            start, piece = next(tokens(self.text[offset:]), (0, ""))
        except Unclosed:
            start, piece = 0, ""
        if piece[:1] not in ("", '"', "'"):  # of a dotted key one name, of a number all of it
            piece = piece.partition(".")[0] if not piece[0].isdigit() else piece
        return Span(offset + start, offset + start + len(piece))
