"""Whose figure a figure is: of which year, which list, which table, which subject."""

from collections.abc import Mapping
from functools import cache

import pytest

from perfscore import Catalog, discover
from tests.extract.narrative.keys import read_text

HEAD = "清溪县残疾人联合会2024年度部门整体支出绩效自评报告\n一、收支情况\n"
TABLE = "单位：万元\n项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率\n"
CASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "the topic of a clause": (
        "全年支出30万元，基本支出20万元。“三公”经费方面，全年预算为4万元，实际支出为3万元。",
        {
            "expenditure": "30",
            "basic_expenditure": "20",
            "three_public_budget": "4",
            "three_public_actual": "3",
        },
    ),
    "the topic of a clause that is something else": (
        "基本支出20万元。基础设施建设方面，全年预算400万元，实际支出300万元。",
        {"basic_expenditure": "20"},
    ),
    "the spending behind the budget of its part": (
        "基本支出预算60万元，决算59万元；项目支出预算50万元，决算48万元。",
        {"basic_expenditure": "59", "project_expenditure": "48"},
    ),
    "the spending behind the budgets of two parts": (
        "在职9人。基本支出预算60万元，项目支出预算50万元，实际支出107万元。",
        {"staff": "9"},
    ),
    "all the spending behind its parts": (
        "基本支出59万元，项目支出48万元，支出合计107万元。",
        {"basic_expenditure": "59", "project_expenditure": "48", "expenditure": "107"},
    ),
    "a budget told before the revised one": (
        "部门预算总额60万元，年度调整预算数70万元。",
        {"initial_budget": "60", "budget": "70"},
    ),
    "a sum of named posts": (
        "核定行政编制13名、工勤编制1名，共14名；在职12人。",
        {"posts": "14", "staff": "12"},
    ),
    "people in service and retired": (
        "在职12人，退休6人，共计18人。",
        {"staff": "12", "retired": "6", "people": "18"},
    ),
    "a table by source of money": (
        "单位：万元\n资金来源 | 全年预算数 | 全年执行数 | 执行率\n省级补助 | 60 | 57 | 95%\n"
        "县级配套 | 40 | 38 | 95%\n合计 | 100 | 95 | 95%",
        {"budget": "100", "expenditure": "95", "execution_rate_printed": "95%"},
    ),
    "a target and its result below a heading": (
        "在职9人。\n1.群众满意度：目标值≥90%，实际值96%。",
        {"staff": "9", "satisfaction_target": "90%", "satisfaction": "96%"},
    ),
    "a year of one figure": (
        "基本支出20万元，2023年为18万元；项目支出10万元，2023年为9万元。",
        {"basic_expenditure": "20", "project_expenditure": "10"},
    ),
    "the year before in brackets": (
        "全年支出30万元（上年28万元），其中基本支出20万元（上年18万元），项目支出10万元。",
        {"expenditure": "30", "basic_expenditure": "20", "project_expenditure": "10"},
    ),
    "a year in which something else was": (
        "县残联成立于1991年，核定编制9名，在职8人。",
        {"posts": "9", "staff": "8"},
    ),
    "what is held against the budget": (
        "“三公”经费支出3万元，比年初预算4万元节约1万元。基本支出20万元。",
        {"three_public_actual": "3", "three_public_budget": "4", "basic_expenditure": "20"},
    ),
    "a list that adds up is over": (
        "全年支出30万元，其中基本支出20万元，项目支出10万元，年末结转5万元。",
        {"expenditure": "30", "basic_expenditure": "20", "project_expenditure": "10", "carry_over": "5"},
    ),
    "money that came is no subject of what follows": (
        "年初预算20万元，执行中因新馆布展增加项目经费8万元，全年预算28万元。基本支出20万元。",
        {"initial_budget": "20", "budget": "28", "basic_expenditure": "20"},
    ),
    "a project that came has money of its own": (
        "基本支出20万元，辅具适配项目预算8万元，支出7万元。",
        {"basic_expenditure": "20"},
    ),
    "two counts of people": (
        "实有人数8人，在职8人，退休3人。",
        {"staff": "8", "retired": "3"},
    ),
    "people and their parts": (
        "实有人数11人，其中在职8人，退休3人。",
        {"people": "11", "staff": "8", "retired": "3"},
    ),
    "a table with headings": (
        TABLE + "基本支出 | 20 | 22 | 22 | 100%\n项目支出 | 10 | 12 | 9 | 75%\n合计 | 30 | 34 | 31 | 91.18%",
        {
            "initial_budget": "30",
            "budget": "34",
            "expenditure": "31",
            "execution_rate_printed": "91.18%",
            "basic_expenditure": "22",
            "project_expenditure": "9",
        },
    ),
    "a table of two years": (
        "单位：万元\n项目 | 2023年决算数 | 2024年决算数\n"
        "基本支出 | 20 | 22\n项目支出 | 10 | 9\n合计 | 30 | 31",
        {"expenditure": "31", "basic_expenditure": "22", "project_expenditure": "9"},
    ),
    "a table of projects has a sum of its own": (
        "基本支出20万元。\n" + TABLE + "助学 | 2 | 2 | 2 | 100%\n"
        "助医 | 1 | 1 | 1 | 100%\n合计 | 3 | 3 | 3 | 100%",
        {"basic_expenditure": "20"},
    ),
    "a table of bodies": (
        "单位 | 编制数 | 在职人数\n机关 | 9 | 8\n服务中心 | 5 | 4\n合计 | 14 | 12\n退休3人。",
        {"retired": "3"},
    ),
    "a table without a unit holds no amounts": (
        "项目 | 年初预算数 | 全年执行数\n基本支出 | 20 | 22\n项目支出 | 10 | 9\n合计 | 30 | 31\n在职8人。",
        {"staff": "8"},
    ),
    "a heading of the projects' spending": (
        "全年支出30万元，其中基本支出20万元，项目支出10万元。\n二、使用情况\n（三）项目支出。"
        "当年安排项目资金14万元，其中中央资金9万元、省级资金5万元。实际支出10万元，结余4万元，资金执行率71.43%。",
        {"expenditure": "30", "basic_expenditure": "20", "project_expenditure": "10"},
    ),
    "the budget of the projects": (
        "项目预算14万元，到位14万元，支出10万元，执行率71.43%；部门全年支出30万元。",
        {"expenditure": "30"},
    ),
    "results below a heading of targets": (
        "三、绩效目标\n升学率达62.3%，比上年提高3.1个百分点。家长满意度为93%。",
        {"satisfaction": "93%"},
    ),
    "targets below a heading of targets": (
        "三、绩效目标\n家长满意度为93%。基本支出20万元。",
        {"basic_expenditure": "20"},
    ),
    "points of a list": (
        "——年初预算：30万元；\n——全年支出：28万元，其中："
        "基本支出20万元，项目支出8万元；\n——年末结转：2万元。",
        {
            "initial_budget": "30",
            "expenditure": "28",
            "basic_expenditure": "20",
            "project_expenditure": "8",
            "carry_over": "2",
        },
    ),
}  # fmt: skip


@cache
def catalog() -> Catalog:
    return discover()


@pytest.mark.parametrize(("text", "facts"), CASES.values(), ids=CASES)
def test_a_figure_is_the_fact_of_whom_it_is_said(text: str, facts: Mapping[str, str]) -> None:
    found = read_text(HEAD + text, catalog()).found

    assert facts == {
        one.fact: one.value + ("%" if one.said.figure.kind == "rate" else "")
        for one in found.bound
        if one.taken
    }


def test_the_name_of_the_project_says_nothing_in_a_label() -> None:
    title = "宁江市2024年度困难群众救助补助项目绩效自评报告"
    found = read_text(f"{title}\n一、资金\n困难群众救助补助资金预算50万元，实际支出48万元。", catalog()).found

    assert {"budget": "50", "expenditure": "48"} == {one.fact: one.value for one in found.bound if one.taken}
