"""A stored number or date as a person sees it · 数字与日期的显示.

A spreadsheet keeps 0.98 and shows 98%.  What was published is what was shown, so the format is carried
out here, in decimals and never in binary; where it hides digits, the reader notes what was stored.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["Shown", "moment", "shown"]

_MOMENT = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(y+|m+|d+|h+|s+|e+|AM/PM|上午/下午)|(.)', re.IGNORECASE)
_LOCAL = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
"""Formats that every program shows as its country writes dates; forms are read as in China."""


def moment(value: datetime | date | time | timedelta, code: str) -> str | None:
    """Return how a date is shown under a format code, None where the format is not known."""
    if isinstance(value, timedelta):
        return None
    section = _LOCAL.get(code, code).split(";")[0]
    out: list[str] = []
    hours = False
    for quoted, escaped, bracket, letters, other in _MOMENT.findall(section):
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


_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=11, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<exponent>[Ee][+-][0#?]+)|(?P<other>.)"
)
_CURRENCY = re.compile(r"\$([^-]*)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees, and the exact number behind it where that says more · 显示文本."""

    text: str
    stored: str | None = None


def shown(stored: str, code: str) -> Shown | None:
    """Return how a stored number is shown under a format code, None where the format is not known.

    `stored` is the number as text; digits beyond the fifteenth are noise of the binary form and are
    dropped with `Shown.stored` telling.
    """
    exact = Decimal(stored)
    if not exact.is_finite():
        return None
    if code in ("General", "@", ""):
        return _general(exact)
    number = _SIGNIFICANT.plus(exact)
    section = _section(code, number)
    if section is None or section.strip() in ("", "General", "@"):
        return _general(exact) if section is not None and section.strip() else None
    signed = code.count(";") == 0 or number == 0
    text, rounded = _carried_out(section, number if signed else abs(number))
    if text is None:
        return None
    told = rounded if signed or number > 0 else -rounded
    return Shown(text.strip(), None if told == number == exact else plain(exact))


def plain(number: Decimal) -> str:
    """Return a number without exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _general(exact: Decimal) -> Shown:
    """Show a number without a format: fifteen digits, as every program keeps them."""
    number = _SIGNIFICANT.plus(exact)
    hidden = number != exact or _WIDE.plus(number) != number
    return Shown(plain(number), plain(exact) if hidden else None)


def _section(code: str, number: Decimal) -> str | None:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return None
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[1] if number < 0 and len(sections) > 1 else sections[0]


def _carried_out(section: str, number: Decimal) -> tuple[str | None, Decimal]:
    """Return the text of one section, and the number that a reader takes from it."""
    tokens = list(_TOKEN.finditer(section))
    patterns = [token["digits"] for token in tokens if token["digits"]]
    if any(token["exponent"] for token in tokens) or "".join(patterns).count(".") > 1:
        return None, number
    percent = sum(token["other"] == "%" for token in tokens)
    groups = iter(_laid_out(patterns, number.scaleb(2 * percent, _CONTEXT)))
    out, figure = list[str](), list[str]()
    for token in tokens:
        text = next(groups) if token["digits"] else _literal(token)
        if text is None:
            return None, number
        out.append(text)
        if token["digits"] or (figure and text == "."):
            figure.append(text)
    if not patterns:
        return "".join(out), number if number == 0 else Decimal("NaN")
    told = "".join(figure).rstrip(".").replace(",", "")
    return "".join(out), Decimal(told or 0).scaleb(-2 * percent, _CONTEXT)


def _literal(token: "re.Match[str]") -> str | None:
    """Return what a token that takes no digits shows, None where it makes the format that of a date."""
    if token.lastgroup in ("quoted", "escaped"):
        return str(token[token.lastgroup])
    if token.lastgroup == "bracket":
        money = _CURRENCY.match(token["bracket"])
        return money[1] if money else ""
    if token.lastgroup != "other":
        return ""
    return None if token["other"].casefold() in "ymdhsge@/" else token["other"]


def _laid_out(patterns: list[str], number: Decimal) -> list[str]:
    """Return the digits of a number, as they fall to each group of places.

    A group ends at a sign that stands between places: ``0!.0,`` shows 385000 as 38.5, which is how a
    workbook in yuan shows ten thousands.
    """
    text, parts = _digits("".join(patterns), number) if patterns else "", list[str]()
    for pattern in reversed(patterns[1:]):
        at, left = len(text), sum(mark in "0#?" for mark in pattern)
        while at and left:
            at -= 1
            left -= text[at].isdigit()
        parts.append(text[at:])
        text = text[:at]
    return [text, *reversed(parts)]


def _digits(pattern: str, number: Decimal) -> str:
    whole, _, fraction = pattern.rstrip(",").partition(".")
    thousands = len(pattern) - len(pattern.rstrip(",")) + len(whole) - len(whole.rstrip(","))
    scaled = number.scaleb(-3 * thousands, _CONTEXT)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), context=_CONTEXT)
    text = f"{abs(rounded):,f}" if "," in whole.rstrip(",") else f"{abs(rounded):f}"
    least = sum(mark == "0" for mark in fraction)
    while fraction and len(text.partition(".")[2]) > least and text.endswith("0"):
        text = text[:-1]
    text = text.rstrip(".")
    width = sum(mark == "0" for mark in whole)
    head, dot, tail = text.partition(".")
    head = head.rjust(width, "0") if width else head.removeprefix("0") or ("" if dot else "0")
    return f"{'-' if rounded < 0 else ''}{head}{dot}{tail}"
