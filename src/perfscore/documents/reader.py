"""What a reader of forms is · 表格读取器的约定."""

from typing import Annotated

from pydantic import Field

from perfscore.numbers.fields import Declared, Identifier, Label

__all__ = ["BUNDLED", "TEXTS", "FormReader"]

Suffix = Annotated[str, Field(pattern=r"^\.[a-z0-9]{1,10}$")]


class FormReader(Declared):
    """Reads one file format into cells · 表格读取器.

    `suffixes` are the file names it is for.  `reads` is ``module:function``, named and not given,
    because the function runs in a process of its own with bounds on time and memory, where the bytes
    come from a stranger: it takes the bytes of a file, returns a `perfscore.documents.document.Document`, and
    raises `perfscore.documents.document.Unreadable`.
    """

    id: Identifier
    label: Label
    suffixes: tuple[Suffix, ...] = Field(min_length=1)
    reads: str = Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")


BUNDLED = (
    FormReader(
        id="xlsx",
        label=Label(zh="Excel 工作簿", en="Excel workbook"),
        suffixes=(".xlsx", ".xlsm"),
        reads="perfscore.documents.xlsx:read",
    ),
    FormReader(
        id="docx",
        label=Label(zh="Word 文档", en="Word document"),
        suffixes=(".docx", ".docm"),
        reads="perfscore.documents.word:read",
    ),
    FormReader(
        id="csv",
        label=Label(zh="CSV 文本", en="comma-separated text"),
        suffixes=(".csv",),
        reads="perfscore.documents.delimited:read",
    ),
    FormReader(
        id="json",
        label=Label(zh="JSON 数据", en="rows as JSON"),
        suffixes=(".json",),
        reads="perfscore.documents.records:read",
    ),
)

TEXTS = (
    FormReader(
        id="text",
        label=Label(zh="纯文本", en="plain text"),
        suffixes=(".txt",),
        reads="perfscore.documents.text:read",
    ),
    FormReader(
        id="markdown",
        label=Label(zh="Markdown 文本", en="Markdown"),
        suffixes=(".md", ".markdown"),
        reads="perfscore.documents.text:read_markdown",
    ),
)
"""Readers of texts that hold no form: a folder's audit takes no notes and read-me files for forms."""
