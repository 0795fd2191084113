"""The bands of a criterion as a line of the measure: which part of it earns what · 分档数轴."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.explain.page.drawings import LEFT, WIDE, drawing
from perfscore.explain.page.markup import Html, tag
from perfscore.explain.wording.words import Words, brief, percent, range_text
from perfscore.plan.planned import Step
from perfscore.shapes.bands import Band, Bands

__all__ = ["bands_drawn"]

_HIGH = 58


def bands_drawn(step: Step, words: Words) -> Html | None:
    """Return the bands from the lowest up, each with its points; None where the rule has none.

    Bands without an end are as wide as a fifth of the rest.  What no band covers stays empty.
    """
    shape = step.rules[0].shape if step.rules else None
    if not isinstance(shape, Bands):
        return None
    rising = shape.rising()
    ends = [end for band in rising for end in (band.within.low, band.within.high) if end is not None]
    if not ends:
        return None
    room = (max(ends) - min(ends)) / 5 or Fraction(1)
    line = _Line(min(ends) - room, max(ends) + room)
    share = step.indicator is not None and step.indicator.unit == "ratio"
    most = step.criterion.points
    shapes = [piece for number, band in enumerate(rising) for piece in _band(band, line, number, most)]
    for end in sorted(set(ends)):
        text = percent(end) if share else brief(end)
        shapes.append(tag("text", text, x=line(end), y=_HIGH - 4, text_anchor="middle", class_="tick"))
        shapes.append(tag("path", d=f"M{line(end)} 12 V40", class_="step"))
    parts = (words("watch.band", range=range_text(b.within, words), points=brief(b.points)) for b in rising)
    return drawing(WIDE, _HIGH, words.listed(list(parts)), shapes)


def _band(band: Band, line: "_Line", number: int, most: Fraction) -> Iterator[Html]:
    low, high = line(band.within.low), line(band.within.high, at_end=True)
    shade = "possible" if band.points == most else f"shade-{number % 8}"
    yield tag("rect", x=low, y=16, width=max(high - low - 1, 1), height=20, class_=shade)
    yield tag("text", brief(band.points), x=(low + high) // 2, y=31, text_anchor="middle", class_="inside")


class _Line:
    """Measures to places on the line."""

    def __init__(self, low: Fraction, high: Fraction) -> None:
        self.low, self.high = low, high

    def __call__(self, measure: Fraction | None, at_end: bool = False) -> int:
        """Return the place of a measure; what is not given is the beginning, or the end."""
        if measure is None:
            measure = self.high if at_end else self.low
        share = (measure - self.low) / (self.high - self.low)
        return LEFT + int(share * (WIDE - 2 * LEFT))
