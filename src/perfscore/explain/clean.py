"""The one cleaner in front of every output · 输出前的统一清洗.

What comes out of here shows itself and does nothing else.
"""

import re
from unicodedata import category

from perfscore.messages.visible import code_point, shows_itself, visible

__all__ = ["clean", "clean_json"]

_ORDINARY = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff"
    "\u3001-\u3029\u4e00-\u9fa5\uff01-\uff5e]*"
)
"""Letters, signs and marks of print: all are seen, none sits on another."""
_WIDE_BLANK = "\u3000"
_MOST_MARKS = 3
"""No letter in use carries more marks above and below; a flood of them covers other lines."""


def clean(text: str) -> str:
    """Return text in which whatever cannot be seen, or moves what can, is shown as a code point.

    Nothing is cut off.  The wide blank of Chinese print stays as a blank.
    """
    if (text.isascii() and text.isprintable()) or _is_ordinary(text):
        return text
    return _without_floods(visible(text.replace(_WIDE_BLANK, " "), None))


def clean_json(text: str) -> str:
    """Return JSON text in which the same characters stand as ``\\uXXXX``, so that nothing is lost.

    Only strings can hold them: outside of strings JSON is ASCII.
    """
    if _is_ordinary(text):
        return text
    return "".join(c if c == "\n" or shows_itself(c) else _escaped(c) for c in text)


def _is_ordinary(text: str) -> bool:
    """Say whether a text shows itself as it is; most do, so this is asked first."""
    return text.isprintable() if text.isascii() else bool(_ORDINARY.fullmatch(text))


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _without_floods(text: str) -> str:
    marks, kept = 0, []
    for character in text:
        marks = marks + 1 if category(character) in ("Mn", "Me") else 0
        kept.append(character if marks <= _MOST_MARKS else code_point(character))
    return "".join(kept)
