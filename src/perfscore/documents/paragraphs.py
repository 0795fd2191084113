"""Lines of a page as paragraphs · 由行到段.

A page breaks a sentence wherever its edge is, within an amount as well; a heading and the end of a sentence
end a paragraph, and so does a line that does not reach the edge.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.placed import Box, PageLine, reaches, wrapped_text

__all__ = ["Paragraph", "is_contents", "is_title", "paragraphs", "title_at"]

_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}(?:[、.．]|[章节条部篇])|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[（(]?[0-9]{1,2}[)）、．]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.、．\s](?![0-9])|附件|附表|[①-⑳])"
)
_MOST_TITLE = 4
"""Lines that a title may take."""
_ENDS = "。；：！？;!?"
_CONTENTS = re.compile(r"(?:[.．…·‥]\s?){4,}\s*[0-9]{1,4}$")
_TITLE = re.compile(
    r"[^，。；：！？,;:!?]{6,80}?(?:(?:自评|评价)(?:工作|情况|结果|总结|的)*报告|自评表)(?:[(（][^()（）]{1,12}[)）])?"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, the page on which they begin, and where the first stands · 段落."""

    page: str
    text: str
    box: Box


def is_contents(text: str) -> bool:
    """Say whether a line is one of a table of contents: dots lead to a page."""
    return _CONTENTS.search(text) is not None


def title_at(text: str) -> str:
    """Return the title of a report that a text begins with, empty where it begins with none."""
    found = _TITLE.match("".join(text.split()))
    return "" if found is None else found[0]


def is_title(text: str) -> bool:
    """Say whether a text is the whole title of a report, so that whatever comes next is not part of it."""
    return _TITLE.fullmatch("".join(text.split())) is not None


def paragraphs(lines: Iterable[tuple[str, PageLine]], edge: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of lines, each with its page; `edge` is where the text ends on the right."""
    held: list[tuple[str, PageLine]] = []
    for page, line in lines:
        if held and not _goes_on([one for _, one in held], line, edge, same_page=page == held[-1][0]):
            yield _joined(held, edge)
            held = []
        held.append((page, line))
    if held:
        yield _joined(held, edge)


def _goes_on(held: Sequence[PageLine], line: PageLine, edge: int, *, same_page: bool) -> bool:
    before = held[-1]
    if len(held) <= _MOST_TITLE and is_title("".join(one.text for one in held)):
        return False
    if before.text[-1] in _ENDS or _HEADING.match(line.text):
        return False
    if not reaches(before, edge, line):
        return False
    return not same_page or line.box.top - before.box.bottom < 3 * before.size


def _joined(held: Sequence[tuple[str, PageLine]], edge: int) -> Paragraph:
    page, first = held[0]
    return Paragraph(page, wrapped_text([line for _, line in held], edge).replace("\n", ""), first.box)
