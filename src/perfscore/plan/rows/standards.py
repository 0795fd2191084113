"""The standard printed beside a row of a form, as a way of scoring where it is plain · 行内评分标准."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from perfscore.inputs.row import Row
from perfscore.numbers.exact import exact
from perfscore.numbers.printed import folded

__all__ = ["printed_standard"]

_MISSED = r"(?:未完成|未达到?|未达标|未实现|达不到|完不成|否则|没有完成|低于)"
_NONE = re.compile(rf"{_MISSED}.{{0,12}}?(?:不得分|得0分|计0分|0分)")
_SHARE = re.compile(rf"{_MISSED}.{{0,12}}?[按依](?:照|实际)?(?:完成)?(?:情况)?的?(?:比例|完成率|完成程度)")
_FULL = re.compile(r"(?:得|计|记)(?:满分|[0-9.]+分)|满分")
_STEPS = re.compile(r"每")
_LIMITS = {"≥": "at_least", "=": "at_least", "≤": "at_most"}

_EARNS = (
    "(?:的|者|之间)*(?:(?P<none>不得分)|(?P<full>(?:得|计|记)?满分)|(?:得|计|记|为)(?P<points>[0-9.]+)分)"
)
_END = r"(?P<{0}>[0-9.]+)%(?P<{0}_in>\(含\)|\(不含\))?"
_BANDS = tuple(
    re.compile(f"[^0-9]{{0,12}}{span}{_EARNS}")
    for span in (
        rf"{_END.format('low')}(?:及)?以上(?:\(含\))?",
        rf"{_END.format('low')}[-—–~至到]+{_END.format('high')}",
        rf"{_END.format('high')}以下",
    )
)
_BELOW = re.compile(rf"[^0-9]{{0,12}}(?:低于|不足|不到|小于){_END.format('high')}{_EARNS}")


class _Band(NamedTuple):
    """A span of the share reached, from its lower end up, and its points."""

    low: Fraction | None
    open: bool
    high: Fraction | None
    points: Fraction


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
    read = [_band(clause, row.points or Fraction(0)) for clause in re.split("[,;。、]", text) if clause]
    bands = sorted((one for one in read if one), key=lambda band: band.low or Fraction(-1), reverse=True)
    whole = len(bands) == len(read) > 1 and bands[-1].low is None and bands[0].points == row.points
    if not whole or any(_apart(above, below) for above, below in pairwise(bands)):
        return None
    return list(_as_entries(bands))


def _band(clause: str, full: Fraction) -> _Band | None:
    found = next((match for one in (*_BANDS, _BELOW) if (match := one.fullmatch(clause))), None)
    if found is None:
        return None
    said = found.groupdict()
    low, high = (exact(said[end]) / 100 if said.get(end) else None for end in ("low", "high"))
    points = full if said["full"] else Fraction(0) if said["none"] else exact(said["points"])
    return _Band(low, said.get("low_in") == "(不含)", high, points)


def _apart(above: _Band, below: _Band) -> bool:
    """Say whether two bands do not meet, or the lower one earns no less."""
    return below.high not in (above.low, None) or above.low is None or below.points >= above.points


def _as_entries(bands: list[_Band]) -> Iterator[dict[str, Fraction]]:
    """Yield bands as a ruleset has them: each ends where the one above it begins."""
    for number, band in enumerate(bands):
        entry = {"points": band.points}
        if band.low is not None:
            entry["above" if band.open else "at_least"] = band.low
        if number and (end := bands[number - 1]).low is not None:
            entry["at_most" if end.open else "below"] = end.low
        yield entry
