"""What stands in a form as its reader sees it, however the file stores it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfscore import audit, make_plan, read_ruleset
from perfscore.extract.forms.form import FormRead
from tests.extract.together import catalog, forms_of

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
