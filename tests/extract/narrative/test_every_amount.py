"""Every amount of a text is bound or listed: in digits, in Chinese numerals, below nothing, written out."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Catalog, discover
from perfscore.extract.narrative.figures import figures_in
from perfscore.numbers.quantity import read_quantity
from tests.extract.narrative.keys import Key, read_text
from tests.extract.narrative.test_passages import HELD_OUT, PASSAGES, ROUNDS, keys
from tests.extract.narrative.test_rates import told_of_rates

HEAD = "清溪县档案馆2024年度部门整体支出绩效自评报告\n一、支出情况\n在职28人。\n"
_AMOUNT = re.compile(
    r"[0-9][0-9,.]*\s*[万亿千百]?元|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+[百千佰仟]?[万亿]元"
)
ALL = [key for folder in (PASSAGES, *(HELD_OUT / name for name in ROUNDS)) for key in keys(folder)]
READ: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "in Chinese numerals": (
        "全年支出五百二十万元，其中基本支出叁佰万元，项目支出220万元。",
        {"expenditure": "520", "basic_expenditure": "300", "project_expenditure": "220"},
    ),
    "below nothing": (
        "年初预算数500万元，调整预算数-20万元，全年预算数480万元，执行数460万元。",
        {"initial_budget": "500", "budget_adjustment": "-20", "budget": "480", "expenditure": "460"},
    ),
    "below nothing where it cannot be": ("全年支出-20万元。", {}),
    "a rate written out": ("预算执行率=480/500×100%=96%。", {"execution_rate_printed": "96"}),
    "saved, not about": ("全年支出20万元，比预算节约1.1万元。", {"expenditure": "20"}),
    "a price": ("全年支出20万元，其中补助标准500元/人。", {"expenditure": "20"}),
    "a range": ("全年支出5-10万元。", {}),
}  # fmt: skip


@cache
def catalog() -> Catalog:
    return discover()


def unmarked(text: str) -> Iterator[str]:
    """Yield the amounts of a text that are neither bound nor listed."""
    found = read_text(text, catalog()).found
    for number, paragraph in enumerate(found.text.paragraphs):
        marked = [one.said.figure for one in found.bound if one.said.paragraph == number]
        for amount in _AMOUNT.finditer(paragraph.plain):
            if not any(one.start < amount.end() and amount.start() < one.end for one in marked):
                yield amount[0]


@pytest.mark.parametrize("key", ALL, ids=[key.name for key in ALL])
def test_no_amount_of_a_passage_is_passed_over(key: Key) -> None:
    assert [] == list(unmarked(key.text))


@pytest.mark.parametrize(("text", "facts"), READ.values(), ids=READ)
def test_an_amount_is_read_however_it_is_written(text: str, facts: Mapping[str, str]) -> None:
    found = read_text(HEAD + text, catalog()).found

    assert {"staff": "28", **facts} == {one.fact: one.value for one in found.bound if one.taken}
    assert [] == list(unmarked(HEAD + text))


def test_a_rate_written_out_is_that_of_its_figures() -> None:
    assert [] == told_of_rates("预算执行率=480/500×100%=96%。")
    assert ["ratio-differs"] == [one.code for one in told_of_rates("预算执行率=480/500×100%=95%。")]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(("支出", "标准", "约", "（", "-", "5-", "*", "/", "〔", "其中：", "节约", "")),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(("元", "万元", "亿元", "千元")),
    st.sampled_from(("", "/人", "以上", "。", "）", "/500", "的")),
)
def test_no_neighbour_hides_an_amount(before: str, number: object, unit: str, after: str) -> None:
    (figure,) = figures_in(f"{before}{number}{unit}{after}")

    assert str(number) in figure.number


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals_are_the_number_that_they_say(number: int) -> None:
    digits, places = "零一二三四五六七八九", ("千", "百", "十", "")
    written = "".join(
        digits[int(digit)] + (place if digit != "0" else "")
        for digit, place in zip(f"{number:04}", places, strict=True)
    )
    written = re.sub("零+", "零", written).strip("零")
    (figure,) = figures_in(f"支出{written}万元。")

    assert number == read_quantity(figure.value, "万元").range.exact
