"""The words and numbers of an explanation in one language · 说明用语与数字的写法.

A decimal that ends is written out.  One that does not is its fraction, with the beginning of its
decimals behind ≈, rounded half up; only what is shown, never what is computed with.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from perfscore.language.sets.joining import Numbers
from perfscore.messages import fill, load, worded
from perfscore.numbers.exact import Rounding, decimal_text, units_text
from perfscore.numbers.fields import Label
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.ranges import Range, hull
from perfscore.numbers.units import Unit, read_unit

__all__ = [
    "Words", "brief", "equal", "full", "numbers_text", "percent", "points_text", "range_text",
    "short_and_full", "unit_of", "words_of",
]  # fmt: skip


class Words:
    """The catalogue of a language; ``words("ledger.title")`` is an entry with its blanks filled."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries = {
            f"{section}.{entry}": str(text)
            for section, entries in load("explain", language).items()
            for entry, text in entries.items()
        }
        self._findings = load("findings", language)

    def __call__(self, key: str, /, **values: str) -> str:
        """Return an entry with its blanks filled."""
        entry = self._entries[key]
        return entry.format_map(values) if values else entry

    def template(self, key: str) -> str:
        """Return an entry with its blanks."""
        return self._entries[key]

    def sentence(self, code: str, values: Mapping[str, str]) -> str:
        """Return the sentence of a finding, a reason or an explanation of a claim, by its code.

        The first wording whose blanks are all known; the code itself where the catalogue has none.
        """
        entry: Mapping[str, Any] = self._findings.get(code, {})
        values = worded(values, self.language)
        wordings = [entry[key] for key in ("sentence", "otherwise") if key in entry]
        return next((text for wording in wordings if (text := fill(wording, values))), code)

    def advice(self, code: str, kind: str) -> str:
        """Return how to verify a finding (``verify``), or when it is known to be wrong (``false_alarm``)."""
        text: str = self._findings.get(code, {}).get(kind, "")
        return text

    def section(self, name: str) -> Mapping[str, str]:
        """Return a whole section of the catalogue, for whoever chooses among its entries himself."""
        start = f"{name}."
        return {key.removeprefix(start): text for key, text in self._entries.items() if key.startswith(start)}

    def refusal(self, code: str, values: Mapping[str, str]) -> str:
        """Return what is wrong by the code of a problem, nothing where there is no such code."""
        entry = load("problems", self.language).get(code)
        return fill(entry["why"], worded(values, self.language)) if entry else ""

    def noted(self, code: str) -> str:
        """Return what the reader of a form noted, by its code; the code where there is no such note."""
        notes: Mapping[str, str] = load("forms", self.language)["notes"]
        return notes.get(code, code)

    def label(self, label: Label | None, otherwise: str = "") -> str:
        """Return a name in the language."""
        return label.text(self.language) if label is not None else otherwise

    def listed(self, items: "list[str]") -> str:
        """Return several things as one text."""
        return self("punctuation.list").join(items)

    def some(self, items: "list[str]", most: int) -> str:
        """Return the first of several things, each whole, and how many there are where that is not all."""
        shown = self.listed(items[:most])
        return self("punctuation.and_more", text=shown, count=str(len(items))) if len(items) > most else shown


@cache
def words_of(language: str) -> Words:
    """Return the words of a language; there is one for each catalogue."""
    return Words(language)


_PLACES = 6
_LONGEST = 24
_SHOWN = Rounding(_PLACES)
_MOST_LISTED = 8
_HUNDREDTH = Fraction(1, 100)


def brief(number: Fraction, places: int | None = None, per: Fraction | None = None) -> str:
    """Return a number, or what it is of another, as one short text: ``9.90``, or ``≈0.684998``."""
    text = decimal_text(number, places, per)
    if _is_short(text, places or 0):
        return text
    return f"≈{_beginning(number if per is None else number / per)}"


