"""What stands in a form as its reader sees it, however the file stores it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from perfscore import audit, make_plan, read_ruleset
from perfscore.extract.forms.form import FormRead
from tests.cards import catalog
from tests.extract.together import forms_of

LINES = """\
项目支出绩效自评表（2024年度）
项目名称,图书购置经费,实施单位,某图书馆
项目资金（万元）,年初预算数,全年预算数,全年执行数,分值,执行率,得分
年度资金总额,100,120,114,10,95%,9.5
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分
产出指标,数量指标,购置图书,≥800册,800册,20,20
产出指标,质量指标,合格率,≥98%,99%,15,15
产出指标,成本指标,单价,≤50元,48元,15,15
效益指标,社会效益指标,到馆,≥3000人次,3000人次,30,30
满意度指标,满意度指标,读者满意度,≥90%,95%,10,10
总分,,,,,100,99.5
"""
Change = Callable[[Any], None]


def filled(sheet: Any, column: int = 0) -> None:
    for row, line in enumerate(LINES.splitlines(), 1):
        for place, text in enumerate(line.split(","), column + 1):
            if text:
                sheet.cell(row, place, text)


def document(change: Change, folder: Path) -> FormRead:
    """Return what is read of a Word file, with the first target as `change` fills its empty cell."""
    file = docx.Document()
    table = tabled(file)
    change(table.cell(5, 3))
    file.save(str(folder / "form.docx"))
    (form,) = forms_of(folder / "form.docx")
    return form


def tabled(holder: Any) -> Any:
    """Add the form to a Word file, or to a cell of a table; the first target stays empty."""
    lines = LINES.splitlines()
    table = holder.add_table(len(lines), 7)
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line.split(","), strict=False):
            cell.text = text
    table.cell(5, 3).text = ""
    return table


def codes(form: FormRead) -> set[str]:
    return {note.code for note in form.notes}


def verdict(form: FormRead) -> str | None:
    return audit(form.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())).verdict


def budget(form: FormRead) -> str:
    quantity = form.report.facts["budget"].quantity
    return "" if quantity is None else str(quantity.range)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Change], tuple[FormRead, ...]]:
    def read(change: Change) -> tuple[FormRead, ...]:
        book = openpyxl.Workbook()
        filled(book.active)
        change(book.active)
        book.save(tmp_path / "form.xlsx")
        return forms_of(tmp_path / "form.xlsx")

    return read


Read = Callable[[Change], tuple[FormRead, ...]]


@pytest.mark.parametrize("name", ["参考分值", "参考分值（100分）", "参考\n分值", "基准分"])
def test_points_under_another_name_are_points(read: Read, name: str) -> None:
    def change(sheet: Any) -> None:
        sheet["F5"] = name

    (form,) = read(change)

    assert "reproduced" == verdict(form)


@pytest.mark.parametrize("between", ["_x000D_\n", "_x000d_", "\r\n", "_x000A_"])
def test_a_line_break_is_none_of_the_words(read: Read, between: str) -> None:
    def change(sheet: Any) -> None:
        sheet["D5"], sheet["C6"] = f"年度{between}指标值", f"购置{between}图书_x005F_x0041_"

    (form,) = read(change)

    assert "reproduced" == verdict(form)
    assert "购置图书_x0041_" == form.report.targets[0].name


def test_points_may_stand_in_the_names(read: Read) -> None:
    points = ("20", "15", "15", "30", "10")

    def change(sheet: Any) -> None:
        for row, printed in enumerate(points, 6):
            sheet.cell(row, 3).value += f"（{printed}分）"
        sheet.delete_cols(6)

    (form,) = read(change)

    assert points == tuple(row.points for row in form.report.targets)
    assert "reproduced" == verdict(form)


@pytest.mark.parametrize(
    ("name", "points"), [("评分（5分制）", "20"), ("购置图书（30分）", "20"), ("图书（100本，20分）", "20")]
)
def test_a_column_of_points_goes_before_a_name(read: Read, name: str, points: str) -> None:
    def change(sheet: Any) -> None:
        sheet["C6"] = name

    (form,) = read(change)

    assert points == form.report.targets[0].points


@pytest.mark.parametrize(
    ("factor", "code"),
    [
        (1, "¥#,##0.00"),
        (1, "￥#,##0.00"),
        (1, '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '),
        (1, "[$¥-804]#,##0.00"),
        (1000, "0.00,"),
        (1000, "#,##0.00,"),
        (1_000_000, "0.0,,"),
    ],
)
def test_amounts_are_those_that_show(read: Read, factor: int, code: str) -> None:
    def change(sheet: Any) -> None:
        for column in (2, 3, 4):
            cell = sheet.cell(4, column)
            cell.value, cell.number_format = int(cell.value) * factor, code

    (form,) = read(change)

    assert "120" == budget(form)
    assert "reproduced" == verdict(form)


def test_money_that_names_no_unit_is_in_yuan(read: Read) -> None:
    def change(sheet: Any) -> None:
        sheet["A3"] = "项目资金"
        for column, yuan in zip("BCD", (1_000_000, 1_200_000, 1_140_000), strict=True):
            sheet[f"{column}4"] = f"¥{yuan:,}"

    (form,) = read(change)

    assert "120" == budget(form)
    assert "stated" == form.report.facts["budget"].state


def test_what_is_struck_through_in_a_workbook_is_not_read_and_is_listed(read: Read) -> None:
    gone = InlineFont(strike=True)

    def change(sheet: Any) -> None:
        sheet["D6"] = CellRichText("≥", TextBlock(gone, "900"), TextBlock(InlineFont(b=True), "800册"))
        sheet.insert_rows(7)
        for place, text in enumerate(("产出指标", "数量指标", "借出图书", "≥900册", "1册", 15, "0"), 1):
            sheet.cell(7, place, text).font = Font(strike=True)

    (form,) = read(change)

    assert ["≥800册", "≥98%", "≤50元"] == [row.target for row in form.report.targets[:3]]
    struck = [(note.place, note.text) for note in form.notes if note.code == "form-struck-through"]
    assert [("Sheet!D6", "900"), ("Sheet!A7", "产出指标")] == struck[:2]
    assert ("Sheet!F7", "15") in struck
    assert "reproduced" == verdict(form)


@pytest.mark.parametrize("mark", ["w:strike", "w:dstrike", "w:vanish"])
@pytest.mark.parametrize(("value", "target"), [("1", "≥800册"), (None, "≥800册"), ("0", "≥900800册")])
def test_what_is_struck_through_in_a_document_is_not_read_and_is_listed(
    mark: str, value: str | None, target: str, tmp_path: Path
) -> None:
    def change(cells: Any) -> None:
        runs = [cells.paragraphs[0].add_run(text) for text in ("≥", "900", "800册")]
        element = OxmlElement(mark)
        if value is not None:
            element.set(qn("w:val"), value)
        runs[1]._r.get_or_add_rPr().append(element)

    form = document(change, tmp_path)

    assert target == form.report.targets[0].target
    assert (value != "0") == bool({"form-struck-through", "form-tracked-change"} & codes(form))


@pytest.mark.parametrize("written", ["sym", "private", "latin"])
@pytest.mark.parametrize(("low", "sign"), [(0xA3, "≤"), (0xB3, "≥"), (0x3C, "<")])
def test_a_sign_of_the_symbol_font_is_the_one_that_shows(
    written: str, low: int, sign: str, tmp_path: Path
) -> None:
    def change(cell: Any) -> None:
        run = cell.paragraphs[0].add_run(
            "" if written == "sym" else chr(low + 0xF000 * (written == "private"))
        )
        run.font.name = "Symbol"
        if written == "sym":
            symbol = OxmlElement("w:sym")
            symbol.set(qn("w:font"), "Symbol")
            symbol.set(qn("w:char"), f"F0{low:02X}")
            run._r.append(symbol)
        cell.paragraphs[0].add_run("800册")

    assert f"{sign}800册" == document(change, tmp_path).report.targets[0].target


def test_a_sign_of_the_symbol_font_shows_in_a_workbook(read: Read) -> None:
    def change(sheet: Any) -> None:
        sheet["D6"] = CellRichText(TextBlock(InlineFont(rFont="Symbol"), "\uf0b3"), "800册")
        sheet["D8"] = "\uf0a350"
        sheet["D8"].font = Font(name="Symbol")

    (form,) = read(change)

    assert ["≥800册", "≥98%", "≤50"] == [row.target for row in form.report.targets[:3]]


def test_a_symbol_of_another_font_is_not_taken_for_a_sign(tmp_path: Path) -> None:
    def change(cell: Any) -> None:
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), "Wingdings")
        symbol.set(qn("w:char"), "F0A3")
        cell.paragraphs[0].add_run("")._r.append(symbol)
        cell.paragraphs[0].add_run("800册")

    form = document(change, tmp_path)

    assert "≤" not in (form.report.targets[0].target or "")
    assert "reproduced" != verdict(form)


@pytest.mark.parametrize("columns", [[7], [8], [9, 17]])
def test_forms_side_by_side_are_forms_of_their_own(read: Read, columns: list[int]) -> None:
    def change(sheet: Any) -> None:
        for number, column in enumerate(columns, 2):
            filled(sheet, column)
            sheet.cell(2, column + 2).value = f"第{number}个项目"
            sheet.cell(11, column + 7).value = str(60 + number)

    forms = read(change)

    names = ["图书购置经费", *(f"第{number}个项目" for number, _ in enumerate(columns, 2))]
    totals = ["99.5", *(str(60 + number) for number, _ in enumerate(columns, 2))]
    assert names == [form.report.subject for form in forms]
    assert totals == [form.report.total.quantity.raw for form in forms if form.report.total]
    assert ["reproduced", *["contradicted"] * len(columns)] == [verdict(form) for form in forms]
    assert [5] * len(forms) == [len(form.report.targets) for form in forms]


def test_headings_said_twice_under_one_title_are_one_form(read: Read) -> None:
    def change(sheet: Any) -> None:
        filled(sheet, 8)
        for row in range(1, 5):
            for column in range(9, 16):
                sheet.cell(row, column).value = None

    (form,) = read(change)

    assert "99.5" == (form.report.total.quantity.raw if form.report.total else "")


@pytest.mark.parametrize("beside", [1, 2])
def test_a_table_that_is_there_for_the_layout_holds_forms(beside: int, tmp_path: Path) -> None:
    file = docx.Document()
    outer = file.add_table(2, beside)
    for number, cell in enumerate(outer.rows[0].cells, 1):
        tabled(cell).cell(5, 3).text = f"≥80{number}册"
    outer.cell(1, 0).text = "注：本表一式两份。"
    file.save(str(tmp_path / "form.docx"))

    forms = forms_of(tmp_path / "form.docx")

    assert ["≥801册", "≥802册"][:beside] == [form.report.targets[0].target for form in forms]
    assert ["form 表2第6行第3格", "form 表3第6行第3格"][:beside] == [
        form.report.targets[0].at for form in forms
    ]


def test_a_text_box_is_read_once_wherever_it_stands(tmp_path: Path) -> None:
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p>'
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{0}"
        "</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file = docx.Document()
    file.add_paragraph()._p.append(parse_xml(box.format("注：单位为万元。")))
    table = tabled(file)
    table.cell(5, 3).paragraphs[0]._p.append(parse_xml(box.format("≥800册")))
    file.save(str(tmp_path / "form.docx"))

    (form,) = forms_of(tmp_path / "form.docx")

    assert "≥800册" == form.report.targets[0].target
    assert ["注：单位为万元。"] == [note.text for note in form.notes if "万元。" in note.text]
    assert "reproduced" == verdict(form)
