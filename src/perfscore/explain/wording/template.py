"""Formulas with a hole for every name, worded once and filled for every report · 留空的算式."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from perfscore.language.interpretations.prose import Phrase

__all__ = ["Hole", "Template"]

_MARK = "\0"
"""Stands around a hole while a formula is worded; no formula and no catalogue can hold it."""


class Hole(Phrase):
    """Stands for whatever a name will be; where it is put says how tightly that must bind."""

    @classmethod
    def of(cls, name: str, function: str = "") -> Self:
        """Return the hole of a name, or of a function over a whole column."""
        return cls(f"{_MARK}{function}:{name}:0{_MARK}")

    def inside(self, least: int) -> str:
        """Return the mark of the hole, with what its surroundings ask for."""
        return f"{self.text[:-2]}{least}{_MARK}"

    def over(self, function: str) -> "Hole":
        """Return the hole of a function over this column, whose rows only a report knows."""
        return Hole.of(self.text.split(":")[1], function)


@dataclass(frozen=True)
class Template:
    """The text of a formula, cut at its holes · 算式模板.

    `start` is the text before the first hole.  Each of `holes` is a function over a column (or
    nothing), the name whose phrase is put in, how tightly that must bind to stand without brackets,
    and the text behind it.
    """

    start: str
    holes: tuple[tuple[str, str, int, str], ...]

    @classmethod
    def of(cls, phrase: Phrase) -> Self:
        """Return the template of a formula that was worded with holes for names."""
        start, *pieces = phrase.text.split(_MARK)
        return cls(start, tuple(map(_hole, pieces[::2], pieces[1::2])))

    def filled(self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Phrase]]) -> str:
        """Return the text with a phrase for every name, and a list of phrases for every column."""
        parts = [self.start]
        for function, name, least, behind in self.holes:
            phrase = functions[function](names[name]) if function else names[name]
            parts += phrase.inside(least), behind
        return "".join(parts)


def _hole(mark: str, behind: str) -> tuple[str, str, int, str]:
    function, name, least = mark.split(":")
    return function, name, int(least), behind
