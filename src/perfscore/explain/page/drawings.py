"""What can be seen at a glance: the range against the claim, where points went, the ways to lose them · 图示.

Drawn by hand in whole numbers: a drawing has no text that its section does not say in words.
"""

from collections.abc import Sequence
from fractions import Fraction

from perfscore.auditing.ledger import PARTS
from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.solve.solution import Decomposition
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.opening import places_of_card
from perfscore.explain.page.markup import Html, tag
from perfscore.explain.wording.words import Words, brief, points_text

__all__ = ["LEFT", "WIDE", "Scale", "drawing", "range_drawn", "span_drawn", "waterfall", "ways_drawn"]

WIDE, LEFT = 720, 12
_BAR = 22
_SHADES = 8


class Scale:
    """Points to places on a line of some width, full points at its end."""

    def __init__(self, full: Fraction, left: int, width: int) -> None:
        self.full, self.left, self.width = full, left, width

    def __call__(self, points: Fraction) -> int:
        """Return the place of some points; what is below zero or beyond the end is at the edge."""
        over, under = points.as_integer_ratio()
        most, part = (self.full or Fraction(1)).as_integer_ratio()
        return self.left + min(max(over * part * self.width // (under * most), 0), self.width)


def range_drawn(audit: Audit, words: Words) -> Html:
    """Return the possible totals as a bar from zero to full points, and the claim as a mark on it."""
    full = audit.card.plan.ruleset.points
    top = max([full, *(end for end in (audit.card.range.high, audit.claimed and audit.claimed.high) if end)])
    at, within, places = Scale(top, LEFT, WIDE - 2 * LEFT), audit.card.range, places_of_card(audit)
    low, high = at(within.low or Fraction(0)), at(top if within.high is None else within.high)
    computed = points_text(within, places, words)
    shapes = [
        tag("rect", x=LEFT, y=34, width=WIDE - 2 * LEFT, height=16, rx=3, class_="axis"),
        tag("rect", x=low, y=34, width=max(high - low, 3), height=16, rx=3, class_="possible"),
        *(_ticks(at, top)),
    ]
    said = words("page.range", computed=computed, full=brief(full))
    if audit.claimed is not None and audit.claimed.low is not None and audit.claim is not None:
        x = at(audit.claimed.low)
        claim = words("page.claim", points=audit.claim.quantity.raw)
        side = "end" if x > WIDE * 3 // 4 else "start" if x < WIDE // 4 else "middle"
        shapes += [
            tag("path", d=f"M{x} 52 V24 M{x - 6} 20 h12 l-6 8 z", class_=f"claim {audit.verdict}"),
            tag("text", claim, x=x, y=14, text_anchor=side, class_="strong"),
        ]
        said = words(
            "page.range_claimed", computed=computed, full=brief(full), claim=audit.claim.quantity.raw
        )
    return drawing(WIDE, 74, said, shapes)


def _ticks(at: Scale, top: Fraction) -> list[Html]:
    quarters = [top * step / 4 for step in range(5)]
    sides = ("start", "middle", "middle", "middle", "end")
    return [
        tag("text", brief(one), x=at(one), y=68, text_anchor=side, class_="tick")
        for one, side in zip(quarters, sides, strict=True)
    ]


def span_drawn(line: CriterionAudit) -> Html:
    """Return a small bar of what a criterion earns of its points; its table says the same in numbers."""
    full, within = line.award.step.criterion.points, line.award.range
    at = Scale(full, 1, 98)
    low, high = at(within.low or Fraction(0)), at(full if within.high is None else within.high)
    claim = ""
    if line.claimed is not None and line.claimed.low is not None:
        claim = f'<path d="M{at(line.claimed.low)} 0 V10" class="claim {line.verdict}"/>'
    return Html(
        '<svg viewBox="0 0 100 10" class="span" aria-hidden="true"><rect x="1" y="2" width="98" height="6" '
        f'class="axis"/><rect x="{low}" y="2" width="{max(high - low, 2)}" height="6" class="possible"/>'
        f"{claim}</svg>"
    )


def waterfall(audit: Audit, words: Words) -> Html:
    """Return where the full points went: each part begins where the one before it ends."""
    ledger = audit.ledger
    assert ledger is not None
    at, places = Scale(ledger.full, 170, WIDE - 260), places_of_card(audit)
    shapes, said = list[Html](), list[str]()
    done = Fraction(0)
    for row, name in enumerate(PARTS):
        part, named = getattr(ledger, name), words(f"ledger.{name}")
        points = brief(part, places)
        said.append(f"{named} {points}")
        y, start, end = 6 + row * (_BAR + 8), at(done), at(done + part)
        done += part
        shapes += [
            tag("text", named, x=160, y=y + 16, text_anchor="end"),
            tag("rect", x=start, y=y, width=max(end - start, 1), height=_BAR, class_=f"part {name}"),
            tag("text", points, x=end + 8, y=y + 16, class_="strong" if part else "tick"),
        ]
        if row < len(PARTS) - 1:
            shapes.append(tag("path", d=f"M{end} {y + _BAR} v8", class_="step"))
    return drawing(WIDE, 6 + len(PARTS) * (_BAR + 8), words.listed(said), shapes)


def ways_drawn(ways: Sequence[Decomposition], words: Words) -> Html:
    """Return the ways in which points can have been lost, one a row, each criterion in its own shade."""
    lost = [sum((points for _, points in way.lost), Fraction(0)) for way in ways]
    if not lost or not max(lost):
        return Html()
    ids = list(dict.fromkeys(award.step.criterion.id for way in ways for award, _ in way.lost))
    at, shapes = Scale(max(lost), 36, WIDE - 60), []
    for row, way in enumerate(ways):
        y, done = 4 + row * 26, Fraction(0)
        shapes.append(tag("text", str(row + 1), x=26, y=y + 15, text_anchor="end", class_="tick"))
        for award, points in way.lost:
            criterion, start = award.step.criterion, at(done)
            done += points
            label = words("ways.loss", label=words.label(criterion.label), points=brief(points))
            shade = f"shade-{ids.index(criterion.id) % _SHADES}"
            width = max(at(done) - start - 1, 2)
            shapes.append(
                tag("rect", tag("title", label), x=start, y=y, width=width, height=20, class_=shade)
            )
            if width > 14 * len(label):
                shapes.append(tag("text", label, x=start + 6, y=y + 15, class_="inside"))
    return drawing(WIDE, 8 + len(ways) * 26, words("page.ways", count=str(len(ways))), shapes)


def drawing(width: int, height: int, said: str, shapes: Sequence[Html]) -> Html:
    """Return shapes as a drawing of a size, and what is said of it to whoever does not see it."""
    return tag("svg", *shapes, viewBox=f"0 0 {width} {height}", role="img", aria_label=said, class_="drawing")
