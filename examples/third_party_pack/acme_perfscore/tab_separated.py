"""Forms exported as tab-separated text · 制表符分隔的表格."""

from perfscore import Label
from perfscore.documents.document import Cell, Document, Grid, Unreadable
from perfscore.documents.reader import FormReader

tab_separated = FormReader(
    id="acme.tab_separated",
    label=Label(zh="制表符分隔文本", en="tab-separated text"),
    suffixes=(".tsv",),
    reads="acme_perfscore.tab_separated:read",
)


def read(content: bytes) -> Document:
    """Return the cells of a file, each with the place an auditor would look for it."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Unreadable("form-broken", found="UnicodeDecodeError") from None
    cells = tuple(
        Cell(row, column, text, f"line {row} column {column}")
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line.split("\t"), 1)
        if text
    )
    return Document.of_grids([Grid("form", cells)])
