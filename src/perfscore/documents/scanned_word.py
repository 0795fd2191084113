"""Documents of Word with pictures in them, such as scanned pages · 读取 Word 文档中的图片.

What is seen in pictures that follow each other is one text: a table goes on from page to page.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from perfscore.documents.document import Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.paged import document_of
from perfscore.documents.pictures import MOST_SEEN, frames, remarks_of
from perfscore.documents.recognised import Recogniser
from perfscore.documents.rtf import by_way_of_word
from perfscore.documents.seen import Seen, seen_page
from perfscore.documents.unread import PICTURE_UNREAD
from perfscore.documents.word import Walked, walked
from perfscore.documents.word_pictures import Shown

__all__ = ["read", "read_rtf"]


def read(content: bytes) -> Document:
    """Return what a document holds, and what its pictures show; raise Unreadable where that is nothing."""
    text = walked(content)
    seen: dict[Shown, Seen] = {}
    remarks: list[Remark] = []
    for shown, one in _seen(text):
        if one is None:
            remarks.append(Remark(PICTURE_UNREAD, shown.place))
        else:
            seen[shown] = one
    blocks: list[Line | Grid] = []
    done = 0
    for before, group in groupby(seen, key=lambda shown: shown.before):
        found = document_of([seen[shown].page for shown in group])
        blocks += [*text.blocks[done:before], *(block for part in found.parts for block in part.blocks)]
        remarks += found.remarks
        done = before
    blocks += text.blocks[done:]
    if not blocks:
        raise Unreadable("form-picture-empty")
    return Document((Part("文档", tuple(blocks)),), (*text.remarks, *remarks, *remarks_of([*seen.values()])))


def read_rtf(content: bytes) -> Document:
    """Return what rich text holds, by way of LibreOffice."""
    return by_way_of_word(content, read)


def _seen(text: Walked) -> Iterator[tuple[Shown, Seen | None]]:
    """Yield each picture with what is seen in it, None where it is of a kind that is not read."""
    reader = Recogniser()
    for number, shown in enumerate(text.pictures):
        content = text.contents.get(shown.relation) if number < MOST_SEEN else None
        try:
            image = None if content is None else _cut(next(frames(content)), shown)
        except Unreadable:
            image = None
        yield shown, None if image is None else seen_page(reader, image, number, inside=shown.place)


def _cut(image: Any, shown: Shown) -> Any:
    """Return what is shown of a picture; its spots are counted from the corner that is."""
    high, wide = image.shape[:2]
    cut = shown.cut
    part = image[high * cut.top // 100_000 : high * cut.bottom // 100_000,
                 wide * cut.left // 100_000 : wide * cut.right // 100_000]  # fmt: skip
    return part if part.size else None
