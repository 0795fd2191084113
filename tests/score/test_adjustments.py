"""Rescaled totals, caps, bonuses and vetoes: what they give, rest on, ask for, and how fast."""

from fractions import Fraction
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Audit, ProblemsFound, Range, Ruleset, audit, make_plan
from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.numbers.exact import Rounding
from perfscore.score.adjustments import Applied, finished
from perfscore.score.sums.gridbits import bundles, gathered, whole_numbers
from perfscore.score.sums.pointset import PointSet
from perfscore.score.sums.totals import possible_totals
from tests.cards import MONEY, Values, card, catalog, execution, judged, modifier, report

FACTS = MONEY | {
    "extra": {"label": "extra", "minimum": 0},
    "base": {"label": "base", "minimum": 0},
    "fraud": {"label": "fraud", "kind": "truth"},
}
SPENT = {"spent": "90万元", "budget": "100万元"}  # 54 points
UNKNOWN_BUDGET = {"spent": "90万元"}
QUALITY = {"quality_points": "6分"}
LOANS = {"loans_points": "20分"}
NOT_APPLICABLE = {"state": "not_applicable"}
NO_LOANS = {"loans_points": NOT_APPLICABLE}
KNOWN = SPENT | QUALITY | LOANS  # 80 points

CAP = modifier("cap", at=70)
BONUS = modifier("bonus", formula="extra", most=5)
RATIO = modifier("bonus", formula="extra / base", most=5)
THIRD = modifier("bonus", formula="1 / 3", most=5)
VETO = modifier("veto", when="fraud", gives=10)


def ruled(*modifiers: Values, first: object = 60, second: object = 10, **policies: Any) -> Ruleset:
    """Return a card of 100 points: a measured row and two that a judge gives points."""
    rows = execution(first), judged("quality", second, "0.5"), judged("loans", 30, "0.5")
    return card(*rows, facts=FACTS, modifiers=modifiers, **policies)


def run(facts: Values, claim: str | None = None, *modifiers: Values, **policies: Any) -> Audit:
    return audit(report(facts, claim), ruled(*modifiers, **policies), catalog())


@pytest.mark.parametrize("places", [2, 3])
@pytest.mark.parametrize(
    ("more", "loans"),
    [
        ([CAP], LOANS),
        ([], NO_LOANS),
        ([VETO], LOANS),
        ([BONUS], LOANS),
        ([modifier("bonus", formula="extra * total / 700", most=5)], LOANS),
        ([modifier("veto", when="total < extra", gives=10)], LOANS),
    ],
    ids=["cap", "rescaled", "veto", "bonus", "bonus-on-total", "veto-on-total"],
)
def test_one_unknown_fact_takes_no_time_whatever_is_done_to_the_sum(
    places: int, more: list[Values], loans: dict[str, Any]
) -> None:
    run(KNOWN)  # the catalogue and its formulas are read once
    began = perf_counter()
    result = run(UNKNOWN_BUDGET | QUALITY | loans, "65.00", *more, places=places)
    _ = result.card.attainable.hull

    assert perf_counter() - began < 1  # it was 15 seconds for two places and 157 for three
    assert "consistent" == result.verdict


def test_an_unknown_fact_leaves_every_rescaled_total_on_the_places_printed() -> None:
    possible = run(UNKNOWN_BUDGET | QUALITY | NO_LOANS).card.attainable

    # 6 to 66 of 70 points, each rescaled and rounded: 8.57, then 8.59; nothing becomes 8.58.
    assert Range(Fraction("8.57"), Fraction("94.29")) == possible.hull
    assert [True, False, True] == [Fraction(p) in possible for p in ("8.57", "8.58", "8.59")]


def test_a_capped_total_keeps_its_gaps() -> None:
    possible = run(SPENT | LOANS, None, modifier("cap", at="77.25")).card.attainable

    # 74 and 0 to 10 points in halves, nothing above the cap.
    points = ("74", "77", "77.25", "76.75", "77.5")
    assert [True, True, True, False, False] == [Fraction(p) in possible for p in points]


