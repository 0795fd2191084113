"""A frame that a text writes out in words: its scores make up the total, its full scores that of the card."""

from collections.abc import Mapping
from functools import cache

import pytest

from perfscore import Catalog, Plan, audit, discover, make_plan, read_ruleset
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


def test_no_criterion_is_made_of_a_score_in_words() -> None:
    report = read_text(HEAD + CASES["all add up"][0], catalog()).report

    assert () == report.rows
    assert {} == dict(report.claims)
