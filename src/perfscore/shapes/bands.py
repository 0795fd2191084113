"""Scoring by bands · 分档计分."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import ClassVar, Literal

from pydantic import Field

from perfscore.language.interpretations.exact import whole_down
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Declared, Number, Points
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.shapes.number_line import number_line
from perfscore.shapes.shape import Shape, ShapeProblem, above_full, full_unreached

__all__ = [
    "Band",
    "Bands",
    "gaps",
    "is_empty",
    "lower_end",
    "multiple_in",
    "number_in",
    "steps_near",
]


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


def multiple_in(of: Range, step: Fraction) -> Fraction | None:
    """Return the first multiple of a step in a range, the last where it has no lower end, or None."""
    if of.low is not None:
        found = -(-of.low // step) * step
        found += step if of.low_open and found == of.low else 0
    elif of.high is not None:
        found = of.high // step * step
        found -= step if of.high_open and found == of.high else 0
    else:
        found = Fraction(0)
    return found if found in of else None


def steps_near(number: Fraction, step: Fraction) -> str:
    """Return multiples of a step around a number, as a message names them."""
    below = whole_down(number / step) * step
    return f"{{…, {decimal_text(below)}, {decimal_text(below + step)}, …}}"


class Band(Declared):
    """The points of a span of the measure · 一档.

    `at_least` and `at_most` are in the band, `above` and `below` are not; the outermost bands may
    leave out their outer end.
    """

    at_least: Number | None = Field(default=None, title="lower end, in the band")
    above: Number | None = Field(default=None, title="lower end, not in the band")
    at_most: Number | None = Field(default=None, title="upper end, in the band")
    below: Number | None = Field(default=None, title="upper end, not in the band")
    points: Points = Field(ge=0, title="points of the band")

    @property
    def within(self) -> Range:
        """Every measure in the band."""
        low = self.at_least if self.at_least is not None else self.above
        high = self.at_most if self.at_most is not None else self.below
        return Range(low, high, self.at_least is None, self.at_most is None)


class Bands(Shape):
    """Points by the band the measure lies in · 按测量值所在档次给分.

    Every measure lies in exactly one band; that is proven before any fact is seen.
    """

    name: ClassVar[str] = "bands"

    shape: Literal["bands"]
    bands: tuple[Band, ...] = Field(min_length=1, max_length=20, title="the bands, in any order")

    def formula(self) -> str:
        """Return the formula that gives the points: one test a band, from the top."""
        *tested, last = reversed(self.rising())
        tests = (f"{decimal_text(band.points)} if {_test(band)} else " for band in tested)
        return "".join(tests) + decimal_text(last.points)

    def rising(self) -> list[Band]:
        """Return the bands from the lowest to the highest."""
        return sorted(self.bands, key=lambda band: lower_end(band.within))

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """The bands cover the measure once, each can be reached, and one gives the full points."""
        ill = [problem for number, band in enumerate(self.bands) for problem in _alone(number, band)]
        yield from ill
        if not ill:
            yield from self._together(measure)
        for number, band in enumerate(self.bands):
            yield from above_full(("bands", number, "points"), band.points, points)
        yield from full_unreached("bands", max(band.points for band in self.bands), points)

    def unreachable(self, measure: Range, step: Fraction | None = None) -> Iterator[ShapeProblem]:
        """Yield the bands that no measure lies in; with a step only its multiples are measures."""
        for number, band in enumerate(self.bands):
            inside = band.within.meet(measure)
            if inside is None:
                values = {"example": decimal_text(number_in(band.within)), "measure": str(measure)}
                inside = band.within
            elif step is not None and multiple_in(inside, step) is None:
                example = number_in(inside)
                values = {"example": decimal_text(example), "measure": steps_near(example, step)}
            else:
                continue
            values["line"] = self.drawn(EVERYTHING, inside)
            yield ShapeProblem("shape-band-unreachable", ("bands", number), values)

    def drawn(self, measure: Range, around: Range | None = None) -> str:
        """Return the bands as a number line."""
        parts = [(band.within, decimal_text(band.points)) for band in self.bands]
        return number_line(parts, measure, around)

    def _together(self, measure: Range) -> Iterator[ShapeProblem]:
        nowhere = list(self.unreachable(measure))
        yield from nowhere
        for (_, band), (number, other) in combinations(enumerate(self.bands), 2):
            if shared := band.within.meet(other.within):
                example = decimal_text(number_in(shared))
                first, second = decimal_text(band.points), decimal_text(other.points)
                values = {"example": example, "first": first, "second": second}
                values["line"] = self.drawn(measure, shared)
                yield ShapeProblem("shape-bands-overlap", ("bands", number), values, shared)
        # A band that lies nowhere leaves a gap where it was meant to be.
        for gap in () if nowhere else gaps(measure, (band.within for band in self.bands)):
            values = {"example": decimal_text(number_in(gap)), "gap": str(gap)}
            values["line"] = self.drawn(measure, gap)
            yield ShapeProblem("shape-bands-gap", ("bands",), values, gap)


def _alone(number: int, band: Band) -> Iterator[ShapeProblem]:
    """Yield what is wrong with the ends of one band."""
    for inner, outer in (("at_least", "above"), ("at_most", "below")):
        if getattr(band, inner) is not None and getattr(band, outer) is not None:
            values = {"found": f"{inner}, {outer}"}
            yield ShapeProblem("shape-one-only", ("bands", number, outer), values)
            return
    if is_empty(band.within):
        yield ShapeProblem("shape-band-empty", ("bands", number), {"found": _ends(band.within)})


def _ends(of: Range) -> str:
    left, right = "(" if of.low_open else "[", ")" if of.high_open else "]"
    low, high = (decimal_text(end or Fraction(0)) for end in (of.low, of.high))
    return f"{left}{low}, {high}{right}"


def _test(band: Band) -> str:
    within = band.within
    return f"x {'>' if within.low_open else '>='} {decimal_text(within.low or Fraction(0))}"
