"""The points of the rows against the full points printed beside the total."""

from pathlib import Path

import pytest

from perfscore import Audit, audit
from tests.cards import catalog
from tests.extract.together import forms_of

FORM = """\
项目支出绩效自评表（2024年度）,,,,,,
项目名称,图书购置经费,实施单位,某图书馆,,,
项目资金（万元）,年初预算数,全年预算数,全年执行数,分值,执行率,得分
年度资金总额,100,100,100,10,100%,10
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分
产出指标,数量指标,修复数量,≥100件,100件,{first},{first}
产出指标,数量指标,检查次数,≥12次,12次,15,15
产出指标,质量指标,合格率,≥98%,98%,20,20
效益指标,社会效益指标,受益群众,≥1000人,1000人,30,30
满意度指标,服务对象满意度,满意度,≥95%,95.6%,10,10
总分,,,,,{full},{total}
"""


def audited(folder: Path, **printed: str) -> Audit:
    (folder / "form.csv").write_text(FORM.format(**printed), "utf-8")
    (form,) = forms_of(folder / "form.csv")
    return audit(form.report, catalog=catalog())


def told(result: Audit) -> list[tuple[str, str]]:
    return [
        (one.values["found"], one.values["full"])
        for one in result.findings
        if one.code == "points-do-not-add-up"
    ]


def test_points_that_do_not_make_up_the_printed_hundred_are_told(tmp_path: Path) -> None:
    assert [("105", "100")] == told(audited(tmp_path, first="20", full="100", total="105"))


@pytest.mark.parametrize("full", ["100", "100分", "100%", "", "90"])
def test_points_that_do_are_not(full: str, tmp_path: Path) -> None:
    """90 are the rows alone, without the execution of the budget that stands above them."""
    assert [] == told(audited(tmp_path, first="15", full=full, total="100"))


def test_another_sum_than_that_of_the_rows_is_told(tmp_path: Path) -> None:
    assert [("100", "110")] == told(audited(tmp_path, first="15", full="110", total="100"))
