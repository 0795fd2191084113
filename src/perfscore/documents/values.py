"""A value of a spreadsheet as text, whatever program's file it stands in · 单元格的值."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from numbers import Number

from perfscore.documents.displays import moment, shown
from perfscore.documents.document import Remark

__all__ = ["seen"]

Seen = tuple[str, list[Remark]]


def seen(value: object, code: str, place: str) -> Seen:
    """Return what a person sees of a value under its number format, and what is to be said of it."""
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