@pytest.mark.parametrize("at", ["criterion", "total"])
def test_a_rescaled_total_is_rounded_as_the_card_declares(at: str) -> None:
    result = run(SPENT | QUALITY | NO_LOANS, "85.71", at=at)  # 60 of 70 are 85.714285…

    assert Fraction("85.71") == result.card.total
    assert "reproduced" == result.verdict
    assert "contradicted" == run(SPENT | QUALITY | NO_LOANS, "85.72", at=at).verdict


def test_rescaled_points_are_capped_after_they_are_rounded() -> None:
    assert Fraction(70) == run(SPENT | QUALITY | NO_LOANS, None, CAP).card.total


@pytest.mark.parametrize("policy", ["rescale", "exclude"])
def test_where_nothing_applies_no_total_can_be_told(policy: str) -> None:
    nothing = dict.fromkeys(("spent", "budget", "quality_points", "loans_points"), NOT_APPLICABLE)
    result = run(nothing, "90.00", not_applicable=policy)

    assert "cannot_tell" == result.verdict
    assert result.card.total is None
    assert result.ledger is not None
    assert (Fraction(90), Fraction(0)) == (result.ledger.unsupported, result.ledger.contradicted)


def test_a_verdict_rests_on_the_bonus_that_is_assumed() -> None:
    assumed = {"extra": {"value": "2", "state": "assumed", "note": "told on the telephone"}}

    assert ["extra"] == [item.binding.fact for item in run(KNOWN | assumed, "82", BONUS).rests_on]


def test_an_unknown_bonus_is_asked_for_with_the_points_it_could_move() -> None:
    asked = run(KNOWN, "82", BONUS).ask_next

    assert [("extra", Fraction(5))] == [(ask.evidence.binding.fact, ask.points) for ask in asked]


def test_an_unknown_veto_is_asked_for_with_all_that_it_could_take() -> None:
    asked = run(KNOWN, "80", VETO).ask_next

    assert [("fraud", Fraction(70))] == [(ask.evidence.binding.fact, ask.points) for ask in asked]


def test_what_a_cap_takes_away_again_is_not_asked_for() -> None:
    assert () == run(KNOWN, "70", BONUS, CAP).ask_next


def test_a_bonus_nobody_shows_is_none_and_a_veto_nobody_proves_is_not_pronounced() -> None:
    result = run(KNOWN, "80", BONUS, VETO, missing="zero")

    assert (Fraction(80), "reproduced") == (result.card.total, result.verdict)


def test_a_card_that_refuses_missing_facts_refuses_an_unknown_bonus() -> None:
    with pytest.raises(ProblemsFound) as refused:
        run(KNOWN, "80", BONUS, missing="refuse")

    assert ["modifier-fact-missing"] == [problem.code for problem in refused.value.problems]
    assert "extra" in refused.value.text()


def test_a_bonus_that_does_not_apply_is_left_out() -> None:
    assert Fraction(80) == run(KNOWN | {"extra": NOT_APPLICABLE}, None, BONUS).card.total


@pytest.mark.parametrize("base", [{"value": "0"}, {"low": "0", "high": "2"}])
def test_a_bonus_without_a_value_gives_no_more_than_its_most(base: Values) -> None:
    facts = KNOWN | {"extra": "1", "base": base}

    assert Range(Fraction(80), Fraction(85)) == run(facts, None, RATIO).card.range
    assert "contradicted" == run(facts, "85.01", RATIO).verdict
    assert not run(facts, None, RATIO).card.fixed


@pytest.mark.parametrize("at", ["criterion", "total"])
def test_a_third_of_a_point_is_added_with_the_decimals_that_points_have(at: str) -> None:
    result = run(KNOWN, "80.33", THIRD, modifier("cap", at=90), at=at)

    assert (Fraction("80.33"), "reproduced") == (result.card.total, result.verdict)
    assert [Fraction("80.33")] == list(result.card.attainable.points())


@pytest.mark.parametrize(("at", "total"), [("criterion", "80.66"), ("total", "80.67")])
def test_bonuses_are_rounded_where_the_card_rounds_points(at: str, total: str) -> None:
    assert Fraction(total) == run(KNOWN, None, THIRD, {**THIRD, "id": "more"}, at=at).card.total


