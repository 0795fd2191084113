"""Two rulesets on one table: who moves, by how much, which grades change, what decides nothing."""

import csv
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore import Ruleset, make_plan, read_ruleset
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.impact.compared import Impact, Moves, Spread, compared
from perfscore.batch.impact.criteria import CriterionMoves, criteria_moved
from perfscore.batch.impact.data import impact_rows
from perfscore.batch.impact.distribution import spans
from perfscore.batch.table.sources import read_table
from tests.cards import MONEY, card, catalog, criterion, execution, modifier
from tests.paths import ROOT

EXAMPLES = ROOT / "docs" / "examples"
FACTS = EXAMPLES / "libraries.csv"
BY_HAND = Path(__file__).with_name("libraries-by-hand.csv")

ASKED = {**MONEY, **{name: {"label": name, "kind": "truth"} for name in ("asked", "heard")}}
Found = tuple[Impact, list[CriterionMoves]]


def tried(facts: pl.DataFrame, old: Ruleset, new: Ruleset) -> Found:
    plans = make_plan(old, catalog()), make_plan(new, catalog())
    scores = Scorer(plans[0]).score(facts), Scorer(plans[1]).score(facts)
    found = compared(facts, scores, plans)
    return found, criteria_moved(found, scores)


def table(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame(columns)


def bands(*limits: tuple[str, int]) -> Any:
    """Return a criterion that gives points from limits of the rate downwards, 0 below the last."""
    found, above = list[Any](), None
    for limit, points in (*limits, (None, 0)):
        ends = {"at_least": limit, "below": above}
        found.append({"points": points, **{name: end for name, end in ends.items() if end is not None}})
        above = limit
    rate = {"indicator": "budget_execution_rate", "with": {"executed": "spent"}}
    return criterion("rate", limits[0][1], {"shape": "bands", "bands": found}, **rate)


@pytest.fixture(scope="module")
def libraries() -> Found:
    old, new = (read_ruleset(EXAMPLES / f"libraries-{year}.toml", catalog()) for year in (2024, 2025))
    return tried(read_table(str(FACTS)), old, new)


def test_every_row_comes_to_what_was_computed_by_hand(libraries: Found) -> None:
    def shown(row: dict[str, str], side: str) -> str:
        if row[f"{side}.status"] == "refused":
            return "refused"
        low, high, total = (row[f"{side}.total{end}"] for end in (".low", ".high", ""))
        return plain(total) if total else f"{plain(low)} to {plain(high)}"

    def plain(number: str) -> str:
        return number.rstrip("0").rstrip(".") if "." in number else number

    written = csv.DictReader(StringIO(impact_rows(libraries[0]).removeprefix("\ufeff")))
    found = [
        {
            "row": row["row"], "body": row["body"], "old": shown(row, "old"), "new": shown(row, "new"),
            "moved": row["moved"],
        }
        for row in written
    ]  # fmt: skip
    expected = list(csv.DictReader(BY_HAND.read_text("utf-8").splitlines()))

    assert [{name: row[name] for name in found[0]} for row in expected] == found


def test_every_row_is_counted_once(libraries: Found) -> None:
    found, _ = libraries

    assert (13, 10, 2, (13,)) == (found.rows.height, found.settled, found.unsettled, found.refused)
    assert 12 == sum(found.grades.values())


def test_the_grades_of_a_range_within_one_grade_are_known_and_of_others_open(libraries: Found) -> None:
    found, _ = libraries

    assert {
        ("优", "优"): 6,
        ("良", "良"): 1,
        ("良", "中"): 1,
        ("中", "中"): 2,
        ("差", "差"): 1,
        (None, None): 1,
    } == found.grades
    assert 1 == found.regraded


def test_the_largest_move_comes_first_with_its_places(libraries: Found) -> None:
    first, second, third = libraries[0].most(3)

    assert (5, ("戊县图书馆", "戊县"), (6, 8), ("良", "中")) == (
        first.row,
        first.who,
        first.places,
        first.grades,
    )
    assert [1, 6] == [second.row, third.row]
    assert second.new - second.old == third.new - third.old == -8


def test_criteria_come_by_how_much_they_move_and_say_what_decides_nothing(libraries: Found) -> None:
    _, lines = libraries

    assert [
        ("satisfaction", 3, Fraction(40)),
        ("execution", 9, Fraction(1546, 100)),
        ("staff_control", 0, 0),
    ] == [(line.id, line.moved, line.size) for line in lines]
    assert [("decides", "decides"), ("decides", "decides"), ("same", "same")] == [
        line.decides for line in lines
    ]


def test_the_moves_of_the_criteria_add_up_to_those_of_the_totals(libraries: Found) -> None:
    found, lines = libraries
    spread = Spread.of(found.moves.by)

    assert spread is not None
    assert Fraction(-2454, 1000) == spread.mean == sum(line.mean for line in lines)
    assert [-18, -8, Fraction("1.05"), Fraction("1.58"), 2] == [*spread.quartiles]


def test_points_that_change_no_place_and_no_grade_decide_nothing() -> None:
    # 19 + 1, 16 + 0 and 2 + 1 stand in the order of the rate alone, and 20, 17 and 3 would as well.
    small = criterion("small", 1, {"shape": "all_or_nothing", "test": "asked"})
    rules = card(execution(20), small, facts=ASKED)
    spent = {"spent": ["95", "80", "10"], "budget": ["100"] * 3}

    _, lines = tried(table(**spent, asked=["true", "false", "true"]), rules, rules)
    assert {"execution": "decides", "small": "idle"} == {line.id: line.decides[1] for line in lines}

    _, lines = tried(table(**spent, asked=["true", "true", "true"]), rules, rules)
    assert {"execution": "decides", "small": "same"} == {line.id: line.decides[1] for line in lines}


def test_what_lifts_somebody_into_another_grade_decides_grades() -> None:
    # 20, 16 and 3 keep their order if all have the one point: but 17 are enough for the better grade.
    small = criterion("small", 1, {"shape": "all_or_nothing", "test": "asked"})
    grades = {"grades": [{"name": "优", "from": 17}, {"name": "差", "from": 0}]}
    rules = card(execution(20), small, facts=ASKED, more=grades)
    facts = table(spent=["95", "80", "10"], budget=["100"] * 3, asked=["true", "false", "true"])

    _, lines = tried(facts, rules, rules)

    assert "decides" == next(line.decides[1] for line in lines if line.id == "small")


def test_what_breaks_a_tie_decides_places() -> None:
    small = criterion("small", 1, {"shape": "all_or_nothing", "test": "asked"})
    rules = card(bands(("0.9", 20)), small, facts=ASKED)

    _, lines = tried(table(spent=["95", "90"], budget=["100"] * 2, asked=["true", "false"]), rules, rules)

    assert {"rate": "same", "small": "decides"} == {line.id: line.decides[1] for line in lines}


def test_where_the_total_is_no_sum_nobody_says_what_a_criterion_decides() -> None:
    capped = card(execution(10), bands(("0.5", 10)), modifiers=[modifier("cap", at=15)])

    _, lines = tried(table(spent=["95", "60", "10"], budget=["100"] * 3), capped, capped)

    assert {"unknown"} == {line.decides[1] for line in lines}


def test_a_criterion_of_one_ruleset_alone_gives_nothing_under_the_other() -> None:
    old, new = card(execution(10)), card(execution(10), bands(("0.9", 5)))

    found, lines = tried(table(spent=["95", "50"], budget=["100"] * 2), old, new)
    rate = next(line for line in lines if line.id == "rate")

    assert (1, Fraction(5)) == (rate.moved, rate.size)
    assert [None, 5] == [*rate.points]
    assert {0: 1, 5: 1} == dict(found.moves.by)


def test_ranges_that_do_not_meet_surely_move_and_others_are_left_open() -> None:
    # Without a budget 10 points are anything from 0 to 10; the other 20 go by one fact or by another.
    old, new = (
        card(execution(10), criterion("answer", 20, {"shape": "all_or_nothing", "test": test}), facts=ASKED)
        for test in ("asked", "heard")
    )
    answers = {"asked": ["true", "false", "false", "true"], "heard": ["false", "true", "true", "true"]}

    found, _ = tried(table(spent=["5"] * 4, budget=[None] * 4, **answers), old, new)

    assert (0, 4, (1, 2)) == (found.settled, found.unsettled, found.surely)
    assert [] == found.most(5)
    assert Spread.of(found.moves.by) is None


def test_ranges_that_meet_in_one_total_may_stay() -> None:
    # From 0 to 10 and from 10 to 20: 10 is in both.
    old, new = (
        card(execution(10), criterion("answer", 10, {"shape": "all_or_nothing", "test": test}), facts=ASKED)
        for test in ("asked", "heard")
    )
    answers = {"asked": ["true", "false"], "heard": ["false", "true"]}

    found, _ = tried(table(spent=["5"] * 2, budget=[None] * 2, **answers), old, new)

    assert (2, (0, 0)) == (found.unsettled, found.surely)


def test_a_total_at_the_end_of_a_span_is_in_the_one_above() -> None:
    moves = Moves({(Fraction(80), Fraction(90)): 2, (Fraction("79.99"), Fraction(100)): 1})
    found = spans(moves)

    assert {Fraction(2)} == {one.high - one.low for one in found}
    counts = {one.low: (one.old, one.new) for one in found if one.old or one.new}
    assert {78: (1, 0), 80: (2, 0), 90: (0, 2), 100: (0, 1)} == counts


RATES = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 100)), min_size=1, max_size=12)


