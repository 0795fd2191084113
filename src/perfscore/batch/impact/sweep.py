"""One parameter of a ruleset at several values: what a command line says, the rulesets it gives · 参数试算.

``PATH=V1,V2`` or, where two ends of bands move together, ``PATH=PATH=V1,V2``.  A changed weight leaves a rest
that somebody must say how to share: nobody can guess what a bureau would take it from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.inputs.changed import NoSuchPart, changed, path_in, value_in
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.messages import Listed
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.numbers.exact import added, exact
from perfscore.packs.catalog import Catalog, catalog_for
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan

__all__ = ["SHARED", "Sweep", "SweepRefused", "Tried", "sweep_in"]

SHARED = ("proportional", "equal")
"""How all others share the rest of a weight: as their own points are, or each the same; else by names."""


class SweepRefused(Exception):
    """A sweep that cannot be understood: the key of a sentence and its values · 无法试算."""

    def __init__(self, key: str, **values: str) -> None:
        self.key, self.values = key, values
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Tried:
    """One value: how it was written, and the plan it gives or why it gives none · 一个取值."""

    text: str
    plan: Plan | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A parameter, its values as they were written, and who shares the rest of a weight · 试算."""

    name: str
    ruleset: Ruleset
    paths: tuple[Path, ...]
    texts: tuple[str, ...]
    rest: tuple[str, ...] = ()

    def plans(self, catalog: Catalog) -> Iterator[Tried]:
        """Yield the plan of each value, with everything wrong where the changed ruleset is refused."""
        for text in self.texts:
            try:
                other = changed(self.ruleset, self._values(text))
                yield Tried(text, make_plan(other, catalog_for(other, catalog)))
            except ProblemsFound as refused:
                yield Tried(text, None, refused.problems)

    def _values(self, text: str) -> Mapping[Path, Any]:
        values: dict[Path, Any] = dict.fromkeys(self.paths, value_in(text))
        if _is_weight(self.paths[0]):
            values |= self._shared(_points(text))
        return values

    def _shared(self, points: Fraction) -> Mapping[Path, Fraction]:
        """Return the points of those who share what a weight gives up or takes."""
        weights = {one.id: one.points for one in self.ruleset.criteria}
        order = [*weights]
        left = weights.pop(order[int(self.paths[0][1])]) - points
        sharing = [*weights] if self.rest[0] in SHARED else [*self.rest]
        whole = added(weights[name] for name in sharing)
        equal = self.rest[0] == "equal"
        parts = {name: Fraction(1, len(sharing)) if equal else weights[name] / whole for name in sharing}
        return {
            ("criteria", order.index(name), "points"): weights[name] + left * part
            for name, part in parts.items()
        }


def sweep_in(ruleset: Ruleset, text: str, rest: str | None) -> Sweep:
    """Return the sweep that a command line says; raise SweepRefused with what to write · 读取试算."""
    *named, values = text.split("=")
    texts = tuple(filter(None, (one.strip() for one in values.split(","))))
    if not named or not texts:
        raise SweepRefused("form", found=text)
    name = " = ".join(one.strip() for one in named)
    paths = tuple(_path(ruleset, one.strip()) for one in named)
    weights = [path for path in paths if _is_weight(path)]
    if not weights:
        if rest is not None:
            raise SweepRefused("rest_unused", found=named[0])
        return Sweep(name, ruleset, paths, texts)
    if len(paths) > 1:
        raise SweepRefused("weights", found=text)
    others = [one.id for number, one in enumerate(ruleset.criteria) if weights[0][1] != number]
    if rest is None:
        raise SweepRefused("rest_needed", found=named[0], known=Listed(others), first=others[0])
    sharing = tuple(one.strip() for one in rest.split(","))
    for one in () if sharing[0] in SHARED and len(sharing) == 1 else sharing:
        if one not in others:
            raise SweepRefused("rest_unknown", found=one, known=Listed((*SHARED, *others)))
    for one in texts:
        _points(one)
    return Sweep(name, ruleset, paths, texts, sharing)


def _path(ruleset: Ruleset, text: str) -> Path:
    try:
        return path_in(ruleset, text)
    except NoSuchPart as unknown:
        guess = nearest(unknown.found, unknown.known).get("nearest", "")
        values = {"part": unknown.found, "known": Listed(unknown.known), "nearest": guess}
        raise SweepRefused("path", found=text, **values) from None


def _is_weight(path: Sequence[str | int]) -> bool:
    return len(path) == 3 and path[0] == "criteria" and path[2] == "points"


def _points(text: str) -> Fraction:
    try:
        return exact(text)
    except ValueError:
        raise SweepRefused("points", found=text) from None
