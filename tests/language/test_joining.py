"""Sets of numbers as sorted ranges."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from perfscore.language.sets.joining import MOST_PAIRS, Numbers, merged, met, pairs
from perfscore.numbers.ranges import Range
from tests.language.formulas import law, number_sets, ranges

probes = [Fraction(n, 12) for n in range(-72, 97)]


def holds(numbers: Numbers, number: Fraction) -> bool:
    return any(number in piece for piece in numbers)


@law
@given(st.lists(ranges(), min_size=1, max_size=6))
def test_joined_ranges_hold_the_same_numbers_sorted_and_apart(parts: list[Range]) -> None:
    found = merged(parts)

    for probe in probes:
        assert any(probe in part for part in parts) == holds(found, probe)
    for first, second in pairwise(found):
        assert first.high is not None
        assert second.low is not None
        assert first.high <= second.low
        assert first.meet(second) is None


@law
@given(st.lists(ranges(), min_size=1, max_size=8), st.integers(1, 3))
def test_fewer_ranges_only_ever_add_numbers(parts: list[Range], most: int) -> None:
    found = merged(parts, most)

    assert len(found) <= most
    assert all(holds(found, probe) for probe in probes if any(probe in part for part in parts))


@law
@given(number_sets(), number_sets())
def test_two_sets_share_what_is_in_both(a: Numbers, b: Numbers) -> None:
    both = tuple(met(a, b))

    for probe in probes:
        assert (holds(a, probe) and holds(b, probe)) == holds(both, probe)


def test_too_many_pairs_are_made_fewer_without_losing_a_number() -> None:
    many = tuple(Range.point(Fraction(n)) for n in range(500))
    found = list(pairs(many, many))

    assert MOST_PAIRS >= len(found)
    for n in (0, 1, 250, 499):
        for m in (0, 77, 498):
            assert any(Fraction(n) in a and Fraction(m) in b for a, b in found)


def test_few_pairs_stay_as_they_are() -> None:
    one, two = Range.point(Fraction(1)), Range.point(Fraction(2))

    assert [(one, one), (one, two)] == list(pairs((one,), (one, two)))
