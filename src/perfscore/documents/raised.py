"""Raised characters: a power belongs to its unit, the mark of a footnote to no figure · 上标."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from perfscore.documents.unseen import LeftOut

__all__ = ["NOTE_MARK", "add_raised", "raised"]

NOTE_MARK = "form-note-mark"
"""The code of what is said of a mark that is left out."""
_POWERS: Mapping[str, str] = MappingProxyType({"2": "²", "3": "³"})
_LENGTH = re.compile("[A-Za-zＡ-Ｚａ-ｚ米里]")  # behind another word a raised 2 is the second footnote
_MARK = re.compile(r"[\[［(（〔【]?(?:[0-9]{1,3}|[①-⑳]|[*＊※†‡]{1,3}|注[0-9]{0,2})[)）〕\]］】]?")


def raised(text: str, before: str) -> str | None:
    """Return what raised characters add to the text before them, None for the mark of a footnote."""
    if text in _POWERS and _LENGTH.fullmatch(before[-1:]):
        return _POWERS[text]
    return None if _MARK.fullmatch(text.strip()) else text


def add_raised(out: list[str], text: str, left_out: LeftOut) -> None:
    """Add raised characters to the pieces of text before them, or leave out the mark they are.

    Where nothing stands before them they are no mark of anything.
    """
    told = raised(text, "".join(out[-1:])) if out else text
    if told is None:
        left_out.add(NOTE_MARK, text)
    else:
        out.append(told)
