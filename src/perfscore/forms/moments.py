"""A stored date as a person sees it · 日期的显示."""

import re
from datetime import date, datetime, time, timedelta

__all__ = ["moment"]

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(y+|m+|d+|h+|s+|e+|AM/PM|上午/下午)|(.)', re.IGNORECASE)
_LOCAL = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
"""Formats that every program shows as its country writes dates; forms are read as in China."""


def moment(value: datetime | date | time | timedelta, code: str) -> str | None:
    """Return how a date is shown under a format code, None where the format is not known."""
    if isinstance(value, timedelta):
        return None
    section = _LOCAL.get(code, code).split(";")[0]
    out: list[str] = []
    hours = False
    for quoted, escaped, bracket, letters, other in _TOKEN.findall(section):
        if letters:
            text = _piece(letters.casefold(), value, hours or _before_seconds(section, letters))
            if text is None:
                return None
            hours = letters.casefold()[0] == "h"
            out.append(text)
        else:
            out.append("" if bracket or other == "@" else quoted or escaped or other)
    return "".join(out).strip()


def _before_seconds(section: str, letters: str) -> bool:
    return letters.casefold() in ("m", "mm") and re.search(rf"{letters}:s", section) is not None


def _piece(letters: str, value: datetime | date | time, minutes: bool) -> str | None:
    mark, width = letters[0], len(letters)
    if mark in "ymde" and not (mark == "m" and minutes):
        if not isinstance(value, date):
            return None
        if mark in "ye":
            return f"{value.year:04}" if width != 2 or mark == "e" else f"{value.year % 100:02}"
        number = value.month if mark == "m" else value.day
        return None if width > 2 else f"{number:0{width}}"
    if not isinstance(value, datetime | time):
        return f"{0:0{width}}" if mark in "hms" else None
    if mark == "h":
        return f"{value.hour:0{width}}"
    if mark == "m":
        return f"{value.minute:0{width}}"
    return f"{value.second:0{width}}" if mark == "s" else None
