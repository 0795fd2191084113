"""Names and signs of forms mean the same however they are ornamented or worded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.extract.forms.headings import headings
from perfscore.numbers.printed import same_name
from perfscore.numbers.qualifiers import read_sign

ORNAMENTED = (
    "一、产出指标", "★产出指标", "（一）产出指标", "产出指标（50分）", "产 出 指 标", "1.产出指标",
    "1、产出指标", "2.1产出指标", "①产出指标", "【产出指标】", "产出指标：", "◆ 产出指标", "产出指标50分",
    "“产出指标”", "\uf06c产出指标",
)  # fmt: skip


@pytest.mark.parametrize("printed", ORNAMENTED)
def test_an_ornamented_name_is_the_plain_one(printed: str) -> None:
    assert same_name(printed, "产出指标")


@pytest.mark.parametrize("printed", ["★ 指标值", "（三）实际完成值", "分 值（权重）", "一、自评得分："])
def test_a_column_is_found_by_its_ornamented_heading(printed: str) -> None:
    assert headings()["targets"].find(printed) is not None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("产出指标", "效益指标"),
        ("2021年收入", "2022年收入"),
        ("甲、乙两村", "乙村"),
        ("500人以上培训", "培训"),
    ],
)
def test_names_that_differ_stay_apart(left: str, right: str) -> None:
    assert not same_name(left, right)


def test_effects_are_what_other_forms_call_benefits() -> None:
    assert same_name("社会效果指标", "社会效益")


@given(st.text())
def test_a_name_is_normalised_once_and_for_all(text: str) -> None:
    assert same_name(text, text)


@pytest.mark.parametrize(
    ("printed", "sign"),
    [
        *((word, "≥") for word in ["≥", "＞", "﹥", "≧", ">=", "≮", "不低于", "至少", "不少于", "达到"]),
        *((word, "≤") for word in ["≤", "＜", "﹤", "≦", "<=", "≯", "不超过", "控制在", "不高于", "至多"]),
        ("=", "="), ("＝", "="), ("等于", "="),
    ],
)  # fmt: skip
def test_a_sign_may_be_a_word_in_its_column_or_in_the_target(printed: str, sign: str) -> None:
    assert sign == read_sign(printed)
    assert sign == read_sign(f"{printed}95%")


@pytest.mark.parametrize(
    ("target", "sign"),
    [("控制在5%以内", "≤"), ("95%以上", "≥"), ("10个以内", "≤"), ("95%", None), ("完成", None)],
)
def test_words_behind_a_target_are_its_sign(target: str, sign: str | None) -> None:
    assert sign == read_sign(target)
