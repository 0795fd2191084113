"""Deduction by steps."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.shapes.deduction import Deduction
from perfscore.shapes.formula import points_at, points_over

FIVE = Fraction(5)


def deduction(**parameters: str) -> Deduction:
    return Deduction.model_validate({"shape": "deduction", "part_steps": "ignored", **parameters})


def staff(part_steps: str = "ignored") -> Deduction:
    """Half a point for each percentage point above 100 %."""
    return deduction(over="1", each="0.01", loses="0.5", part_steps=part_steps)


@pytest.mark.parametrize(
    ("rate", "ignored", "counted", "pro_rata"),
    [
        ("7/7", "5", "5", "5"),
        ("0.8866", "5", "5", "5"),
        ("1.01", "4.5", "4.5", "4.5"),
        ("1.005", "5", "4.5", "4.75"),
        ("50/48", "3", "2.5", "35/12"),
        ("38/36", "2.5", "2", "20/9"),
        ("16/11", "0", "0", "0"),
    ],
)
def test_each_percentage_point_of_staff_above_its_posts_costs_half_a_point(
    rate: str, ignored: str, counted: str, pro_rata: str
) -> None:
    x = {"x": Fraction(rate)}
    assert Fraction(ignored) == points_at(staff(), FIVE, x)
    assert Fraction(counted) == points_at(staff("counted"), FIVE, x)
    assert Fraction(pro_rata) == points_at(staff("pro_rata"), FIVE, x)


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("1", "5"),
        ("1.1", "5"),
        ("0.96", "5"),
        ("0.95", "3"),
        ("0.928", "3"),
        ("0.85", "0"),
        ("0", "0"),
    ],
)
def test_each_whole_five_percent_below_costs_two_points(rate: str, points: str) -> None:
    shape = deduction(under="1", each="0.05", loses="2")
    assert Fraction(points) == points_at(shape, FIVE, {"x": Fraction(rate)})


@pytest.mark.parametrize(
    ("rate", "points"),
    [("1", "6"), ("1.049", "6"), ("1.05", "4"), ("0.95", "4"), ("0.89", "2"), ("1.15", "0")],
)
def test_steps_count_on_both_sides_of_one_value(rate: str, points: str) -> None:
    shape = deduction(over="1", under="1", each="0.05", loses="2")
    assert Fraction(points) == points_at(shape, Fraction(6), {"x": Fraction(rate)})


@pytest.mark.parametrize(
    ("rate", "points"), [("0.9", "5"), ("1.2", "5"), ("1.25", "4.5"), ("0.84", "4.5"), ("0.7", "3")]
)
def test_nothing_is_lost_between_two_limits(rate: str, points: str) -> None:
    shape = deduction(over="1.2", under="0.9", each="0.05", loses="0.5")
    assert Fraction(points) == points_at(shape, FIVE, {"x": Fraction(rate)})


def test_no_more_is_lost_than_down_to_the_floor() -> None:
    shape = deduction(over="0", each="0.01", loses="2", floor="1.5")
    assert Fraction("1.5") == points_at(shape, FIVE, {"x": Fraction("0.02")})
    assert Fraction("1.5") == points_at(shape, FIVE, {"x": Fraction(7)})


def test_an_unknown_measure_leaves_only_the_points_of_whole_steps() -> None:
    halves = tuple(Range.point(Fraction(n, 2)) for n in range(11))
    assert halves == points_over(staff(), FIVE, {"x": EVERYTHING}, ATTAINABLE)


def test_bounds_on_both_sides_of_a_limit_are_those_of_the_curve() -> None:
    shape = deduction(over="1", under="1", each="0.05", loses="2")
    rate = Range(Fraction("0.9"), Fraction("1.05"))
    assert (Range(Fraction(2), Fraction(6)),) == points_over(shape, Fraction(6), {"x": rate})


def test_a_rule_that_is_silent_on_part_steps_is_refused() -> None:
    silent = {"shape": "deduction", "over": "1", "each": "0.01", "loses": "0.5"}
    with pytest.raises(ValidationError, match="part_steps"):
        Deduction.model_validate(silent)
