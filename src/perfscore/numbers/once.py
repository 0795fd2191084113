"""What follows from a frozen value, worked out once and kept with it · 只推导一次.

A plan is bound once and explained for thousands of reports; the words its formulas have in a language
follow from it alone, and a catalogue's rulesets are bound once however many totals they are tried on.
They live as long as the value they follow from and belong to no other.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Generic, Self, TypeVar, overload

__all__ = ["Once", "derived"]

T = TypeVar("T")
V = TypeVar("V")


def derived(make: Callable[[V], T]) -> "_Derived[V, T]":
    """Return a property that is worked out when first asked for, and is a plain attribute then.

    What `functools.cached_property` is from Python 3.12 on; before, that takes a lock each time.
    """
    return _Derived(make)


class _Derived(Generic[V, T]):
    def __init__(self, make: Callable[[V], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, value: None, owner: type[V]) -> Self: ...

    @overload
    def __get__(self, value: V, owner: type[V]) -> T: ...

    def __get__(self, value: V | None, owner: type[V]) -> T | Self:
        if value is None:
            return self
        found = value.__dict__[self._make.__name__] = self._make(value)
        return found


class Once:
    """A frozen value that keeps what was made of it, a thing for each maker and subject."""

    def once(self, make: Callable[[Self, str], T], about: str) -> T:
        """Return ``make(self, about)``, made when first asked for; `about` may be a language or an id."""
        found: T
        try:
            found = self._kept[make, about]
        except KeyError:
            found = self._kept[make, about] = make(self, about)
        return found

    def __getstate__(self) -> dict[str, Any]:
        """Give the fields alone: what follows from them is made anew wherever they go."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]

    @derived
    def _kept(self) -> dict[tuple[Callable[..., Any], str], Any]:
        return {}
