"""A value of a spreadsheet as text, whatever program's file it stands in · 单元格的值."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from numbers import Number
from typing import NamedTuple

from perfscore.documents.displays import moment, shown
from perfscore.documents.document import Remark
from perfscore.documents.raised import NOTE_MARK, raised
from perfscore.documents.symbols import as_shown
from perfscore.documents.unseen import STRUCK

__all__ = ["Piece", "Seen", "seen", "text_seen"]

Seen = tuple[str, list[Remark]]


class Piece(NamedTuple):
    """A text in one font: the text, the font's name, whether struck through, whether raised · 一段文字."""

    text: str
    font: str | None = None
    struck: bool = False
    raised: bool = False


def text_seen(pieces: Iterable[Piece], place: str) -> Seen:
    """Return what a person reads of a text, and what of it is struck through or the mark of a footnote."""
    out, gone, marks = list[str](), list[str](), list[str]()
    for piece in pieces:
        text = as_shown(piece.text, piece.font)
        if piece.struck:
            gone.append(text)
        elif piece.raised and out:
            told = raised(text, "".join(out[-1:]))
            (marks if told is None else out).append(told or text)
        else:
            out.append(text)
    left = ((STRUCK, "".join(gone).strip()), (NOTE_MARK, "".join(marks)))
    return "".join(out), [Remark(code, place, text) for code, text in left if text]


def seen(value: object, code: str, place: str, *, struck: bool = False) -> Seen:
    """Return what a person sees of a value under its number format, and what is to be said of it."""
    if struck:
        return "", [Remark(STRUCK, place, str(value))]
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), []
    if isinstance(value, datetime | date | time | timedelta):
        text = moment(value, code)
        said = [] if text else [Remark("form-format", place, str(value), {"format": code})]
        return text or str(value), said
    if not isinstance(value, Number):
        return str(value), [Remark("form-format", place, str(value), {"format": code})]
    return _number(repr(value), code, place)


def _number(stored: str, code: str, place: str) -> Seen:
    result = None
    with suppress(ArithmeticError):
        result = shown(stored, code)
    if result is None:
        return stored, [Remark("form-format", place, stored, {"format": code})]
    if result.stored is None:
        return result.text, []
    return result.text, [Remark("form-stored", place, result.text, {"stored": result.stored})]
