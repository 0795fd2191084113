"""What the money of a form gives away, by the checks that every department card inherits."""

from typing import Any

import pytest

from perfscore import Audit, CriterionAudit, Finding, audit, render
from tests.cards import Values, catalog, report

WHOLE = {"budget": "1397.90", "expenditure": "1389.3"}


def audited(form: dict[str, Any] | None = None, **amounts: str) -> Audit:
    """Audit amounts in 万元, with what else a form has: tables, notes, claims, other facts."""
    more = dict(form or {})
    facts = {name: {"value": value, "unit": "万元"} for name, value in amounts.items()}
    return audit(report(more.pop("facts", {}) | facts, **more), "cn-mof-2020", catalog())


def claiming(execution: str, **amounts: str) -> CriterionAudit:
    """Return the line of the execution rate, under so many points claimed for it."""
    result = audited({"claims": {"criteria": {"execution": execution}}}, **amounts)
    return result.criterion("execution")


def found(result: Audit) -> dict[str, Finding]:
    return {finding.code: finding for finding in result.findings if finding.code != "checked"}


def rate(printed: str) -> dict[str, Any]:
    return {"facts": {"execution_rate_printed": printed}}


@pytest.mark.parametrize(
    ("printed", "code"),
    [("99.4%", None), ("99.38%", None), ("99%", None), ("99.3%", "ratio-cut"), ("98%", "ratio-differs")],
)
def test_a_printed_rate_is_the_ratio_rounded_or_cut_or_wrong(printed: str, code: str | None) -> None:
    # 1389.3 / 1397.90 = 99.3848 %
    result = audited(rate(printed), **WHOLE)

    assert ({code} if code else set()) == set(found(result))


def test_more_spent_than_the_budget_passes_the_limit() -> None:
    assert {"limit-passed"} == set(found(audited(budget="329.77", expenditure="338.31")))


def test_a_budget_cut_to_just_what_was_spent_is_told() -> None:
    result = audited(initial_budget="5.28", budget="1.96", expenditure="1.96")

    assert {"budget-cut-to-spending"} == set(found(result))


def funds(amount: str, **more: Values) -> dict[str, Any]:
    printed = {"value": amount, "unit": "万元"}
    line = {"name": "其中：本年财政拨款", "budget": printed, "spent": printed, **more}
    return {"tables": {"funds": [line]}}


FUNDS = funds("89.974")


def test_a_total_row_of_zero_above_filled_lines_is_an_error() -> None:
    result = found(audited(FUNDS, budget="0", expenditure="0"))

    assert ("error", "error") == (result["total-row-empty"].severity, result["parts-exceed-total"].severity)


def test_a_total_row_left_blank_above_filled_lines_is_an_error() -> None:
    blank = FUNDS | {"facts": {"budget": None, "expenditure": None}}
    result = found(audited(blank))

    assert {"total-row-empty": "error"} == {code: item.severity for code, item in result.items()}


@pytest.mark.parametrize(("lines", "holds"), [(FUNDS, True), (funds("0"), False)], ids=["filled", "nothing"])
def test_a_total_that_is_nothing_is_not_said_to_be_filled(lines: dict[str, Any], holds: bool) -> None:
    whole = "89.974" if holds else "0"
    result = audited(lines, budget=whole, expenditure=whole)
    checked = {f.check.id for f in result.findings if f.code == "checked" and f.check}

    assert holds == ("budget-lines-add-up" in checked)
    assert "total-row-filled" not in checked


def test_lines_that_print_no_score_are_nothing_to_tell() -> None:
    assert {} == found(audited(FUNDS, budget="89.974", expenditure="89.974"))


def test_lines_that_print_a_score_of_their_own_are_told() -> None:
    scored = funds("89.974", claimed={"value": "10", "unit": "分"})

    assert {"parts-repeat-score"} == set(found(audited(scored, budget="89.974", expenditure="89.974")))


def test_full_points_printed_otherwise_than_the_rule_has_them_are_an_error() -> None:
    claims = {"criteria": {"execution": "10"}, "points": {"execution": "100"}}
    result = audited({"claims": claims}, budget="620.82", expenditure="620.82")

    assert {"weight-differs": "error"} == {code: item.severity for code, item in found(result).items()}


def test_a_figure_that_cannot_be_read_is_kept_and_counts_as_not_shown() -> None:
    budget = {"value": "7,00.0,77", "unit": "万元", "state": "unreadable"}
    result = audited({"facts": {"budget": budget}})

    assert {"fact-unreadable"} == set(found(result))
    assert "7,00.0,77" == result.report.facts["budget"].raw
    assert ["budget"] == [ask.evidence.binding.fact for ask in result.ask_next if ask.evidence.fact]


@pytest.mark.parametrize(
    ("claimed", "why"),
    [("9.94", None), ("10", "rounded"), ("9.5", "unexplained"), ("11", "impossible")],
)
def test_a_claim_says_what_kind_of_trouble_it_is_in(claimed: str, why: str | None) -> None:
    line = claiming(claimed, **WHOLE)

    assert why == line.why


def test_a_claim_that_another_amount_gives_is_explained_and_not_merely_rounded() -> None:
    line = claiming("8.89", initial_budget="90", budget="100", expenditure="80")

    assert "explained" == line.why


def test_the_initial_budget_in_place_of_the_revised_one_explains_a_claim() -> None:
    line = claiming("8", initial_budget="100", budget="90", expenditure="80")

    assert ["whole-points-cut", "initial-budget"] == [way.code for way in line.explained_by]


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [("10", "reproduced"), ("5～10", "reproduced"), ("≤10", "consistent"), ("0", "cannot_tell")],
)
def test_what_may_be_divided_by_zero_is_not_proved(budget: str, verdict: str) -> None:
    # Twenty spent of at most ten is full points, unless the budget was nothing at all.
    line = claiming("10", budget=budget, expenditure="20")

    assert verdict == line.verdict


def test_nine_follows_from_no_budget_at_all() -> None:
    line = claiming("9", budget="≤10", expenditure="20")

    assert "contradicted" == line.verdict


def test_what_a_form_hides_is_told_with_its_report() -> None:
    note = {"code": "form-hidden-row", "at": "form 自评表!16:16", "text": "新增停车位 150个"}
    result = audited({"notes": [note], "documents": {"form": {"title": "表"}}}, **WHOLE)

    assert {"note": "form-hidden-row", "at": "自评表!16:16", "text": "新增停车位 150个"} == dict(
        found(result)["form-noted"].values
    )
    assert "自评表!16:16: the row is hidden; it was read: “新增停车位 150个”." in " ".join(
        render(result, language="en").split()
    )
