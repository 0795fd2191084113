"""Sets of points against plain sets of numbers."""

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.language.sets.joining import merged
from perfscore.numbers.exact import MODES, Rounding
from perfscore.numbers.ranges import Range
from perfscore.score.sums.gridbits import missing_from, run_of, spread, sums, whole_numbers
from perfscore.score.sums.pointset import MOST_UNITS, PointSet

law = settings(max_examples=60, deadline=None)

numbers = st.frozensets(st.integers(0, 40), min_size=1, max_size=8)
TENTHS = Rounding(1)


def test_a_whole_number_is_in_a_set_like_any_other() -> None:
    assert 1 in grid((10, 15))
    assert 2 not in grid((10, 15))
    assert 2 in PointSet.rounded((Range(Fraction(1), Fraction(3)),), None)


def bits(of: Iterable[int]) -> int:
    return sum(1 << number for number in of)


def grid(units: Iterable[int], places: int = 1) -> PointSet:
    """Return the set of these numbers of units of the last decimal."""
    return PointSet(places, bits(units))


def points(of: PointSet) -> set[Fraction]:
    return set(of.points())


@st.composite
def grids(draw: st.DrawFn) -> PointSet:
    return grid(draw(numbers), draw(st.sampled_from((0, 1, 2))))


tenths = st.integers(-10, 60).map(lambda n: Fraction(n, 20))


@st.composite
def spans(draw: st.DrawFn) -> Range:
    """Draw a range whose ends lie on the points, between them, or nowhere."""
    low, high = sorted((draw(tenths), draw(tenths)))
    if low == high:
        return Range.point(low)
    ends = draw(st.sampled_from(((low, high), (None, high), (low, None), (None, None))))
    return Range(*ends, draw(st.booleans()), draw(st.booleans()))


@st.composite
def pieces(draw: st.DrawFn) -> PointSet:
    found = draw(st.lists(spans(), min_size=1, max_size=3))
    return PointSet(None, ranges=merged(found))


@law
@given(numbers)
def test_bits_yield_their_numbers_in_order(of: frozenset[int]) -> None:
    assert sorted(of) == list(whole_numbers(bits(of)))


@law
@given(numbers, st.sampled_from((1, 2, 10, 100)))
def test_a_finer_grid_has_the_same_points(of: frozenset[int], factor: int) -> None:
    assert {n * factor for n in of} == set(whole_numbers(spread(bits(of), factor)))


@law
@given(numbers, numbers)
def test_all_sums_and_no_others(a: frozenset[int], b: frozenset[int]) -> None:
    assert {n + m for n in a for m in b} == set(whole_numbers(sums(bits(a), bits(b))))


@law
@given(numbers, st.integers(0, 50), st.integers(-1, 12))
def test_what_is_missing_from_a_run_of_totals(of: frozenset[int], first: int, more: int) -> None:
    totals = range(first, first + more + 1)
    expected = {total - n for total in totals for n in of if n <= total}

    assert expected == set(whole_numbers(missing_from(bits(of), first, first + more)))


def test_a_run_that_ends_before_it_begins_is_empty() -> None:
    assert 0 == run_of(3, 2)
    assert 0b1100 == run_of(2, 3)


@law
@given(grids(), grids())
def test_the_sum_of_two_sets_has_every_sum_of_two_points(a: PointSet, b: PointSet) -> None:
    assert {x + y for x in points(a) for y in points(b)} == points(a.plus(b))


@law
@given(grids(), grids())
def test_the_union_of_two_sets_has_the_points_of_both(a: PointSet, b: PointSet) -> None:
    assert points(a) | points(b) == points(a.union(b))


@law
@given(grids(), spans())
def test_what_lies_within_a_range(a: PointSet, claim: Range) -> None:
    inside = {point for point in points(a) if point in claim}

    assert inside == points(a.within(claim))
    assert bool(inside) == a.meets(claim)


@law
@given(grids(), grids(), spans())
def test_the_points_that_another_set_completes_to_a_total(a: PointSet, b: PointSet, total: Range) -> None:
    expected = {x for x in points(a) if any(x + y in total for y in points(b))}

    assert expected == points(a.completing(b, total))


@law
@given(pieces(), grids(), spans())
def test_the_ranges_that_a_set_completes_to_a_total(a: PointSet, b: PointSet, total: Range) -> None:
    found = a.completing(b, total)
    for probe in (Fraction(n, 40) for n in range(-40, 160)):
        expected = any(probe in r for r in a.ranges) and any(probe + y in total for y in points(b))

        assert expected == any(probe in r for r in found.ranges)


