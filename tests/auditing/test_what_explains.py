"""What would give a claim that does not follow: the printed rate, equal shares, rounding line by line."""

from fractions import Fraction
from typing import Any

import pytest

from perfscore import Audit, audit, make_report, render
from perfscore.numbers.exact import decimal_text
from tests.cards import catalog

ROWS = (("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10"))


def audited(
    total: str,
    *,
    spent: str = "100",
    rate: str = "100%",
    execution: str = "10",
    rows: tuple[tuple[str, ...], ...] = ROWS,
    ruleset: str = "cn-mof-2020",
) -> Audit:
    """Audit a form of 100万元; a row is its group, its points, what was reached of 100, what it claims."""
    targets: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        level1, points, reached, claimed = (*row, "100", row[1])[:4] if len(row) < 4 else row
        targets.append(
            {"level1": level1, "name": f"第{number}项", "sign": "≥", "target": "100个",
             "actual": f"{reached}个", "points": points, "claimed": claimed}
        )  # fmt: skip
    facts: dict[str, Any] = {
        name: {"value": value, "unit": "万元"} for name, value in (("budget", "100"), ("expenditure", spent))
    }
    if rate:
        facts["execution_rate_printed"] = {"value": rate, "unit": "%"}
    head = {"subject": "某渡口管理所", "fiscal_year": 2024, "rows": "all"}
    claims = {"total": total, "criteria": {"execution": execution}}
    values = {"format": 1, "report": head, "claims": claims, "facts": facts, "targets": targets}
    return audit(make_report(values), ruleset, catalog())


def of_execution(result: Audit) -> dict[str, str]:
    return {way.code: way.text for way in result.criteria[0].explained_by}


def of_total(result: Audit) -> dict[str, str]:
    return {way.code: decimal_text(way.points) for way in result.explained_by}


def test_the_printed_rate_explains_a_score_that_the_amounts_do_not_give() -> None:
    result = audited("96.7", spent="66.6", rate="67%", execution="6.7")
    said = " ".join(render(result, language="en").split())

    assert "contradicted" == result.criteria[0].verdict
    assert "6.70" == of_execution(result)["printed-rate"]
    assert "With the rate as printed (67%) in the place of its amounts it would be 6.70." in said
    assert "96.7" == of_total(result)["lines-as-explained"]


@pytest.mark.parametrize("execution", ["6.71", "6.8", "7.5"])
def test_a_score_that_the_printed_rate_does_not_give_is_not_explained_by_it(execution: str) -> None:
    result = audited("96", spent="66.6", rate="67%", execution=execution)

    assert "contradicted" == result.criteria[0].verdict
    assert "printed-rate" not in of_execution(result)
    assert "lines-as-explained" not in of_total(result)


def test_a_rate_that_is_not_printed_explains_nothing() -> None:
    assert "printed-rate" not in of_execution(audited("96.7", spent="66.6", rate="", execution="6.7"))


SIXTHS = (*(("产出指标", "8.33"),) * 6, *ROWS[1:])


def test_equal_shares_that_do_not_divide_explain_a_total_and_are_no_fault() -> None:
    result = audited("100", rows=SIXTHS)
    codes = {finding.code: finding.severity for finding in result.findings}

    assert "contradicted" == result.verdict
    assert "100" == of_total(result)["equal-shares"]
    assert "note" == codes["rows-share-points"]
    assert not {"rows-short-of-points", "points-do-not-add-up"} & codes.keys()
    assert "各印 8.33 分，是 50 分均分后的舍入值；各行合计 49.98 分" in render(result, language="zh")


def test_the_sum_of_equal_shares_is_reproduced_as_printed() -> None:
    assert "reproduced" == audited("99.98", rows=SIXTHS).verdict


def test_shares_that_are_earned_in_part_explain_what_they_give() -> None:
    rows = (*(("产出指标", "8.33", "59", "4.91"),) * 6, *ROWS[1:])

    assert "79.5" == of_total(audited("79.5", rows=rows))["equal-shares"]  # 10 + 50 × 0.59 + 30 + 10
    assert "equal-shares" not in of_total(audited("79.6", rows=rows))


@pytest.mark.parametrize(("share", "code"), [("8.31", "rows-short-of-points"), ("8.4", "rows-exceed-points")])
def test_points_that_are_no_share_of_their_group_are_a_fault(share: str, code: str) -> None:
    result = audited("100", rows=(*(("产出指标", share),) * 6, *ROWS[1:]))

    assert code in {finding.code for finding in result.findings if finding.severity == "error"}
    assert "equal-shares" not in of_total(result)


@pytest.mark.parametrize(
    ("reached", "computed", "total", "code"),
    [
        ("98", "99.32", "99.2", "each-one-decimal-cut"),  # 17 × 0.98 is 16.66, twice
        ("97.75", "99.24", "99.22", "each-two-decimals-cut"),  # 16.6175
        ("98", "99.32", "98", "each-whole-points-cut"),
    ],
)
def test_lines_rounded_before_they_are_added_explain_a_total(
    reached: str, computed: str, total: str, code: str
) -> None:
    row = ("产出指标", "17", reached, "17")
    result = audited(total, rows=(row, row, ("产出指标", "16"), *ROWS[1:]))

    assert Fraction(computed) == result.card.total
    assert code in of_total(result)
    assert code not in of_total(audited("99.15", rows=(row, row, ("产出指标", "16"), *ROWS[1:])))
