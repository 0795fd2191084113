"""Frozen values, made quickly · 不可变值.

The standard `dataclass` compiles every method of a class on its own, six or more for a frozen one; for
all the classes of the house that is a sixth of a cold start.  This one compiles `__init__` and shares
the rest, which finds the fields by name.  Type checkers, `fields` and `replace` see no difference.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter, eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _noted

    def dataclass(
        *, frozen: Literal[True], slots: bool = False, eq: bool = True, order: bool = False
    ) -> Callable[[type[T]], type[T]]:
        """Make a class a frozen dataclass · 不可变数据类.

        A field has a value or a factory as its default, or none; whatever else `field` can say is for
        the standard `dataclass`.
        """

        def made(cls: type[T]) -> type[T]:
            _noted(init=False, repr=False, eq=False)(cls)  # notes the fields and compiles nothing
            names = tuple(field.name for field in fields(cls))
            members = {**_SHARED, "__init__": _init(cls, slots), **(_compared(names, order) if eq else {})}
            members |= {name: value for name, value in vars(cls).items() if not slots or name not in names}
            if slots:
                return _slotted(cls, names, members)
            for name in members.keys() - vars(cls).keys():
                setattr(cls, name, members[name])
            return cls

        return made


def _slotted(cls: type[T], names: tuple[str, ...], members: dict[str, Any]) -> type[T]:
    """Return the class anew: slots cannot be given to one that is there already."""
    kept = {name: value for name, value in members.items() if name not in ("__dict__", "__weakref__")}
    kept |= {"__slots__": names, "__qualname__": cls.__qualname__}
    made: type[T] = type(cls)(cls.__name__, cls.__bases__, kept)  # type: ignore[misc]
    return made


def _init(cls: type, slots: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_put": object.__setattr__, "_MISSING": MISSING}
    # Values made by the thousand have no slots: their own dictionary takes a field in a fraction of the time.
    put = " _put(self, {!r}, {})" if slots else " kept[{!r}] = {}"
    arguments, lines = ["self"], [] if slots else [" kept = self.__dict__"]
    for order, field in enumerate(fields(cls)):
        value = name = field.name
        if field.default_factory is not MISSING:
            known[f"_default_{order}"], default = field.default_factory, "=_MISSING"
            value = f"_default_{order}() if {name} is _MISSING else {name}"
        elif field.default is not MISSING:
            known[f"_default_{order}"], default = field.default, f"=_default_{order}"
        else:
            default = ""
        arguments.append(name + default)
        lines.append(put.format(name, value))
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    written: dict[str, Any] = {}
    exec("\n".join([f"def __init__({', '.join(arguments)}):", *lines]), known, written)
    written["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return written["__init__"]  # type: ignore[no-any-return]


def _compared(names: tuple[str, ...], order: bool) -> dict[str, Any]:
    content = attrgetter(*names)

    def method(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
        def compared(self: object, other: object) -> bool:
            alike = self.__class__ is other.__class__
            return compare(content(self), content(other)) if alike else NotImplemented

        return compared

    compares = (eq, lt, le, gt, ge) if order else (eq,)
    return {
        **{f"__{compare.__name__}__": method(compare) for compare in compares},
        "__hash__": lambda self: hash(content(self)),
    }


def _repr(self: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple(getattr(self, field.name) for field in fields(self))


def _refuse_change(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED = {
    "__repr__": _repr, "__reduce__": _reduce, "__setattr__": _refuse_change, "__delattr__": _refuse_removal,
}  # fmt: skip
