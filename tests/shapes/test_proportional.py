"""Proportional scoring."""

from fractions import Fraction

import pytest

from perfscore.numbers.ranges import Range
from perfscore.shapes.formula import points_at, points_over
from perfscore.shapes.proportional import Proportional

TEN = Fraction(10)


def scored(measure: str, **parameters: str) -> Fraction:
    shape = Proportional.model_validate({"shape": "proportional", **parameters})
    return points_at(shape, TEN, {"x": Fraction(measure)})


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("-0.2", "0"),
        ("0", "0"),
        ("0.685", "6.85"),
        ("0.96854", "9.6854"),
        ("1", "10"),
        ("1.8", "10"),
    ],
)
def test_a_rate_earns_its_share_and_never_more_than_full_points(rate: str, points: str) -> None:
    assert Fraction(points) == scored(rate)


@pytest.mark.parametrize(("rate", "points"), [("0.45", "5"), ("0.9", "10"), ("0.99", "10"), ("0", "0")])
def test_full_points_can_begin_below_the_whole(rate: str, points: str) -> None:
    assert Fraction(points) == scored(rate, full_at="0.9")


@pytest.mark.parametrize(
    ("ratio", "linear", "quotient"),
    [
        ("0", "10", "10"),
        ("1", "10", "10"),
        ("1.25", "7.5", "8"),
        ("2", "0", "5"),
        ("4", "0", "2.5"),
    ],
)
def test_where_lower_is_better_the_two_formulas_in_use_differ(ratio: str, linear: str, quotient: str) -> None:
    assert Fraction(linear) == scored(ratio, better="lower", reverse="linear")
    assert Fraction(quotient) == scored(ratio, better="lower", reverse="ratio")


@pytest.mark.parametrize(
    ("rate", "points"), [("0.5", "0"), ("0.6", "0"), ("0.75", "5"), ("0.9", "10"), ("1", "10")]
)
def test_the_line_can_begin_above_zero(rate: str, points: str) -> None:
    assert Fraction(points) == scored(rate, zero_at="0.6", full_at="0.9")


def test_a_line_from_a_higher_zero_falls() -> None:
    assert Fraction("2.5") == scored("0.075", zero_at="0.1", full_at="0")


def test_a_budget_somewhere_in_a_range_bounds_the_points() -> None:
    shape = Proportional.model_validate({"shape": "proportional"})
    rate = Range(Fraction("0.685"), Fraction("0.985"), low_open=True)
    expected = (Range(Fraction("6.85"), Fraction("9.85"), low_open=True),)
    assert expected == points_over(shape, TEN, {"x": rate})
