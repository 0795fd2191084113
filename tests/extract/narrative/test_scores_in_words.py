"""A frame that a text writes out in words: its scores make up the total, its full scores that of the card."""

from collections.abc import Mapping
from functools import cache

import pytest

from perfscore import Catalog, Plan, audit, discover, make_plan, read_ruleset
from perfscore.plan.choosing import choose_plan
from tests.extract.narrative.keys import read_text

HEAD = "清溪县档案馆2024年度部门整体支出绩效自评报告\n一、自评结果\n本单位在职人员28人。"
CASES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "all add up": (
        "投入得分10分（满分10分），过程得分38分（满分40分），产出及效果得分49分（满分50分），综合得分97分（满分100分）。",
        "97",
        (),
    ),
    "without the full score of the total": (
        "投入得分10分（满分10分），过程得分40分（满分40分），产出及效果得分50分（满分50分），综合得分100分。",
        "100",
        (),
    ),
    "the total first": (
        "自评得分97分（满分100分），其中：投入得分10分（满分10分），过程得分38分（满分40分），产出得分49分（满分50分）。",
        "97",
        (),
    ),
    "scores that do not": (
        "投入得分10分（满分10分），过程得分38分（满分40分），产出及效果得分48分（满分50分），综合得分97分（满分100分）。",
        "97",
        ("97",),
    ),
    "full scores that do not": (
        "投入得分10分（满分10分），过程得分38分（满分45分），产出及效果得分49分（满分50分），综合得分97分（满分100分）。",
        "97",
        ("100",),
    ),
    "full scores of some parts only": (
        "投入得分10分（满分10分），过程得分38分，产出及效果得分49分（满分50分），综合得分97分（满分100分）。",
        "97",
        (),
    ),
    "parts of a later sentence": (
        "我单位得分98分。其中预算执行率10分（满分10分），产出指标49分（满分50分），效益指标39分（满分40分）。",
        "98",
        (),
    ),
    "parts of a later sentence that do not": (
        "我单位得分98分。其中预算执行率9分（满分10分），产出指标49分（满分50分），效益指标39分（满分40分）。",
        "98",
        ("98",),
    ),
    "a score of the year before": (
        "自评得分97分，其中投入10分、过程38分、产出49分。2023年自评得分为92.5分。",
        "97",
        (),
    ),
    "out of a hundred": ("本次自评100分制得分为96分，等级“良”。县财政局复评得分为93分。", "96", ()),
    "full scores outside brackets": ("满分100分，投入得分10分，过程得分38分，综合得分97分。", "97", ()),
}


@cache
def catalog() -> Catalog:
    return discover()


@cache
def card() -> Plan:
    return make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())


@pytest.mark.parametrize(("sentence", "total", "differing"), CASES.values(), ids=CASES)
def test_scores_in_words_are_added_up(sentence: str, total: str, differing: tuple[str, ...]) -> None:
    read = read_text(HEAD + sentence, catalog())
    findings = audit(read.report, card()).findings
    wrong = [one for one in findings if one.check is not None and one.severity in ("error", "warning")]

    assert read.found.claims.total is not None
    assert total == read.found.claims.total.figure.number
    assert list(differing) == [one.evidence[-1].fact.raw for one in wrong if one.evidence[-1].fact]


def test_full_scores_are_called_after_what_they_are_of() -> None:
    read = read_text(HEAD + CASES["full scores that do not"][0], catalog())

    assert "投入得分满分、过程得分满分、产出及效果得分满分之和应等于综合得分满分" in read.toml


def test_a_wrong_sum_of_scores_is_an_error() -> None:
    for name in ("scores that do not", "parts of a later sentence that do not"):
        findings = audit(read_text(HEAD + CASES[name][0], catalog()).report, card()).findings
        assert "error" in [one.severity for one in findings if one.check is not None]


def test_the_score_of_the_execution_is_no_wish_for_a_ruleset() -> None:
    report = read_text(HEAD + CASES["parts of a later sentence"][0], catalog()).report

    assert "as-printed" == choose_plan(report, catalog()).ruleset.id


def test_no_criterion_is_made_of_a_score_in_words() -> None:
    report = read_text(HEAD + CASES["all add up"][0], catalog()).report

    assert () == report.rows
    assert {} == dict(report.claims)
