"""Web pages saved as one file · 读取单个文件网页.

The standard library takes the file apart; each page in it is a part of the document.
"""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from perfscore.documents.cut import said_cut
from perfscore.documents.document import Document, Part, Remark, Unreadable
from perfscore.documents.encodings import Text, decoded
from perfscore.documents.html import declared_in, page

__all__ = ["read"]

MOST_PAGES, DEEPEST = 200, 50
_NO_PAGE = ("form-frames", "form-page-empty")


def read(content: bytes) -> Document:
    """Return the pages of a file; raise Unreadable where it holds none, or one that is not sound."""
    parts: list[Part] = []
    remarks: list[Remark] = []
    refused = Unreadable("form-page-missing")
    message = _message(content)
    is_cut = any(isinstance(one, CloseBoundaryNotFoundDefect) for one in message.defects)
    for text in _pages(message):
        try:
            part, said = page(text)
        except Unreadable as refusal:
            if refusal.code not in _NO_PAGE:  # the frame around the sheets of a workbook shows nothing
                raise
            refused = refusal
            continue
        same = sum(other.name.partition("（")[0] == part.name for other in parts)
        parts.append(replace(part, name=f"{part.name}（{same + 1}）") if same else part)
        remarks += said
    if not parts:
        raise refused
    document = Document(tuple(parts), tuple(remarks))
    return said_cut(document) if is_cut else document


def _message(content: bytes) -> "Message[str, str]":
    try:
        return message_from_bytes(content.lstrip())
    except RecursionError:
        raise Unreadable("form-xml-too-deep", "", most=str(DEEPEST)) from None


def _pages(message: "Message[str, str]") -> Iterator[Text]:
    try:
        leaves = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except RecursionError:
        raise Unreadable("form-xml-too-deep", "", most=str(DEEPEST)) from None
    if len(leaves) > MOST_PAGES:
        raise Unreadable("form-too-much", "", most=str(MOST_PAGES))
    yield from map(_text, leaves)


def _text(part: "Message[str, str]") -> Text:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Unreadable("form-page-missing")
    charset = part.get_param("charset", "")
    return decoded(payload, declared_in(payload) or (charset if isinstance(charset, str) else ""))
