"""What real sheets are full of: hidden rows, formulas, blanks, sub-rows, shared scores, corrupt numbers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfscore import audit, make_plan, read_ruleset, render
from perfscore.extract.forms.form import FormRead
from perfscore.extract.forms.notes import told
from perfscore.inputs.reports import read_report
from perfscore.messages.problems import ProblemsFound
from tests.cards import catalog
from tests.extract import layouts
from tests.extract.filled import FILLED
from tests.extract.saying import expected, said
from tests.extract.together import forms_of
from tests.extract.writers import as_csv, as_json, with_docx, with_openpyxl

Edit = Callable[[Any], None]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., FormRead]:
    def edited(edit: Edit = lambda sheet: None, layout: layouts.Laid = layouts.national) -> FormRead:
        path = tmp_path / "form.xlsx"
        with_openpyxl(layout, path)
        book = openpyxl.load_workbook(path)
        edit(book["自评表"])
        book.save(path)
        (form,) = forms_of(path)
        return form

    return edited


def notes(form: FormRead, code: str) -> list[tuple[str, str]]:
    return [(note.place, note.text) for note in form.notes if note.code == code]


Read = Callable[..., FormRead]


def test_every_value_has_its_place(read: Read) -> None:
    report = read().report

    assert "form 自评表!E6" == report.facts["budget"].at
    assert "form 自评表!D12" == report.targets[0].at
    assert report.total is not None
    assert "form 自评表!H17" == report.total.at


def test_what_is_not_in_the_report_is_listed_with_its_place_and_written_behind_it(read: Read) -> None:
    form = read()

    assert ("自评表!A9", "年度总体目标 | 预期目标 | 实际完成情况") in notes(form, "form-left-out")
    assert "\n# 报告中没有相应位置（" in form.toml
    assert f"\n#   自评表!B10: {' | '.join(FILLED.goals)}\n" in form.toml
    assert [] == notes(form, "form-not-understood")


def test_no_text_of_a_form_is_dropped(read: Read) -> None:
    for layout in (layouts.national, layouts.department, layouts.sichuan, layouts.yunnan, layouts.chongqing):
        form = read(layout=layout)
        kept = form.toml + "".join(note.text for note in form.notes) + "".join(map(str, form.report.targets))
        body = [
            text for line in layout()[0] for text in line if text and len(text) > 4 and "指标" not in text
        ]
        heads = (
            "数",
            "率",
            "分",
            "值",
            "措施",
            "分析",
            "名称",
            "万元",
            "单位",
            "情况",
            "总额",
            "部门",
            "年度",
            "：",
            "自评表",
        )
        texts = [text for text in body if not any(head in text for head in heads)]
        assert [] == [text for text in texts if text not in kept and text.replace("\n", "") not in kept]


def test_the_report_file_says_the_same_as_the_report(read: Read, tmp_path: Path) -> None:
    form = read()
    (tmp_path / "report.toml").write_text(form.toml, "utf-8")

    assert said(form.report) == said(read_report(tmp_path / "report.toml"))


def test_a_sheet_may_begin_anywhere(tmp_path: Path) -> None:
    with_openpyxl(layouts.national, tmp_path / "form.xlsx", before=7, column=4)

    (form,) = forms_of(tmp_path / "form.xlsx")

    assert expected() == said(form.report)


def test_hidden_rows_columns_and_sheets_are_read_and_mentioned(read: Read) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[13].hidden = True
        sheet.column_dimensions["H"].hidden = True
        other = sheet.parent.create_sheet("备份")
        other["A1"], other.sheet_state = "旧数据", "hidden"

    form = read(hide)

    assert expected() == said(form.report)
    assert "自评表!13:13" == notes(form, "form-hidden-row")[0][0]
    assert ("form-hidden-row", "form 自评表!13:13") in [(note.code, note.at) for note in form.report.notes]
    assert "自评表!H" == notes(form, "form-hidden-column")[0][0]
    assert [("备份", "")] == notes(form, "form-hidden-sheet")
    assert [("备份", "")] == notes(form, "form-sheet-unused")


def test_a_formula_without_a_stored_value_is_not_a_figure(read: Read) -> None:
    def formula(sheet: Any) -> None:
        sheet["H17"] = "=SUM(H12:H16)+I6"

    form = read(formula)

    assert form.report.total is None
    assert [("自评表!H17", "=SUM(H12:H16)+I6")] == notes(form, "form-formula-empty")


def test_a_number_shown_rounded_is_taken_as_shown_and_its_stored_value_is_told(read: Read) -> None:
    def rounded(sheet: Any) -> None:
        sheet["I6"], sheet["I6"].number_format = 9.9385, "0.0"

    form = read(rounded)

    assert "9.9" == form.report.claims["execution"].quantity.raw
    assert [("自评表!I6", "9.9")] == notes(form, "form-stored")


def test_a_corrupt_number_stays_as_printed_and_stops_nothing(read: Read) -> None:
    def corrupt(sheet: Any) -> None:
        sheet["E6"] = "7,00.0,77"

    form = read(corrupt)

    assert ("unreadable", "7,00.0,77") == (form.report.facts["budget"].state, form.report.facts["budget"].raw)
    assert [("自评表!E6", "7,00.0,77")] == notes(form, "form-figure-unread")


def test_an_empty_total_line_is_not_zero(read: Read) -> None:
    def empty(sheet: Any) -> None:
        for column in "DEFGHI":
            sheet[f"{column}6"] = None

    report = read(empty).report

    assert {"not_shown"} == {report.facts[name].state for name in ("initial_budget", "budget", "expenditure")}
    assert "execution" not in report.claims
    assert ["80"] == [row.cells["initial"].raw for row in report.tables["funds"]]


def test_amounts_without_a_unit_are_assumed_to_be_in_wan_and_say_so(read: Read) -> None:
    def bare(sheet: Any) -> None:
        sheet["A5"] = "项目资金"

    form = read(bare)

    assert "assumed" == form.report.facts["budget"].state
    assert "自评表!E6" in [place for place, _ in notes(form, "form-unit-assumed")]


def test_a_rate_of_nothing_needs_no_percent_sign(read: Read) -> None:
    def nothing(sheet: Any) -> None:
        sheet["F6"], sheet["H6"] = "0", "0"

    rate = read(nothing).report.facts["execution_rate_printed"]

    assert ("stated", "0") == (rate.state, rate.raw)


def test_a_group_that_is_called_like_a_label_of_the_form_has_rows(read: Read) -> None:
    def goal(sheet: Any) -> None:
        sheet.unmerge_cells("A7:A9")
        sheet["A7"], sheet["A8"] = "年度目标", "产出指标"

    form = read(goal, layout=layouts.department)

    assert ["年度目标", "产出指标"] == [row.level1 for row in form.report.targets[:2]]
    assert expected().rows == said(form.report).rows


def test_a_label_with_its_text_between_the_rows_is_no_row(read: Read) -> None:
    def label(sheet: Any) -> None:
        for place in ("A7:A9", "B7:B8"):
            if place in map(str, sheet.merged_cells.ranges):
                sheet.unmerge_cells(place)
        for column, text in zip("ABCDEFGH", ("年度目标", "购书8万册", *[None] * 6), strict=True):
            sheet[f"{column}7"] = text

    form = read(label, layout=layouts.department)

    assert expected().rows[1:] == said(form.report).rows
    assert "年度目标 | 购书8万册" in [note.text for note in form.notes if note.place == "自评表!A7"]


def test_sub_rows_are_part_of_the_row_above_them(read: Read) -> None:
    def sub(sheet: Any) -> None:
        sheet["D13"], sheet["D14"] = "其中：少儿图书", "其中：外文图书"
        for row in (13, 14):
            sheet[f"G{row}"] = sheet[f"H{row}"] = None

    targets = read(sub).report.targets

    assert [None, "购置图书", "购置图书", None, None] == [entry.part_of for entry in targets]


def test_a_row_without_points_below_a_sub_row_is_a_further_one_and_says_so(read: Read) -> None:
    def sub(sheet: Any) -> None:
        sheet["D13"], sheet["D14"] = "其中：少儿图书", "　外文图书"
        sheet["C13"] = sheet["C14"] = None
        for row in (13, 14):
            sheet[f"G{row}"] = sheet[f"H{row}"] = None

    form = read(sub)

    assert [None, "购置图书", "购置图书", None, None] == [row.part_of for row in form.report.targets]
    assert [("自评表!D14", "外文图书")] == notes(form, "form-part-assumed")


def test_a_row_with_points_below_a_sub_row_stands_for_itself(read: Read) -> None:
    def sub(sheet: Any) -> None:
        sheet["D13"] = "其中：少儿图书"
        sheet["G13"] = sheet["H13"] = None

    assert [None, "购置图书", None, None, None] == [row.part_of for row in read(sub).report.targets]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "“0.95”（自评表!H6）无法识读：虽是数字，但含义不明：没有百分号，不能确定是比率还是百分数"),
        ("en", "“0.95” (自评表!H6) could not be read: it is a number, but it cannot be told of what"),
    ],
)
def test_a_rate_that_cannot_be_read_is_told_with_its_print_its_cell_and_the_reason(
    read: Read, language: str, sentence: str
) -> None:
    def bare(sheet: Any) -> None:
        for row in (5, 6):
            sheet[f"H{row}"] = "0.95" if row == 6 else "执行率"

    plan = make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())
    told = render(audit(read(bare).report, plan), language=language, format="json")

    assert sentence in told


def test_a_table_read_from_its_heading_to_its_total_is_said_to_be_whole(read: Read) -> None:
    def strange(sheet: Any) -> None:
        sheet.unmerge_cells("B12:B14")
        for column in "BCDEFGHI":
            if type(sheet[f"{column}14"]).__name__ == "Cell":
                sheet[f"{column}14"] = None
        sheet["F14"] = "见附件"

    def without_total(sheet: Any) -> None:
        for column in "ABCDEFGHI":
            if type(sheet[f"{column}17"]).__name__ == "Cell":
                sheet[f"{column}17"] = None

    assert read().report.all_rows
    assert not read(strange).report.all_rows
    assert not read(without_total).report.all_rows


def test_notes_of_one_kind_stand_together_and_of_formulas_only_the_places(read: Read) -> None:
    def empty(sheet: Any) -> None:
        for cell in ("H12", "H13", "H17"):
            sheet[cell] = "=SUM(A1:A2)"

    lines = list(told(read(empty).notes, "en"))

    assert ["formulas without a stored value: not read; open the file in a spreadsheet program and save it: "
            "自评表!H12, H13, H17"] == [line for line, *_ in lines if "formula" in line]  # fmt: skip
    ((head, *rest),) = [group for group in lines if group[0].startswith("has no place")]
    assert f"has no place in the report ({len(rest)}):" == head
    assert all(line.startswith("  自评表!") for line in rest)


def test_what_stands_above_a_form_is_no_footnote(tmp_path: Path) -> None:
    def numbered() -> tuple[layouts.Lines, layouts.Merges]:
        lines, merges = layouts.national()
        moved = [(top + 1, left, bottom + 1, right) for top, left, bottom, right in merges]
        return [["附件1"], *lines, ["*星号为必填。"], ["注：一"], ["2.二"]], moved

    with_openpyxl(numbered, tmp_path / "form.xlsx")
    (form,) = forms_of(tmp_path / "form.xlsx")

    assert ("自评表!A1", "附件1") in notes(form, "form-left-out")
    assert ["*星号为必填。", "注：一", "2.二"] == [text for _, text in notes(form, "form-footnote")]


def test_rows_with_one_score_are_a_group_and_the_first_has_the_score(read: Read) -> None:
    def shared(sheet: Any) -> None:
        for column in "GH":
            sheet[f"{column}13"] = None
            sheet.merge_cells(f"{column}12:{column}13")

    targets = read(shared).report.targets

    assert targets[0].group is not None
    assert targets[0].group == targets[1].group
    assert ("20", "20", None, None) == (
        targets[0].points,
        targets[0].claimed,
        targets[1].points,
        targets[1].claimed,
    )


def test_group_sums_are_claims_of_sections(read: Read) -> None:
    def sums(sheet: Any) -> None:
        sheet.unmerge_cells("B12:B14")
        for cell in sheet[14]:
            if type(cell).__name__ == "Cell" and cell.column > 1:
                cell.value = None
        sheet["B14"], sheet["G14"], sheet["H14"] = "产出指标小计", "40", "39.5"

    report = read(sums).report

    assert {"产出指标": "39.5"} == {name: claim.quantity.raw for name, claim in report.section_claims.items()}
    assert 4 == len(report.targets)


def test_the_grade_beside_the_total_is_claimed(read: Read) -> None:
    assert "优" == read(layout=layouts.yunnan).report.grade


def test_two_forms_in_one_sheet_are_two_reports(tmp_path: Path) -> None:
    def twice() -> tuple[layouts.Lines, layouts.Merges]:
        lines, merges = layouts.national()
        more = [(top + 19, left, bottom + 19, right) for top, left, bottom, right in merges]
        second = [list(line) for line in lines]
        second[2][2] = "另一项目"
        return [*lines, ["注：第一张表。"], [], *second], [*merges, *more]

    with_openpyxl(twice, tmp_path / "form.xlsx")

    first, second = forms_of(tmp_path / "form.xlsx")

    assert [FILLED.project, "另一项目"] == [first.report.subject, second.report.subject]
    assert expected() == said(first.report) == said(second.report)
    assert ("自评表!A18", "注：第一张表。") in notes(first, "form-footnote")


def test_three_forms_in_one_document_are_three_reports(tmp_path: Path) -> None:
    with_docx(layouts.national, tmp_path / "form.docx", times=3)

    forms = forms_of(tmp_path / "form.docx")

    assert [expected()] * 3 == [said(form.report) for form in forms]
    assert "form 表2第5行第4格" == forms[1].report.facts["budget"].at


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_comma_separated_text_reads_the_same(encoding: str, tmp_path: Path) -> None:
    as_csv(layouts.yunnan, tmp_path / "form.csv", encoding)

    (form,) = forms_of(tmp_path / "form.csv")

    assert expected() == said(form.report)


def test_rows_as_json_read_the_same(tmp_path: Path) -> None:
    as_json(FILLED, tmp_path / "form.json")

    (form,) = forms_of(tmp_path / "form.json")

    assert expected() == said(form.report)
    assert "form 指标[0].指标名称" == form.report.targets[0].at


def test_a_form_without_a_year_asks_for_it(tmp_path: Path) -> None:
    with_openpyxl(lambda: (layouts.national()[0][2:], []), tmp_path / "form.xlsx")

    with pytest.raises(ProblemsFound) as found:
        forms_of(tmp_path / "form.xlsx")

    assert ["form-no-year"] == [problem.code for problem in found.value.problems]
    assert 2023 == forms_of(tmp_path / "form.xlsx", year=2023)[0].report.fiscal_year


def test_dates_of_the_1904_system_are_shown_right(read: Read) -> None:
    def old_mac(sheet: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet["F16"] = __import__("datetime").datetime(2024, 11, 30)
        sheet["F16"].number_format = 'yyyy"年"m"月"d"日"'

    assert "2024年11月30日" == read(old_mac).report.targets[4].actual


def test_a_word_file_shows_what_prints(tmp_path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    path = tmp_path / "form.docx"
    with_docx(layouts.national, path)
    document = docx.Document(str(path))
    cell = document.tables[0].rows[10].cells[5]
    run = cell.paragraphs[0].runs[0]._r
    deleted = OxmlElement("w:del")
    gone = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "1"
    gone.append(words)
    deleted.append(gone)
    run.addprevious(deleted)
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    run.addprevious(inserted)
    inserted.append(run)
    document.save(str(path))

    (form,) = forms_of(path)

    assert "82000册" == form.report.targets[0].actual
    assert ["表1第11行第6格"] == [place for place, _ in notes(form, "form-tracked-change")]


def test_no_office_library_is_imported_by_whoever_reads_a_form(tmp_path: Path) -> None:
    import subprocess
    import sys

    with_openpyxl(layouts.national, tmp_path / "form.xlsx")
    program = (
        "import sys; from perfscore import discover; from perfscore.extract import Workers, read_forms; "
        f"read_forms({str(tmp_path / 'form.xlsx')!r}, discover()); "
        "print(*sorted({'openpyxl', 'docx', 'lxml'} & sys.modules.keys()))"
    )

    assert (
        ""
        == subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, text=True
        ).stdout.strip()
    )
