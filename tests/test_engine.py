"""What a card does with missing facts, rows that do not apply, caps, bonuses and grades."""

from fractions import Fraction
from typing import Any

import pytest

from perfscore import Audit, ProblemsFound, Range, audit
from tests.cards import MONEY, Values, card, catalog, criterion, execution, modifier, report

FACTS = MONEY | {"fraud": {"label": "fraud", "kind": "truth"}}
GRADES = [{"name": "good", "from": 15}, {"name": "poor", "from": 0}]
STEPS = {"shape": "deduction", "over": 1, "each": "0.01", "loses": "0.5", "part_steps": "ignored"}


def run(
    facts: Values, claim: str | None = None, *more: Values, staff: Values | None = None, **policies: Any
) -> Audit:
    """Audit a claim under a card of 20 points, with modifiers and, for its second row, other keys."""
    rows = execution(15), criterion("staff", 5, STEPS, indicator="staff_control_rate", **(staff or {}))
    ruleset = card(*rows, facts=FACTS, modifiers=more, more={"grades": GRADES}, **policies)
    return audit(report(facts, claim), ruleset, catalog())


SPENT = {"spent": "70万元", "budget": "90万元"}
STAFF = {"staff": "41人", "posts": "40人"}  # 2.5 % over
UNKNOWN_BUDGET = {"spent": "70万元", "budget": None}
NO_STAFF = {"staff": {"state": "not_applicable"}, "posts": "0人"}
VETO = modifier("veto", when="fraud", gives=0)


def test_points_are_rounded_where_the_card_says() -> None:
    # 15 x 70 / 90 = 11.666...; 2.5 % over posts is two whole steps: 5 - 1 = 4.
    assert Fraction("15.67") == run(SPENT | STAFF).card.total
    assert Fraction("15.66") == run(SPENT | STAFF, mode="truncate").card.total
    assert Fraction("15.67") == run(SPENT | STAFF, at="total").card.total
    assert Fraction("15.66") == run(SPENT | STAFF, at="total", mode="truncate").card.total


@pytest.mark.parametrize(
    ("policy", "low", "high"),
    [("range", "4", "19"), ("zero", "4", "4")],
)
def test_what_a_missing_fact_costs_is_the_cards_to_say(policy: str, low: str, high: str) -> None:
    assert Range(Fraction(low), Fraction(high)) == run(UNKNOWN_BUDGET | STAFF, missing=policy).card.range


def test_a_card_may_refuse_to_score_without_a_fact() -> None:
    with pytest.raises(ProblemsFound) as refused:
        run(UNKNOWN_BUDGET | STAFF, missing="refuse")

    assert ["fact-missing"] == [problem.code for problem in refused.value.problems]
    assert "budget" in refused.value.text()


def test_a_missing_fact_is_missed_also_where_another_leaves_the_measure_without_a_value() -> None:
    nobody = {"staff": None, "posts": "0人"}

    with pytest.raises(ProblemsFound) as refused:
        run(SPENT | nobody, missing="refuse")
    assert ["fact-missing"] == [problem.code for problem in refused.value.problems]
    assert Fraction("11.67") == run(SPENT | nobody, missing="zero").card.total


@pytest.mark.parametrize(
    ("policy", "total"),
    [
        ("rescale", "15.56"),  # 11.67 of 15 brought to 20: 15.56 exactly
        ("full", "16.67"),
        ("zero", "11.67"),
        ("exclude", "11.67"),
    ],
)
def test_points_that_do_not_apply_go_where_the_card_says(policy: str, total: str) -> None:
    assert Fraction(total) == run(SPENT | NO_STAFF, not_applicable=policy).card.total


def test_a_budget_of_zero_is_a_state_of_its_own_and_no_zero_points() -> None:
    result = run({"spent": "0万元", "budget": "0万元"} | STAFF, "19.00")

    assert "undefined" == result.card.awards[0].measurement.state
    assert Range(Fraction(4), Fraction(19)) == result.card.range
    assert "measure-undefined" in {finding.code for finding in result.findings}


