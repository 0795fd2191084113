"""Comma-separated text · 读取 CSV 文本.

Places are in Chinese, like the forms: 第7行第8列.
"""

import csv
from io import StringIO

from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Unreadable
from perfscore.documents.encoding import decoded

__all__ = ["read"]

MOST_ROWS, LONGEST = 20_000, 32_767


def read(content: bytes) -> Document:
    """Return the rows of a text in UTF-8 or GBK; raise Unreadable for one that is not in order."""
    text, remarks = decoded(content)
    csv.field_size_limit(LONGEST)
    cells: list[Cell] = []
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row, fields in enumerate(rows, 1):
            if row > MOST_ROWS:
                raise Unreadable("form-too-many-rows", f"第{row}行", most=str(MOST_ROWS))
            if len(fields) > MOST_COLUMNS:
                raise Unreadable("form-too-many-columns", f"第{row}行", most=str(MOST_COLUMNS))
            places = (
                (column, f"第{row}行第{column}列", field.strip()) for column, field in enumerate(fields, 1)
            )
            cells += [Cell(row, column, field, place) for column, place, field in places if field]
    except csv.Error as error:
        raise Unreadable("form-csv", f"第{rows.line_num}行", found=str(error)) from None
    return Document.of_grids([Grid("rows", tuple(cells))], remarks)
