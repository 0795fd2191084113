"""What the answer of a hook must be · 接口返回值的检查."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from perfscore.documents.reader import FormReader
from perfscore.messages import Listed
from perfscore.messages.problems import Problem, nearest
from perfscore.packs.guards import guarded
from perfscore.packs.indicator import Indicator, OpaqueMeasure
from perfscore.packs.loading import Answer
from perfscore.packs.renderer import Renderer
from perfscore.shapes.shape import Shape

__all__ = ["HOOKS", "Provided", "provided"]

Provided = tuple[str, Any] | Problem
"""An id and what a pack provides under it, or why it cannot."""


def provided(answer: Answer) -> Iterator[Provided]:
    """Yield the id and value of each thing in an answer, or the problem in its place."""
    return _READERS[answer.hook](answer)


def _indicators(answer: Answer) -> Iterator[Provided]:
    for item, where in _items(answer, "list[Indicator]"):
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, Indicator):
            yield from _wrong_roles(answer, item) or ((item.id, item),)
        else:
            yield _unexpected(answer, item, "Indicator", where)


def _wrong_roles(answer: Answer, indicator: Indicator) -> list[Problem]:
    """Return what is wrong with the roles of an indicator: named twice, or not as its function moves.

    A function rises or falls with each number it reads; without saying so it would have no bounds.
    """
    names = [role.name for role in indicator.roles]
    where = f"{answer.hook} › {indicator.id}"
    twice = [name for number, name in enumerate(names) if name in names[:number]]
    wrong = [answer.provider.problem("pack-role-twice", where, found=name) for name in twice]
    if not isinstance(indicator.formula, OpaqueMeasure):
        return wrong
    known = Listed(names)
    declared = (*indicator.formula.rising, *indicator.formula.falling)
    for number, name in enumerate(declared):
        if name not in names:
            near = nearest(name, names)
            wrong.append(answer.provider.problem("pack-measure-role", where, found=name, known=known, **near))
        elif name in declared[:number]:
            wrong.append(answer.provider.problem("pack-measure-twice", where, found=name))
    if not set(declared) <= set(names):
        return wrong  # A misspelt name is told already; the role it was meant for would be told as well.
    numbers = (role.name for role in indicator.roles if role.unit not in ("truth", "text", "date"))
    silent = (name for name in numbers if name not in declared)
    return wrong + [answer.provider.problem("pack-measure-silent", where, found=name) for name in silent]


def _shapes(answer: Answer) -> Iterator[Provided]:
    for item, where in _items(answer, "list[type[Shape]]"):
        if isinstance(item, Problem):
            yield item
        elif not isinstance(item, type) or not issubclass(item, Shape):
            yield _unexpected(answer, item, "type[Shape]", where)
        elif not isinstance(getattr(item, "name", None), str):
            yield answer.provider.problem("pack-shape-unnamed", where, found=item.__name__)
        elif item.name not in (written := _written(item)):
            found = Listed(map(str, written))
            yield answer.provider.problem("pack-shape-name", where, found=found, expected=item.name)
        else:
            shape = guarded(item, answer.provider) if answer.provider.prefix else item
            yield shape if isinstance(shape, Problem) else (item.name, shape)


def _written(shape: type[Shape]) -> tuple[Any, ...]:
    """Return what a ruleset may write after ``shape =`` to have this one."""
    annotation = shape.model_fields["shape"].annotation
    return get_args(annotation) if get_origin(annotation) is Literal else (shape.name,)


def _files(answer: Answer) -> Iterator[Provided]:
    folder = answer.value
    if isinstance(folder, Path) and folder.is_dir():
        for file in sorted(folder.glob("*.toml")):
            if not file.name.endswith(".cases.toml"):
                yield file.stem, file
    elif isinstance(folder, Path):
        yield answer.provider.problem("pack-no-folder", answer.hook, found=folder.name)
    elif hasattr(type(folder), "iterdir"):  # a Traversable; asking the object would run its code
        yield answer.provider.problem("pack-not-unpacked", answer.hook, found=type(folder).__name__)
    else:
        yield _unexpected(answer, folder, "importlib.resources.files(…)", answer.hook)


def _declared(answer: Answer, kind: type[FormReader | Renderer]) -> Iterator[Provided]:
    for item, where in _items(answer, f"list[{kind.__name__}]"):
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, kind):
            yield item.id, item
        else:
            yield _unexpected(answer, item, kind.__name__, where)


def _items(answer: Answer, expected: str) -> Iterator[tuple[Any, str]]:
    """Yield each item of a list and how to call it, or the one problem of what is no list."""
    if type(answer.value) not in (list, tuple):
        yield _unexpected(answer, answer.value, expected, answer.hook), answer.hook
        return
    for number, item in enumerate(answer.value, 1):
        yield item, f"{answer.hook} › {number}"


def _unexpected(answer: Answer, found: Any, expected: str, where: str) -> Problem:
    name = found.__name__ if isinstance(found, type) else type(found).__name__
    return answer.provider.problem("pack-hook-result", where, found=name, expected=expected)


_READERS: Mapping[str, Callable[[Answer], Iterator[Provided]]] = MappingProxyType(
    {
        "perfscore_indicators": _indicators,
        "perfscore_shapes": _shapes,
        "perfscore_rulesets": _files,
        "perfscore_readers": partial(_declared, kind=FormReader),
        "perfscore_phrases": _files,
        "perfscore_renderers": partial(_declared, kind=Renderer),
    }
)

HOOKS = tuple(_READERS)
"""The hooks in the order of the tables of a catalogue."""
