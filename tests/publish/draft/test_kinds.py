"""Every kind of sentence is read, and its neighbours are refused rather than misread.

Examples, their cases and their neighbours stand in the table of kinds itself; the words inserted here, and
the units exchanged, are no part of it.
"""

import re
from fractions import Fraction

import pytest

from perfscore.numbers.exact import exact
from perfscore.publish.draft.filling import Row
from perfscore.publish.draft.grammar import Kind, grammar
from perfscore.publish.draft.rules import Rule, rule_of, why_unread
from tests.publish.draft.drafts import measures

KINDS = grammar().kinds
WORDS = ("原则上", "不", "未", "约", "除外", "最多", "酌情", "累计", "上年", "或")
UNITS = (("%", "万元"), ("%", "分"), ("个百分点", "人"), ("分", "元"), ("分", "%"))
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.id for kind in KINDS])


def read(name: str, points: object, sentence: str, explanation: str = "") -> Rule | None:
    names = measures().names(name, explanation)
    return rule_of(Row("row_01", name, exact(str(points)), sentence, names))


def example(kind: Kind, sentence: str | None = None) -> Rule | None:
    given = kind.example
    return read(given["name"], given["points"], sentence or given["sentence"])


def said(rule: Rule) -> str:
    """Return all that a rule keeps of the words of its sentence."""
    facts = [str(fact) for fact in rule.facts.values()]
    return " ".join([*facts, rule.called, str(rule.scoring), str(rule.says.get("rider"))])


@each_kind
def test_an_example_is_of_its_kind(kind: Kind) -> None:
    rule = example(kind)

    assert rule is not None
    assert kind.id == rule.kind


@each_kind
def test_neighbours_are_left_to_a_judge(kind: Kind) -> None:
    assert 3 <= len(kind.example["refused"])
    assert [] == [sentence for sentence in kind.example["refused"] if example(kind, sentence)]


@each_kind
def test_a_word_more_is_refused_or_kept(kind: Kind) -> None:
    sentence: str = kind.example["sentence"]
    plainly = example(kind)
    assert plainly is not None
    misread = []
    for word in WORDS:
        for at in range(len(sentence) + 1):
            altered = sentence[:at] + word + sentence[at:]
            rule = example(kind, altered)
            kept = rule is None or all(said(rule).count(one) > said(plainly).count(one) for one in word)
            misread += [] if kept else [altered]
    if kind.id == "bands":  # （不含） for （含） is another sentence, and read as one
        misread = [one for one in misread if "（不含）" not in one]

    assert [] == misread


def test_a_limit_that_is_not_included_belongs_to_the_other_band() -> None:
    rule = read("重点支出占比", 5, "≥90%得5分；80%（不含）-90%得4分；60%-80%得2分；60%以下不得分。")

    assert rule is not None
    assert {"above": Fraction(4, 5), "below": Fraction(9, 10), "points": 4} == rule.scoring["bands"][1]


@each_kind
def test_another_unit_is_refused(kind: Kind) -> None:
    sentence: str = kind.example["sentence"]
    altered = [
        sentence[: found.start()] + other + sentence[found.end() :]
        for unit, other in UNITS
        for found in re.finditer(rf"(?<=[0-9一]){unit}", sentence)
    ]
    misread = [one for one in altered if example(kind, one)]

    assert [] == misread


@pytest.mark.parametrize(
    ("name", "points", "sentence", "expected"),
    [
        # 以上 takes its limit, and nothing says to whom the limit of the lowest band belongs
        ("安排率", 6, "90%以上得6分，80%-90%得4分，80%以下不得分。", {"limits-belong-below"}),
        ("安排率", 6, "90%（含）以上得6分，80%（含）-90%得4分，80%以下不得分。", set()),
        ("安排率", 6, "90%（含）以上得6分，80%（含）以上得4分，80%以下不得分。", set()),
        ("控制率", 5, "控制率≤100%，得5分，每超过1个百分点扣1分，不足1个百分点的按1个百分点计算。", set()),
        ("控制率", 5, "控制率≤100%，得5分，每超过1个百分点扣1分。", {"part-steps-count"}),
    ],
)
def test_what_a_sentence_leaves_open_is_another_reading(
    name: str, points: int, sentence: str, expected: set[str]
) -> None:
    rule = read(name, points, sentence)

    assert rule is not None
    assert expected == set(rule.readings)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("3月前报送的得2分，逾期不得分。", "报送及时性"),  # the last day is not told without a year
        ("2025年9月前报送决算的得2分，逾期不得分。", "报送及时性"),
    ],
)
def test_a_month_before_which_ends_before_it_begins(sentence: str, name: str) -> None:
    rule = read(name, 2, sentence)

    assert rule is not None
    assert str(rule.scoring.get("by", "row_01_by")) in ("2025-08-31", "row_01_by")
    assert ("by_fact" in rule.scoring) == ("年" not in sentence)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("", "blank"),
        ("由专家组综合评定。", "words"),
        ("控制率≤100%，得8分；每超过1个百分点扣0.8分，扣完为止。", "numbers"),
        ("按规定内容公开得3分，按规定时限公开得2分。", "words"),
        ("控制率100%的得5分，90%（含）-100%得3分，其他不得分。", "words"),
        ("没有结余的，4分；有结余但未超过上年的，2分；超过上年的，不得分。", "numbers"),
    ],
)
def test_why_a_row_was_not_read_is_told(sentence: str, why: str) -> None:
    row = Row("row_01", "控制率", Fraction(5), sentence, measures().names("控制率", ""))

    assert rule_of(row) is None
    assert why == why_unread(row)