def test_caps_floors_bonuses_and_vetoes_change_the_sum() -> None:
    bonus = modifier("bonus", most=2, formula="10 * spent / budget")

    assert Fraction(12) == run(SPENT | STAFF, None, modifier("cap", at=12)).card.total
    assert Fraction(18) == run(SPENT | STAFF, None, modifier("floor", at=18)).card.total
    assert Fraction("17.67") == run(SPENT | STAFF, None, bonus).card.total
    assert Fraction(0) == run(SPENT | STAFF | {"fraud": True}, None, VETO).card.total
    assert Fraction("15.67") == run(SPENT | STAFF | {"fraud": False}, None, VETO).card.total


def test_an_unknown_veto_leaves_both_totals_possible() -> None:
    result = run(SPENT | STAFF, "10.00", VETO)

    assert [True, False, True] == [
        points in result.card.attainable for points in (Fraction(0), Fraction(10), Fraction("15.67"))
    ]
    assert "contradicted" == result.verdict


def test_a_grade_is_given_only_where_every_possible_total_has_it() -> None:
    sure, open_ = run(SPENT | STAFF).card.grade, run(UNKNOWN_BUDGET | STAFF).card.grade

    assert sure is not None
    assert "good" == sure.name
    assert open_ is None


@pytest.mark.parametrize(
    ("facts", "claim", "verdict"),
    [
        (SPENT | STAFF, "15.67", "reproduced"),
        (SPENT | STAFF, "15.7", "contradicted"),
        (UNKNOWN_BUDGET | STAFF, "17.25", "consistent"),
        (UNKNOWN_BUDGET | STAFF, "19.01", "contradicted"),
        ({}, "17.25", "cannot_tell"),
        (SPENT | STAFF, None, None),
    ],
)
def test_the_verdict_says_what_the_evidence_allows(
    facts: Values, claim: str | None, verdict: str | None
) -> None:
    assert verdict == run(facts, claim).verdict


def test_a_reading_that_leads_elsewhere_keeps_a_claim_from_being_contradicted() -> None:
    # 2.5 % over is two whole steps, or three started ones: 15.67 or 15.17.
    assert "contradicted" == run(SPENT | STAFF, "15.17").verdict

    started = {"readings": [{"id": "part-steps", "scoring": {"part_steps": "counted"}}]}
    assert "consistent" == run(SPENT | STAFF, "15.17", staff=started).verdict
    assert "consistent" == run(SPENT | STAFF, "15.67", staff=started).verdict


ROWS = [
    {"level1": "产出指标", "name": "举办活动场次", "sign": "≥", "target": "120场", "actual": "132场",
     "points": "20", "claimed": "20"},
    {"level1": "产出指标", "name": "按时办结率", "target": "≥90%", "actual": "81%",
     "points": "20", "claimed": "20"},
    {"level1": "产出指标", "name": "群众反映", "sign": "定性", "target": "良好", "actual": "达成预期指标",
     "points": "10", "claimed": "9"},
    {"level1": "效益指标", "name": "安全事故", "sign": "≤", "target": "10", "actual": "11", "unit": "起",
     "points": "30", "claimed": "27"},
]  # fmt: skip


def test_the_rows_of_a_form_are_scored_by_their_sign() -> None:
    facts = {
        "expenditure": "95万元",
        "budget": "100万元",
        "satisfaction": "95%",
        "satisfaction_target": "95%",
    }
    result = audit(report(facts, "98.00", targets=ROWS), "cn-mof-2020", catalog())
    rows = {line.award.step.criterion.id: line for line in result.criteria}

    # 132 of 120 is full; 81 of 90 % is 18 of 20; one more accident than ten takes a tenth of 30.
    assert {"outputs.1": 20, "outputs.2": 18, "benefits.4": 27} == {
        name: rows[name].award.points for name in ("outputs.1", "outputs.2", "benefits.4")
    }
    assert ["reproduced", "contradicted", "consistent", "reproduced"] == [
        rows[name].verdict for name in ("outputs.1", "outputs.2", "outputs.3", "benefits.4")
    ]
    assert Range(Fraction("92.5"), Fraction("94.5")) == result.card.range
    assert "contradicted" == result.verdict
