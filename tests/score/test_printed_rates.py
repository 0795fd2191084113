"""A rate that a form prints for a criterion is its value where the amounts behind it are not shown."""

from fractions import Fraction

import pytest

from perfscore import Audit, audit
from tests.cards import catalog, report

HUNAN, CHONGQING = "hunan-province-2015", "chongqing-department-2021"


def audited(ruleset: str, row: dict[str, str], **facts: str) -> Audit:
    return audit(report(facts, targets=[{"level1": "过程", **row}]), ruleset, catalog())


def codes(result: Audit) -> set[str]:
    return {finding.code for finding in result.findings}


COMPLETED = {"name": "预算完成率", "target": "100%", "actual": "92.8%", "points": "5"}


@pytest.mark.parametrize(("claimed", "verdict"), [("3", "reproduced"), ("5", "contradicted")])
def test_a_printed_rate_gives_the_points_that_the_published_card_gave(claimed: str, verdict: str) -> None:
    result = audited(HUNAN, {**COMPLETED, "claimed": claimed})
    line = result.criterion("budget_completion")
    assert line.award.points == Fraction(3), "92.8 % earned three of five in the published card"
    assert line.verdict == verdict
    assert "row-rate-stated" in codes(result)
    assert ("row-unmet-full" in codes(result)) == (claimed == "5")


def test_amounts_that_are_shown_give_the_rate_and_the_printed_one_is_held_against_them() -> None:
    agreeing = audited(HUNAN, COMPLETED, expenditure="928万元", budget="1000万元")
    assert agreeing.criterion("budget_completion").award.points == Fraction(3)
    assert not {"row-rate-stated", "row-rate-differs"} & codes(agreeing)
    differing = audited(HUNAN, COMPLETED, expenditure="990万元", budget="1000万元")
    assert differing.criterion("budget_completion").award.points == Fraction(5)
    assert "row-rate-differs" in codes(differing)
    assert "row-rate-stated" not in codes(differing)


def test_what_is_no_rate_is_not_taken_for_one() -> None:
    result = audited(HUNAN, {**COMPLETED, "actual": "928万元"})
    assert result.criterion("budget_completion").award.points is None
    assert "row-rate-stated" not in codes(result)


@pytest.mark.parametrize(
    ("name", "target", "actual", "points", "unmet"),
    [
        ("政府采购执行率", "100%", "72.74%", "2", True),
        ("政府采购执行率", "100%", "100%", "2", False),
        ("预算完成率", "≥95%", "92.8%", "2", True),
        ("预算完成率", "≥90%", "92.8%", "2", False),
        ("结转结余率", "10%", "12%", "2", True),
        ("结转结余率", "10%", "8%", "2", False),
        ("结转结余率", "≤10%", "约12%", "2", False),
    ],
)
def test_full_points_for_a_rate_that_misses_its_target_are_found_where_a_judge_gives_the_points(
    name: str, target: str, actual: str, points: str, unmet: bool
) -> None:
    row = {"name": name, "target": target, "actual": actual, "points": points, "claimed": points}
    assert ("row-unmet-full" in codes(audited(CHONGQING, row))) == unmet