@law
@given(pieces(), st.one_of(pieces(), grids()))
def test_ranges_add_and_join_like_their_numbers(a: PointSet, b: PointSet) -> None:
    added, joined = a.plus(b), a.union(b)
    for x in (n for r in a.ranges for n in some_of(r)):
        assert any(x in r for r in joined.ranges)
        for y in (n for r in b.dense() for n in some_of(r)):
            assert any(y in r for r in joined.ranges)
            assert any(x + y in r for r in added.ranges)


def some_of(of: Range) -> list[Fraction]:
    low = of.low if of.low is not None else (of.high or Fraction(0)) - 5
    high = of.high if of.high is not None else low + 9
    return [number for number in (low, (low + high) / 2, high) if number in of]


@law
@given(grids())
def test_the_hull_is_the_least_and_the_greatest_point(a: PointSet) -> None:
    assert Range(min(points(a)), max(points(a))) == a.hull


@law
@given(grids(), tenths)
def test_the_nearest_points_on_both_sides(a: PointSet, claimed: Fraction) -> None:
    below = max((point for point in points(a) if point < claimed), default=None)
    above = min((point for point in points(a) if point > claimed), default=None)

    assert (below, above) == a.nearest(claimed)


@law
@given(grids())
def test_every_point_is_a_whole_multiple_of_the_step_and_of_none_larger(a: PointSet) -> None:
    step = a.step()
    if step is None:
        assert {0} == points(a)
        return
    multiples = {point / step for point in points(a)}

    assert all(multiple.denominator == 1 for multiple in multiples)
    assert not any(all((m / n).denominator == 1 for m in multiples) for n in (2, 3, 5, 7, 11, 13))


@law
@given(grids(), tenths)
def test_a_set_knows_its_points(a: PointSet, point: Fraction) -> None:
    assert (point in points(a)) == (point in a)


@pytest.mark.parametrize("mode", MODES)
@law
@given(low=tenths.filter(lambda n: n >= 0), width=st.integers(0, 30), is_open=st.booleans())
def test_a_rounded_range_has_what_its_numbers_round_to(
    mode: str, low: Fraction, width: int, is_open: bool
) -> None:
    rounding = Rounding(1, next(known for known in MODES if known == mode))
    high = low + Fraction(width, 40)
    given = Range(low, high, is_open and width > 0, is_open and width > 0)
    step = Fraction(1, 80)
    tried = [low + step * n for n in range(2 * width + 1) if low + step * n in given]

    assert {rounding(number) for number in tried} == points(PointSet.rounded((given,), rounding))


def test_one_number_and_everything_up_to_the_full_points() -> None:
    assert {Fraction(97, 10)} == points(PointSet.of(Fraction("9.685"), TENTHS))
    assert {Fraction(n, 10) for n in range(21)} == points(PointSet.between(Fraction(2), TENTHS))
    assert (Range(Fraction(0), Fraction(2)),) == PointSet.between(Fraction(2), None).ranges


def test_an_empty_set_is_false_has_no_points_and_meets_nothing() -> None:
    nothing = grid(())

    assert not nothing
    assert not nothing.meets(Range(None, None))
    assert set() == points(nothing.within(Range(None, Fraction(5))))
    assert set() == points(nothing.plus(grid({1, 2})))
    assert set() == points(nothing.completing(grid({1}), Range.point(Fraction(1))))
    assert (None, None) == nothing.nearest(Fraction(1))
    with pytest.raises(ValueError, match="empty"):
        _ = nothing.hull


def test_a_grid_too_fine_to_keep_becomes_ranges_that_hold_its_points() -> None:
    fine = Rounding(10)
    points_of_a_hundred = PointSet.between(Fraction(100), fine)
    whole, tiny = PointSet.between(Fraction(100), Rounding(0)), PointSet.of(Fraction(1, 10**6), fine)

    assert 100 * 10**10 > MOST_UNITS
    assert (Range(Fraction(0), Fraction(100)),) == points_of_a_hundred.ranges
    assert Fraction(1) + Fraction(1, 10**6) in whole.plus(tiny)
    assert Fraction(1, 10**6) in whole.union(tiny)
    assert whole.plus(tiny).places is None


def test_an_endless_range_rounds_to_an_endless_one() -> None:
    assert (Range(Fraction(1), None),) == PointSet.rounded((Range(Fraction("0.96"), None),), TENTHS).ranges


def test_large_sets_are_listed_and_made_finer_in_a_moment() -> None:
    large = PointSet(4, run_of(0, 1_000_000))

    assert 1_000_001 == sum(1 for _ in whole_numbers(large.bits))
    assert Fraction(1, 10_000) == large.step()
    assert Fraction(200) == PointSet.between(Fraction(100), Rounding(2)).plus(large).hull.high
