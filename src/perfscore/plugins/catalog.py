"""What the loaded packs provide · 目录.

pluggy discovers, the engine calls: what the packs provide becomes plain tables, sorted by id so
that the order of installation never shows, in which each entry knows its provider.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from perfscore.forms.reader import FormReader
from perfscore.plugins.answers import HOOKS, provided
from perfscore.plugins.indicator import Indicator
from perfscore.plugins.loading import Answer, ask
from perfscore.plugins.packs import BUNDLED, Installed, Provider, choose
from perfscore.problems import Problem, ProblemsFound
from perfscore.shapes.shape import Shape

__all__ = ["Catalog", "Entry", "discover"]

T = TypeVar("T")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """Something a pack provides, and who provides it · 目录条目."""

    id: str
    value: T
    provider: Provider


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the loaded packs provide, each table sorted by id · 目录.

    `packs` are the loaded ones; a ruleset is the path of its file, and its id is the file's name
    without ``.toml``.
    """

    packs: tuple[Provider, ...]
    indicators: Mapping[str, Entry[Indicator]]
    shapes: Mapping[str, Entry[type[Shape]]]
    rulesets: Mapping[str, Entry[Path]]
    readers: Mapping[str, Entry[FormReader]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[..., "Catalog"], tuple[tuple[str, ...]]]:
        """In another process the same packs are discovered anew: code is not sent, only named."""
        return discover, (tuple(provider.pack for provider in self.packs),)


def discover(packs: Iterable[str] = ()) -> Catalog:
    """Load the bundled pack and the named ones, and nothing else · 载入指标包.

    Raises ProblemsFound with all that is wrong with any of them: not installed, not importable, a
    misspelt hook, a wrong answer, an id without the pack's prefix or given twice.
    """
    if isinstance(packs, str):
        raise TypeError(f"packs are ids in a list or a tuple, not one text; write discover([{packs!r}])")
    chosen = list(choose({BUNDLED, *packs}))
    loaded = [pack for pack in chosen if isinstance(pack, Installed)]
    answers = list(ask(loaded))
    problems = [found for found in (*chosen, *answers) if isinstance(found, Problem)]
    tables: dict[str, dict[str, Entry[Any]]] = {hook: {} for hook in HOOKS}
    for answer in answers:
        if isinstance(answer, Answer):
            problems += _enter(tables[answer.hook], answer)
    if problems:
        raise ProblemsFound(problems)
    by_id = (MappingProxyType(dict(sorted(table.items()))) for table in tables.values())
    return Catalog(tuple(pack.provider for pack in loaded), *by_id)


def _enter(table: dict[str, Entry[Any]], answer: Answer) -> list[Problem]:
    """Put what a hook gave into its table; return what is wrong with it instead."""
    provider, hook, problems = answer.provider, answer.hook, []
    for item in provided(answer):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        found, value = item
        if not _ID.fullmatch(found):
            problems.append(provider.problem("pack-id", hook, found=found))
        elif not found.startswith(provider.prefix):
            expected = provider.prefix + found
            problems.append(provider.problem("pack-id-prefix", hook, found=found, expected=expected))
        elif found in table:
            both = {"first": str(table[found].provider), "second": str(provider)}
            problems.append(provider.problem("pack-id-twice", hook, found=found, **both))
        else:
            table[found] = Entry(found, value, provider)
    return problems
