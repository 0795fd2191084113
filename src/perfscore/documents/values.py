"""A value of a spreadsheet as text, whatever program's file it stands in · 单元格的值."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from numbers import Number

from perfscore.documents.displays import moment, shown
from perfscore.documents.document import Remark
from perfscore.documents.symbols import as_shown

__all__ = ["Piece", "Seen", "seen", "text_seen"]

Seen = tuple[str, list[Remark]]
Piece = tuple[str, str | None, bool]
"""A text in one font: the text, the font, whether it is struck through."""


def text_seen(pieces: Iterable[Piece], place: str) -> Seen:
    """Return what a person reads of a text, and what of it is struck through."""
    parts = [(as_shown(text, font), struck) for text, font, struck in pieces]
    gone = "".join(text for text, struck in parts if struck).strip()
    text = "".join(text for text, struck in parts if not struck)
    return text, [Remark("form-struck-through", place, gone)] if gone else []


def seen(value: object, code: str, place: str, *, struck: bool = False) -> Seen:
    """Return what a person sees of a value under its number format, and what is to be said of it."""
    if struck:
        return "", [Remark("form-struck-through", place, str(value))]
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
