"""What the money of a form gives away, by the checks that every department card inherits."""

from pathlib import Path

import pytest

from perfscore import Audit, Finding, audit, discover, read_report, read_ruleset, render

HEAD = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n'
WHOLE = {"budget": "1397.90", "expenditure": "1389.3"}


def audited(folder: Path, text: str = "", **facts: str) -> Audit:
    lines = "".join(f'{name} = {{ value = "{value}", unit = "万元" }}\n' for name, value in facts.items())
    (folder / "report.toml").write_text(f"{HEAD}{text}\n[facts]\n{lines}", "utf-8")
    catalog = discover()
    return audit(read_report(folder / "report.toml"), read_ruleset("cn-mof-2020", catalog), catalog)


def found(result: Audit) -> dict[str, Finding]:
    return {finding.code: finding for finding in result.findings if finding.code != "checked"}


def rate(printed: str) -> str:
    return f"[facts.execution_rate_printed]\nvalue = '{printed}'\n"


@pytest.mark.parametrize(
    ("printed", "code"),
    [("99.4%", None), ("99.38%", None), ("99%", None), ("99.3%", "ratio-cut"), ("98%", "ratio-differs")],
)
def test_a_printed_rate_is_the_ratio_rounded_or_cut_or_wrong(
    printed: str, code: str | None, tmp_path: Path
) -> None:
    # 1389.3 / 1397.90 = 99.3848 %
    result = audited(tmp_path, rate(printed), **WHOLE)

    assert ({code} if code else set()) == set(found(result))


def test_more_spent_than_the_budget_passes_the_limit(tmp_path: Path) -> None:
    assert {"limit-passed"} == set(found(audited(tmp_path, budget="329.77", expenditure="338.31")))


def test_a_budget_cut_to_just_what_was_spent_is_told(tmp_path: Path) -> None:
    result = audited(tmp_path, initial_budget="5.28", budget="1.96", expenditure="1.96")

    assert {"budget-cut-to-spending"} == set(found(result))


FUNDS = """
[[tables.funds]]
name = "其中：本年财政拨款"
budget = { value = "89.974", unit = "万元" }
spent = { value = "89.974", unit = "万元" }
"""


def test_a_total_row_of_zero_above_filled_lines_is_an_error(tmp_path: Path) -> None:
    result = found(audited(tmp_path, FUNDS, budget="0", expenditure="0"))

    assert ("error", "error") == (result["total-row-empty"].severity, result["parts-exceed-total"].severity)


def test_a_total_row_left_blank_above_filled_lines_is_an_error(tmp_path: Path) -> None:
    blank = FUNDS + '[facts.budget]\nstate = "not_shown"\n[facts.expenditure]\nstate = "not_shown"\n'
    result = found(audited(tmp_path, blank))

    assert {"total-row-empty": "error"} == {code: item.severity for code, item in result.items()}


NOTHING = FUNDS.replace("89.974", "0")


@pytest.mark.parametrize(("lines", "holds"), [(FUNDS, True), (NOTHING, False)], ids=["filled", "nothing"])
def test_a_total_that_is_nothing_is_not_said_to_be_filled(lines: str, holds: bool, tmp_path: Path) -> None:
    whole = "89.974" if holds else "0"
    result = audited(tmp_path, lines, budget=whole, expenditure=whole)
    checked = {f.check.id for f in result.findings if f.code == "checked" and f.check}

    assert holds == ("total-row-filled" in checked)


def test_lines_that_print_no_score_are_nothing_to_tell(tmp_path: Path) -> None:
    assert {} == found(audited(tmp_path, FUNDS, budget="89.974", expenditure="89.974"))


def test_lines_that_print_a_score_of_their_own_are_told(tmp_path: Path) -> None:
    scored = FUNDS + 'claimed = { value = "10", unit = "分" }\n'

    assert {"parts-repeat-score"} == set(
        found(audited(tmp_path, scored, budget="89.974", expenditure="89.974"))
    )


