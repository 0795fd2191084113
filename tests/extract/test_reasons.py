"""Why points were lost, said once below the table."""

from pathlib import Path

import pytest

from perfscore import audit
from tests.cards import catalog
from tests.extract.together import forms_of

FORM = """\
项目支出绩效自评表（2024年度）,,,,,,
项目名称,图书购置经费,实施单位,某图书馆,,,
项目资金（万元）,年初预算数,全年预算数,全年执行数,分值,执行率,得分
年度资金总额,100,100,100,10,100%,10
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分
产出指标,数量指标,修复数量,≥100件,90件,50,45
效益指标,社会效益指标,受益群众,≥1000人,1000人,30,30
满意度指标,服务对象满意度,满意度,≥95%,96%,10,10
总分,,,,,100,95
"""


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("扣分原因说明：修复数量因人手不足未完成" + "，下一步将加强力量" * 9, False),
        ("偏差原因分析及改进措施,修复数量因人手不足未完成。", False),
        ("扣分原因说明：", True),
        ("扣分原因说明：无", True),
        ("填表人：王某", True),
    ],
)
def test_reasons_below_the_table_are_reasons(below: str, told: bool, tmp_path: Path) -> None:
    (tmp_path / "form.csv").write_text(FORM + below + "\n", "utf-8")
    (form,) = forms_of(tmp_path / "form.csv")
    codes = {one.code for one in audit(form.report, catalog=catalog()).findings}

    assert told == ("row-loss-unexplained" in codes)
    assert told or "人手不足" in (form.report.reasons or "")
