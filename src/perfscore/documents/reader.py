"""What a reader of forms is · 表格读取器的约定."""

from typing import Annotated

from pydantic import Field

from perfscore.numbers.fields import Declared, Identifier, Label

__all__ = ["BUNDLED", "FormReader"]

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
        id="html",
        label=Label(zh="网页", en="web page"),
        suffixes=(".html", ".htm", ".xhtml", ".shtml"),
        reads="perfscore.documents.html:read",
    ),
    FormReader(
        id="mht",
        label=Label(zh="单个文件网页", en="web page saved as one file"),
        suffixes=(".mht", ".mhtml"),
        reads="perfscore.documents.mht:read",
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
    FormReader(
        id="pdf",
        label=Label(zh="PDF 文件", en="PDF file"),
        suffixes=(".pdf",),
        reads="perfscore.documents.pdf:read",
    ),
    FormReader(
        id="ods",
        label=Label(zh="ODS 工作簿", en="OpenDocument workbook"),
        suffixes=(".ods",),
        reads="perfscore.documents.ods:read",
    ),
    FormReader(
        id="odt",
        label=Label(zh="ODT 文档", en="OpenDocument text"),
        suffixes=(".odt",),
        reads="perfscore.documents.odt:read",
    ),
    FormReader(
        id="doc",
        label=Label(zh="Word 97—2003 文档", en="Word document of before 2007"),
        suffixes=(".doc", ".wps"),
        reads="perfscore.documents.doc:read",
    ),
    FormReader(
        id="rtf",
        label=Label(zh="RTF 文档", en="rich text"),
        suffixes=(".rtf",),
        reads="perfscore.documents.rtf:read",
    ),
    FormReader(
        id="xlsb",
        label=Label(zh="Excel 二进制工作簿", en="binary Excel workbook"),
        suffixes=(".xlsb",),
        reads="perfscore.documents.xlsb:read",
    ),
    FormReader(
        id="ofd",
        label=Label(zh="OFD 版式文件", en="OFD page file"),
        suffixes=(".ofd",),
        reads="perfscore.documents.ofd:read",
    ),
    FormReader(
        id="xls",
        label=Label(zh="Excel 97—2003 工作簿", en="Excel workbook of before 2007"),
        suffixes=(".xls", ".et"),
        reads="perfscore.documents.xls:read",
    ),
    FormReader(
        id="picture",
        label=Label(zh="图片", en="picture"),
        suffixes=(".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif"),
        reads="perfscore.documents.pictures:read",
    ),
)
