"""Numbers are shown exactly, and what is rounded for showing says so."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.wording.words import Words, brief, full, numbers_text, percent, range_text
from perfscore.numbers.ranges import EVERYTHING, Range

ENGLISH, CHINESE = Words("en"), Words("zh")


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Fraction("9.9"), 2, "9.90"),
        (Fraction("96.85"), 2, "96.85"),
        (Fraction(10), None, "10"),
        (Fraction("0.685"), 2, "0.685"),
        (Fraction(38153, 55698), None, "≈0.684998"),
        (Fraction(2, 3), 2, "≈0.666667"),
        (Fraction(-2, 3), None, "≈-0.666667"),
        (Fraction("0.0000001"), None, "≈0.000000"),
    ],
)
def test_a_number_is_written_out_or_marked_as_rounded(
    number: Fraction, places: int | None, shown: str
) -> None:
    assert shown == brief(number, places)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction("0.95"), "0.95"),
        (Fraction(38153, 55698), "38153/55698 ≈ 0.684998"),
        (Fraction(1, 3), "1/3 ≈ 0.333333"),
        (Fraction(10**20 + 1, 3 * 10**20), "≈ 0.333333"),
    ],
)
def test_a_number_without_a_last_decimal_is_shown_as_its_fraction(number: Fraction, shown: str) -> None:
    assert shown == full(number)


@given(st.fractions())
def test_what_is_not_shown_is_less_than_half_a_unit_of_the_last_decimal(number: Fraction) -> None:
    text = brief(number)

    off = abs(number - Fraction(text.removeprefix("≈")))
    assert off == 0 if not text.startswith("≈") else off <= Fraction(1, 2 * 10**6)


def test_a_ratio_is_shown_in_per_cent() -> None:
    assert "68.5%" == percent(Fraction("0.685"))


@pytest.mark.parametrize(
    ("of", "chinese", "english"),
    [
        (Range(Fraction("9.9"), Fraction(10)), "[9.90, 10.00]", "[9.90, 10.00]"),
        (Range(Fraction(0), Fraction(1), low_open=True), "(0.00, 1.00]", "(0.00, 1.00]"),
        (Range.point(Fraction(5)), "5.00", "5.00"),
        (Range(Fraction(0), None, True, True), "大于 0.00", "more than 0.00"),
        (Range(Fraction("0.9"), None, False, True), "0.90 以上（含）", "0.90 or more"),
        (Range(None, Fraction(3), True, True), "小于 3.00", "less than 3.00"),
        (Range(None, Fraction(3), True, False), "3.00 以下（含）", "3.00 or less"),
        (EVERYTHING, "任意值", "any value"),
    ],
)
def test_a_range_keeps_its_open_and_closed_ends(of: Range, chinese: str, english: str) -> None:
    assert (chinese, english) == (range_text(of, CHINESE, 2), range_text(of, ENGLISH, 2))


def test_values_are_shown_in_the_unit_of_the_dictionary() -> None:
    assert "(0%, 100%]" == numbers_text((Range(Fraction(0), Fraction(1), low_open=True),), ENGLISH, "%")
    assert "2 亿元" == numbers_text((Range.point(Fraction(20000)),), ENGLISH, "亿元")


def test_a_few_values_are_listed_and_many_are_counted() -> None:
    few = tuple(Range.point(Fraction(n)) for n in range(3))
    many = tuple(Range.point(Fraction(n, 2)) for n in range(101))

    assert "0, 1, 2 分" == numbers_text(few, ENGLISH, "分")
    assert "[0, 50] 分 之间的 101 个值" == numbers_text(many, CHINESE, "分")
