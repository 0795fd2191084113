"""What a form shows is read or told: hidden sheets, error values, tables of tabs, tables without columns."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfscore import audit, discover, make_plan, read_ruleset
from perfscore.extract.reports import read_reports
from perfscore.messages.problems import ProblemsFound
from tests.cards import catalog
from tests.command_line import Run
from tests.extract.test_pages_and_groups import FIRST, HEADINGS, OPENING, SECOND, TITLE, TOTAL
from tests.extract.together import forms_of

FORM = f"{TITLE}\n{OPENING}{HEADINGS}{FIRST}{SECOND}{TOTAL}"


def workbook(path: Path, *sheets: tuple[str, str]) -> None:
    book = openpyxl.Workbook()
    for number, (state, text) in enumerate(sheets):
        sheet: Any = book.active if not number else book.create_sheet(f"表{number}")
        for line in text.splitlines():
            sheet.append([field or None for field in line.split(",")])
        sheet.sheet_state = state
    book.save(path)


def test_a_form_on_a_hidden_sheet_is_named_and_does_not_decide(run: Run, tmp_path: Path) -> None:
    path, wrong = tmp_path / "两表.xlsx", FORM.replace("99.5", "90")
    workbook(path, ("visible", FORM), ("hidden", wrong))
    seen, hidden = forms_of(path)

    assert not [note for note in seen.notes if note.code == "form-hidden-sheet"]
    assert [note.place for note in hidden.notes if note.code == "form-hidden-sheet"] == ["表1"]
    for command in ("explain", "audit"):
        assert 0 == run(command, path, "--ruleset", "cn-mof-2020").status
    workbook(path, ("visible", "目录\n"), ("hidden", wrong))
    for command in ("explain", "audit"):
        assert 1 == run(command, path, "--ruleset", "cn-mof-2020").status, "no other form can be seen"


@pytest.mark.parametrize("shown", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?"])
def test_an_error_value_is_told_as_one(shown: str, tmp_path: Path) -> None:
    workbook(
        tmp_path / "form.xlsx", ("visible", FORM.replace("95%,9.5", f"{shown},9.5").replace("99.5", shown))
    )
    (form,) = forms_of(tmp_path / "form.xlsx")
    result = audit(form.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog()))
    told = {finding.code: finding.values for finding in result.findings}

    assert ["Sheet!F4", "Sheet!G10"] == [n.place for n in form.notes if n.code == "form-error-value"]
    assert "quantity-error-value" == told["fact-unreadable"]["reason"]
    assert (None, "99.5") == (result.verdict, str(result.card.total and float(result.card.total)))


def test_lines_with_tabs_are_a_table(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text(FORM.replace(",", "\t"), "utf-8")
    (form,) = forms_of(tmp_path / "form.txt")

    assert 4 == len(form.report.targets)
    assert "reproduced" == audit(form.report, read_ruleset("cn-mof-2020", catalog()), catalog()).verdict


def test_a_form_of_text_without_columns_is_refused_and_not_passed_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(FORM.replace(",", " "), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_reports(path, discover())

    assert [("form-columns-lost", "第5行")] == [(p.code, p.where) for p in found.value.problems]
    ran = run("audit", tmp_path)
    assert 2 == ran.status
    assert "审核 0 个（0 份报告），不含自评 0 个，拒收 1 个" in ran.out


def test_a_report_that_speaks_of_headings_stays_a_report(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "某县航道站2024年度部门整体支出绩效自评报告\n一、绩效自评情况\n本单位全年预算40万元，支出38万元。\n"
        "自评得分99.5分，等级为优。\n附表的一级指标、二级指标、分值和得分均已核对。\n", "utf-8",
    )  # fmt: skip

    assert [True] == [read.is_self_evaluation for read in read_reports(path, discover())]


ZERO = "其中：财政拨款,0,0,0,,,\n其他资金,0,0,0,,,\n"


@pytest.mark.parametrize(
    ("money", "codes"),
    [
        ("年度资金总额,40,40,38,10,95%,9.5\n", {"parts-left-at-zero", "checked"}),
        ("年度资金总额,0,0,0,10,,9.5\n", {"measure-undefined"}),
    ],
)
def test_what_is_left_at_zero_checks_nothing(money: str, codes: set[str], tmp_path: Path) -> None:
    text = FORM.replace("年度资金总额,40,40,38,10,95%,9.5\n", f"{money}{ZERO}")
    (tmp_path / "form.csv").write_text(text, "utf-8")
    (form,) = forms_of(tmp_path / "form.csv")
    result = audit(form.report, read_ruleset("cn-mof-2020", catalog()), catalog())

    assert codes == {finding.code for finding in result.findings}
    assert not [f for f in result.findings if f.code == "checked" and f.values.get("left", "") == "0"]


@pytest.mark.parametrize(("total", "told"), [("90", True), ("99.5", False)])
def test_solve_says_where_the_printed_scores_are_another_sum(
    total: str, told: bool, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "form.csv"  # of other groups, so that the rows bound nothing
    path.write_text(FORM.replace("产出指标", "绩效指标").replace("99.5", total), "utf-8")
    ran = run("solve", path, "--ruleset", "cn-mof-2020")

    assert "可以得到" in ran.out.splitlines()[0]
    assert told == ("合计为 99.5 分" in "".join(ran.out.split("\n")[:3]))
