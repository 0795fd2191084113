"""What was compared and holds is shown with its numbers; what compares nothing is not shown."""

import pytest

from perfscore import Audit, audit, make_report, read_ruleset, render
from tests.cards import catalog


def audited(**facts: str) -> Audit:
    rows = [
        {"level1": group, "name": name, "target": "≥90%", "actual": actual, "points": points}
        for group, name, actual, points in (
            ("产出指标", "资金支付率", "98.77%", "50"),
            ("效益指标", "知晓率", "95%", "30"),
            ("满意度指标", "满意度", "95%", "10"),
        )
    ]
    stated = {name: {"value": value, "unit": "万元"} for name, value in facts.items() if name != "rate"}
    stated["execution_rate_printed"] = {"value": facts["rate"], "unit": "%"}
    amounts = {"budget": stated["budget"], "spent": stated["expenditure"]}
    funds = [{"name": "财政拨款", **amounts, "rate": stated["execution_rate_printed"]}]
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    report = make_report(
        {"format": 1, "report": head, "facts": stated, "tables": {"funds": funds}, "targets": rows}
    )
    return audit(report, read_ruleset("cn-mof-2020", catalog()), catalog())


def held(result: Audit) -> list[list[str]]:
    lines = render(result, language="zh").partition("已核对，相符")[2].partition("下一步")[0].splitlines()
    return [line.split(maxsplit=0) for line in lines if line.startswith("  ")]


def test_a_rate_that_holds_is_shown_with_its_amounts() -> None:
    shown = "\n".join(line for (line,) in held(audited(budget="1000", expenditure="987.65", rate="98.77")))

    assert "0.9877 ≈ 987.65 ÷ 1000  执行率应为全年执行数除以全年预算数" in shown
    assert "98.77% ≈ 98.77%" in shown
    assert "“资金支付率”" in shown
    assert "“财政拨款”" in shown


def test_a_rate_that_is_just_so_is_equal() -> None:
    assert "0.98 = 980 ÷ 1000" in render(audited(budget="1000", expenditure="980", rate="98"), language="zh")


@pytest.mark.parametrize("budget", ["1000", "987.65"])
def test_a_check_that_compares_nothing_is_not_shown(budget: str) -> None:
    shown = held(audited(budget=budget, initial_budget="900", expenditure="987.65", rate="98.77"))

    assert all(any(map(str.isdigit, line)) for (line,) in shown)
    assert not any("不应为零" in line or "恰等于" in line for (line,) in shown)


def test_a_rate_of_a_line_that_is_not_that_of_its_amounts_is_told() -> None:
    result = audited(budget="1000", expenditure="900", rate="98.77")

    assert {"资金支付率", "财政拨款"} == {
        one.values["row"] for one in result.findings if one.code == "row-rate-differs"
    }
