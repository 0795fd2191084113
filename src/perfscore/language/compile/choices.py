"""Words of a closed list, which may have an order · 选项及其次序.

A fact that is one of a few words is a text to every interpretation.  What makes it a choice is known when a
formula is compiled: the words it can be compared with, and whether one of them can lie above another.
"""

import ast
from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

__all__ = ["COMPARE", "Choice", "Level", "Order", "fitting"]

COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = MappingProxyType(
    {ast.Lt: lt, ast.LtE: le, ast.Gt: gt, ast.GtE: ge, ast.Eq: eq, ast.NotEq: ne}
)
"""How two words are compared, one of which knows its place."""

Order = Literal["rising", "falling"]
"""Do the words of a list rise from the first to the last, or fall."""


class Level(str):
    """A word of an ordered list, compared by its place in it and not by its letters · 有次序的选项.

    A formula holds it in quotes; beside it any other word of the list is compared so as well.
    """

    rising: tuple[str, ...]
    """All words of the list, from the least to the greatest."""

    def __new__(cls, word: str, rising: tuple[str, ...]) -> "Level":
        """Make the word one of a list."""
        made = super().__new__(cls, word)
        made.rising = rising
        return made

    def __getnewargs__(self) -> tuple[str, tuple[str, ...]]:  # type: ignore[override]
        return str(self), self.rising

    def __lt__(self, other: str) -> bool:
        return self._placed(lt, other)

    def __le__(self, other: str) -> bool:
        return self._placed(le, other)

    def __gt__(self, other: str) -> bool:
        return self._placed(gt, other)

    def __ge__(self, other: str) -> bool:
        return self._placed(ge, other)

    def _placed(self, compare: Callable[[int, int], bool], other: str) -> bool:
        return compare(self.rising.index(self), self.rising.index(other))


def fitting(op: type[ast.cmpop], left: str | None, right: str | None) -> tuple[str, ...]:
    """Return the words that one side can be where a comparison holds; the other side is a level."""
    level = right if left is None else left
    assert isinstance(level, Level)
    sides = {word: (word, level) if left is None else (level, word) for word in level.rising}
    return tuple(word for word, both in sides.items() if COMPARE[op](*both))


class Choice(NamedTuple):
    """The kind of a value that is one word of a closed list · 选项类.

    `words` stand as they were declared; without an `order` none of them is more than another.
    """

    words: tuple[str, ...]
    order: Order | None = None

    def __str__(self) -> str:
        return "choice"

    def listed(self) -> str:
        """Return the words in a row, with the sign of their order between them."""
        return {None: " / ", "rising": " < ", "falling": " > "}[self.order].join(self.words)

    def level(self, word: str) -> str:
        """Return a word of the list as a formula holds it."""
        if self.order is None:
            return word
        return Level(word, self.words if self.order == "rising" else self.words[::-1])
