"""Plain text for a terminal or a printer: aligned, wrapped, and nothing but characters · 纯文本.

Chinese characters take two columns.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from operator import le
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
    if 2 * len(text) <= columns or width(text) <= columns:
        return [text.rstrip()]
    # Narrow text breaks behind blanks only, and each of its characters takes one column.
    sizes = set(map(_columns, _BEYOND.findall(text)))
    units = _units_of_wide(text) if 2 in sizes else _PIECES.findall(text)
    measure = len if sizes <= {1} else width
    lines, line, used = [], "", 0
    for unit in units:
        room = measure(unit)
        if used + room - (len(unit) - len(unit.rstrip())) <= columns:
            line += unit
            used += room
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit.lstrip()
        while measure(line.rstrip()) > columns:
            head = _fitting(line, columns)
            lines.append(head)
            line = line[len(head) :]
        used = measure(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


@cache
def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf") else 1


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
        lines.append("")
        _block(block, columns, "", lines)
    return "\n".join(map(str.rstrip, lines)) + "\n"


def _block(block: Block, columns: int, indent: str, lines: list[str]) -> None:
    """Add a block to the lines, behind an indent and in so many columns."""
    match block:
        case Section():
            _section(block, columns, indent, lines)
        case Paragraph():
            lines += [indent + line for line in wrapped(clean(block.text), columns)]
        case Pairs():
            _pairs(block, columns, indent, lines)
        case Table():
            lines += [indent + line for line in table_lines(block, columns)]


def _section(section: Section, columns: int, indent: str, lines: list[str]) -> None:
    title = clean(section.title)
    lines += [indent + line for line in wrapped(title, columns)]
    if not indent:
        lines.append("─" * min(width(title), columns))
    for order, block in enumerate(section.blocks):
        if order and (not indent or isinstance(block, Section)):
            lines.append("")
        _block(block, columns - _GAP, indent + " " * _GAP, lines)


def _pairs(pairs: Pairs, columns: int, indent: str, lines: list[str]) -> None:
    keys = [clean(pair.key) for pair in pairs.rows]
    sizes = [width(key) for key in keys]
    size = min(max(sizes, default=0), _WIDEST_KEY) + _GAP
    inner = indent + " " * size
    for key, used, pair in zip(keys, sizes, pairs.rows, strict=True):
        shown = [line for body in pair.body for line in _body(body, columns - size)]
        if used > size - _GAP:
            lines += [indent + line for line in wrapped(key, columns)]
        elif shown:
            lines.append(indent + key + " " * (size - used) + shown.pop(0))
        lines += [inner + line for line in shown]


def _body(body: Body, columns: int) -> list[str]:
    return table_lines(body, columns) if isinstance(body, Table) else wrapped(clean(body), columns)


def table_lines(table: Table, columns: int = COLUMNS) -> list[str]:
    """Return the lines of a table; cells that are too long for it go on below themselves."""
    rows = [[clean(cell) for cell in row] for row in (table.head, *table.rows, table.foot) if row]
    widths = [[width(cell) for cell in row] for row in rows]
    sizes = _sizes(widths, columns)
    laid = [_row(row, used, sizes, table.right) for row, used in zip(rows, widths, strict=True)]
    rule = "─" * (sum(sizes) + _GAP * (len(sizes) - 1))
    if table.head:
        laid.insert(1, [rule])
    if table.foot:
        laid.insert(-1, [rule])
    return [line for row in laid for line in row]


def _sizes(widths: list[list[int]], columns: int) -> list[int]:
    """Return the width of each column: what it needs, the widest giving way where room is short."""
    sizes = list(map(max, zip(*widths, strict=True)))
    over = sum(sizes) + _GAP * (len(sizes) - 1) - columns
    if over <= 0:
        return sizes
    for least in (*_LEAST_CELL, 1):
        for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
            if over > 0 and sizes[at] > least:
                given = min(over, sizes[at] - least)
                sizes[at] -= given
                over -= given
    return sizes


def _row(cells: Sequence[str], widths: list[int], sizes: list[int], right: frozenset[int]) -> list[str]:
    """Return the lines of one row, the columns apart by a gap."""
    if all(map(le, widths, sizes)):
        return [_line(cells, widths, sizes, right)]
    parts = [wrapped(cell, max(size, 1)) for cell, size in zip(cells, sizes, strict=True)]
    shown = zip_longest(*parts, fillvalue="")
    return [_line(pieces, [width(piece) for piece in pieces], sizes, right) for pieces in shown]


def _line(cells: Sequence[str], widths: list[int], sizes: list[int], right: frozenset[int]) -> str:
    pieces = [cell + " " * (size - used) for cell, used, size in zip(cells, widths, sizes, strict=True)]
    for at in right:
        if at < len(cells):
            pieces[at] = padded(cells[at].rstrip(), sizes[at], right=True)
    return (" " * _GAP).join(pieces).rstrip()
