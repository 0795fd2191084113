"""The standard printed beside a row of a form, as a way of scoring where it is plain · 行内评分标准."""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfscore.inputs.row import Row
from perfscore.numbers.awards import AWARD, award_of
from perfscore.numbers.bands import Span, bands_of, span_of
from perfscore.numbers.printed import folded

__all__ = ["printed_standard"]

_MISSED = r"(?:未完成|未达到?|未达标|未实现|达不到|完不成|否则|没有完成|低于)"
_NONE = re.compile(rf"{_MISSED}.{{0,12}}?(?:不得分|得0分|计0分|0分)")
_SHARE = re.compile(rf"{_MISSED}.{{0,12}}?[按依](?:照|实际)?(?:完成)?(?:情况)?的?(?:比例|完成率|完成程度)")
_FULL = re.compile(r"(?:得|计|记)(?:满分|[0-9.]+分)|满分")
_STEPS = re.compile(r"每")
_LIMITS = {"≥": "at_least", "=": "at_least", "≤": "at_most"}

_BAND = re.compile(rf"(?P<span>.*?[0-9.]+%.*?)(?:的|者|之间)*(?P<award>{AWARD})")
_LONGEST_WORDS = 12


def printed_standard(row: Row) -> Mapping[str, Any] | None:
    """Return how the standard printed beside a row scores it; None where that is not plain.

    Full points where the target is met, and where it is not nothing or a share; or bands of what was
    reached.  What is lost step by step, or what "in proportion" means where less is better, a printed
    sentence leaves open.
    """
    text = folded(re.sub(r"\s", "", row.entry.standard or ""))
    if row.kind not in _LIMITS or _STEPS.search(text):
        return None
    if (bands := _bands(text, row)) is not None:
        return {"shape": "bands", "bands": bands}
    if not _FULL.search(text):
        return None
    if _NONE.search(text) and not _SHARE.search(text):
        return {"shape": "all_or_nothing", _LIMITS[row.kind]: 1}
    if _SHARE.search(text) and row.kind != "≤":
        return {"shape": "proportional", "full_at": 1}
    return None


def _bands(text: str, row: Row) -> list[dict[str, Fraction]] | None:
    """Return printed bands, from nothing to full points; None where they are not all of that.

    They are of the share of the target that was reached: of a target in per cent only where that is all of
    it, since else the band may be of the result itself.
    """
    target = row.target.quantity
    unit = target.unit if target is not None else None
    if target is None or row.kind == "≤" or row.target.is_day:
        return None
    if unit is not None and unit.dimension.kind == "ratio" and target.limit.exact != 1:
        return None
    full = row.points or Fraction(0)
    read = [_band(clause, full) for clause in re.split("[,;。、]", text) if clause]
    printed = [band for band in read if band is not None]
    found = bands_of(printed) if len(printed) == len(read) > 1 else None
    if found is None:
        return None
    bands = found[0]
    points = [band["points"] for band in bands]
    whole = points[0] == full and {"at_least", "above"}.isdisjoint(bands[-1])
    falling = all(above > below for above, below in pairwise(points))
    return [dict(band) for band in bands] if whole and falling else None


def _band(clause: str, full: Fraction) -> tuple[Span, Fraction] | None:
    """Return the span of a clause and its points; words before the span, 完成率, say nothing more."""
    found = _BAND.fullmatch(clause)
    points = None if found is None else award_of(found["award"], full)
    if found is None or points is None:
        return None
    text = found["span"]
    words = re.match(r"[^0-9≥≤<>=]*", text)
    cuts = range(min(len(words[0]) if words else 0, _LONGEST_WORDS) + 1)
    spans = (span for cut in cuts if (span := span_of(text[cut:])) is not None)
    span = next(spans, None)
    return None if span is None else (span, points)
