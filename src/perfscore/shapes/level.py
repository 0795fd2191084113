"""The levels a judge can name · 评定等次."""

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field

from perfscore.fields import Declared, Number
from perfscore.language.exact import whole_down, whole_up
from perfscore.language.scan import scan
from perfscore.numbers import decimal_text
from perfscore.refusal import Refused

__all__ = ["Level"]


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
