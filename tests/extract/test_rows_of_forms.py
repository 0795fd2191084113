"""Where a row of a form leaves to its neighbours what it prints: its target, its group."""

from pathlib import Path

import pytest

from perfscore import audit, make_plan, read_ruleset
from perfscore.extract.forms.form import FormRead
from tests.cards import catalog
from tests.extract.together import forms_of

HEAD = """\
项目支出绩效自评表（2024年度）
项目名称,图书购置经费,实施单位,某图书馆
项目资金（万元）,年初预算数,全年预算数,全年执行数,分值,执行率,得分
年度资金总额,100,120,114,10,95%,9.5
"""
TOTAL = "总分,,,,,,100,99.5\n"


def form(rows: str, folder: Path) -> FormRead:
    path = folder / "form.csv"
    path.write_text(HEAD + rows + TOTAL, "utf-8")
    (read,) = forms_of(path)
    return read


@pytest.mark.parametrize(
    ("adjusted", "target", "beside"),
    [
        ("", "≥800册", 5),
        ("—", "≥800册", 5),
        ("≥700册", "≥700册", 4),
    ],
    ids=["an empty column", "a stroke for nothing", "one row has an adjusted target"],
)
def test_an_empty_adjusted_target_gives_way_to_the_first_one(
    adjusted: str, target: str, beside: int, tmp_path: Path
) -> None:
    read = form(
        "一级指标,二级指标,三级指标,年初指标值,调整指标值,实际完成值,分值,得分\n"
        f"产出指标,数量指标,购置图书,≥800册,{adjusted},800册,20,20\n"
        "产出指标,质量指标,合格率,≥98%,,99%,15,15\n"
        "产出指标,成本指标,单价,≤50元,,48元,15,15\n"
        "效益指标,社会效益指标,到馆,≥3000人次,,3000人次,30,30\n"
        "满意度指标,满意度指标,读者满意度,≥90%,,95%,10,10\n",
        tmp_path,
    )
    result = audit(read.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog()))

    assert [target, "≥98%", "≤50元", "≥3000人次", "≥90%"] == [row.target for row in read.report.targets]
    assert beside == len([note for note in read.notes if note.code == "form-target-from-beside"])
    assert "reproduced" == result.verdict


def test_a_group_on_a_row_of_its_own_holds_the_rows_below_it(tmp_path: Path) -> None:
    read = form(
        "一级指标,二级指标,三级指标,年度指标值,实际完成值,偏差原因,分值,得分\n"
        "（一）产出指标（50分）,,,,,,,\n"
        ",数量指标,购置图书,≥800册,800册,,20,20\n"
        ",质量指标,合格率,≥98%,99%,,30,30\n"
        "（二）效益指标（30分）,,,,,,,\n"
        ",社会效益指标,到馆,≥3000人次,3000人次,,30,30\n"
        "（三）满意度指标（10分）,,,,,,,\n"
        ",满意度指标,读者满意度,≥90%,95%,,10,10\n",
        tmp_path,
    )
    result = audit(read.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog()))

    assert ["购置图书", "合格率", "到馆", "读者满意度"] == [row.name for row in read.report.targets]
    assert "reproduced" == result.verdict
