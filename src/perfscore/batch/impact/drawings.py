"""What of an impact can be seen at a glance: how totals are spread, who moves from where to where · 图示.

Drawn by hand in whole numbers, as every drawing of a page: each section has the numbers as a table.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from perfscore.batch.impact.compared import Mover
from perfscore.batch.impact.content import Shown
from perfscore.batch.impact.distribution import Span, spans
from perfscore.batch.impact.sweep_content import Value, prefix_of
from perfscore.batch.said import Said
from perfscore.explain.formats.text import width
from perfscore.explain.page.drawings import LEFT, WIDE, drawing
from perfscore.explain.page.markup import Html, scrolled, tag
from perfscore.explain.wording.words import brief

__all__ = ["impact_drawn", "sweep_drawn"]

_HIGH, _TOP, _LEGEND = 200, 34, 14
"""The height of the highest bar and of a slope chart, the room above it, the squares of the legend."""
_MOST_LINES = 20
_LINE, _LEAD = 16, 24
"""Names stand at least so far apart, and so far from the end of their line."""
_SIDE = 230
"""The room for names and totals on each side of a slope chart."""
_MOST_COLUMNS = 22
_PER_SIDE = (0, 1)
_SHADES = ("shade-0", "shade-1")


def impact_drawn(shown: Shown, said: Said, prefix: str = "") -> Mapping[str, Html]:
    """Return the drawings of an impact by the names of their sections."""
    found = shown.found
    drawn: dict[str, Html] = {}
    if bars := spans(found.moves):
        drawn[f"{prefix}distribution"] = scrolled(_histogram(bars, said))
    if ways := found.ways(_MOST_LINES):
        drawn[f"{prefix}most"] = scrolled(_slope(ways, said))
    return drawn


def sweep_drawn(values: Sequence[Value], said: Said) -> Mapping[str, Html]:
    """Return the drawings of each value of a sweep by the names of their sections."""
    found: dict[str, Html] = {}
    for number, value in enumerate(values, 1):
        if value.shown is not None:
            found |= impact_drawn(value.shown, said, prefix_of(number))
    return found


def _histogram(bars: Sequence[Span], said: Said) -> Html:
    """Return two bars for each span of totals, that of the old rules first."""
    most = max(max(one.old, one.new) for one in bars)
    room = (WIDE - 2 * LEFT) // len(bars)
    shapes, bottom = [*_legend(said)], _TOP + _HIGH
    for place, one in enumerate(bars):
        left = LEFT + place * room
        for side, count in zip(_PER_SIDE, (one.old, one.new), strict=True):
            high = -(-count * _HIGH // most)
            name = said("bin_of", low=brief(one.low), high=brief(one.high))
            named = tag("title", f"{said(('old', 'new')[side])} {name} {count}")
            wide = max(room * 2 // 5, 1)
            where = {"x": left + room // 10 + side * wide, "y": bottom - high, "width": wide, "height": high}
            shapes.append(tag("rect", named, **where, class_=_SHADES[side]))
        shapes.append(tag("text", brief(one.low), x=left, y=bottom + 16, text_anchor="middle", class_="tick"))
    end = LEFT + len(bars) * room
    shapes.append(tag("path", d=f"M{LEFT} {bottom} H{end}", class_="step"))
    shapes.append(
        tag("text", brief(bars[-1].high), x=end, y=bottom + 16, text_anchor="middle", class_="tick")
    )
    told = said("histogram", bins=len(bars), width=brief(bars[0].high - bars[0].low))
    return drawing(WIDE, bottom + 24, told, shapes)


def _legend(said: Said) -> Iterator[Html]:
    for side, name in zip(_PER_SIDE, ("old", "new"), strict=True):
        x = LEFT + side * 160
        yield tag("rect", x=x, y=4, width=_LEGEND, height=_LEGEND, class_=_SHADES[side])
        yield tag("text", said(name), x=x + _LEGEND + 6, y=16)


def _slope(ways: Sequence[tuple[Mover, int]], said: Said) -> Html:
    """Return a line for each way from an old total to a new one; who goes it stands beside both ends."""
    ends = [total for one, _ in ways for total in (one.old, one.new)]
    low, high = min(ends), max(ends)
    tall = max(_HIGH, len(ways) * _LINE)

    def at(total: Fraction) -> int:
        return _TOP + (high - total) * tall // (high - low)

    left, right = _SIDE, WIDE - _SIDE
    shapes = [
        tag("text", said("old"), x=left, y=14, text_anchor="end", class_="strong"),
        tag("text", said("new"), x=right, y=14, class_="strong"),
    ]
    for one, count in ways:
        named = tag("title", f"{_name(one, count, said)} {brief(one.old)} → {brief(one.new)}")
        way = "rises" if one.new > one.old else "falls"
        shapes.append(tag("path", named, d=f"M{left} {at(one.old)} L{right} {at(one.new)}", class_=way))
    bottom = _TOP + tall
    for side, x, beside, anchor in ((0, left, -_LEAD, "end"), (1, right, _LEAD, "start")):
        totals = [(one.old, one.new)[side] for one, _ in ways]
        places = _apart([at(total) for total in totals])
        for (one, count), total, y in zip(ways, totals, places, strict=True):
            parts = (_name(one, count, said), brief(total))
            text = " ".join(parts if side == 0 else parts[::-1])
            shapes.append(tag("path", d=f"M{x} {at(total)} L{x + beside} {y}", class_="step"))
            where = {"x": x + beside + (4 if side else -4), "y": y + 4}
            shapes.append(tag("text", text, **where, text_anchor=anchor, class_="tick"))
        bottom = max(bottom, *places)
    return drawing(WIDE, bottom + 14, said("slope", count=len(ways)), shapes)


def _apart(places: Sequence[int]) -> list[int]:
    """Return places as near as can be to some, from above down, with room for a line of text between them."""
    found, last = dict[int, int](), _TOP - _LINE
    for order in sorted(range(len(places)), key=lambda one: (places[one], one)):
        last = max(places[order], last + _LINE)
        found[order] = last
    return [found[order] for order in range(len(places))]


def _name(one: Mover, count: int, said: Said) -> str:
    """Return whose the first report of a way is, and how many go it with that one."""
    name = _short(next(filter(None, one.who), str(one.row)))
    return name if count == 1 else said("with_others", name=name, others=count - 1)


def _short(name: str) -> str:
    """Return a name as far as there is room for it."""
    kept = name
    while width(kept) > _MOST_COLUMNS:
        kept = kept[:-1]
    return name if kept == name else f"{kept}…"
