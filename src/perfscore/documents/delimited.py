"""Comma-separated text · 读取 CSV 文本.

Places are in Chinese, like the forms: 第7行第8列.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Unreadable, cells_of
from perfscore.documents.encodings import plain_text

__all__ = ["delimiter_of", "read"]

MOST_ROWS, LONGEST = 20_000, 32_767
_DELIMITERS, _USUAL = ",\t;", ",\t"
_COLUMNS = [f"{column}列" for column in range(MOST_COLUMNS + 1)]
_SOME_ROWS, _SOME_FIELDS = 3, 3


def read(content: bytes) -> Document:
    """Return the rows of a text in UTF-8 or GBK; raise Unreadable for one that is not in order."""
    text, remarks = plain_text(content)
    csv.field_size_limit(LONGEST)
    cells: list[Cell] = []
    mark = delimiter_of(text) or max(_USUAL, key=text[:LONGEST].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row, fields in enumerate(rows, 1):
            if row > MOST_ROWS:
                raise Unreadable("form-too-many-rows", f"第{row}行", most=str(MOST_ROWS))
            if len(fields) > MOST_COLUMNS:
                raise Unreadable("form-too-many-columns", f"第{row}行", most=str(MOST_COLUMNS))
            line, texts = f"第{row}行第", enumerate(map(str.strip, fields), 1)
            cells += cells_of([(row, at, text, line + _COLUMNS[at], 1, 1) for at, text in texts if text])
    except csv.Error:  # its own words are English; what is wrong is a quote that opens or ends amiss
        raise Unreadable("form-csv", f"第{rows.line_num}行", found='"') from None
    return Document.of_grids([Grid("表格", tuple(cells))], remarks)


def delimiter_of(text: str) -> str | None:
    """Return what stands between the fields of a text, None where its lines are no rows.

    Rows are told by their number of fields: the first ones have as many, and more than two.
    """
    return next((mark for mark in _DELIMITERS if mark in text[:LONGEST] and _is_table(text, mark)), None)


def _is_table(text: str, mark: str) -> bool:
    try:
        counts = list(_counts(text[:LONGEST], mark))
    except csv.Error:
        return False
    return len(counts) >= _SOME_ROWS and len(set(counts)) == 1 and counts[0] >= _SOME_FIELDS


def _counts(text: str, mark: str) -> Iterator[int]:
    """Yield the number of fields of the first rows; the last one may be cut."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=mark)
    counts = [len(row) for row in islice(rows, 20) if row]
    yield from counts[:-1] if len(counts) < 20 and not text.endswith("\n") else counts
