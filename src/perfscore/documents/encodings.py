"""From bytes to text: one ladder for every format that does not say its encoding for sure · 文字编码.

A byte order mark, then UTF-8 in strict order, then what the file declares; what is declared gb2312 or gbk
is read as GB18030, which holds both and the characters that pages use beyond them.  A few broken bytes in
a long page are shown as such and never turn it into another script.
"""

import codecs
from dataclasses import dataclass

from perfscore.documents.document import Unreadable

__all__ = ["Text", "decoded"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CHINESE, _TAIWAN, _UTF8 = "gb18030", "big5hkscs", "utf-8"
_BROKEN = "\ufffd"
_ONE_IN = 50
"""More than one broken character in so many beyond ASCII, and the encoding is another one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the encoding it was read in, and how many of its characters are broken · 文本."""

    text: str
    encoding: str
    broken: int = 0


def decoded(content: bytes, declared: str = "") -> Text:
    """Return a text; raise Unreadable where it is in none of the encodings that are known."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return Text(text, encoding, text.count(_BROKEN))
    candidates = (_UTF8, _named(declared))
    for encoding in candidates:
        try:
            return Text(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    for encoding in candidates:
        text = content.decode(encoding, "replace")
        broken = text.count(_BROKEN)
        if broken * _ONE_IN <= sum(not character.isascii() for character in text):
            return Text(text, encoding, broken)
    raise Unreadable("form-encoding", "", found=declared or "–")


def _named(declared: str) -> str:
    """Return the encoding a name stands for; of one that is not known, that of most pages."""
    name = declared.strip().casefold().replace("_", "-")
    if name.startswith("big5"):
        return _TAIWAN
    return {"utf-16": "utf-16-le", "utf-16le": "utf-16-le"}.get(name, _CHINESE)
