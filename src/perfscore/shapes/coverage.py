"""What ranges leave out of a whole, and a number to show it by · 区间的覆盖."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfscore.ranges import EVERYTHING, Range

__all__ = ["gaps", "is_empty", "lower_end", "number_in"]


def is_empty(of: Range) -> bool:
    """Say whether two ends leave no number between them."""
    return EVERYTHING.meet(of) is None


def lower_end(of: Range) -> tuple[bool, Fraction, bool]:
    """Return what sorts ranges by where they begin."""
    return of.low is not None, of.low or Fraction(0), of.low_open


def gaps(whole: Range, parts: Iterable[Range]) -> Iterator[Range]:
    """Yield what no part covers, from the lowest up; the parts may overlap and are not empty."""
    rest: Range | None = whole
    for part in sorted(parts, key=lower_end):
        if rest is None:
            return
        if part.low is not None and (gap := rest.meet(Range(None, part.low, True, not part.low_open))):
            yield gap
        after = Range(part.high, None, not part.high_open, True)
        rest = rest.meet(after) if part.high is not None else None
    if rest is not None:
        yield rest


def number_in(of: Range) -> Fraction:
    """Return a number of a range: its middle, or one near its only end."""
    if of.low is not None and of.high is not None:
        return (of.low + of.high) / 2
    if of.low is not None:
        return of.low + 1
    return of.high - 1 if of.high is not None else Fraction(0)