@pytest.mark.parametrize(
    "sentence",
    [
        "二者择其一考核，达到95%得满分，否则不得分。",  # either of two rows
        "超过目标值每1%加1分，最多加2分。",  # a bonus
        "各三级指标平均分配本组15分，四舍五入保留整数。",  # shared out equally
        "出现重大违纪问题的一票否决。",  # a veto
        "实际完成值超过目标值120%的应说明原因。",  # a flag for the reviewer
        "得分＝权重×完成率×权重占比。",  # weights applied twice
        "在计算得分基础上由财政部门酌情扣减，扣完为止。",  # a deduction after the score
    ],
)
def test_what_no_criterion_of_its_own_can_say_is_left_to_a_judge(sentence: str) -> None:
    assert read("工作完成率", 10, sentence) is None


@pytest.mark.parametrize(
    "part", ["有甲得1分，", "①有甲得1分，", "≥9%得1分，", "每缺一项甲扣1分，", "有甲，", "甲、"]
)
def test_a_long_list_with_a_wrong_end_is_refused_at_once(part: str) -> None:
    """Each part could be cut in two ways; tried one by one that would never end."""
    assert read("甲", 100, part * (1400 // len(part)) + "酌情") is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("培训及时率", "控制率≤100%得满分，否则不得分。"),  # the ending of another name
        ("预算执行率", "得分＝预算×10分。"),  # what is left of its own name is no rate
        ("“三公”经费控制率", "“三公”经费不增加的得满分；每增加1个百分点扣1分，扣完为止。"),  # no change
        ("退件情况", "得分＝（1－10×退件数÷来件数）×分值。"),  # in a unit nobody tells
        ("验收合格率", "100%得满分，否则不得分。"),  # at least, or exactly
        ("完成情况", "没有按时报送的按满分计算。酌情扣分。"),
    ],
)
def test_what_could_be_meant_otherwise_is_left_to_a_judge(name: str, sentence: str) -> None:
    assert read(name, 10, sentence) is None


@pytest.mark.parametrize(
    ("sentence", "measures_it"),
    [
        ("变动率≤0，得5分；三公经费>0，每超过1个百分点扣0.5分。", True),
        ("三公经费不增加的得5分；每增加1个百分点扣0.5分。", True),
        ("三公经费≤0，得5分；每超过1个百分点扣0.5分。", False),
    ],
)
def test_within_its_row_a_name_may_be_shortened(sentence: str, measures_it: bool) -> None:
    assert measures_it == (read("“三公”经费变动率", 5, sentence) is not None)


@pytest.mark.parametrize(
    ("sentence", "bands"),
    [
        ("满意度≥90%得10分，80%≤满意度<90%得6分，满意度<80%不得分。", 3),
        ("100%得10分；90%（含）-100%得8分；60%-90%（不含90%）得4分；60%以下（不含60%）不得分。", 4),
        ("达到90%得满分，80%（含）至90%得分值的80%，不足80%不得分。", 3),
    ],
)
def test_bands_are_printed_in_many_ways(sentence: str, bands: int) -> None:
    rule = read("服务对象满意度", 10, sentence)

    assert rule is not None
    assert bands == len(rule.scoring["bands"])
    assert {} == rule.readings


def test_another_criterions_name_is_not_this_ones() -> None:
    assert read("培训合格率", 10, "培训及格率达到95%得满分，否则不得分。") is None
    defined = "培训及格率＝及格人数÷参训人数"
    rule = read("培训合格率", 10, "培训及格率达到95%得满分，否则不得分。", defined)

    assert rule is not None
    assert "培训及格率" == rule.called