def equal(number: Fraction) -> str:
    """Return a number as what a calculation comes to: ``= 0.95``, or ``≈ 0.684998``."""
    text = brief(number)
    return f"≈ {text[1:]}" if text.startswith("≈") else f"= {text}"


def _is_short(text: str, places: int = 0) -> bool:
    """Say whether the text of an exact number ends, with no more decimals than are shown."""
    return "/" not in text and (len(text) <= _PLACES or len(text.partition(".")[2]) <= max(_PLACES, places))


def full(number: Fraction) -> str:
    """Return a number with its exact fraction: ``0.95``, or ``38153/55698 ≈ 0.684998``."""
    return short_and_full(number)[1]


def short_and_full(number: Fraction) -> tuple[str, str]:
    """Return a number as one short text, and with its exact fraction."""
    text = decimal_text(number)
    short = _is_short(text)
    if short and len(text) <= _LONGEST:
        return text, text
    cut = _beginning(number)
    whole = f"≈ {cut}" if len(text) > _LONGEST else f"{text} ≈ {cut}" if "/" in text else text
    return text if short else f"≈{cut}", whole


def _beginning(number: Fraction) -> str:
    """Return the first decimals of a number, the last of them rounded."""
    return units_text(_SHOWN.units(number), _PLACES)


def percent(number: Fraction) -> str:
    """Return a ratio in per cent: ``68.5%``."""
    return f"{brief(number, per=_HUNDREDTH)}%"


def points_text(points: Range, places: int | None, words: Words) -> str:
    """Return points, or the range they lie in, with the decimals of the card."""
    return range_text(points, words, places)


def range_text(of: Range, words: Words, places: int | None = None, unit: str = "") -> str:
    """Return a range: ``[9.90, 10.00]``, ``more than 0``, ``99% or more``, one number, any."""

    def end(number: Fraction) -> str:
        return brief(number, places) + unit

    if of.exact is not None:
        return end(of.exact)
    if of.low is None and of.high is None:
        return words("number.any")
    if of.high is None:
        assert of.low is not None
        return words("number.above" if of.low_open else "number.at_least", low=end(of.low))
    if of.low is None:
        return words("number.below" if of.high_open else "number.at_most", high=end(of.high))
    left, right = "(" if of.low_open else "[", ")" if of.high_open else "]"
    return f"{left}{end(of.low)}, {end(of.high)}{right}"


def day_text(day: Fraction) -> str:
    """Return a day, which formulas have as its ordinal, as a date."""
    return date.fromordinal(int(day)).isoformat()


def days_text(of: Range, words: Words) -> str:
    """Return a span of days as dates: ``2024-12-01 to 2024-12-31``, or an open one."""
    ends = {name: day_text(end) for name, end in (("low", of.low), ("high", of.high)) if end is not None}
    if of.exact is not None:
        return ends["low"]
    key = {("low", "high"): "within", ("low",): "from", ("high",): "until"}.get(tuple(ends))
    return words(f"days.{key}", **ends) if key else words("number.any")


def numbers_text(numbers: Numbers, words: Words, unit: str | None = None) -> str:
    """Return a set of numbers, in a unit given by name: each where they are few, else their hull."""
    read = unit_of(unit)
    mark = "%" if read and read.name == "%" else ""
    inside = tuple(_converted(piece, read) for piece in numbers)
    behind = "" if mark or not unit else f" {unit}"
    if len(inside) > _MOST_LISTED:
        shown = range_text(hull(*inside), words, unit=mark)
        return words("number.among", count=str(len(inside)), range=shown + behind)
    return words.listed([range_text(piece, words, unit=mark) for piece in inside]) + behind


@lru_cache(maxsize=64)
def unit_of(name: str | None) -> Unit | None:
    """Return a unit by its name, None where it has none."""
    try:
        return read_unit(name) if name else None
    except QuantityRefused:
        return None


def _converted(of: Range, unit: Unit | None) -> Range:
    if unit is None:
        return of
    low, high = (None if end is None else unit.from_base(end) for end in (of.low, of.high))
    return Range(low, high, of.low_open, of.high_open)
