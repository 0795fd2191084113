"""Plain text and Markdown · 读取纯文本与 Markdown.

A line of the file is a line of the document, since only its reader knows whether it goes on in the next one.
Of Markdown only what a person would see otherwise is read: headings, tables, and the marks of emphasis.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Line, Part, Unreadable
from perfscore.documents.encodings import plain_text

__all__ = ["read", "read_markdown"]

MOST_LINES, LONGEST = 100_000, 1_000_000
_TABS, _ROWS = 2, 3
"""So many tabs in a line, and so many such lines, make a table."""
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"[ \t]*<br ?/?>[ \t]*", re.IGNORECASE)
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")


def read(content: bytes) -> Document:
    """Return the lines of a text that are not blank, each with its number."""
    text, remarks = plain_text(content)
    return Document((Part("文本", tuple(_lines(list(_numbered(text))))),), tuple(remarks))


def _lines(lines: Sequence[tuple[int, str]]) -> Iterator[Line | Grid]:
    """Yield lines, and as a table those that follow each other with tabs between their fields."""
    tables = 0
    for tabbed, group in groupby(
        (one for one in lines if one[1].strip()), lambda one: one[1].count("\t") >= _TABS
    ):
        rows = list(group)
        if tabbed and len(rows) >= _ROWS:
            tables += 1
            yield Grid(f"表{tables}", tuple(_fields((number, line.split("\t")) for number, line in rows)))
        else:
            yield from (Line(line.strip(), f"第{number}行") for number, line in rows)


def read_markdown(content: bytes) -> Document:
    """Return headings, lines and tables of a Markdown text."""
    text, remarks = plain_text(content)
    return Document((Part("文本", tuple(_blocks(list(_numbered(text))))),), tuple(remarks))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if number > MOST_LINES:
            raise Unreadable("form-too-many-rows", f"第{number}行", most=str(MOST_LINES))
        if len(line) > LONGEST:
            raise Unreadable("form-text-line", f"第{number}行", most=str(LONGEST))
        yield number, line


def _blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Line | Grid]:
    tables = at = 0
    while at < len(lines):
        number, line = lines[at]
        if "|" in line and at + 1 < len(lines) and "|" in lines[at + 1][1] and _is_rule(lines[at + 1][1]):
            rows = [lines[at]]
            at += 2
            while at < len(lines) and "|" in lines[at][1]:
                rows.append(lines[at])
                at += 1
            tables += 1
            yield Grid(f"表{tables}", tuple(_fields((number, _split(line)) for number, line in rows)))
            continue
        at += 1
        if heading := _HEADING.fullmatch(line):
            yield Line(_plain(heading[2]), f"第{number}行", len(heading[1]))
        elif line.strip():
            yield Line(_plain(line.strip()), f"第{number}行")


def _is_rule(line: str) -> bool:
    return len(line) <= LONGEST // 100 and _RULE.fullmatch(line) is not None


def _split(line: str) -> list[str]:
    """Return the fields of a row, without those before its first and behind its last bar."""
    fields = _BAR.split(line.strip())
    fields = fields[1:] if not fields[0].strip() else fields
    fields = fields[:-1] if fields and not fields[-1].strip() else fields
    return [_BREAK.sub("\n", _plain(field.strip().replace(r"\|", "|"))) for field in fields]


def _fields(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Cell]:
    for row, (number, fields) in enumerate(rows, 1):
        if len(fields) > MOST_COLUMNS:
            raise Unreadable("form-too-many-columns", f"第{number}行", most=str(MOST_COLUMNS))
        for column, field in enumerate(fields, 1):
            if text := field.strip():
                yield Cell(row, column, text, f"第{number}行第{column}列")


def _plain(text: str) -> str:
    """Return a text without the marks that make words bold or code."""
    return _MARKS.sub(r"\2", text)
