"""Which numbers of a range to try, and whether a found range is the image of what was tried."""

from fractions import Fraction

from hypothesis import strategies as st

from perfscore.numbers.ranges import Range

__all__ = ["check_image", "coarse_ranges", "numbers_of"]

FAR = Fraction(10**9)
NEAR = 1 / FAR
SLACK = Fraction(1, 1000)
"""How near the numbers next to an open end must come to the end of a result."""

_grid = st.integers(-6, 6).map(lambda n: Fraction(n, 2))


@st.composite
def coarse_ranges(draw: st.DrawFn) -> Range:
    """Draw a range whose ends lie on a coarse grid, so that zero and equal ends are often met."""
    low, high = draw(st.none() | _grid), draw(st.none() | _grid)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Range.point(low)
    return Range(low, high, draw(st.booleans()), draw(st.booleans()))


def numbers_of(of: Range) -> list[Fraction]:
    """Return closed ends, numbers next to open ones, far ones where there is no end, and some between."""
    low = of.low if of.low is not None else min(of.high or Fraction(0), Fraction(0)) - FAR
    high = of.high if of.high is not None else max(low, Fraction(0)) + FAR
    tried = {low, low + NEAR, high, high - NEAR, (low + high) / 2, Fraction(0), NEAR, -NEAR}
    return sorted(number for number in tried if number in of)


def check_image(results: list[Fraction], found: Range) -> None:
    """Assert that a range holds all results, and ends where they do."""
    assert [] == [result for result in results if result not in found]
    for end, is_open, nearest in (
        (found.low, found.low_open, min(results)),
        (found.high, found.high_open, max(results)),
    ):
        if end is None:
            assert abs(nearest) >= 1000
        elif is_open:
            assert abs(nearest - end) <= SLACK
        else:
            assert nearest == end
