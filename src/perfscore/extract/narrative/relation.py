"""One statement of arithmetic that a text makes · 一处勾稽."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from perfscore.extract.narrative.bound import number_of, quantity_of
from perfscore.extract.narrative.said import Said

__all__ = ["Kind", "Relation", "could_be", "is_rise", "made_up"]

Kind = Literal["sum", "rate", "growth", "change"]
_RISE = re.compile(r"(?:增长|增幅|增加|上升|多)")


def is_rise(words: str) -> bool:
    """Say whether a change is one upwards."""
    return _RISE.search(words) is not None


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement of arithmetic that a text makes · 一处勾稽.

    A `sum` says that `parts` make up `total`, a `rate` that `total` is parts[0] over parts[1], `growth` that
    it is parts[0] over the difference of parts[1] and parts[0], `change` that it is the difference of
    parts[0] and parts[1] over parts[1].  `complete` says whether a list claims to
    be whole; `holds` whether it is so, as printed or but for rounding;
    `fits_none` that other figures in reach were tried as well, and none makes it so.
    """

    kind: Kind
    total: Said
    parts: tuple[Said, ...]
    complete: bool
    holds: bool
    exact: bool = True
    fits_none: bool = False

    @property
    def members(self) -> tuple[Said, ...]:
        """Every figure of it."""
        return (self.total, *self.parts)

    @property
    def rises(self) -> bool:
        """Whether a growth is one upwards."""
        return is_rise(self.total.shown)


def could_be(total: Said, parts: Sequence[Said]) -> bool:
    """Say whether rounding of the printed figures explains a sum."""
    if any(one.figure.kind == "count" and one.figure.number.isdigit() for one in (total, *parts)):
        return False  # what is counted is never rounded
    spans = [quantity.rounded() for part in parts if (quantity := quantity_of(part))]
    whole = quantity_of(total)
    if whole is None or any(span.low is None or span.high is None for span in spans):
        return False
    low = sum((span.low for span in spans if span.low is not None), Fraction(0))
    high = sum((span.high for span in spans if span.high is not None), Fraction(0))
    limits = whole.rounded()
    return limits.low is not None and limits.high is not None and low <= limits.high and limits.low <= high


def made_up(total: Said, parts: Sequence[Said], *, rounded: bool = False) -> Relation | None:
    """Return that parts make up a total, but for rounding where that may be; None where one is no number."""
    whole, numbers = number_of(total), [number_of(part) for part in parts]
    if whole is None or None in numbers:
        return None
    exact = sum((number or 0 for number in numbers), Fraction(0)) == whole
    return Relation("sum", total, tuple(parts), True, exact or (rounded and could_be(total, parts)), exact)
