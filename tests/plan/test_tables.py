"""A table of conditions is refused for exactly the holes, contradictions and idle rows that counting finds.

The oracle counts: it tries every combination of a truth, three words and a number at and between whole
limits, in plain Python and without a formula.  ``LAW_EXAMPLES=10000 pytest
tests/plan/test_tables.py`` tries more.
"""

from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore import ProblemsFound, assess, make_plan
from perfscore.numbers.exact import decimal_text
from tests.cards import card, catalog, criterion, report
from tests.language.formulas import law

WORDS = ("high", "middle", "low")
"""The best first."""
NUMBERS = tuple(Fraction(n, 2) for n in range(9))
FACTS = {
    "told": {"label": {"zh": "已公开", "en": "told"}, "kind": "truth"},
    "level": {"label": {"zh": "等次", "en": "level"}, "kind": "choice", "values": WORDS, "order": "falling"},
    "made": {"label": {"zh": "数量", "en": "made"}, "minimum": 0, "maximum": 4},
}
GRID: list[dict[str, Any]] = [
    {"told": t, "level": w, "made": n} for t, w, n in product((True, False), WORDS, NUMBERS)
]
ENDS = {
    "at_least": lambda value, end: value >= end,
    "above": lambda value, end: value > end,
    "at_most": lambda value, end: value <= end,
    "below": lambda value, end: value < end,
}


class Found(NamedTuple):
    """What is wrong with a table: a hole, pairs of rows that disagree, rows that never count."""

    gap: bool
    pairs: frozenset[tuple[int, int]]
    idle: frozenset[int]


def holds(row: dict[str, Any], facts: dict[str, Any]) -> bool:
    for name, wanted in row.get("when", {}).items():
        value = facts[name]
        if isinstance(wanted, dict):
            ranks = {key: -WORDS.index(end) if name == "level" else end for key, end in wanted.items()}
            rank = -WORDS.index(value) if name == "level" else value
            if not all(ENDS[key](rank, end) for key, end in ranks.items()):
                return False
        elif value not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def counted(hits: str, rows: list[dict[str, Any]]) -> Found:
    truths = [[holds(row, facts) for row in rows] for facts in GRID]
    gap = any(not any(truth) for truth in truths)
    if hits == "first":
        return Found(
            gap, frozenset(), frozenset(range(len(rows))) - {t.index(True) for t in truths if any(t)}
        )
    both = [(a, b) for a, b in combinations(range(len(rows)), 2) if rows[a]["points"] != rows[b]["points"]]
    pairs = frozenset((a, b) for a, b in both if any(truth[a] and truth[b] for truth in truths))
    return Found(gap, pairs, frozenset(n for n in range(len(rows)) if not any(truth[n] for truth in truths)))


def refused(hits: str, rows: list[dict[str, Any]]) -> Found:
    scoring = {"shape": "conditions", "hits": hits, "rows": rows}
    try:
        make_plan(card(criterion("c", 10, scoring), facts=FACTS), catalog())
    except ProblemsFound as found:
        said = [(problem.code, problem.values) for problem in found.problems]
    else:
        said = []
    disagree = [values for code, values in said if code == "shape-rows-disagree"]
    idle = [values for code, values in said if code in ("shape-row-shadowed", "shape-row-unreachable")]
    return Found(
        any(code == "shape-rows-gap" for code, _ in said),
        frozenset((int(values["row"]) - 1, int(values["other"]) - 1) for values in disagree),
        frozenset(int(values["row"]) - 1 for values in idle),
    )


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    limits = st.integers(0, 4)
    spans = st.fixed_dictionaries({}, optional=dict.fromkeys(ENDS, limits)).filter(bool)
    ends = st.dictionaries(st.sampled_from(sorted(ENDS)), st.sampled_from(WORDS), min_size=1, max_size=2)
    words = st.one_of(st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=1, unique=True), ends)
    whens = st.fixed_dictionaries({}, optional={"told": st.booleans(), "level": words, "made": spans})
    found = [
        {"when": draw(whens), "points": draw(st.sampled_from((0, 5, 10)))}
        for _ in range(draw(st.integers(2, 5)))
    ]
    if draw(st.booleans()):
        found.append({"points": draw(st.sampled_from((0, 5, 10)))})
    return found


@law
@given(st.sampled_from(("first", "agree")), rows())
def test_a_table_is_refused_for_what_counting_finds(hits: str, table: list[dict[str, Any]]) -> None:
    assert counted(hits, table) == refused(hits, table)


SOUND = [
    {"when": {"told": False}, "points": 0},
    {"when": {"level": {"at_least": "middle"}, "made": {"at_least": 2}}, "points": 10},
    {"when": 'level == "high" or made > 3', "points": 6},
    {"points": 2},
]


def expected(facts: dict[str, Any]) -> int:
    if not facts["told"]:
        return 0
    if facts["level"] != "low" and facts["made"] >= 2:
        return 10
    return 6 if facts["level"] == "high" or facts["made"] > 3 else 2


def sound_plan() -> Any:
    scoring = {"shape": "conditions", "hits": "first", "rows": SOUND}
    return make_plan(card(criterion("c", 10, scoring), facts=FACTS), catalog())


def test_every_combination_earns_what_its_row_gives() -> None:
    plan = sound_plan()
    for facts in GRID:
        said = {**facts, "made": decimal_text(facts["made"])}

        assert assess(report(said), plan).total == expected(facts)


@law
@given(st.sets(st.sampled_from(WORDS), min_size=1), st.sampled_from((True, False, None)), st.booleans())
def test_what_is_known_in_part_leaves_every_row_that_can_still_hold(
    words: set[str], told: bool | None, counted_three: bool
) -> None:
    said = {
        "level": {"one_of": sorted(words)},
        "told": None if told is None else told,
        "made": "3" if counted_three else None,
    }
    found = assess(report(said), sound_plan()).awards[0].attainable

    can = {
        expected(facts)
        for facts in GRID
        if facts["level"] in words
        and told in (None, facts["told"])
        and (not counted_three or facts["made"] == 3)
    }
    assert can == set(found.points())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hole_is_told_as_the_combination_that_is_missing(language: str) -> None:
    holed = [{"when": {"told": False}, "points": 0}, {"when": {"level": "high"}, "points": 10}]
    scoring = {"shape": "conditions", "hits": "first", "rows": holed}
    with pytest.raises(ProblemsFound) as raised:
        make_plan(card(criterion("c", 10, scoring), facts=FACTS), catalog())

    said = {
        "zh": "没有一行适用于：已公开为是、等次为“middle”，另有 1 种情形",
        "en": "no row holds for: told: yes, level: middle, and 1 more",
    }
    assert said[language] in raised.value.text(language)


def test_facts_compared_with_one_another_are_not_taken_as_proven() -> None:
    facts = {**FACTS, "other": {"label": "other", "minimum": 0, "maximum": 4}}
    reached: dict[str, Any] = {"when": "made >= other", "points": 10}
    missed: dict[str, Any] = {"when": "made < other", "points": 0}

    def plan(rows: list[dict[str, Any]]) -> Any:
        scoring = {"shape": "conditions", "hits": "first", "rows": rows}
        return make_plan(card(criterion("c", 10, scoring), facts=facts), catalog())

    with pytest.raises(ProblemsFound, match="cannot be proven"):
        plan([reached, missed])
    assert plan([reached, {"points": 0}]).steps[0].rules[0].formula.names == ("made", "other")
