"""Signs that are set in the font Symbol · 符号字体.

Such a font shows a character that no text has: Symbol shows F0A3, or A3, as ≤.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["SYMBOL", "as_shown", "is_symbol"]

SYMBOL = "Symbol"
"""The font that is known."""

_PRIVATE = 0xF000
_SHOWN: Mapping[int, str] = MappingProxyType(
    {code: sign for low, sign in zip(b"<=>%+\xa3\xb3\xb9\xb1\xb4\xb8", "<=>%+≤≥≠±×÷", strict=True)
     for code in (low, _PRIVATE + low)}
)  # fmt: skip


def as_shown(text: str, font: str | None) -> str:
    """Return a text with the signs that its font shows; what is not known of a font stays."""
    return text.translate(_SHOWN) if is_symbol(font) else text


def is_symbol(font: str | None) -> bool:
    """Say whether a font shows other characters than a text has."""
    return font == SYMBOL
