"""What a case that lives with the rules can give, and what it can expect."""

from typing import Any

import pytest

from perfscore import make_plan
from perfscore.testing.arithmetic import failing_lines
from perfscore.testing.ruleset_cases import ran_cases, run_cases
from tests import cards

STAFF = cards.criterion(
    "staff", 10,
    {"shape": "deduction", "over": 1, "each": "0.01", "loses": 1, "part_steps": "ignored"},
    indicator="staff_control_rate", **{"with": {"staff": "people", "posts": "posts"}},
    readings=[{"id": "begun", "scoring": {"part_steps": "counted"}}],
)  # fmt: skip
ROWS = cards.criterion(
    "outputs", 50, {"shape": "judged", "step": "0.5"},
    rows={"table": "targets", "where": {"level1": "产出指标"}},
    scoring_by_sign={"≥": {"shape": "proportional", "full_at": 1}},
)  # fmt: skip
FACTS = {
    **cards.MONEY,
    "people": {"label": "people", "unit": "人", "minimum": 0},
    "posts": {"label": "posts", "unit": "人", "above": 0},
    "late": {"label": "late", "kind": "truth"},
    "volunteers": {"label": "volunteers", "unit": "人", "minimum": 0},
}
CARD: dict[str, Any] = {
    "modifiers": [
        cards.modifier("bonus", formula="volunteers / 10", most="3"),
        cards.modifier("veto", when="late", gives="20"),
    ],
    "more": {
        "checks": [{"id": "within", "assert": "spent <= budget", "kind": "limit"}],
        "grades": [{"name": "优", "from": 90}, {"name": "差", "from": 0}],
    },
}


def codes(case: dict[str, Any]) -> list[str]:
    """Return what is wrong with one case of a card: 40 for execution, 10 for staff, 50 for rows."""
    more = {**CARD["more"], "cases": [case]}
    card = cards.card(cards.execution(40), STAFF, ROWS, facts=FACTS, modifiers=CARD["modifiers"], more=more)
    return [problem.code for problem in run_cases(make_plan(card, cards.catalog()))]


CLAIMED = {"criteria": {"execution": "39"}}
SPENT: dict[str, Any] = {
    "spent": "90",
    "budget": "100",
    "people": "1025",
    "posts": "1000",
    "volunteers": "15",
    "late": False,
}
OVER: dict[str, Any] = {**SPENT, "spent": "101"}
LATE: dict[str, Any] = {**SPENT, "late": True}
EVEN: dict[str, Any] = {**SPENT, "people": "1020"}
ROW = {"name": "册数", "level1": "产出指标", "sign": "≥", "target": "100", "actual": "90", "points": "50"}


@pytest.mark.parametrize(
    "case",
    [
        {"facts": SPENT, "expect": {"execution": "36", "staff": "8"}},
        {"facts": SPENT, "expect": {"staff": "[7, 8]"}},
        {"facts": SPENT, "readings": {"staff": {"begun": "7"}}},
        {"facts": SPENT, "not_attainable": {"execution": "35", "staff": ["6", "9"]}},
        {"facts": SPENT, "checks": {"within": "holds"}},
        {"facts": OVER, "checks": {"within": "fails"}},
        {"facts": {"spent": "5"}, "checks": {"within": "open"}},
        {
            "facts": EVEN, "targets": [ROW],
            "expect": {"outputs.1": "45", "total": "90.5", "grade": "优"},
        },
        {"facts": SPENT, "targets": [ROW], "modifiers": {"bonus": "1.5", "veto": "0"}},
        {"facts": LATE, "targets": [ROW], "modifiers": {"bonus": "1.5", "veto": "-70.5"}},
        {"facts": SPENT, "modifiers": {"bonus": "open"}},
        {"facts": SPENT, "targets": [ROW], "claims": {"total": "90.5"}, "verdicts": {"total": "consistent"}},
        {
            "facts": EVEN, "targets": [ROW], "claims": {"total": "90.5"},
            "verdicts": {"total": "reproduced"},
        },
        {"facts": SPENT, "claims": CLAIMED, "verdicts": {"execution": "contradicted"}},
        {"facts": {}, "expect": {"execution": "[0, 40]"}, "not_attainable": {"total": "104"}},
    ],
)  # fmt: skip
def test_a_case_that_comes_out_is_silent(case: dict[str, Any]) -> None:
    assert [] == codes(case)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"facts": SPENT, "expect": {"execution": "35"}}, "case-differs"),
        ({"facts": SPENT, "readings": {"staff": {"begun": "8"}}}, "case-differs"),
        ({"facts": SPENT, "readings": {"staff": {"began": "7"}}}, "case-unknown-name"),
        ({"facts": SPENT, "not_attainable": {"staff": "7"}}, "case-attainable"),
        ({"facts": SPENT, "not_attainable": {"stuff": "7"}}, "case-unknown-criterion"),
        ({"facts": SPENT, "checks": {"within": "fails"}}, "case-differs"),
        ({"facts": SPENT, "checks": {"witin": "holds"}}, "case-unknown-name"),
        ({"facts": SPENT, "targets": [ROW], "modifiers": {"bonus": "2"}}, "case-differs"),
        ({"facts": SPENT, "modifiers": {"bonuses": "2"}}, "case-unknown-name"),
        ({"facts": SPENT, "targets": [ROW], "expect": {"outputs.2": "45"}}, "case-unknown-criterion"),
        ({"facts": SPENT, "claims": {"total": "x"}, "expect": {"staff": "7"}}, "quantity-character"),
        (
            {"facts": SPENT, "claims": CLAIMED, "verdicts": {"execution": "consistent"}},
            "case-differs",
        ),
    ],
)  # fmt: skip
def test_a_case_that_does_not_come_out_is_told(case: dict[str, Any], code: str) -> None:
    assert [code] == codes(case)


def test_a_case_that_nobody_confirmed_is_no_mistake_of_the_rules() -> None:
    assert [] == codes({"facts": SPENT, "expect": {"execution": "1"}, "confirmed": False})


def test_the_arithmetic_of_a_failing_case_has_the_numbers_put_in() -> None:
    case = {"facts": {"spent": "90", "budget": "120"}, "expect": {"execution": "36"}}
    plan = make_plan(cards.card(cards.execution(40), facts=FACTS, more={"cases": [case]}), cards.catalog())
    (ran,) = ran_cases(plan)

    lines = list(failing_lines(ran, "en"))

    assert "execution should be 36, and is 30" in lines[0]
    assert "x = executed / budget = 90 / 120 = 0.75" == lines[1].strip()
    assert lines[2].strip().endswith("= 40 * clamp(0.75, 0, 1) = 30 → 30 (half_up, 2)")
