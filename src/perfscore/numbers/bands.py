"""Bands as a sentence prints them: 80%(含)-90%, 低于60% · 分档.

A limit that two bands share belongs to one of them.  含, 及, ≥ and their like say to which; 以上 says it too
(民法典第1259条) where nothing else does.  A limit nobody decides is a second reading, and one that both bands
take, or none, is no sentence to be read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from perfscore.numbers.qualifiers import read_sign
from perfscore.numbers.quantity import QuantityRefused, read_quantity

__all__ = ["Band", "End", "Span", "bands_of", "span_of"]

_IN, _SOFT, _OPEN, _OUT = "in", "soft", "open", "out"
End = Literal["in", "soft", "open", "out"]
"""Is an end in the band: yes, by a bare 以上 or 以下, not said, no."""
_NOTE = r"(\((不)?含([0-9.]+[%‰])?\))?"
_TWO = re.compile(rf"([0-9.]+)([%‰])?{_NOTE}[-~至到]([0-9.]+)([%‰]){_NOTE}(?:之间)?的?")
_BOTH = re.compile(r"(.*?[0-9.]+[%‰](?:\(含\))?(?:以上)?)(?:且|,|、)?([^0-9且、-][^0-9]*?[0-9.]+[%‰].*)")
_BARE = re.compile(r"[0-9.]+[%‰](?:以上|以下|以内|之内)")


@dataclass(frozen=True, slots=True)
class Span:
    """One band: its ends, which may be missing, and whether each is in it · 一档的范围."""

    low: Fraction | None
    high: Fraction | None
    low_is: End = "open"
    high_is: End = "open"


def span_of(text: str) -> Span | None:
    """Return the span a text names, None for what is none."""
    if two := _TWO.fullmatch(text):
        return _between(two)
    if (both := _BOTH.fullmatch(text)) and (first := _one(both[1])) and (second := _one(both[2])):
        if first.high is None and second.low is None:
            return Span(first.low, second.high, first.low_is, second.high_is)
        return None
    return _one(text)


def _between(found: re.Match[str]) -> Span | None:
    low, high = _ratio(found[1] + (found[2] or found[7])), _ratio(found[6] + found[7])
    ends: dict[Fraction | None, End] = {low: "open", high: "open"}
    for (note, out, named), own in ((found.group(3, 4, 5), low), (found.group(8, 9, 10), high)):
        if note:
            said = _ratio(named) if named else own
            if said not in ends:
                return None
            ends[said] = "out" if out else "in"
    if low is None or high is None or low >= high:
        return None
    return Span(low, high, ends[low], ends[high])


def _one(text: str) -> Span | None:
    out = "(不含)" in text or "不含" in text
    plain = re.sub(r"\(不?含([0-9.]+[%‰])\)", "(含)", text) if not out else re.sub(r"\(不含[^)]*\)", "", text)
    if any(_ratio(number) != _ratio(re.sub(r"\(.*?\)", "", text)) for number in _named(text)):
        return None
    try:
        found = read_quantity(plain.removesuffix("的"))
    except QuantityRefused:
        return None
    if found.unit is None and found.range.exact != 0:
        return None
    low, high = found.range.low, found.range.high
    if found.precision == "exact" and not out:
        return Span(low, None, "in") if read_sign(plain) == "≥" else Span(low, low, "in", "in")
    if found.precision not in ("at_least", "at_most", "more_than", "less_than"):
        return None
    strict = found.precision in ("more_than", "less_than")
    end: End = "out" if strict or out else "soft" if _BARE.fullmatch(plain) else "in"
    return Span(low, None, end) if high is None else Span(None, high, "open", end)


def _named(text: str) -> list[str]:
    return re.findall(r"\(不?含([0-9.]+[%‰])\)", text)


def _ratio(text: str) -> Fraction | None:
    found = re.search(r"[0-9.]+[%‰]", text)
    try:
        return read_quantity(found[0]).range.exact if found else None
    except QuantityRefused:
        return None


Printed = tuple[Span, Fraction]
Band = Mapping[str, Fraction]


def bands_of(printed: Sequence[Printed]) -> tuple[tuple[Band, ...], tuple[Band, ...]] | None:
    """Return the bands of a sentence, and those of its second reading, equal where there is none.

    None where they leave a gap, overlap, or leave to nobody what none of them takes.
    """
    rising = sorted(
        _cut(printed), key=lambda one: (one[0].low is not None, one[0].low or 0, one[0].high or 0)
    )
    main, other = [list(one) for one in ([rising[0]], [rising[0]])]
    for (below, _), above in pairwise(rising):
        owner = _owner(below, above[0])
        if below.high is None or below.high != above[0].low or owner is None:
            return None
        for bands, upper in ((main, owner != "below"), (other, owner == "above")):
            last, points = bands[-1]
            bands[-1] = replace(last, high_is="out" if upper else "in"), points
            bands.append((replace(above[0], low_is="in" if upper else "out"), above[1]))
    if not _ends_well(rising[0][0], rising[-1][0]):
        return None
    first, second = (tuple(_band(*one) for one in reversed(bands)) for bands in (main, other))
    return first, second


def _cut(printed: Sequence[Printed]) -> list[Printed]:
    """Return the spans with each cut off where the one printed before it begins: 90%以上, 80%以上."""
    cut: list[Printed] = []
    for span, points in printed:
        before = printed[len(cut) - 1][0] if cut else None
        if before and span.high is None and before.low is not None and span.low is not None:
            span = replace(span, high=before.low) if span.low < before.low else span
        elif before and span.low is None and before.high is not None and span.high is not None:
            span = replace(span, low=before.high) if span.high > before.high else span
        cut.append((span, points))
    return cut


def _owner(below: Span, above: Span) -> Literal["below", "above", "either"] | None:
    ends = below.high_is, above.low_is
    if ends in ((_IN, _IN), (_OUT, _OUT)):
        return None
    if _IN in ends:
        return "below" if ends[0] == _IN else "above"
    if _OUT in ends:
        return "above" if ends[0] == _OUT else "below"
    return "above" if ends == (_OPEN, _SOFT) else "either"


def _ends_well(lowest: Span, highest: Span) -> bool:
    """Say whether nothing is left below or above: a rate ends at 0 and, where the sentence does, at 100 %."""
    begins = lowest.low is None or (lowest.low == 0 and lowest.low_is != _OUT)
    return begins and (highest.high is None or (highest.high == 1 and highest.high_is != _OUT))


def _band(span: Span, points: Fraction) -> Band:
    ends: dict[str, Fraction] = {}
    if span.low is not None:
        ends["above" if span.low_is == _OUT else "at_least"] = span.low
    if span.high is not None:
        ends["below" if span.high_is == _OUT else "at_most"] = span.high
    return {**ends, "points": points}