def test_full_points_printed_otherwise_than_the_rule_has_them_are_an_error(tmp_path: Path) -> None:
    claims = '[claims.criteria]\nexecution = "10"\n[claims.points]\nexecution = "100"'
    result = audited(tmp_path, claims, budget="620.82", expenditure="620.82")

    assert {"weight-differs": "error"} == {code: item.severity for code, item in found(result).items()}


def test_a_figure_that_cannot_be_read_is_kept_and_counts_as_not_shown(tmp_path: Path) -> None:
    result = audited(tmp_path, '[facts.budget]\nvalue = "7,00.0,77"\nunit = "万元"\nstate = "unreadable"\n')

    assert {"fact-unreadable"} == set(found(result))
    assert "7,00.0,77" == result.report.facts["budget"].raw
    assert ["budget"] == [ask.evidence.binding.fact for ask in result.ask_next if ask.evidence.fact]


@pytest.mark.parametrize(
    ("claimed", "why"),
    [("9.94", None), ("10", "rounded"), ("9.5", "unexplained"), ("11", "impossible")],
)
def test_a_claim_says_what_kind_of_trouble_it_is_in(claimed: str, why: str | None, tmp_path: Path) -> None:
    result = audited(tmp_path, f'[claims.criteria]\nexecution = "{claimed}"', **WHOLE)
    (line,) = (line for line in result.criteria if line.award.step.criterion.id == "execution")

    assert why == line.why


def test_a_claim_that_another_amount_gives_is_explained_and_not_merely_rounded(tmp_path: Path) -> None:
    claim = '[claims.criteria]\nexecution = "8.89"'
    result = audited(tmp_path, claim, initial_budget="90", budget="100", expenditure="80")
    (line,) = (line for line in result.criteria if line.award.step.criterion.id == "execution")

    assert "explained" == line.why


def test_the_initial_budget_in_place_of_the_revised_one_explains_a_claim(tmp_path: Path) -> None:
    claim = '[claims.criteria]\nexecution = "8"'
    result = audited(tmp_path, claim, initial_budget="100", budget="90", expenditure="80")
    (line,) = (line for line in result.criteria if line.award.step.criterion.id == "execution")

    assert ["whole-points-cut", "initial-budget"] == [way.code for way in line.explained_by]


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [("10", "reproduced"), ("5～10", "reproduced"), ("≤10", "consistent"), ("0", "cannot_tell")],
)
def test_what_may_be_divided_by_zero_is_not_proved(budget: str, verdict: str, tmp_path: Path) -> None:
    # Twenty spent of at most ten is full points, unless the budget was nothing at all.
    claim = '[claims.criteria]\nexecution = "10"'
    result = audited(tmp_path, claim, budget=budget, expenditure="20")
    (line,) = (line for line in result.criteria if line.award.step.criterion.id == "execution")

    assert verdict == line.verdict


def test_nine_follows_from_no_budget_at_all(tmp_path: Path) -> None:
    claim = '[claims.criteria]\nexecution = "9"'
    result = audited(tmp_path, claim, budget="≤10", expenditure="20")
    (line,) = (line for line in result.criteria if line.award.step.criterion.id == "execution")

    assert "contradicted" == line.verdict


def test_what_a_form_hides_is_told_with_its_report(tmp_path: Path) -> None:
    note = '[[notes]]\ncode = "form-hidden-row"\nat = "form 自评表!16:16"\ntext = "新增停车位 150个"'
    result = audited(tmp_path, f'{note}\n[documents.form]\ntitle = "表"', **WHOLE)

    assert {"note": "form-hidden-row", "at": "自评表!16:16", "text": "新增停车位 150个"} == dict(
        found(result)["form-noted"].values
    )
    assert "自评表!16:16: the row is hidden; it was read: “新增停车位 150个”." in " ".join(
        render(result, language="en").split()
    )
