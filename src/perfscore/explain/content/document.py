"""The neutral form of an explanation: what is said, in order, without saying how it looks · 说明文档."""

from typing import NamedTuple

__all__ = ["Block", "Body", "Document", "Pair", "Pairs", "Paragraph", "Section", "Table"]


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
    """A titled part · 一节."""

    title: str
    blocks: "tuple[Block, ...]"


Block = Paragraph | Table | Pairs | Section


class Document(NamedTuple):
    """A whole explanation · 全文.  The headline is the verdict."""

    headline: str
    blocks: tuple[Block, ...]
