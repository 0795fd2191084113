"""One statement of arithmetic that a text makes · 一处勾稽."""

import re
from dataclasses import dataclass
from typing import Literal

from perfscore.extract.narrative.said import Said

__all__ = ["Kind", "Relation", "is_rise"]

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
