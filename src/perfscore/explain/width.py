"""Widths on a printed line: Chinese characters take two columns · 排版宽度."""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, east_asian_width

__all__ = ["padded", "width", "wrapped"]

_CLOSES = frozenset("，。、；：？！）》」』】〕〉”’…％%)]}>,.;:?!")
_TOGETHER = re.compile(r"[\[(][≈0-9.%/-]{1,24}, [≈0-9.%/-]{1,24}[\])]|[万亿]元|[人册]次")
_OPENS = frozenset("（《「『【〔〈“‘([{<")


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def padded(text: str, columns: int, right: bool = False) -> str:
    """Return text filled up to a number of columns."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> list[str]:
    """Return text as lines of at most so many columns.

    Lines break at blanks and between Chinese characters, never before a closing mark or after an
    opening one; a single word that is too long is broken where the line ends.
    """
    if width(text) <= columns:
        return [text.rstrip()]
    lines, line = [], ""
    for unit in _units(text):
        if width(line) + width(unit.rstrip()) <= columns:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit.lstrip()
        while width(line.rstrip()) > columns:
            head = _fitting(line, columns)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


@cache
def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf") else 1


def _units(text: str) -> Iterator[str]:
    """Yield the pieces that stay on one line, each with the blanks behind it."""
    unit = ""
    together = {at for found in _TOGETHER.finditer(text) for at in range(found.start() + 1, found.end())}
    for at, (before, character) in enumerate(zip(" " + text, text, strict=False)):
        if unit and at not in together and _may_break(before, character):
            yield unit
            unit = ""
        unit += character
    yield unit


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _CLOSES or before in _OPENS:
        return False
    return _columns(before) == 2 or _columns(after) == 2


def _fitting(text: str, columns: int) -> str:
    taken = 0
    for at, character in enumerate(text):
        taken += _columns(character)
        if taken > columns and at:
            return text[:at]
    return text
