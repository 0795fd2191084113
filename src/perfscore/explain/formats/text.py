"""Plain text for a terminal or a printer: aligned, wrapped, and nothing but characters · 纯文本.

Chinese characters take two columns.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category, east_asian_width

from perfscore.explain.clean import clean
from perfscore.explain.content.document import Block, Body, Document, Pairs, Paragraph, Section, Table

__all__ = ["COLUMNS", "padded", "table_lines", "text", "width", "wrapped"]

_CLOSES = frozenset("，。、；：？！）》」』】〕〉”’…％%)]}>,.;:?!")
_TOGETHER = re.compile(r"[\[(][≈0-9.%/-]{1,24}, [≈0-9.%/-]{1,24}[\])]|[万亿]元|[人册]次")

_PIECES = re.compile(rf"(?:{_TOGETHER.pattern}|[^ ])+ *| +")

_BEYOND = re.compile(r"[^\x00-\x7f]")

_OPENS = frozenset("（《「『【〔〈“‘([{<")


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    beyond = _BEYOND.findall(text)
    return len(text) - len(beyond) + sum(map(_columns, beyond))


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
    lines, line, used = [], "", 0
    for unit in _units(text):
        if used + width(unit.rstrip()) <= columns:
            line += unit
            used += width(unit)
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit.lstrip()
        while width(line.rstrip()) > columns:
            head = _fitting(line, columns)
            lines.append(head)
            line = line[len(head) :]
        used = width(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


@cache
def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf") else 1


def _units(text: str) -> Iterable[str]:
    """Return the pieces that stay on one line, each with the blanks behind it."""
    if any(_columns(character) == 2 for character in _BEYOND.findall(text)):
        return _units_of_wide(text)
    return _PIECES.findall(text)  # narrow text breaks behind blanks only


def _units_of_wide(text: str) -> Iterator[str]:
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


COLUMNS = 100
_GAP = 2
_WIDEST_KEY = 24
_LEAST_CELL = (32, 16)


def text(document: Document, columns: int = COLUMNS) -> str:
    """Return a document as plain text with a final newline."""
    lines = wrapped(clean(document.headline), columns)
    for block in document.blocks:
        lines += ["", *_block(block, columns, 0)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(block: Block, columns: int, depth: int) -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, columns, depth)
        case Paragraph():
            yield from wrapped(clean(block.text), columns)
        case Pairs():
            yield from _pairs(block, columns)
        case Table():
            yield from table_lines(block, columns)


def _section(section: Section, columns: int, depth: int) -> Iterator[str]:
    title = clean(section.title)
    yield from wrapped(title, columns)
    if depth == 0:
        yield "─" * min(width(title), columns)
    for order, block in enumerate(section.blocks):
        if order and (depth == 0 or isinstance(block, Section)):
            yield ""
        for line in _block(block, columns - _GAP, depth + 1):
            yield " " * _GAP + line


def _pairs(pairs: Pairs, columns: int) -> Iterator[str]:
    keys = [clean(pair.key) for pair in pairs.rows]
    indent = min(max(map(width, keys), default=0), _WIDEST_KEY) + _GAP
    for key, pair in zip(keys, pairs.rows, strict=True):
        lines = [line for body in pair.body for line in _body(body, columns - indent)]
        if width(key) > indent - _GAP:
            yield from wrapped(key, columns)
        elif lines:
            yield padded(key, indent) + lines.pop(0)
        yield from (" " * indent + line for line in lines)


def _body(body: Body, columns: int) -> list[str]:
    if isinstance(body, Table):
        return list(table_lines(body, columns))
    return wrapped(clean(body), columns)


def table_lines(table: Table, columns: int = COLUMNS) -> Iterator[str]:
    """Yield the lines of a table; cells that are too long for it go on below themselves."""
    rows = [tuple(map(clean, row)) for row in table.rows]
    head, foot = tuple(map(clean, table.head)), tuple(map(clean, table.foot))
    sizes = _sizes([row for row in (head, *rows, foot) if row], columns)
    rule = "─" * (sum(sizes) + _GAP * (len(sizes) - 1))
    if head:
        yield from _row(head, sizes, table.right)
        yield rule
    for row in rows:
        yield from _row(row, sizes, table.right)
    if foot:
        yield rule
        yield from _row(foot, sizes, table.right)


def _sizes(rows: list[tuple[str, ...]], columns: int) -> list[int]:
    """Return the width of each column: what it needs, the widest giving way where room is short."""
    sizes = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    over = sum(sizes) + _GAP * (len(sizes) - 1) - columns
    for least in (*_LEAST_CELL, 1):
        for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
            if over > 0 and sizes[at] > least:
                given = min(over, sizes[at] - least)
                sizes[at] -= given
                over -= given
    return sizes


def _row(cells: tuple[str, ...], sizes: list[int], right: frozenset[int]) -> Iterator[str]:
    parts = [wrapped(cell, max(size, 1)) for cell, size in zip(cells, sizes, strict=True)]
    for line in range(max(map(len, parts))):
        shown = (part[line] if line < len(part) else "" for part in parts)
        yield (
            (" " * _GAP)
            .join(
                padded(piece, size, at in right)
                for at, (piece, size) in enumerate(zip(shown, sizes, strict=True))
            )
            .rstrip()
        )
