"""Shapes of third-party packs, every answer of theirs looked at · 第三方计分方法的防护.

A shape is asked in many places.  What it may do wrong is caught here, where it comes in, so that none
of them has to doubt it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType, new_class
from typing import Any, cast, get_args

from pydantic import ValidationError

from perfscore.messages import load
from perfscore.numbers import too_large
from perfscore.plugins.failures import told
from perfscore.plugins.packs import Provider
from perfscore.problems import Problem, ProblemsFound
from perfscore.ranges import Range
from perfscore.shapes.shape import Reads, Shape, ShapeProblem

__all__ = ["guarded"]


@cache
def guarded(shape: type[Shape], provider: Provider) -> type[Shape] | Problem:
    """Return a shape that answers as it should or raises ProblemsFound, naming its pack · 防护.

    The problem itself where not even that can be made of it.
    """

    def asked(method: str) -> Callable[..., Any]:
        def answer(self: Shape, *given: Any) -> Any:
            with _blamed(provider, f"{shape.name} › {method}"):
                return _ANSWERS[method](getattr(super(made, self), method)(*given))

        return answer

    def model_validate(cls: type[Shape], *given: Any, **named: Any) -> Any:
        with _blamed(provider, shape.name):
            return super(made, cls).model_validate(*given, **named)

    kept = {name: getattr(shape, name) for name in ("__module__", "__qualname__", "__doc__")}
    members = {**kept, **{method: asked(method) for method in _ANSWERS}}
    members["model_validate"] = classmethod(model_validate)
    try:
        with _blamed(provider, shape.name):
            made = cast(
                "type[Shape]", new_class(shape.__name__, (shape,), {}, lambda own: own.update(members))
            )
    except ProblemsFound as found:
        return found.problems[0]
    return made


class _Unexpected(Exception):
    def __init__(self, found: object, expected: str) -> None:
        self.found, self.expected = type(found).__name__, expected


@contextmanager
def _blamed(provider: Provider, where: str) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, ValidationError):  # what the author of a ruleset wrote is not the pack's fault
        raise
    except _Unexpected as wrong:
        problem = provider.problem("pack-shape-result", where, found=wrong.found, expected=wrong.expected)
        raise ProblemsFound([problem]) from None
    except BaseException as error:
        raise ProblemsFound([provider.problem("pack-shape-failed", where, found=told(error))]) from None


def _is(value: Any, expected: Any, called: str) -> Any:
    if not isinstance(value, expected):
        raise _Unexpected(value, called)
    return value


def _parameters(answer: Any) -> Mapping[str, Fraction | date]:
    for name, value in _is(answer, Mapping, "Mapping[str, Fraction | date]").items():
        _is(name, str, "str")
        _is(value, Fraction | date, "Fraction | date")
        if isinstance(value, Fraction) and too_large(value):
            raise ValueError(f"parameters()[{name!r}] is too large")
    return dict(answer)


def _reads(answer: Any) -> tuple[Reads, ...]:
    for read in _is(answer, tuple | list, "tuple[Reads, ...]"):
        _is(read, Reads, "Reads")
        for text in (read.name, read.fact, *(read.levels or ()), *read.spellings, *read.spellings.values()):
            _is(text, str, "str")
        _is(read.within, Range, "Range")
        _is(read.step, Fraction | None, "Fraction | None")
        _is(read.levels, tuple | None, "tuple[str, ...] | None")
        _is(read.unit, str | None, "str | None")
        if read.kind not in _KINDS:
            raise ValueError(f"Reads.kind = {read.kind!r}")
    return tuple(answer)


def _problems(answer: Any) -> Iterator[ShapeProblem]:
    found = list(_is(answer, Iterable, "Iterator[ShapeProblem]"))
    for one in found:
        _is(one, ShapeProblem, "ShapeProblem")
        for step in _is(one.key, tuple, "tuple[str | int, ...]"):
            _is(step, str | int, "str | int")
        for text in _is(one.values, Mapping, "Mapping[str, str]").values():
            _is(text, str, "str")
        if one.code not in load("problems", "en"):
            raise ValueError(f"ShapeProblem.code = {one.code!r}")
    return iter(found)


_KINDS = get_args(Reads.__annotations__["kind"])
_ANSWERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "formula": lambda answer: _is(answer, str, "str"),
        "parameters": _parameters,
        "reads": _reads,
        "needs_measure": lambda answer: _is(answer, bool, "bool"),
        "problems": _problems,
    }
)
