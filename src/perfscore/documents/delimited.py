"""Comma-separated text · 读取 CSV 文本.

Places are in Chinese, like the forms: 第7行第8列.
"""

import csv
from io import StringIO

from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Remark, Unreadable

__all__ = ["read"]

MOST_ROWS, LONGEST = 20_000, 32_767


def read(content: bytes) -> Document:
    """Return the rows of a text in UTF-8 or GBK; raise Unreadable for one that is not in order."""
    text, remarks = _decoded(content)
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
    except csv.Error:  # its own words are English; what is wrong is a quote that opens or ends amiss
        raise Unreadable("form-csv", f"第{rows.line_num}行", found='"') from None
    return Document.of_grids([Grid("rows", tuple(cells))], remarks)


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    if b"\0" in content:
        raise Unreadable("form-broken", "", found="NUL")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        at = content[: error.start].count(b"\n") + 1
    try:
        return content.decode("gb18030"), [Remark("form-gbk", f"第{at}行")]
    except UnicodeDecodeError:
        raise Unreadable("form-csv", f"第{at}行", found="UTF-8") from None