@given(RATES)
def test_a_change_undone_moves_everybody_back(rates: list[tuple[int, int]]) -> None:
    facts = table(spent=[str(spent) for spent, _ in rates], budget=["100"] * len(rates))
    old, new = (
        card(execution(10), bands(("0.9", 20), ("0.5", 7))),
        card(execution(10, "0.8"), bands(("0.7", 20))),
    )

    there, lines = tried(facts, old, new)
    back, others = tried(facts, new, old)

    assert {(b, a): count for (a, b), count in there.moves.items()} == dict(back.moves)
    assert {line.id: line.mean for line in lines} == {line.id: -line.mean for line in others}
    assert sum(line.mean for line in lines) == sum(by * n for by, n in there.moves.by.items()) / len(rates)


@given(RATES)
def test_the_same_rules_move_nobody(rates: list[tuple[int, int]]) -> None:
    rules = card(execution(10), bands(("0.9", 20)))

    found, lines = tried(
        table(spent=[str(one) for one, _ in rates], budget=["100"] * len(rates)), rules, rules
    )

    assert {0: len(rates)} == dict(found.moves.by)
    assert [] == found.most(3)
    assert {0} == {line.size for line in lines}


@given(st.dictionaries(st.fractions(), st.integers(1, 5), min_size=1, max_size=9))
def test_the_ends_of_a_spread_occur_and_its_middle_is_in_the_middle(counts: dict[Fraction, int]) -> None:
    ordered = sorted(value for value, count in counts.items() for _ in range(count))
    spread = Spread.of(counts)

    assert spread is not None
    assert (ordered[0], ordered[(len(ordered) - 1) // 2], ordered[-1]) == spread.quartiles[::2]
    assert spread.mean == sum(ordered) / len(ordered)
