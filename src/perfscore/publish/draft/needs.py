"""What a kind of sentence needs beside its words: numbers that fit together · 各类语句的数字核对."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from perfscore.numbers.awards import award_of, percent_of
from perfscore.numbers.bands import End, Span, bands_of, span_of
from perfscore.numbers.dates import read_date
from perfscore.numbers.quantity import QuantityRefused
from perfscore.publish.draft.filling import Filling, NotSo, Unlike, text_of
from perfscore.publish.draft.grammar import grammar

__all__ = ["NEEDS", "READINGS"]


def _ends_score(filling: Filling) -> None:
    if not str(filling.values["part"]).endswith("得分") or "满分" not in str(filling.values["whole"]):
        raise NotSo


def _one_less_share(filling: Filling) -> None:
    """The limit that is named is where the points are nothing anyway."""
    values = filling.values
    parts = (values.get("part2", values["part"]), values.get("whole2", values["whole"]))
    if parts != (values["part"], values["whole"]) or not values["factor"]:
        raise NotSo
    if "most" in values and values["most"] * values["factor"] != 1:
        raise NotSo
    money = grammar().words["money"]
    if not all(any(word in values[term] for word in money) for term in ("part", "whole")):
        raise NotSo  # what unit it has is not told


def _tests(filling: Filling) -> None:
    """No test costs more than there is, which would be a slip of the table."""
    if not 0 < filling.values["loses"] <= filling.row.points:
        raise NotSo


def _tests_add_up(filling: Filling) -> None:
    count = len(list(filling.numbered()))
    if count * filling.values["loses"] != filling.row.points or filling.values.get("count", count) != count:
        raise NotSo


def _breaches(filling: Filling) -> None:
    """Several sorts of breaches, each with its own count and its own points; one sort is another kind."""
    rounds = filling.found.rounds
    if len(rounds) < 2 or len({one["what"] for one in rounds}) < len(rounds):
        raise NotSo
    terms, counts, losses = [], [], []
    for number, one in enumerate(rounds, 1):
        loses = award_of(one["loses"], filling.row.points)
        if not loses:
            raise NotSo
        label = f"{filling.words(one['what'])}（{one['counter']}数）"
        count = {"label": label, "unit": one["counter"], "minimum": 0, "step": 1}
        counts.append(filling.fact(f"breaches_{number}", count))
        terms.append(f" - {text_of(loses)} * {counts[-1]}")
        losses.append(loses)
    filling.values |= {"counts": counts, "tests": counts, "awards": losses}
    filling.values["less_each"] = f"clamp(points{''.join(terms)}, 0, points)"


def _whole_count(filling: Filling) -> None:
    if filling.row.points % filling.values["loses"]:
        raise NotSo


def _kept(filling: Filling) -> None:
    """What earns the full points is being in time; anything else would be lost."""
    test = filling.values.get("test", "按期完成")
    if not re.fullmatch("(?:在规定时间内|在规定时限内|按期|按时|及时|如期)(?:完成|报送|提交|上报)?", test):
        raise NotSo


def _no_number(filling: Filling) -> None:
    if re.search("[0-9%‰≥≤<>=]", str(filling.values["test"])):
        raise NotSo


def _items(filling: Filling) -> None:
    """Tests that earn points of their own: a checklist where all earn the same, else a formula."""
    row = filling.row
    awards = [award_of(award or "", row.points) for _, award in filling.items]
    earned = [award for award in awards if award]
    lost = filling.values.get("loses")
    if len(earned) < len(awards) or sum(earned) != row.points or (lost and set(earned) != {lost}):
        raise NotSo
    tests = filling.value("tests")
    filling.values["awards"] = earned
    terms = " + ".join(
        f"({text_of(award)} if {test} else 0)" for award, test in zip(earned, tests, strict=True)
    )
    whole = {"shape": "formula", "formula": f"clamp({terms}, 0, points)", "facts": tests}
    same = {"shape": "checklist", "tests": tests, "each": earned[0]}
    filling.values["items"] = same if len(set(earned)) == 1 else whole
    fail = f"{row.id}_fail"
    unless = f"0 if {fail} else clamp({terms}, 0, points)"
    filling.values["items_unless"] = {"shape": "formula", "formula": unless, "facts": [*tests, fail]}


def _conditions(filling: Filling) -> None:
    """Cases of which one is so: full points, fewer and fewer, none.

    Falling from the full points they are alternatives; tests that are added up would pass them.
    """
    row = filling.row
    awards = [award_of(award or "", row.points) for _, award in filling.items]
    falling = all(one is not None and two is not None and one > two for one, two in pairwise(awards))
    if len(awards) < 3 or awards[-1] != 0 or not falling:
        raise Unlike
    if any(re.search("[0-9%‰≥≤<>=#]", test) for test, _ in filling.items):
        raise Unlike
    if awards[0] != row.points:
        raise NotSo
    cases = [test.replace(",", "") for test, _ in filling.items]  # a formula quotes no comma
    if len(set(cases)) < len(cases):
        raise NotSo
    known = f"{row.id}_case"
    pairs = zip(awards, cases, strict=True)
    rows = [{"when": {known: case}, "points": award} for award, case in pairs]
    filling.values |= {"cases": cases, "awards": awards, "rows": rows}


def _day(filling: Filling) -> None:
    """A day with its year is that day; without one the report says which day it is."""
    printed = filling.values["day"]
    done, by = f"{filling.row.id}_done", f"{filling.row.id}_by"
    scoring: dict[str, Any] = {"shape": "deadline", "fact": done}
    try:
        last = read_date(printed, None).high
    except QuantityRefused as refused:
        if refused.code != "date-no-year":
            raise NotSo from None
        filling.fact("by", {"label": f"期限：{printed}", "kind": "date"})
        filling.values["deadline"] = {**scoring, "by_fact": by}
        return
    if last is None or last.denominator != 1:
        raise NotSo
    filling.values["deadline"] = {**scoring, "by": date.fromordinal(int(last))}


def _levels(filling: Filling) -> None:
    """Three levels that follow each other from all the points down to none."""
    ends = [filling.values[name] for name in ("top", "upper", "lower", "bottom")]
    if ends != sorted(ends, reverse=True) or len(set(ends)) < 4 or (ends[0], ends[3]) != (1, 0):
        raise NotSo
    names = [filling.values[name] for name in ("high", "middle", "low")]
    filling.values["levels"] = [
        {"name": name, "from": low, "to": high}
        for name, high, low in zip(names, ends, ends[1:], strict=False)
    ]


NEEDS: Mapping[str, Callable[[Filling], None]] = MappingProxyType(
    {
        "ends_score": _ends_score, "one_less_share": _one_less_share, "tests": _tests,
        "tests_add_up": _tests_add_up, "no_number": _no_number, "items": _items, "day": _day,
        "levels": _levels, "conditions": _conditions,
        "breaches": _breaches, "whole_count": _whole_count, "kept": _kept,
    }
)  # fmt: skip


# ---------------------------------------------------------------- what can be read two ways


def _part_steps(filling: Filling) -> None:
    """What a part of a step costs is said, or it is nothing in one reading and all in the other."""
    if "nil" in filling.values:
        if not any(word in filling.called for word in grammar().words["signed"]):
            raise NotSo
        if filling.values.setdefault("limit", Fraction(0)) != 0:
            raise NotSo
    each = filling.values["each"]
    said = "again" in filling.values
    if (said and filling.values["again"] != each) or not each or filling.values["loses"] > filling.row.points:
        raise NotSo
    filling.values["part_steps"] = "counted" if said else "ignored"
    if not said:
        filling.readings["part-steps-count"] = {"part_steps": "counted"}


def _bands(filling: Filling) -> None:
    printed = []
    for one in filling.found.rounds:
        span, award = _span(one), award_of(one["award"], filling.row.points)
        if span is None or award is None:
            raise NotSo
        printed.append((span, award))
    found = bands_of(printed) if len(printed) > 1 else None
    if found is None or max(points for _, points in printed) != filling.row.points:
        raise NotSo
    main, other = found
    filling.values["bands"] = [dict(band) for band in main]
    filling.most = Fraction(1) if main[0].get("at_most") == 1 else None
    if other != main:
        filling.readings["limits-belong-below"] = {"bands": [dict(band) for band in other]}


def _span(one: Mapping[str, str]) -> Span | None:
    """Return the span of a band: 80%(含)-90%, or 80%≤满意度<90%."""
    if "span" in one:
        return span_of(one["span"])
    low, high = percent_of(one["from"]), percent_of(one["to"])
    if low is None or high is None or low >= high:
        return None
    ends: tuple[End, ...] = tuple("in" if one[sign] == "≤" else "out" for sign in ("below", "upto"))
    return Span(low, high, *ends)


READINGS: Mapping[str, Callable[[Filling], None]] = MappingProxyType(
    {"part_steps": _part_steps, "bands": _bands}
)
