"""A document as a typed model as far as it is sound · 有误时，能用的部分照用.

What is wrong is told, and the smallest part that means something by itself is left out: a fact, a
criterion, a case.  `Holes` remembers what is left out, so that nobody takes it for missing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from perfscore.inputs.schema.reading import frozen, told, validate, value_at
from perfscore.inputs.toml.positions import Path
from perfscore.inputs.toml.recovery import HOLE, holes_in, without_holes
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Problem, ProblemsFound

__all__ = ["NO_HOLES", "Holes", "partly", "sound"]

T = TypeVar("T", bound=BaseModel)
_NAMES = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_ROUNDS = 4
_OF_USERS = frozenset(("fact-unused", "source-unused", "row-rules-unused", "case-unknown-fact"))
_RESTS_ON = {"grade-unreachable": "modifiers", "modifier-beyond-points": "modifiers"}
"""What is said of one thing and can only be said where all of a table is known."""
"""What is said of a name that nobody uses: who is left out may have used it."""


@dataclass(frozen=True, slots=True)
class Holes:
    """What is wrong with a document, and what was left out of it for that · 缺漏.

    `broken` are the paths of what was left out, `lost` what stood there, by its table; `names` are what
    it would have defined, `mentioned` every name in it.  `kept` are the numbers in the file of the items
    that a list still has.
    """

    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()
    lost: tuple[tuple[str, Any], ...] = ()
    names: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def hides(self, problem: Problem) -> bool:
        """Say whether a problem only repeats that something is left out."""
        if any(path[0] == _RESTS_ON.get(problem.code) for path in self.broken):
            return True
        found = problem.values.get("found", "")
        return found in (self.mentioned if problem.code in _OF_USERS else self.names)

    def and_dropped(self, paths: Iterable[Path], written: Iterable[Any]) -> "Holes":
        """Return the holes with parts that turned out to mean nothing: nobody knows what they use."""
        mentioned = {name for value in written for name in _NAMES.findall(str(value))}
        return replace(self, broken=self.broken | {*paths}, mentioned=self.mentioned | mentioned)

    def number(self, table: str, index: int) -> int:
        """Return the number in the file of an item of a list."""
        return self.kept[table][index] if table in self.kept else index


NO_HOLES = Holes()


def partly(document: Document, model: type[T], stand_in: Mapping[str, Any]) -> tuple[T, Holes]:
    """Return what is sound of a document.

    `stand_in` is what takes the place of what every document needs.  Raises ProblemsFound where too little
    is left to be a model at all.
    """
    holes = list(holes_in(document.data))
    data = without_holes(document.data) if holes else document.data
    units, problems = {_unit(path) for path in holes}, list(document.problems)
    whole, faults = _validated(model, data)
    if faults:
        paths, found = told(document, data, model, faults, holes)
        units |= {_unit(path) for path in paths}
        # A line is told of once; where it is wrong still, its mend does not mend it.
        read, wrong = {one.place.line for one in problems}, {one.place.line for one in found}
        problems = [replace(one, mend=None) if one.place.line in wrong else one for one in problems]
        problems += [problem for problem in found if problem.place.line not in read]
    elif whole is not None and not units:
        return whole, Holes(tuple(problems)) if problems else NO_HOLES
    for _ in range(_ROUNDS):
        value, kept = _pruned(data, units, stand_in)
        whole, faults = _validated(model, value)
        if whole is not None:
            return whole, _holes(document.data, units, kept, problems)
        paths, _ = told(document, value, model, faults, ())
        units |= {_unit(_in_file(path, kept)) for path in paths}
    raise ProblemsFound(problems)


def sound(document: Document, model: type[T]) -> T:
    """Return a document that is read only whole; raise ProblemsFound with everything wrong in it."""
    if not document.problems:
        return validate(document, model)
    raise ProblemsFound(partly(document, model, {})[1].problems)


def _validated(model: type[T], data: Any) -> tuple[T | None, list[Any]]:
    try:
        return model.model_validate(frozen(data), strict=True), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _in_file(path: Path, kept: Mapping[str, tuple[int, ...]]) -> Path:
    """Return a path of pruned data with the numbers that items have in the file."""
    if len(path) > 1 and isinstance(path[1], int) and path[0] in kept:
        return (path[0], kept[str(path[0])][path[1]], *path[2:])
    return path


def _unit(path: Path) -> Path:
    """Return the smallest part around a path that means something by itself."""
    return path[:2]


def _pruned(
    data: dict[str, Any], units: Iterable[Path], stand_in: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, tuple[int, ...]]]:
    """Return data without some units, and the numbers of the items that stay in each list."""
    left, kept = set(units), dict[str, tuple[int, ...]]()
    result: dict[str, Any] = {}
    for key, value in {**stand_in, **data}.items():
        if (key,) in left or key not in data:
            if key in stand_in:
                result[key] = stand_in[key]
        elif isinstance(value, list):
            kept[key] = tuple(index for index in range(len(value)) if (key, index) not in left)
            result[key] = [value[index] for index in kept[key]]
        elif isinstance(value, dict):
            result[key] = {name: inner for name, inner in value.items() if (key, name) not in left}
            known = stand_in.get(key, {})
            result[key] |= {name: known[name] for name in known if (key, name) in left}
        else:
            result[key] = value
    return result, kept


def _holes(
    data: dict[str, Any], units: set[Path], kept: Mapping[str, tuple[int, ...]], problems: list[Problem]
) -> Holes:
    lost = tuple((str(path[0]), value_at(data, path)) for path in sorted(units, key=str))
    names = {
        name
        for path, (_, value) in zip(sorted(units, key=str), lost, strict=True)
        for name in _named(path, value)
    }
    mentioned = {name for _, value in lost for name in _NAMES.findall(str(value))} | names
    broken = frozenset(_by_id(path, value_at(data, path)) for path in units)
    return Holes(tuple(problems), broken, lost, frozenset(names), frozenset(mentioned), kept)


def _by_id(path: Path, value: Any) -> Path:
    name = (
        value.get("id", value.get("name")) if isinstance(value, dict) and isinstance(path[-1], int) else None
    )
    return (*path[:-1], name) if isinstance(name, str) else path


def _named(path: Path, value: Any) -> set[str]:
    """Return the names that a part would have defined: its own, and those of what is in it."""
    inside = set(value) - {HOLE} if isinstance(value, dict) else set()
    own = {str(path[-1])} if len(path) > 1 and isinstance(path[-1], str) else set()
    own |= {name.casefold().replace("-", "_") for name in own}  # as whoever names it would have to write it
    if isinstance(path[-1], int):
        return {str(value[key]) for key in ("id", "name") if key in inside}
    columns = value.get("columns") if isinstance(value, dict) else None
    own |= {f"{path[-1]}.{column}" for column in columns} if isinstance(columns, dict) else set()
    return own | inside if len(path) == 1 else own
