"""Markdown, to be pasted into a working paper · Markdown 格式."""

import re
from collections.abc import Iterator

from perfscore.explain.clean import clean
from perfscore.explain.content.document import Block, Document, Pairs, Paragraph, Section, Table

__all__ = ["markdown"]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|#~!$&]")
_LIST_MARK = re.compile(r"^([0-9]+)([.)])|^([-+=])")


def markdown(document: Document) -> str:
    """Return a document as Markdown; no text of a file can become markup."""
    lines = [f"**{_plain(document.headline)}**"]
    for block in document.blocks:
        lines += ["", *_block(block, 2)]
    return "\n".join(lines) + "\n"


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Section():
            yield f"{'#' * level} {_plain(block.title)}"
            for inner in block.blocks:
                yield ""
                yield from _block(inner, level + 1)
        case Paragraph():
            yield _plain(block.text)
        case Pairs():
            yield from _pairs(block)
        case Table():
            yield from _table(block)


def _pairs(pairs: Pairs) -> Iterator[str]:
    for pair in pairs.rows:
        first, *rest = [line for body in pair.body for line in _flat(body)] or [""]
        yield f"- **{_plain(pair.key)}** {first}".rstrip()
        yield from (f"  - {line}" for line in rest)


def _flat(body: str | Table) -> Iterator[str]:
    """Yield a table inside a list item as one line a row: Markdown has no tables there."""
    if isinstance(body, str):
        yield _plain(body)
    else:
        yield from (" · ".join(_plain(cell) for cell in row if cell) for row in body.rows)


def _table(table: Table) -> Iterator[str]:
    columns = max((len(row) for row in (table.head, table.foot, *table.rows)), default=0)
    yield _row(table.head or ("",) * columns)
    yield _row(tuple("--:" if at in table.right else ":--" for at in range(columns)), escape=False)
    for row in (*table.rows, *((table.foot,) if table.foot else ())):
        yield _row(row)


def _row(cells: tuple[str, ...], escape: bool = True) -> str:
    return f"| {' | '.join(_plain(cell) if escape else cell for cell in cells)} |"


def _plain(text: str) -> str:
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", clean(text))
    return _LIST_MARK.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", escaped)
