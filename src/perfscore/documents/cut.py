"""Files that end in the middle, as a broken download leaves them · 中途截断的文件.

A page, a PDF and a rich text are shown as far as they go, so they are read so far, and it is said where they
end.  An archive has its directory at its end, and an old office file the chains of its sectors: without those
nothing in them can be trusted, and they are refused.
"""

import re
from dataclasses import replace

from perfscore.documents.document import Document, Grid, Remark, Unreadable

__all__ = ["CUT", "cut_page", "cut_pdf", "open_groups", "said_cut"]

CUT = "form-cut"
_ASIDE = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1|$)", re.IGNORECASE | re.DOTALL)
_ENDED, _TAIL = re.compile(r"</html\s*>\s*$", re.IGNORECASE), 200
"""The end that a page has, whatever was begun in it."""
_MARKS = re.compile(r"<(/?)(html|body|table)\b", re.IGNORECASE)
_IN_TAG = re.compile(r"<[a-z/!][^<>]{0,2000}$", re.IGNORECASE)
_GROUPS = re.compile(rb"\\bin([0-9]{1,9}) ?|\\.|[{}]", re.DOTALL)
DEEPEST = 200
"""Groups of a rich text; LibreOffice goes on far beyond, and slowly."""


def said_cut(document: Document) -> Document:
    """Return a document with the remark that it ends in the middle, and after what."""
    blocks = [block for part in document.parts for block in part.blocks]
    places = [
        place for block in blocks
        for place in ([cell.place for cell in block.cells] if isinstance(block, Grid) else [block.place])
    ]  # fmt: skip
    return replace(document, remarks=(Remark(CUT, places[-1] if places else ""), *document.remarks))


def cut_page(text: str) -> bool:
    """Say whether a page ends in a tag, or in something it has begun: the page itself, or a table."""
    if _ENDED.search(text[-_TAIL:]):
        return False
    shown = _ASIDE.sub("", text)
    marks = [(not closing, name.lower()) for closing, name in _MARKS.findall(shown)]
    if (False, "html") in marks or (False, "body") in marks:
        return False
    return bool(_IN_TAG.search(shown.rstrip())) or any(
        marks.count((True, name)) > marks.count((False, name)) for name in ("html", "body", "table")
    )


def cut_pdf(content: bytes) -> bool:
    """Say whether a PDF has no end behind its last object."""
    return content.rfind(b"%%EOF") < content.rfind(b" obj")


def open_groups(content: bytes) -> int:
    """Return how many groups of a rich text have no end; raise Unreadable where they nest without end."""
    depth = at = 0
    while found := _GROUPS.search(content, at):
        at = found.end() + int(found[1] or 0)
        if at > len(content):  # LibreOffice waits for the rest without end
            raise Unreadable(CUT, "", found="RTF")
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise Unreadable("form-xml-too-deep", "", most=str(DEEPEST))
        if depth == 0 and found[0] == b"}":
            break
    return depth
