"""Spans of a measure drawn as a line of text · 数轴.

``[0 ··0·· [0.6 ··5·· 0.8] ··∅·· [0.9 ··10·· ∞)``: a bracket looks into the piece that an end belongs to; in
`∅` lies no span, in ``5/8`` lie two.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range, hull

__all__ = ["number_line"]

_MOST_PIECES = (7, 5, 3)
"""So many pieces are drawn, what the line is drawn for in the middle; fewer where they grow too long."""
_LENGTH = 60


def number_line(spans: Sequence[tuple[Range, str]], measure: Range, around: Range | None = None) -> str:
    """Return spans and what they give along a measure, of a long line the part around some measures."""
    pieces: list[tuple[Range, str]] = []
    for piece in _pieces(spans, measure):
        says = "/".join(gives for within, gives in spans if within.meet(piece)) or "∅"
        if pieces and pieces[-1][1] == says:
            pieces[-1] = hull(pieces[-1][0], piece), says
        else:
            pieces.append((piece, says))
    at = next((n for n, (piece, _) in enumerate(pieces) if around and piece.meet(around)), 0)
    drawn = [_drawn(pieces, measure, at, most) for most in _MOST_PIECES]
    return next((line for line in drawn if len(line) <= _LENGTH), drawn[-1])


def _drawn(pieces: Sequence[tuple[Range, str]], measure: Range, at: int, most: int) -> str:
    first = max(0, min(at - most // 2, len(pieces) - most))
    last = first + most
    parts = ["…" if first else str(Range(measure.low, None, measure.low_open)).partition(",")[0]]
    for (_, says), (after, _) in pairwise(pieces[first : last + 1]):
        end = decimal_text(after.low or Fraction(0))
        parts += [f"··{says}··", f"{end}]" if after.low_open else f"[{end}"]
    if last < len(pieces):
        return " ".join([*parts, "…"])
    end = "∞" if measure.high is None else decimal_text(measure.high)
    return " ".join([*parts, f"··{pieces[-1][1]}··", f"{end}{')' if measure.high_open else ']'}"])


def _pieces(spans: Sequence[tuple[Range, str]], measure: Range) -> Iterator[Range]:
    """Yield a measure in pieces, each of which lies wholly in a span or outside it."""
    ends = sorted({end for within, _ in spans for end in (within.low, within.high) if end is not None})
    for below, end in pairwise((None, *ends, None)):
        for piece in (Range(below, end, True, True), *([] if end is None else [Range.point(end)])):
            if inside := measure.meet(piece):
                yield inside
