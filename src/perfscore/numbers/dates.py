"""Printed dates · 印刷日期.

A date is read as the range of days it names, each day being its ordinal (`date.toordinal`).  Where
the text is a deadline, the end of the range is the last day in time.
"""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction

from perfscore.numbers.printed import QuantityRefused, readable, refuse_blank
from perfscore.numbers.ranges import Range

__all__ = ["read_date"]

_ISO = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})")
_CHINESE = re.compile(
    r"(?P<years>(?P<year>(?:19|20)[0-9]{2})?年)?(?:(?P<month>[0-9]{1,2})月份?)?"
    r"(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>底)?(?P<before>之?前|以前)?(?:完成)?"
)
_PART = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?第?(?:(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
    r"(?P<end>末|底)?(?P<before>之?前|以前)?(?P<inside>内)?(?:完成)?"
)
_PERIODS = re.compile(".*(?:每|全年|当年|半年|季度|旬).*")


def read_date(text: str, fiscal_year: int | None) -> Range:
    """Read a printed date · 识读日期.

    Reads 2021-12-31, 2021年12月31日, 2021年12月, 2021年, and the same without a year where a fiscal
    year is given, and quarters and halves of a year; with 底 and 前 as docs/quantities.md says.  Raises
    QuantityRefused.
    """
    refuse_blank(text)
    body = readable(text)
    if iso := _ISO.fullmatch(body):
        first = last = _day(int(iso[1]), int(iso[2]), int(iso[3]), text)
        return _days(first, last)
    if part := _PART.fullmatch(body):
        return _part(part, fiscal_year, text)
    if _PERIODS.fullmatch(body):
        raise QuantityRefused("date-period", found=text)
    parts = _CHINESE.fullmatch(body)
    if parts is None or not _names_a_day(parts):
        raise QuantityRefused("date-unreadable", found=text)
    year = int(parts["year"]) if parts["year"] else fiscal_year
    if year is None:
        raise QuantityRefused("date-no-year", found=text)
    first, last = _span(year, parts["month"], parts["day"], text)
    if not parts["before"]:
        return _days(_last_part(first, last) if parts["end"] else first, last)
    # 11月30日前 and 年底前 run to the end of the day named; 9月前 is over when September begins.
    deadline = last if parts["day"] or parts["end"] else first - date.resolution
    return Range(None, Fraction(deadline.toordinal()), True)


def _part(part: re.Match[str], fiscal_year: int | None, text: str) -> Range:
    """Return the days of a quarter or half of a year."""
    year = int(part["year"]) if part["year"] else fiscal_year
    if year is None:
        raise QuantityRefused("date-no-year", found=text)
    if part["quarter"]:
        end = 3 * (1 + "一二三四1234".index(part["quarter"]) % 4)
        start = end - 2
    else:
        start, end = (1, 6) if part["half"] == "上" else (7, 12)
    first, last = date(year, start, 1), date(year, end, monthrange(year, end)[1])
    if part["before"] and not part["end"]:
        return Range(None, Fraction((first - date.resolution).toordinal()), True)
    if part["before"]:
        return Range(None, Fraction(last.toordinal()), True)
    return _days(_last_part(first, last) if part["end"] else first, last)


def _names_a_day(parts: re.Match[str]) -> bool:
    """Say whether the parts make a date: a day has its month, 年 a number or 底, 底 no day."""
    if parts["day"]:
        return bool(parts["month"] and not parts["end"] and _year_is_whole(parts))
    if parts["month"]:
        return _year_is_whole(parts)
    return bool(parts["year"] or (parts["years"] and parts["end"]))


def _year_is_whole(parts: re.Match[str]) -> bool:
    return bool(parts["year"]) or not parts["years"]


def _span(year: int, month: str | None, day: str | None, text: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    if month is None:
        return _day(year, 1, 1, text), _day(year, 12, 31, text)
    first = _day(year, int(month), int(day or 1), text)
    return first, first if day else first.replace(day=monthrange(year, first.month)[1])


def _last_part(first: date, last: date) -> date:
    """Return where the end of a month or year begins: its last ten days, its December."""
    return last.replace(day=21 if first.month == last.month else 1)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise QuantityRefused("date-invalid", found=text) from None


def _days(first: date, last: date) -> Range:
    return Range(Fraction(first.toordinal()), Fraction(last.toordinal()))
