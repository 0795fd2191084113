"""What a renderer is: a format that results are written in, and is no text · 输出格式的约定."""

from pydantic import Field

from perfscore.documents.reader import Suffix
from perfscore.numbers.fields import Declared, Identifier, Label

__all__ = ["BUNDLED", "Renderer"]


class Renderer(Declared):
    """Writes one audit as a file · 输出格式.

    `suffix` is the end of the file's name.  `renders` is ``module:function``, named and not given, so that
    what it imports is imported by whoever asks for the format: it takes an `Audit` and a language (``zh``,
    ``en``) and returns bytes, the same for the same audit.  With `template` it takes two more, the bytes of
    another template and its name, both by name (``template=…, name=…``).
    """

    id: Identifier
    label: Label
    suffix: Suffix
    renders: str = Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
    template: bool = False


BUNDLED = (
    Renderer(
        id="xlsx",
        label=Label(zh="可重算的工作簿（Excel 文件）", en="workbook that recomputes itself, an Excel file"),
        suffix=".xlsx",
        renders="perfscore.explain.formats.xlsx.book:workbook",
    ),
    Renderer(
        id="docx",
        label=Label(zh="审计底稿（Word 文档）", en="working paper, a Word file"),
        suffix=".docx",
        renders="perfscore.explain.formats.paper:paper",
        template=True,
    ),
    Renderer(
        id="letter",
        label=Label(zh="索取资料函（Word 文档）", en="letter asking for documents, a Word file"),
        suffix=".docx",
        renders="perfscore.explain.formats.paper:letter",
        template=True,
    ),
)
