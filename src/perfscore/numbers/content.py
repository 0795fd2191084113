"""What a result is to a program: equal by what it says, shown in a line, written out when asked · 结果的通性.

A result holds all that it was made from, down to the formulas.  Two are equal where what decides them is:
the rest follows.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Generic, Self, TypeVar

__all__ = ["ByContent", "Compared", "OfCriteria", "later"]

T = TypeVar("T")


class ByContent:
    """A frozen value that is equal to another of its kind with the same content · 按内容相等."""

    __slots__ = ()

    def _content(self) -> tuple[Any, ...]:
        """Return what decides the value; the first of it can be hashed."""
        raise NotImplementedError

    def _says(self) -> str:
        """Return what the value says, in a few words."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self is other or self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content()[0])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._says()}>"


class Compared(ByContent):
    """What was computed, which is the first of the content, against what is claimed · 与自评的比较."""

    __slots__ = ()
    claim: Any
    verdict: Any

    def _says(self) -> str:
        claimed = "" if self.claim is None else f", claimed {self.claim.quantity.raw}"
        return f"{self._content()[0]._says()}{claimed}: {self.verdict or 'no verdict'}"


class OfCriteria(ByContent, Generic[T]):
    """A result that has one part a criterion, in the order of the card · 按评分项组成的结果."""

    __slots__ = ()

    def _parts(self) -> dict[str, T]:
        """Return the parts by the ids of their criteria."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[T]:
        return iter(self._parts().values())

    def criterion(self, id_: str) -> T:
        """Return the part of one criterion; raise KeyError with the known ids where there is none."""
        parts = self._parts()
        if id_ not in parts:
            raise KeyError(f"'{id_}': expected one of {', '.join(parts)}")
        return parts[id_]

    def with_facts(self, **facts: Any) -> Self:
        """Return the result with other facts, everything else kept · 假设其他事实.

        A value is a figure in the unit of the fact it replaces, or else of the dictionary; or a table as
        in a report file; or None for a fact that is not shown.  Unless a table says otherwise it is
        assumed, and the result says so.  Raises ProblemsFound for unknown facts and unreadable values.
        """
        other: Self = later("engine", "what_if")(self, facts)
        return other


def later(module: str, name: str) -> Any:
    """Return a function of a room above, loaded when first called.

    A result is written out, and asked what if, by rooms that know results: the one way up there is.
    Nothing that is computed takes it.
    """
    return getattr(import_module(f"perfscore.{module}"), name)
