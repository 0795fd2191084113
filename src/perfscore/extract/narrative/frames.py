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
    whole: Said | None = None
    rated: bool = False

    def wholes(self, figure: Figure, is_named_on: bool) -> tuple[Said, ...]:
        """Return what a figure can be a part of, the nearest first.

        A list whose parts add up is over, unless 、 puts one more beside them; a rate behind it is that of
        the whole where the parts have none.
        """
        if self._adds_up() and not is_named_on and not (self.rated and figure.kind == "rate"):
            self.opener = ""
        found = tuple(one for one in reversed(self.before) if self.opener and can_be_whole(one, figure))
        self.whole = found[0] if found else self.whole
        return found

    def _adds_up(self) -> bool:
        return self.parts > 1 and self.whole is not None and self.added == number_of(self.whole)

    def add(self, said: Said) -> None:
        """Take a figure, and count it where it is a part of the list."""
        self.seen.append(said)
        self.rated = self.rated or said.figure.kind == "rate"
        if said.whole is not None and not said.changes:
            self.parts += 1
            self.added += number_of(said) or 0
