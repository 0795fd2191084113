from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.units import MULTIPLIERS, NAMED, read_unit

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomli.loads((HERE / "quantities.toml").read_text("utf-8"))["unit"]
names = st.sampled_from(sorted(NAMED))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["raw"])
def test_a_unit_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    unit = read_unit(case["raw"])

    assert (case["kind"], case["base"]) == (unit.dimension.kind, unit.dimension.base)
    assert Fraction(case["factor"]) == unit.factor


@given(names, st.fractions())
def test_a_number_converted_and_back_is_the_same(name: str, number: Fraction) -> None:
    unit = read_unit(name)

    assert number == unit.from_base(unit.to_base(number))


@given(names | st.sampled_from([m + "元" for m in MULTIPLIERS] + ["元/万人", "万元/亩"]))
def test_every_factor_is_a_power_of_ten(name: str) -> None:
    unit = read_unit(name)

    assert Fraction(10) ** unit.power == unit.factor


@given(names, st.sampled_from(sorted(MULTIPLIERS)))
def test_a_multiplier_keeps_the_dimension_or_is_refused(name: str, multiplier: str) -> None:
    kind = NAMED[name][0].kind
    if kind not in ("amount", "counter"):
        with pytest.raises(QuantityRefused):
            read_unit(multiplier + name)
    elif multiplier + name not in NAMED:
        assert read_unit(name).dimension == read_unit(multiplier + name).dimension
        power = MULTIPLIERS[multiplier] + read_unit(name).power
        assert power == read_unit(multiplier + name).power


@pytest.mark.parametrize(
    ("one", "other"),
    [("人", "名"), ("场", "场次"), ("批", "批次"), ("天", "日"), ("月", "个月"), ("%", "百分比")],
)
def test_two_words_of_one_counter_are_the_same(one: str, other: str) -> None:
    assert read_unit(one).dimension == read_unit(other).dimension


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("册", "人次"), ("人", "人次"), ("场", "次"), ("册", "种"), ("册", "本"), ("台", "套")),
        *(
            ("元", "%"),
            ("元", "元/亩"),
            ("元/亩", "元/户"),
            ("%", "分"),
            ("月", "天"),
            ("亩", "公顷"),
        ),
    ],
)
def test_different_counters_are_never_compared(one: str, other: str) -> None:
    assert read_unit(one).dimension != read_unit(other).dimension


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "元元",
            "万万元",
            "万%",
            "百分",
            "美元",
            "台/套",
            "人/次",
            "元/",
            "/元",
            "元/%",
            "%/年",
        ),
        *("()", "(", "万元(", "万元(元)", "(万元)(万元)", "元/美元", "以上", "5", "５册", "元／"),
    ],
)
def test_what_is_no_listed_unit_is_refused(text: str) -> None:
    with pytest.raises(QuantityRefused):
        read_unit(text)


@pytest.mark.parametrize(("text", "expected"), [("人数", "人"), ("人次数", "人次"), ("Tb", "")])
def test_an_unknown_unit_is_answered_with_the_nearest_known_one(text: str, expected: str) -> None:
    with pytest.raises(QuantityRefused) as refused:
        read_unit(text)

    assert expected == refused.value.values.get("nearest", "")
