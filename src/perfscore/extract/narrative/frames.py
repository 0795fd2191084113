"""A list that is open while a sentence goes on · 未完的列举."""

from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.extract.narrative.bound import number_of
from perfscore.extract.narrative.figures import Figure
from perfscore.extract.narrative.said import Said, can_be_whole

__all__ = ["Frame"]


@dataclass(slots=True)
class Frame:
    """A list that is open: what opened it, the figures before it, and whether ； leaves it open · 列举.

    `year` is the one that was named before a bracket.
    """

    opener: str = ""
    before: tuple[Said, ...] = ()
    stays: bool = False
    year: int | None = None
    seen: list[Said] = field(default_factory=list)
    added: Fraction = Fraction(0)
    parts: int = 0

    def wholes(self, figure: Figure, is_named_on: bool) -> tuple[Said, ...]:
        """Return what a figure can be a part of, the nearest first.

        A list whose parts add up is over, unless 、 puts one more beside them.
        """
        found = [one for one in reversed(self.before) if can_be_whole(one, figure)] if self.opener else []
        if found and self.parts > 1 and not is_named_on and self.added == number_of(found[0]):
            self.opener, found = "", []
        return tuple(found)

    def add(self, part: Said) -> None:
        """Take a figure, and count it where it is a part of the list."""
        self.seen.append(part)
        if part.whole is not None and not part.changes:
            self.parts += 1
            self.added += number_of(part) or 0
