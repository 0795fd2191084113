"""Which parts of the rules the cases go through, and cases beside the limits."""

from typing import Any

from perfscore import Plan, make_plan
from perfscore.testing.boundaries import boundaries
from perfscore.testing.coverage import coverage
from perfscore.testing.ruleset_cases import ran_cases
from tests import cards

BANDS = cards.criterion(
    "rate", 10,
    {"shape": "bands", "bands": [
        {"at_least": "0.9", "points": 10}, {"at_least": "0.6", "below": "0.9", "points": 5},
        {"below": "0.6", "points": 0},
    ]},
    indicator="budget_execution_rate", **{"with": {"executed": "spent"}},
    readings=[{"id": "strict", "scoring": {"bands": [
        {"above": "0.9", "points": 10}, {"at_most": "0.9", "points": 0},
    ]}}],
)  # fmt: skip


def planned(cases: list[dict[str, Any]]) -> Plan:
    more = {
        "cases": cases,
        "checks": [{"id": "within", "assert": "spent <= budget", "kind": "limit"}],
        "grades": [{"name": "优", "from": 9}, {"name": "差", "from": 0}],
    }
    card = cards.card(BANDS, modifiers=[cards.modifier("cap", at="8")], more=more)
    return make_plan(card, cards.catalog())


def missed(cases: list[dict[str, Any]]) -> list[str]:
    plan = planned(cases)
    return [
        f"{part.sort} {part.name} {part.says}".strip()
        for part in coverage(plan, ran_cases(plan))
        if not part.reached
    ]


def test_without_cases_nothing_is_gone_through() -> None:
    assert [
        "criterion rate", "branch rate x >= 0.9 → 10", "branch rate x >= 0.6 → 5", "branch rate x < 0.6 → 0",
        "reading rate strict", "modifier cap cap", "check within holds", "check within fails",
        "grade 优", "grade 差",
    ] == missed([])  # fmt: skip


def test_each_case_takes_what_it_goes_through() -> None:
    high = {"facts": {"spent": "90", "budget": "100"}, "expect": {"rate": "10", "total": "8"}}
    assert [
        "branch rate x >= 0.6 → 5", "branch rate x < 0.6 → 0", "reading rate strict",
        "check within holds", "check within fails", "grade 优", "grade 差",
    ] == missed([high])  # fmt: skip

    strict = {
        "facts": {"spent": "90", "budget": "100"},
        "readings": {"rate": {"strict": "0"}},
        "checks": {"within": "holds"},
    }
    found = missed([high, strict])
    assert "reading rate strict" not in found
    assert "check within holds" not in found


def test_a_case_that_fails_goes_through_nothing() -> None:
    wrong = {"facts": {"spent": "90", "budget": "100"}, "expect": {"rate": "9"}}

    assert "criterion rate" in missed([wrong])


def sides(cases: list[dict[str, Any]]) -> list[tuple[str, str]]:
    plan = planned(cases)
    return [(one.limit, one.side) for one in boundaries(plan, ran_cases(plan)) if "expect" in one.case.keys]


def test_each_limit_has_a_case_on_each_side_of_it() -> None:
    assert [(limit, side) for limit in ("0.6", "0.9") for side in ("under", "at", "over")] == sides([])


def test_a_limit_that_a_case_tries_is_not_proposed_again() -> None:
    tried = {"facts": {"spent": "45", "budget": "50"}, "expect": {"rate": "10"}}

    assert ("0.9", "at") not in sides([tried])
    assert ("0.9", "under") in sides([tried])


def test_a_case_beside_a_limit_expects_what_the_rules_give() -> None:
    expected = {
        (one.limit, one.side): one.case.keys["expect"]["rate"]
        for one in boundaries(planned([]), ())
        if "expect" in one.case.keys
    }

    assert {
        ("0.6", "under"): "0", ("0.6", "at"): "5", ("0.6", "over"): "5",
        ("0.9", "under"): "5", ("0.9", "at"): "10", ("0.9", "over"): "10",
    } == expected  # fmt: skip
