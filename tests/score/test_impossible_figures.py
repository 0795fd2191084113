"""What is stated and cannot be is not known: it earns nothing, contradicts nothing, and is told."""

import pytest

from perfscore import Audit, audit, make_report, read_ruleset, render
from tests.cards import catalog

GROUPS = ("产出指标", "效益指标", "满意度指标")


def audited(target: str = "≥95%", actual: str = "96%", name: str = "满意度", **facts: str) -> Audit:
    printed = (("里程", "≥5公里", "5公里", "50"), ("户数", "≥3户", "3户", "30"), (name, target, actual, "10"))
    rows = [
        {"level1": group, "name": called, "target": goal, "actual": done, "points": points, "claimed": points}
        for group, (called, goal, done, points) in zip(GROUPS, printed, strict=True)
    ]
    amounts = {"budget": "100", "expenditure": "98"} | facts
    stated = {fact: {"value": value, "unit": "万元"} for fact, value in amounts.items()}
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    claims = {"total": "99.8", "criteria": {"execution": "9.8"}}
    report = make_report({"format": 1, "report": head, "claims": claims, "facts": stated, "targets": rows})
    return audit(report, read_ruleset("cn-mof-2020", catalog()), catalog())


def told(result: Audit) -> list[tuple[str, str]]:
    return [
        (one.code, one.values.get("raw") or one.values["found"])
        for one in result.findings
        if one.code in ("fact-out-of-bounds", "row-impossible")
    ]


@pytest.mark.parametrize(("fact", "value"), [("budget", "-100"), ("expenditure", "-98")])
def test_an_amount_below_nothing_says_nothing_of_the_execution(fact: str, value: str) -> None:
    result = audited(**{fact: value})

    assert ("cannot_tell", "[0, 10]") == (
        result.criterion("execution").verdict, str(result.criterion("execution").award.range)
    )  # fmt: skip
    assert "consistent" == result.verdict
    assert [("fact-out-of-bounds", value)] == told(result)
    assert "超出可能范围 [0, ∞) 万元，按未知处理" in render(result, language="zh")


@pytest.mark.parametrize(
    ("name", "target", "actual", "found"),
    [
        ("满意度", "≥95%", "975%", "975%"),
        ("合格率", "≥950%", "9%", "≥950%"),
        ("参训", "≥50人", "-5人", "-5人"),
    ],
)
def test_a_row_that_prints_what_cannot_be_is_not_scored(
    name: str, target: str, actual: str, found: str
) -> None:
    result = audited(target, actual, name)

    assert "cannot_tell" == result.criterion("satisfaction.3").verdict
    assert [("row-impossible", found)] == told(result)


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [("增长率", "≥100%", "120%"), ("满意度", "≥95%", "100%"), ("降幅", "≤5%", "-3%")],
)
def test_what_can_be_is_scored(name: str, target: str, actual: str) -> None:
    result = audited(target, actual, name)

    assert 10 == result.criterion("satisfaction.3").award.points
    assert [] == told(result)
