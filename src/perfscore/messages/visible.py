"""What of a text a reader sees: the rest is shown as its code point · 可见文字.

A string of a file may hold anything: escape sequences, marks that turn the direction of reading, letters
nobody can see, letters of a symbol font.  No message prints them as they are.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["code_point", "shows_itself", "visible"]

_SYMBOLS: Mapping[str, str] = MappingProxyType({
    "\uf052": "☑", "\uf0fe": "☑", "\uf053": "☒", "\uf0fd": "☒", "\uf0fc": "✓", "\uf0fb": "✗",
    "\uf0a3": "□", "\uf0a8": "□", "\uf06f": "□", "\uf06e": "■", "\uf06c": "●", "\uf0b7": "•", "\uf0a7": "▪",
})  # fmt: skip
"""Letters of Wingdings, Wingdings 2 and Symbol as forms use them: they look so to whoever filled the form,
and like nothing wherever the font is missing."""

# Characters that print as nothing although Python calls them printable.
_INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800),
        (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFFC, 0xFFFC), (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip


def visible(text: str, limit: int | None = 60) -> str:
    """Return text in which whatever cannot be seen, or moves what can, is shown; cut at `limit`."""
    shown = "".join(c if shows_itself(c) else _SYMBOLS.get(c) or code_point(c) for c in text)
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1] + "…"


def shows_itself(character: str) -> bool:
    """Say whether a character is seen where it is printed, and does nothing else."""
    return character.isprintable() and character not in _INVISIBLE


def code_point(character: str) -> str:
    """Return what stands for a character nobody can see: ``<U+200B>``, the same in every language."""
    return f"<U+{ord(character):04X}>"
