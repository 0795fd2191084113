"""Judged scoring, by the levels a judge can name · 定性评分与评定等次."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from perfscore.language.compile.scan import scan
from perfscore.language.interpretations.exact import whole_down, whole_up
from perfscore.messages.problems import Refused
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Declared, FactId, Number, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem, full_unreached

__all__ = ["Judged", "Level"]


def _quotable(name: str) -> str:
    """Refuse a name that a formula cannot hold in quotes."""
    if fault := scan(f"'{name}'"):
        raise Refused("shape-level-name", offset=max(fault.offset - 1, 0), found=name)
    return name


class Level(Declared):
    """A level a judge can name, and the shares of the points it allows · 评定等次.

    Both shares are in the level; but where another level begins at `to`, that share is the other's.
    """

    name: Annotated[str, AfterValidator(_quotable)] = Field(
        min_length=1, max_length=40, title="as it is printed"
    )
    also: tuple[str, ...] = Field(
        default=(), title='other words for it; "=" where a row\'s result repeats the words of its target'
    )
    from_: Number = Field(alias="from", ge=0, le=1, title="least share of the points")
    to: Number = Field(ge=0, le=1, title="greatest share of the points")

    def stops_short(self, levels: tuple["Level", ...]) -> bool:
        """Say whether its upper end belongs to another level."""
        return self.from_ < self.to and any(other.from_ == self.to for other in levels)

    def ends(self, levels: tuple["Level", ...]) -> str:
        """Return its first and its last step as a formula writes them."""
        first = _stepped("ceil", self.from_) if self.from_ else "0"
        if self.stops_short(levels):
            return f"{first}, {_stepped('ceil', self.to)} - step"
        return f"{first}, {'points' if self.to == 1 else _stepped('floor', self.to)}"

    def steps(
        self, levels: tuple["Level", ...], points: Fraction, step: Fraction
    ) -> tuple[Fraction, Fraction]:
        """Return the first and the last multiple of a step in it; the last is lower where there is none."""
        first, last = whole_up(points * self.from_ / step), whole_down(points * self.to / step)
        if self.stops_short(levels):
            last = whole_up(points * self.to / step) - 1
        return first, last


def _stepped(rounding: str, share: Fraction) -> str:
    return f"{rounding}(points * {decimal_text(share)} / step) * step"


class Judged(Shape):
    """Points given by somebody's judgement, in steps · 由评价人评定得分.

    With `levels` a fact names one of them, and the points stay in its part of the full points.
    Without them any multiple of `step` is possible.
    """

    name: ClassVar[str] = "judged"
    measures: ClassVar[bool] = False

    shape: Literal["judged"]
    step: Points = Field(gt=0, title="smallest difference a judge makes, in points")
    score: FactId | None = Field(default=None, title="fact with the points, else <criterion>_points")
    level: FactId | None = Field(default=None, title="fact that names the level, else <criterion>_level")
    levels: tuple[Level, ...] = Field(default=(), max_length=6, title="the levels, in any order")

    @model_validator(mode="after")
    def _levels_with_level(self) -> Self:
        if self.level is not None and not self.levels:
            raise Refused("shape-level-fact-unused", at=("level",))
        return self

    def formula(self) -> str:
        """Return the formula that gives the points."""
        if not self.levels:
            return "clamp(judged, 0, points)"
        *tested, last = self.levels
        tests = (f"{self._inside(level)} if level == '{level.name}' else " for level in tested)
        return "".join(tests) + self._inside(last)

    def _inside(self, level: Level) -> str:
        return f"clamp(judged, {level.ends(self.levels)})"

    def parameters(self) -> Mapping[str, Fraction]:
        """Return the numbers the formula uses by name."""
        return {"step": self.step} if "step" in self.formula() else {}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the judge's points and, with levels, the level."""
        fact, within = self.score or f"{criterion}_points", Range(Fraction(0), points)
        score = Reads("judged", fact, "number", within, self.step, judged=True, unit="分")
        if not self.levels:
            return (score,)
        names = tuple(level.name for level in self.levels)
        named = self.level or f"{criterion}_level"
        spellings = {word: level.name for level in self.levels for word in level.also}
        return (score, Reads("level", named, "text", levels=names, spellings=spellings, judged=True))

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Whole steps make the full points, and every level has a step of its own."""
        if points % self.step:
            most = whole_down(points / self.step) * self.step
            values = {"found": decimal_text(self.step), "most": decimal_text(most)}
            values["points"] = decimal_text(points)
            yield ShapeProblem("shape-step-uneven", ("step",), values)
        ill = list(self._alone(points))
        yield from ill
        if ill:
            return
        yield from self._apart(points)
        most = max((level.to for level in self.levels), default=Fraction(1)) * points
        yield from full_unreached("levels", most, points)

    def _alone(self, points: Fraction) -> Iterator[ShapeProblem]:
        """Yield what is wrong with single levels."""
        for number, level in enumerate(self.levels):
            if any(level.name == other.name for other in self.levels[:number]):
                values = {"found": level.name}
                yield ShapeProblem("shape-name-twice", ("levels", number, "name"), values)
            if level.from_ > level.to:
                values = {"found": decimal_text(level.from_), "to": decimal_text(level.to)}
                yield ShapeProblem("shape-level-turned", ("levels", number, "from"), values)
            elif (ends := level.steps(self.levels, points, self.step))[0] > ends[1]:
                values = {"found": level.name, "step": decimal_text(self.step)}
                values["low"] = decimal_text(points * level.from_)
                values["high"] = decimal_text(points * level.to)
                yield ShapeProblem("shape-level-without-step", ("levels", number), values)

    def _apart(self, points: Fraction) -> Iterator[ShapeProblem]:
        """Yield steps that lie in two neighbouring levels, or between them in none."""
        ends = [
            (*level.steps(self.levels, points, self.step), number) for number, level in enumerate(self.levels)
        ]
        rising = sorted(end for end in ends if end[0] <= end[1])
        for (_, below, lower), (above, _, upper) in pairwise(rising):
            one, other = self.levels[lower], self.levels[upper]
            values = {"first": one.name, "second": other.name}
            if above <= below:
                values["example"] = decimal_text(above * self.step)
                yield ShapeProblem("shape-levels-overlap", ("levels", max(lower, upper)), values)
            elif above > below + 1 and one.from_ < one.to and other.from_ < other.to:
                values["example"] = decimal_text((below + 1) * self.step)
                yield ShapeProblem("shape-levels-gap", ("levels", max(lower, upper)), values)
