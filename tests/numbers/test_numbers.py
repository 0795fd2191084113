import decimal
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.numbers.exact import (
    MODES,
    Mode,
    Rounding,
    added,
    decimal_text,
    exact,
    rounded_units,
    units_text,
)

ORACLE = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "truncate": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}
places = st.integers(0, 10)
modes = st.sampled_from(MODES)
texts = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 10**18 - 1),
    st.just("") | st.text("0123456789", min_size=1, max_size=18).map(".{}".format),
)


def rounded_by_decimal(number: decimal.Decimal, places: int, mode: Mode) -> decimal.Decimal:
    with decimal.localcontext() as context:
        context.prec = 100
        return number.quantize(decimal.Decimal(1).scaleb(-places), rounding=ORACLE[mode])


@given(texts, places, modes)
def test_every_rounding_agrees_with_the_decimal_module(text: str, places: int, mode: Mode) -> None:
    expected = Fraction(rounded_by_decimal(decimal.Decimal(text), places, mode))

    assert expected == Rounding(places, mode)(exact(text))


@given(st.integers(-(10**6), 10**6), places, modes)
def test_ties_agree_with_the_decimal_module(units: int, places: int, mode: Mode) -> None:
    tie = decimal.Decimal(2 * units + 1).scaleb(-places) / 2

    assert Fraction(rounded_by_decimal(tie, places, mode)) == Rounding(places, mode)(Fraction(tie))


@given(st.fractions(), places, modes)
def test_a_rounded_number_rounds_to_itself(number: Fraction, places: int, mode: Mode) -> None:
    rounding = Rounding(places, mode)

    assert rounding(number) == rounding(rounding(number))


@given(st.fractions(), places, modes)
def test_rounding_moves_a_number_by_less_than_a_unit(number: Fraction, places: int, mode: Mode) -> None:
    moved = abs(Rounding(places, mode)(number) - number) * 10**places

    assert moved < 1
    assert moved <= Fraction(1, 2) or mode in ("truncate", "up")


@given(st.fractions(), st.fractions(), places, modes)
def test_rounding_never_swaps_two_numbers(a: Fraction, b: Fraction, places: int, mode: Mode) -> None:
    low, high = sorted((a, b))

    assert Rounding(places, mode)(low) <= Rounding(places, mode)(high)


@given(st.fractions(), places, modes)
def test_rounding_treats_losses_like_gains(number: Fraction, places: int, mode: Mode) -> None:
    assert -Rounding(places, mode)(number) == Rounding(places, mode)(-number)


@pytest.mark.parametrize(
    ("number", "mode", "expected"),
    [
        ("9.685", "half_up", "9.69"),
        ("9.685", "half_even", "9.68"),
        ("9.685", "truncate", "9.68"),
        ("9.681", "up", "9.69"),
        ("9.680", "up", "9.68"),
        ("-9.685", "half_up", "-9.69"),
        ("-9.685", "truncate", "-9.68"),
        ("2.675", "half_up", "2.68"),
        ("0.005", "half_even", "0.00"),
        ("0.015", "half_even", "0.02"),
    ],
)
def test_known_roundings(number: str, mode: Mode, expected: str) -> None:
    assert expected == decimal_text(Rounding(2, mode)(exact(number)), 2)


@pytest.mark.parametrize(
    ("thirds", "mode", "expected"), [(100, "half_up", 33), (200, "half_up", 67), (100, "up", 34)]
)
def test_a_third_is_rounded_without_ever_being_a_decimal(thirds: int, mode: Mode, expected: int) -> None:
    assert expected == rounded_units(thirds, 3, mode)


@given(texts)
def test_text_and_number_say_the_same(text: str) -> None:
    assert Fraction(decimal.Decimal(text)) == exact(text)


@given(texts)
def test_a_number_written_and_read_again_is_the_same(text: str) -> None:
    assert exact(text) == exact(decimal_text(exact(text)))


@given(st.fractions(), st.none() | places)
def test_written_numbers_are_never_rounded(number: Fraction, places: int | None) -> None:
    assert number == Fraction(decimal_text(number, places))


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (Fraction(5), None, "5"),
        (Fraction(5), 2, "5.00"),
        (Fraction(1, 8), 2, "0.125"),
        (Fraction(-1, 20), None, "-0.05"),
        (Fraction(1, 3), 2, "1/3"),
        (Fraction(0), 1, "0.0"),
        (Fraction(-250), None, "-250"),
    ],
)
def test_numbers_are_padded_and_never_cut(number: Fraction, places: int | None, expected: str) -> None:
    assert expected == decimal_text(number, places)


@pytest.mark.parametrize(
    "text",
    [
        *("", " 1", "1 ", "1\n", "１", "٣", "1_000", "1,000", "1e5", "nan", "inf", "0x10", "1/2"),
        *(".5", "5.", "007", "--1", "−1", "1" + "0" * 18, "0." + "0" * 18 + "1"),
    ],
)
def test_any_other_spelling_of_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        exact(text)


@given(st.lists(st.fractions(), max_size=6))
def test_a_sum_over_one_denominator_is_the_sum(numbers: list[Fraction]) -> None:
    assert sum(numbers, Fraction(0)) == added(numbers)


@given(st.fractions(), st.fractions(min_value=0).filter(bool), st.none() | st.integers(0, 4))
def test_a_number_per_another_is_written_as_their_quotient(
    number: Fraction, per: Fraction, places: int | None
) -> None:
    assert decimal_text(number / per, places) == decimal_text(number, places, per)


@given(st.integers(), st.integers(0, 10))
def test_units_of_the_last_decimal_are_the_number_they_make(units: int, places: int) -> None:
    assert decimal_text(Fraction(units, 10**places), places) == units_text(units, places)
