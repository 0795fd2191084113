"""A text beside a form in one file: its facts join the form it belongs to, or are told."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from perfscore import Report, audit
from perfscore.extract.forms.form import FormRead
from perfscore.extract.reports import read_reports
from tests.cards import catalog
from tests.extract.together import workers

TEXT = (
    "某县图书馆2024年度部门整体支出绩效自评报告",
    "一、基本情况",
    "我馆核定编制12人，实有在职人员11人。",
    "二、预算执行情况",
    "2024年年初预算300万元，调整后预算320万元，全年支出{spent}万元，其中：基本支出210万元，项目支出106.8万元。",
)
INDICATORS = (
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "开放天数", "≥300天", "312天", "90", "90"),
    ("总分", "", "", "", "", "100", "100"),
)


def _form(document: object, title: str, subject: str, spent: str = "316.8") -> None:
    document.add_paragraph(title)  # type: ignore[attr-defined]
    rows: Sequence[Sequence[str]] = (
        ("部门名称" if "整体" in title else "项目名称", subject, "", "", "", "", ""),
        ("预算执行（万元）", "", "年初预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "300", spent, "10", "99%", "10"),
        *INDICATORS,
    )
    table = document.add_table(len(rows), 7)  # type: ignore[attr-defined]
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def _read(
    path: Path, *forms: tuple[str, str], spent: str = "316.8", before: bool = True
) -> tuple[FormRead, ...]:
    document = docx.Document()
    lines = [line.format(spent=spent) for line in TEXT]
    for line in lines if before else ():
        document.add_paragraph(line)
    for title, subject in forms:
        _form(document, title, subject)
    for line in () if before else lines:
        document.add_paragraph(line)
    document.save(str(path / "both.docx"))
    reads = read_reports(path / "both.docx", catalog(), workers=workers())
    return tuple(read for read in reads if isinstance(read, FormRead))


WHOLE = ("2024年度部门整体支出绩效自评表", "某县图书馆")
PROJECT = ("2024年度项目支出绩效自评表", "阅览室开放经费")


@pytest.mark.parametrize("before", [True, False])
def test_what_the_text_states_and_the_form_does_not_joins_the_overall_form(
    before: bool, tmp_path: Path
) -> None:
    (form,) = _read(tmp_path, WHOLE, before=before)
    facts = form.report.facts

    assert ("11", "人") == (facts["staff"].raw, facts["staff"].unit)
    assert (facts["staff"].at or "").startswith("report 一")
    assert ("320", "form") == (facts["budget"].raw, (facts["expenditure"].at or "")[:4])
    assert "90" == form.report.targets[0].points
    assert "form-text-read" in {note.code for note in form.notes}
    assert not any("核定编制" in note.text for note in form.notes)


def test_what_both_state_is_held_against_each_other(tmp_path: Path) -> None:
    (agree,) = _read(tmp_path, WHOLE)
    (differ,) = _read(tmp_path, WHOLE, spent="361.8")

    assert "316.8" == differ.report.facts["expenditure"].raw
    assert {"expenditure == expenditure_in_text", "initial_budget == initial_budget_in_text"} <= {
        check.assert_ for check in agree.report.checks
    }
    assert ([], ["316.8 == 361.8"]) == (_contradictions(agree.report), _contradictions(differ.report))
    assert "basic_expenditure" in agree.report.facts
    assert "basic_expenditure" not in differ.report.facts
    assert "staff" in differ.report.facts


def _contradictions(report: Report) -> list[str]:
    return [one.values["text"] for one in audit(report).findings if one.code == "contradiction"]


@pytest.mark.parametrize(
    "forms",
    [(PROJECT,), (WHOLE, ("2024年度部门整体支出绩效自评表", "某县文化馆")),
     (("2024年度部门整体支出绩效自评表", "某县文化馆"),)],
    ids=["a project's form alone", "two overall forms", "the form of another body"],
)  # fmt: skip
def test_a_text_that_belongs_to_no_form_for_certain_is_told_and_adds_nothing(
    forms: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    reads = _read(tmp_path, *forms)

    assert not any("staff" in read.report.facts for read in reads)
    (note,) = [note for note in reads[0].notes if note.code == "form-text-not-attributed"]
    assert int(note.values["bound"]) >= 5


def test_among_several_forms_the_overall_one_has_the_text(tmp_path: Path) -> None:
    project, whole = _read(tmp_path, PROJECT, WHOLE)

    assert "staff" not in project.report.facts
    assert "11" == whole.report.facts["staff"].raw


def test_the_report_file_of_form_and_text_reads_back(tmp_path: Path) -> None:
    from perfscore import read_report

    (form,) = _read(tmp_path, WHOLE)
    (tmp_path / "report.toml").write_text(form.toml, "utf-8")

    again = read_report(tmp_path / "report.toml")

    assert {name: fact.raw for name, fact in form.report.facts.items()} == {
        name: fact.raw for name, fact in again.facts.items()
    }
