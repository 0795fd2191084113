"""What a text adds up over several sentences: told where it fails, silent where it holds or may hold."""

from collections.abc import Mapping
from functools import cache

import pytest

from perfscore import Catalog, Plan, audit, discover, make_plan, read_ruleset
from perfscore.extract.narrative.checks import checks_of
from tests.extract.narrative.keys import ARITHMETIC, read_text

HEAD = "清溪县档案馆2024年度部门整体支出绩效自评报告\n一、支出情况\n在职28人。\n"
TABLE = "单位：万元\n序号 | 乡镇 | 分配数\n1 | 东山镇 | 20.00\n2 | 西河镇 | 10.50\n3 | 合计 | "
NESTED = "单位：万元\n类别 | 分配数 | 支出数\n山区 | 30 | 30\n东山镇 | 20 | 20\n"
"西河镇 | 10 | 10\n平原 | 5 | 5\n合计 | 35 | 35"
HOLDS: Mapping[str, str] = {
    "items in paragraphs": "全年支出30万元，其中：\n1.人员经费20万元；\n2.公用经费4万元；\n3.项目支出6万元。",
    "items that are not all": "全年支出30万元，主要包括：\n1.人员经费20万元；\n2.公用经费4万元。",
    "items that say their budgets": "全年支出30万元，具体为：\n1.助学预算20万元，"
    "支出18万元；\n2.助医预算14万元，支出12万元。",
    "an item without an amount": "全年支出30万元，其中：\n1.人员经费20万元；"
    "\n2.按规定开展其他工作。\n3.项目支出6万元。",
    "classes": "全年支出30万元。按功能分类：教育支出20万元、住房保障支出10万元。",
    "classes of a later sentence": "全年支出30万元，年末结转5万元。按经济分类，"
    "工资福利支出20万元；商品和服务支出10万元。",
    "a budget that was added to": "年初预算20万元，追加8.5万元，全年预算28.5万元。",
    "a budget with a balance between": "年初预算20万元，上年结转3万元，追加8万元，全年预算31万元。",
    "a table": TABLE + "30.50",
    "a table with parts of parts": NESTED,
    "a table of two columns": "项目 | 金额（万元）\n基本支出 | 300\n项目支出 | 180\n合计 | 480",
    "a share of the target": "集中供养老人186人，完成年度目标200人的93%。",
    "scores beside full scores": "投入10分，得9分；过程30分，得28分；产出60分，得58分。自评得分95分。",
    "prices of one": "标准分别为每人每年960元，每人每月590元、790元。",
    "what is left of money of two years": "上年结转5万元，本年预算30万元，实际支出20万元，年末结余15万元。",
    "what was left of the year before": "年初预算20万元，全年预算20万元，全年执行18万元。上年结转0万元。",
    "full scores that are not all": "投入10分，得9分；过程30分，得28分。自评得分95分。",
}
FAILS: Mapping[str, tuple[str, str]] = {
    "what is left of a budget of parts": (
        "全年预算30万元，其中省级20万元、县级10万元；实际支出26万元，结余5万元。",
        "5",
    ),
    "parts below their name": ("全年支出30万元。支出明细：房屋维修20万元，电梯维保12万元。", "12"),
    "items in paragraphs": (
        "全年支出30万元，其中：\n1.人员经费20万元；\n2.公用经费4万元；\n3.项目支出9万元。",
        "9",
    ),
    "items behind a sentence": (
        "全年支出30万元，年末结转5万元。\n支出中：\n（1）人员经费20万元；\n（2）项目支出6万元。",
        "6",
    ),
    "items of which one counts": (
        "项目支出9万元，具体为：\n1.甲项目2万元；\n2.乙项目3万元；\n3.残疾人两项补贴项目5万元。",
        "5",
    ),
    "people": ("年末职工人员20人，其中：正式职工15人，聘用人员6人。", "20"),
    "a table of two columns": (
        "支出明细见下表：\n项目 | 金额（万元）\n基本支出 | 300\n项目支出 | 180\n合计 | 490",
        "490",
    ),
    "a share of the target": ("集中供养老人186人，完成年度目标200人的95%。", "95"),
    "points that are not as many": (
        "共实施项目4个：一是甲供养2万元；二是乙改造3万元；三是丙改造5万元。",
        "4",
    ),
    "less than was spent": ("“三公”经费预算10万元，实际支出12万元，未超预算。", "12"),
    "classes": ("全年支出30万元。按功能分类：教育支出20万元、住房保障支出13万元。", "13"),
    "a budget that was added to": ("年初预算20万元，追加8.5万元，全年预算29.5万元。", "29.5"),
    "a table": (TABLE + "31.50", "31.50"),
    "scores beside full scores": (
        "投入10分，得9分；过程30分，得28分；产出60分，得58分。自评得分96分。",
        "96",
    ),
    "scores in paragraphs": (
        "（一）投入（40分）。编制科学，自评得分38分。\n（二）产出（60分）。"
        "完成较好，自评得分58分。\n二、结论\n综合得分98分。",
        "98",
    ),
}


@cache
def catalog() -> Catalog:
    return discover()


@cache
def card() -> Plan:
    return make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())


def told_of(text: str) -> list[set[str]]:
    """Return the figures of each failure of arithmetic that an auditor is told of."""
    findings = audit(read_text(HEAD + text, catalog()).report, card()).findings
    return [
        {item.fact.raw for item in one.evidence if item.fact is not None}
        | {one.values.get("text", "")}
        for one in findings
        if one.code in ARITHMETIC and one.check is not None
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOLDS.values(), ids=HOLDS)
def test_what_adds_up_or_is_not_whole_is_no_fault(text: str) -> None:
    assert [] == told_of(text)


@pytest.mark.parametrize(("text", "figure"), FAILS.values(), ids=FAILS)
def test_what_does_not_add_up_is_told(text: str, figure: str) -> None:
    assert any(any(figure in shown for shown in told) for told in told_of(text))


def test_scores_of_parts_are_claims_of_the_sections() -> None:
    claims = read_text(HEAD + HOLDS["scores beside full scores"], catalog()).found.claims

    assert "95" == (claims.total and claims.total.figure.number)
    assert {"投入": "9", "过程": "28", "产出指标": "58"} == {
        name: said.figure.number for name, said in claims.sections.items()
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("全年支出30万元，其中基本支出20万元，占60%；项目支出10万元。", "“占60%”应为基本支出除以全年执行数"),
        ("今年共支出500.5万元，同比去年的450万元增长10%。", "增长10%”应为全年执行数比去年数的增减率"),
        (
            "共实施项目3个，资金9.00万元：一是特困供养5.00万元；二是消防改造3.00万元；三是改造2.00万元。",
            "特困供养、消防改造、改造之和应等于资金",
        ),
        (
            "自评得分：96分。（一）投入（40分）得38分；（二）产出（60分）得57分。",
            "投入得分、产出得分之和应等于自评得分",
        ),
        ("预算执行率=480/500×100%=95%。", "应为480除以500"),
    ],
)
def test_a_check_calls_figures_as_a_reader_would(text: str, label: str) -> None:
    labels = [check.entry["label"] for check in checks_of(read_text(HEAD + text, catalog()).found)]

    assert any(label in one["zh"] for one in labels if isinstance(one, dict)), labels


def test_as_many_points_as_are_said_are_no_fault() -> None:
    assert [] == told_of("共实施项目2个：一是甲供养2万元；二是乙改造3万元。")
