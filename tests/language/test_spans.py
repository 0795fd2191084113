"""Arithmetic on ranges against arithmetic on numbers of them."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product as every

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.language.interpretations.undoing import rounding_inverse
from perfscore.language.sets import spans
from perfscore.numbers.exact import MODES, Mode, Rounding
from perfscore.numbers.ranges import Range
from tests.language.formulas import law
from tests.language.images import check_image, coarse_ranges, numbers_of


@pytest.mark.parametrize(
    ("apply", "on_numbers"),
    [
        (spans.total, lambda x, y: x + y),
        (spans.difference, lambda x, y: x - y),
        (spans.product, lambda x, y: x * y),
        (lambda a, b: spans.smallest([a, b]), min),
        (lambda a, b: spans.largest([a, b]), max),
    ],
    ids=["sum", "difference", "product", "smallest", "largest"],
)
@law
@given(a=coarse_ranges(), b=coarse_ranges())
def test_the_image_of_two_ranges_is_exact(
    apply: Callable[[Range, Range], Range],
    on_numbers: Callable[[Fraction, Fraction], Fraction],
    a: Range,
    b: Range,
) -> None:
    check_image([on_numbers(x, y) for x, y in every(numbers_of(a), numbers_of(b))], apply(a, b))


@law
@given(coarse_ranges(), coarse_ranges())
def test_a_quotient_over_zero_comes_in_the_pieces_of_its_two_sides(a: Range, b: Range) -> None:
    pieces = spans.quotient(a, b)
    sides = [[d for d in numbers_of(b) if d < 0], [d for d in numbers_of(b) if d > 0]]
    expected = [[x / d for x, d in every(numbers_of(a), side)] for side in sides if side]

    assert len(expected) == len(pieces)
    for results, piece in zip(expected, pieces, strict=True):
        check_image(results, piece)


def test_nothing_is_divided_by_zero_alone() -> None:
    assert () == spans.quotient(Range.point(Fraction(1)), Range.point(Fraction(0)))


@law
@given(coarse_ranges())
def test_magnitudes_and_negatives_are_exact(a: Range) -> None:
    check_image([abs(x) for x in numbers_of(a)], spans.absolute(a))
    check_image([-x for x in numbers_of(a)], spans.negated(a))


def steps(places: int, mode: Mode) -> Callable[[Fraction], int]:
    return Rounding(places, mode).units


@pytest.mark.parametrize("mode", MODES)
@law
@given(a=coarse_ranges(), places=st.integers(0, 1))
def test_the_steps_of_a_rounding_over_a_range_are_exact(mode: Mode, a: Range, places: int) -> None:
    units = steps(places, mode)
    low, high = spans.stepped(a, units, places)
    taken = [units(x) for x in numbers_of(a)]

    assert (a.low is None, a.high is None) == (low is None, high is None)
    assert low is None or low == min(taken)
    assert high is None or high == max(taken)


def rising_to(most: Fraction, step: Fraction) -> Iterator[Fraction]:
    return (n * step for n in range(int(-most / step), int(most / step) + 1))


@pytest.mark.parametrize("mode", MODES)
@law
@given(wanted=coarse_ranges(), places=st.integers(0, 1))
def test_a_rounding_is_undone_for_exactly_the_numbers_it_takes_there(
    mode: Mode, wanted: Range, places: int
) -> None:
    rounding = Rounding(places, mode)
    found = rounding_inverse(mode, places, wanted)

    for number in rising_to(Fraction(4), Fraction(1, 40)):
        assert (rounding(number) in wanted) == (found is not None and number in found)