@pytest.mark.parametrize("says", ["extra", "extra / base", "extra * total / 700"])
def test_an_unknown_bonus_leaves_every_total_on_the_places_printed(says: str) -> None:
    unknown = modifier("bonus", formula=says, most=20)
    possible = run(KNOWN, None, unknown, places=3).card.attainable

    assert Range(Fraction(80), Fraction(100)) == possible.hull
    assert [True, False] == [Fraction(text) in possible for text in ("80.001", "80.0005")]


def test_a_total_that_the_cap_settles_is_reproduced_though_a_fact_is_unknown() -> None:
    result = run(SPENT | LOANS, "70", CAP)

    assert "reproduced" == result.verdict
    assert result.card.fixed
    assert "contradicted" == run(SPENT | LOANS, "71", CAP).verdict


@pytest.mark.parametrize(
    ("places", "first", "second", "codes"),
    [
        (0, "57.5", "12.5", ["criteria execution › points", "criteria quality › points"]),
        (1, "57.5", "12.5", []),
    ],
)
def test_full_points_that_rounding_would_change_are_refused(
    places: int, first: str, second: str, codes: list[str]
) -> None:
    found: list[str] = []
    try:
        run(KNOWN, places=places, first=first, second=second)
    except ProblemsFound as refused:
        found = [problem.where for problem in refused.problems if problem.code == "points-off-rounding"]

    assert codes == found


SETTLED = {
    "cap": modifier("cap", at="7.25"),
    "floor": modifier("floor", at="2.12"),
    "bonus": modifier("bonus", formula="1.5", most=5),
    "thirds": THIRD,
    "share": modifier("bonus", formula="total / 8", most=1),
    "veto": modifier("veto", when="total > 4 and total < 6", gives=3),
}


@pytest.fixture(scope="module")
def settled() -> dict[str, Applied]:
    """Return rules that read no facts, and two rescalings, as they are applied."""
    found = {}
    for name, says in SETTLED.items():
        rule = make_plan(ruled(says, not_applicable="zero"), catalog()).modifiers[0]
        found[name] = Applied(name, rule.formula, rule.constants, (), rule)
    text, given = "total / counted * points", {"counted": Fraction(7), "points": Fraction(10)}
    names = dict.fromkeys(("total", *given), Kind.NUMBER)
    found["scaled"] = Applied("scaled", compile_formula(text, names), given, ())
    formula = compile_formula(f"truncate({text}, 1)", names)
    found["rounded"] = Applied("rounded", formula, given, ())
    return found


@settings(deadline=None)
@given(
    units=st.frozensets(st.integers(0, 200), min_size=1, max_size=40),
    names=st.lists(st.sampled_from([*SETTLED, "scaled", "rounded"]), max_size=3),
    rounding=st.sampled_from([None, Rounding(1), Rounding(0, "half_even")]),
)
def test_all_totals_at_once_are_those_of_every_sum_alone(
    settled: dict[str, Applied], units: frozenset[int], names: list[str], rounding: Rounding | None
) -> None:
    rules = tuple(settled[name] for name in names)
    expected = {finished(Fraction(unit, 20), rules, rounding) for unit in units}
    found = possible_totals(PointSet(2, gathered(5 * unit for unit in units)), rules, rounding)

    assert {total.exact for total in found.dense()} == expected


numbers = st.frozensets(st.integers(0, 300), max_size=60)


@settings(deadline=None)
@given(numbers)
def test_numbers_gathered_are_the_numbers_of_the_set(of: frozenset[int]) -> None:
    assert sorted(of) == list(whole_numbers(gathered(of)))


@settings(deadline=None)
@given(numbers, st.integers(1, 20))
def test_bundles_hold_every_number_in_order_and_are_no_more_than_asked_for(
    of: frozenset[int], most: int
) -> None:
    found = list(bundles(gathered(of), most))
    ends = [end for bundle in found for end in bundle]

    assert len(found) <= most
    assert sorted(ends) == ends
    assert set(ends) <= of
    assert all(any(first <= number <= last for first, last in found) for number in of)
    assert len(of) > most or [(number, number) for number in sorted(of)] == found
