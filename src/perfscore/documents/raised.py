"""Raised characters: a power belongs to its unit, the mark of a footnote to no figure · 上标."""

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["NOTE_MARK", "raised"]

NOTE_MARK = "form-note-mark"
"""The code of what is said of a mark that is left out."""
_POWERS: Mapping[str, str] = MappingProxyType({"2": "²", "3": "³"})
_MARK = re.compile(r"[\[［(（〔]?[0-9*※①-⑳注]{1,3}[)）〕\]］]?")


def raised(text: str, before: str) -> str | None:
    """Return what raised characters add to the text before them, None for the mark of a footnote."""
    if text in _POWERS and before[-1:].isalpha():
        return _POWERS[text]
    return None if _MARK.fullmatch(text.strip()) else text
