"""Which year a text says · 年度的识别.

A year is one only where 年 follows it: the number of a document (财预〔2020〕10号) or the id of a ruleset
holds four digits too, and neither says what a form is about.
"""

import re

from perfscore.quantities.printed import folded

__all__ = ["is_year_line", "year_in", "year_in_name"]

_ZERO, _DIGIT = "[〇零○◯oO0]", "[〇零○◯oO一二三四五六七八九]"
_WRITTEN = re.compile(rf"二\s*{_ZERO}\s*{_DIGIT}\s*{_DIGIT}(?=\s*年)")
_DIGITS = str.maketrans("〇零○◯oO一二三四五六七八九", "000000123456789")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年")
_ALONE = re.compile(r"\D{0,6}(?<![〔\[])(20[0-9]{2})\s*(?:年度?)?\s*\D{0,4}")
_NAMED = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年(?!\s*第?\s*[0-9]+\s*号)")
_LONGEST_LINE = 16


def is_year_line(line: str) -> bool:
    """Say whether a line is nothing but a year: （2024年度）, （ 二〇二四 年度）."""
    text = _in_digits(line)
    return len(line) <= _LONGEST_LINE and bool(_ALONE.fullmatch(text) and _YEAR.search(text))


def year_in(text: str) -> str | None:
    """Return the year that a title says, or a cell beside 年度."""
    plain = _in_digits(text)
    year = _YEAR.search(plain) or _ALONE.fullmatch(plain.strip())
    return year[1] if year else None


def year_in_name(name: str) -> str | None:
    """Return the year that the name of a file or a sheet says: 2024年… and nothing less."""
    year = _NAMED.search(_in_digits(name))
    return year[1] if year else None


def _in_digits(text: str) -> str:
    """Return a text with the years written in Chinese in digits."""
    return _WRITTEN.sub(lambda year: "".join(year[0].split()).translate(_DIGITS), folded(text))
