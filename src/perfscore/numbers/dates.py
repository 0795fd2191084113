"""Printed dates · 印刷日期.

A date is read as the range of days it names, each day being its ordinal (`date.toordinal`).  Where
the text is a deadline, the end of the range is the last day in time.
"""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from perfscore.numbers.printed import QuantityRefused, readable, refuse_blank
from perfscore.numbers.ranges import Range

__all__ = ["read_date"]

_ISO = re.compile(r"((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?P<before>之?前|以前)?(?:完成)?")
_CHINESE = re.compile(
    r"(?P<years>(?P<year>(?:19|20)[0-9]{2})?年度?)?"
    r"(?:(?P<month>[0-9]{1,2})月份?|(?P<part>第?[一二三四]季度|第[1-4]季度|[上下]半年))?"
    r"(?:(?P<day>[0-9]{1,2})[日号])?(?:(?<=年)全年度?)?(?P<end>底|末)?(?P<before>之?前|以前)?(?:完成[^0-9年月日]{0,10})?"
)
_LIMIT = re.compile(r"(?P<until>≤|≦|⩽|<=|不晚于|不迟于|不超过|截至|截止到?)|(?P<earlier><|早于)|=|已?[于在]")
_SPAN = re.compile(r"([^~至到-]*[0-9年月日号])[~至到-]([^~至到-]*[年月日号])")
_PERIODS = re.compile(".*(?:每|全年|当年|半年|季度|旬).*")
# The first month of a part of a year, and how many it has.
_PARTS = MappingProxyType(
    {name: (3 * order + 1, 3) for order, names in enumerate(("一1", "二2", "三3", "四4")) for name in names}
    | {"上": (1, 6), "下": (7, 6)}
)


def read_date(text: str, fiscal_year: int | None) -> Range:
    """Read a printed date · 识读日期.

    Reads 2021-12-31, 2021年12月31日, 2021年12月, 2021年, and the same without a year where a fiscal
    year is given; with 底 and 前 as docs/quantities.md says.  Raises QuantityRefused.
    """
    refuse_blank(text)
    body = readable(text)
    limit = _LIMIT.match(body)
    days = _named_days(body[limit.end() :] if limit else body, fiscal_year, text)
    if limit is None or not (limit["until"] or limit["earlier"]):
        return days
    if days.low is None or days.high is None:  # 不晚于11月底前
        return days
    return Range(None, days.high if limit["until"] else days.low - 1, True)


def _named_days(body: str, fiscal_year: int | None, text: str) -> Range:
    """Return the days a text names by itself."""
    if iso := _ISO.fullmatch(body):
        first = last = _day(int(iso[1]), int(iso[3]), int(iso[4]), text)
        return Range(None, Fraction(last.toordinal()), True) if iso["before"] else _days(first, last)
    if span := _SPAN.fullmatch(body):
        return _between(span[1], span[2], fiscal_year, text)
    parts = _CHINESE.fullmatch(body)
    if parts is None or not _names_a_day(parts):
        code = "date-period" if _PERIODS.fullmatch(body) else "date-unreadable"
        raise QuantityRefused(code, found=text)
    year = int(parts["year"]) if parts["year"] else fiscal_year
    if year is None:
        raise QuantityRefused("date-no-year", found=text)
    first, last = _span(year, parts, text)
    if not parts["before"]:
        return _days(_last_part(first, last) if parts["end"] else first, last)
    # 11月30日前 and 年底前 run to the end of the day named; 9月前 is over when September begins.
    deadline = last if parts["day"] or parts["end"] else first - date.resolution
    return Range(None, Fraction(deadline.toordinal()), True)


def _between(begin: str, end: str, fiscal_year: int | None, text: str) -> Range:
    """Return the days between two: 2024年1月-12月, 1-12月; the end is in the year of the beginning."""
    first = _named_days(f"{begin}{end[-1]}" if begin[-1].isdigit() else begin, fiscal_year, text)
    if first.low is None:
        raise QuantityRefused("date-unreadable", found=text)
    last = _named_days(end, date.fromordinal(int(first.low)).year, text)
    if last.high is None or last.high < first.low:
        raise QuantityRefused("date-unreadable", found=text)
    return Range(first.low, last.high)


def _names_a_day(parts: re.Match[str]) -> bool:
    """Say whether the parts make a date: a day has its month, 年 a number or 底, 底 no day."""
    if parts["day"]:
        return bool(parts["month"] and not parts["end"] and _year_is_whole(parts))
    if parts["month"] or parts["part"]:
        return _year_is_whole(parts)
    return bool(parts["year"] or (parts["years"] and parts["end"]))


def _year_is_whole(parts: re.Match[str]) -> bool:
    return bool(parts["year"]) or not parts["years"]


def _span(year: int, parts: re.Match[str], text: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a part of one, a month or a day."""
    month, months = int(parts["month"] or 1), 1 if parts["month"] else 12
    if parts["part"]:
        month, months = _PARTS[parts["part"].removeprefix("第")[0]]
    first = _day(year, month, int(parts["day"] or 1), text)
    end = month + months - 1
    return first, first if parts["day"] else date(year, end, monthrange(year, end)[1])


def _last_part(first: date, last: date) -> date:
    """Return where the end of a month, quarter or year begins: its last ten days, its last month."""
    return last.replace(day=21 if first.month == last.month else 1)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise QuantityRefused("date-invalid", found=text) from None


def _days(first: date, last: date) -> Range:
    return Range(Fraction(first.toordinal()), Fraction(last.toordinal()))
