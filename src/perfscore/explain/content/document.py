"""The neutral form of an explanation: what is said, in order, without saying how it looks · 说明文档."""

from typing import NamedTuple, Self

from perfscore.inputs.report import Claim, Fact

__all__ = ["Block", "Body", "Document", "Marked", "Pair", "Pairs", "Paragraph", "Section", "Table"]


class Marked(str):
    """A text of which a page can make more · 带标记的文字.

    `kind` is what it is: a verdict, a severity; `stated` the figure of the document that it shows; `to` the
    name of the section that says more.  What knows none of these takes it as the text it is.
    """

    __slots__ = ("kind", "stated", "to")
    kind: str
    stated: Claim | Fact | None
    to: str

    def __new__(cls, text: str, kind: str = "", stated: Claim | Fact | None = None, to: str = "") -> Self:
        """Return a text with what is known of it."""
        self = super().__new__(cls, text)
        self.kind, self.stated, self.to = kind, stated, to
        return self


class Paragraph(NamedTuple):
    """A sentence or more · 段落."""

    text: str


class Table(NamedTuple):
    """Cells in aligned columns · 表格.

    `right` are the columns of numbers; `foot` is a last row below a rule; with `head` empty the
    columns have no names.
    """

    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    foot: tuple[str, ...] = ()


Body = str | Table


class Pair(NamedTuple):
    """A key and what belongs to it · 一个栏目."""

    key: str
    body: tuple[Body, ...]


class Pairs(NamedTuple):
    """Keys in one column, what belongs to them in the next · 若干栏目."""

    rows: tuple[Pair, ...]


class Section(NamedTuple):
    """A titled part · 一节.  Its name is the same in every language, and no other section has it."""

    title: str
    blocks: "tuple[Block, ...]"
    name: str = ""


Block = Paragraph | Table | Pairs | Section


class Document(NamedTuple):
    """A whole explanation · 全文.  The headline is the verdict."""

    headline: str
    blocks: tuple[Block, ...]
