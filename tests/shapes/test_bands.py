"""Scoring by bands."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import Range
from perfscore.shapes.bands import Bands
from perfscore.shapes.formula import compiled, points_at, points_over

FIVE = Fraction(5)
RATE = Range(Fraction(0), None, False, True)


def bands(*rows: Mapping[str, str]) -> Bands:
    return Bands.model_validate({"shape": "bands", "bands": rows})


KEY_SPENDING = bands(
    {"at_least": "0.9", "points": "5"},
    {"at_least": "0.8", "below": "0.9", "points": "4"},
    {"at_least": "0.7", "below": "0.8", "points": "3"},
    {"at_least": "0.6", "below": "0.7", "points": "2"},
    {"below": "0.6", "points": "0"},
)
ADJUSTMENT = bands(
    {"at_most": "0", "points": "5"},
    {"above": "0", "at_most": "0.1", "points": "4"},
    {"above": "0.1", "at_most": "0.2", "points": "3"},
    {"above": "0.2", "at_most": "0.3", "points": "2"},
    {"above": "0.3", "points": "0"},
)


@pytest.mark.parametrize(
    ("share", "points"),
    [
        ("1", "5"),
        ("0.9", "5"),
        ("0.899", "4"),
        ("0.8", "4"),
        ("0.75", "3"),
        ("0.6", "2"),
        ("0", "0"),
    ],
)
def test_a_share_of_key_spending_earns_the_points_of_its_band(share: str, points: str) -> None:
    assert Fraction(points) == points_at(KEY_SPENDING, FIVE, {"x": Fraction(share)})


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("0", "5"),
        ("0.001", "4"),
        ("0.1", "4"),
        ("0.11", "3"),
        ("0.279", "2"),
        ("0.3", "2"),
        ("1", "0"),
    ],
)
def test_an_end_that_is_in_the_band_earns_its_points(rate: str, points: str) -> None:
    assert Fraction(points) == points_at(ADJUSTMENT, FIVE, {"x": Fraction(rate)})


def test_one_test_a_band_is_enough() -> None:
    expected = "5 if x >= 0.9 else 4 if x >= 0.8 else 3 if x >= 0.7 else 2 if x >= 0.6 else 0"
    assert expected == KEY_SPENDING.formula()


def test_the_order_of_the_rows_does_not_matter() -> None:
    turned = Bands.model_validate({"shape": "bands", "bands": KEY_SPENDING.bands[::-1]})
    assert KEY_SPENDING.formula() == turned.formula()


def test_bands_that_fit_have_no_problem() -> None:
    assert [] == list(KEY_SPENDING.problems(FIVE, RATE))
    assert [] == list(ADJUSTMENT.problems(FIVE, RATE))


def test_an_unknown_measure_can_have_the_points_of_every_band_and_no_others() -> None:
    expected = tuple(Range.point(Fraction(n)) for n in (0, 2, 3, 4, 5))
    assert expected == points_over(KEY_SPENDING, FIVE, {"x": RATE}, ATTAINABLE)


def test_a_measure_within_one_band_has_its_points_though_it_is_not_known() -> None:
    share = Range(Fraction("0.8"), Fraction("0.9"), high_open=True)
    assert (Range.point(Fraction(4)),) == points_over(KEY_SPENDING, FIVE, {"x": share})


def test_twenty_bands_stay_within_the_limits_of_the_language() -> None:
    middle = [
        {"at_least": f"-0.{n:02}1", "below": f"-0.{n - 1:02}1", "points": f"{n}.25"} for n in range(2, 20)
    ]
    shape = bands({"at_least": "-0.011", "points": "1"}, *middle, {"below": "-0.191", "points": "20"})
    assert ("x",) == compiled(shape, Fraction(20)).names[:1]
    assert [] == list(shape.problems(Fraction(20), Range(None, None, True, True)))
    assert Fraction("7.25") == points_at(shape, Fraction(20), {"x": Fraction("-0.065")})
