from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.numbers.ranges import EVERYTHING, Range, hull

# A coarse grid, so that ends meet often, and probes that fall on ends, between them and far away.
grid = st.integers(-3, 3).map(Fraction)
probes = [Fraction(half, 2) for half in range(-9, 10)]


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = draw(st.none() | grid), draw(st.none() | grid)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Range.point(low)
    return Range(low, high, low is None or draw(st.booleans()), high is None or draw(st.booleans()))


@given(ranges(), ranges())
def test_the_meet_holds_exactly_the_numbers_of_both(a: Range, b: Range) -> None:
    meet = a.meet(b)

    for probe in probes:
        assert (probe in a and probe in b) == (meet is not None and probe in meet)


@given(ranges(), ranges())
def test_the_order_of_a_meet_does_not_matter(a: Range, b: Range) -> None:
    assert a.meet(b) == b.meet(a)


@given(ranges(), ranges(), ranges())
def test_the_grouping_of_a_meet_does_not_matter(a: Range, b: Range, c: Range) -> None:
    left, right = a.meet(b), b.meet(c)

    assert (left and left.meet(c)) == (right and a.meet(right))


@given(ranges())
def test_a_range_meets_itself_and_everything_in_itself(a: Range) -> None:
    assert a == a.meet(a)
    assert a == a.meet(EVERYTHING)


@given(ranges(), ranges())
def test_a_hull_holds_its_parts(a: Range, b: Range) -> None:
    assert hull(a, b).holds(a)
    assert hull(a, b).holds(b)


@given(ranges(), ranges(), ranges())
def test_a_hull_is_the_smallest_range_that_holds_its_parts(a: Range, b: Range, c: Range) -> None:
    assert (c.holds(a) and c.holds(b)) == c.holds(hull(a, b))


@given(ranges(), ranges())
def test_holding_is_containing_every_number(a: Range, b: Range) -> None:
    if a.holds(b):
        assert all(probe in a for probe in probes if probe in b)
    else:
        assert any(probe not in a for probe in probes if probe in b)


@given(ranges(), ranges())
def test_meet_and_hull_absorb_each_other(a: Range, b: Range) -> None:
    assert a == hull(a, b).meet(a)
    meet = a.meet(b)
    assert meet is None or a == hull(a, meet)


@given(grid)
def test_only_a_point_is_exact(number: Fraction) -> None:
    assert number == Range.point(number).exact
    assert Range(number, None, False, True).exact is None
    assert Range(number, number + 1).exact is None


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Range(Fraction(80000), Fraction(90000), high_open=True), "[80000, 90000)"),
        (Range(Fraction(30000), None, True, True), "(30000, ∞)"),
        (Range(None, Fraction("0.05"), True), "(-∞, 0.05]"),
        (Range(Fraction(1, 3), Fraction(1, 2)), "[1/3, 0.5]"),
        (Range.point(Fraction("96.85")), "96.85"),
        (EVERYTHING, "(-∞, ∞)"),
    ],
)
def test_a_range_is_written_with_its_brackets(span: Range, expected: str) -> None:
    assert expected == str(span)


def test_ranges_that_touch_in_an_open_end_share_nothing() -> None:
    assert Range(Fraction(0), Fraction(1), high_open=True).meet(Range(Fraction(1), None)) is None


def test_only_a_fraction_can_be_in_a_range() -> None:
    assert "1" not in EVERYTHING


def test_a_whole_number_is_in_a_range_as_any_number_is() -> None:
    assert 50 in Range(Fraction(0), Fraction(100))
    assert 101 not in Range(Fraction(0), Fraction(100))
