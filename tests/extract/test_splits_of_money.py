"""A department's money split twice: by where it comes from, and by what it is for."""

from pathlib import Path

import pytest

from perfscore import Audit, audit, make_plan, read_ruleset
from perfscore.extract.forms.form import FormRead
from tests.cards import catalog
from tests.extract.together import forms_of

HEAD = """\
部门整体支出绩效自评表（2024年度）,,,,,,,
部门名称,临江县审计局,,,,,,
年度预算申请（万元）,,年初预算数,全年预算数,全年执行数,分值,执行率,得分
,年度资金总额,610,640,620.8,10,97%,9.7
"""
ROWS = """\
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因
产出指标,数量指标,审计项目数,≥20个,22个,25,25,
产出指标,质量指标,合格率,≥95%,96%,25,25,
效益指标,经济效益指标,审减金额,≥500万元,500万元,30,30,
满意度指标,服务对象满意度,满意度,≥95%,96%,10,10,
总分,,,,,100,99.7,
"""
LAYOUTS = {
    "on lines of their own": """\
,按收入性质分：,,,,,,
,其中：一般公共预算拨款,600,630,610.8,,,
,其他资金,10,10,10,,,
,按支出性质分：,,,,,,
,其中：基本支出,450,470,465,,,
,项目支出,160,170,155.8,,,
""",
    "with sums of their own": """\
,按收入性质分：,610,640,620.8,,,
,其中：一般公共预算拨款,600,630,610.8,,,
,其他资金,10,10,10,,,
,按支出性质分：,610,640,620.8,,,
,其中：基本支出,450,470,465,,,
,项目支出,160,170,155.8,,,
""",
    "before the first line": """\
,按收入性质分：一般公共预算,600,630,610.8,,,
,其他资金,10,10,10,,,
,按支出性质分：基本支出,450,470,465,,,
,项目支出,160,170,155.8,,,
""",
    "beside the lines": """\
按收入性质分,一般公共预算拨款,600,630,610.8,,,
,其他资金,10,10,10,,,
按支出性质分,基本支出,450,470,465,,,
,项目支出,160,170,155.8,,,
""",
    "not named": """\
,其中：一般公共预算拨款,600,630,610.8,,,
,其他资金,10,10,10,,,
,其中：基本支出,450,470,465,,,
,项目支出,160,170,155.8,,,
""",
}


def read(lines: str, folder: Path) -> FormRead:
    path = folder / "form.csv"
    path.write_text(HEAD + lines + ROWS, "utf-8")
    (form,) = forms_of(path)
    return form


def audited(form: FormRead) -> Audit:
    return audit(form.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog()))


def wrong(result: Audit) -> list[tuple[str, str, str]]:
    return [
        (one.code, one.values["left"], one.values["right"])
        for one in result.findings
        if one.check is not None and one.code != "checked"
    ]


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS)
def test_each_split_is_added_up_on_its_own(lines: str, tmp_path: Path) -> None:
    form = read(lines, tmp_path)
    result = audited(form)
    held = {one.values["text"] for one in result.findings if one.code == "checked"}

    assert [] == wrong(result)
    assert {"630 + 10 == 640", "470 + 170 == 640", "610.8 + 10 == 620.8", "465 + 155.8 == 620.8"} <= held
    assert [] == [note for note in form.notes if "性质分" in note.text]


def test_a_split_that_does_not_add_up_is_still_told(tmp_path: Path) -> None:
    form = read(LAYOUTS["on lines of their own"].replace("160,170", "160,180"), tmp_path)

    assert [("parts-exceed-total", "650", "640")] == wrong(audited(form))


def test_a_split_whose_own_sum_is_not_the_total_is_told(tmp_path: Path) -> None:
    form = read(
        LAYOUTS["with sums of their own"].replace("按支出性质分：,610,640", "按支出性质分：,610,650"),
        tmp_path,
    )

    assert [("sum-differs", "1290", "1280")] == wrong(audited(form))


@pytest.mark.parametrize(
    ("projects", "found"), [("80.00", [("parts-exceed-total", "320.5", "318.5")]), ("78.00", [])]
)
def test_names_with_their_amounts_in_one_cell_are_read_side_by_side(
    projects: str, found: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    form = read(
        "按收入性质分：325.00,,,,按支出性质分：318.50,,,\n"
        "其中：一般公共预算：325.00,,,,其中：基本支出：240.50,,,\n"
        f"政府性基金拨款：0,,,,项目支出：{projects},,,\n"
        "其他资金：,,,,,,,\n",
        tmp_path,
    )

    assert found == wrong(audited(form))
    assert ["325.00", "0"] == [row.cells["stated"].raw for row in form.report.tables["funds"]]
    assert ["基本支出", "项目支出"] == [row.label for row in form.report.tables["uses"]]
    assert [] == [note for note in form.notes if note.code == "form-not-understood"]
