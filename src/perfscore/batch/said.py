"""The words of what is said across many reports · 跨报告分析用语."""

from fractions import Fraction

from perfscore.explain.content.comparison import moved_text
from perfscore.explain.wording.words import Words
from perfscore.messages import load, worded
from perfscore.numbers.ranges import Range

__all__ = ["Said"]


class Said:
    """Says one part of the catalogue ``across``: ``said("headline")`` in one language · 用语."""

    def __init__(self, part: str, language: str) -> None:
        self.language, self.words = language, Words(language)
        self._entries = load("across", language)[part]

    def __call__(self, key: str, /, **values: str | int) -> str:
        """Return an entry with its blanks filled."""
        entry: str = self._entries[key]
        return entry.format_map(worded({name: str(value) for name, value in values.items()}, self.language))

    def moved(self, by: Fraction) -> str:
        """Return by how much something moved: ``+1.5``, ``−0.5``, 0."""
        return moved_text(Range.point(by), self.words)
