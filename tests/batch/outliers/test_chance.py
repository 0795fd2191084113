"""Chances against a sum over all cases, and bounds that are never below them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.batch.outliers.chance import at_least, expected_pairs, so_many_expected


@given(st.integers(1, 8), st.data(), st.integers(1, 19))
def test_the_chance_is_the_share_of_all_cases(of: int, data: st.DataObject, twentieths: int) -> None:
    count, share = data.draw(st.integers(0, of)), Fraction(twentieths, 20)
    cases = Fraction(0)
    for case in product((True, False), repeat=of):
        if sum(case) >= count:
            hits = sum(case)
            cases += share**hits * (1 - share) ** (of - hits)

    found = at_least(count, of, share)

    assert found == (cases if count > of * share else 1)


def test_a_share_of_many_decimals_is_rounded_to_what_makes_a_note_less_likely() -> None:
    assert at_least(3, 3, Fraction(1, 3)) == Fraction(333_334, 1_000_000) ** 3


@pytest.mark.parametrize("count", [5_100, 5_200, 5_400])
def test_the_bound_of_many_is_not_below_the_exact_chance(count: int) -> None:
    exact = at_least(count, 10_000, Fraction(1, 2))
    bound = at_least(count + 1, 10_001, Fraction(1, 2))  # one row more, one hit more: less likely, if exact

    assert exact <= bound < 1


def test_many_rows_far_from_what_is_expected_are_seldom() -> None:
    assert at_least(520_000, 1_000_000, Fraction(1, 2)) < Fraction(1, 10**300)
    assert at_least(500_500, 1_000_000, Fraction(1, 2)) > Fraction(1, 10)


def test_what_is_expected_bounds_the_chance() -> None:
    assert so_many_expected(4, Fraction(1, 5)) == Fraction(1, 20)
    assert so_many_expected(0, Fraction(3)) == so_many_expected(2, Fraction(3)) == 1


def test_pairs_are_expected_as_often_as_shuffled_columns_give_them() -> None:
    # Of the three pairs of x x y one is alike, of the three pairs of 1 1 1 every one.
    assert expected_pairs([[2, 1], [3]], 3) == 3 * Fraction(1, 3) * 1
    assert expected_pairs([[2, 1], [2, 1]], 3) == Fraction(1, 3)
    assert expected_pairs([[1]], 1) == 0
