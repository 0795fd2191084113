"""What the loaded packs provide, and rulesets by id or path · 目录.

pluggy discovers, the engine calls: what the packs provide becomes plain tables, sorted by id so
that the order of installation never shows, in which each entry knows its provider.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from perfscore.documents.reader import FormReader
from perfscore.inputs.files import path_of
from perfscore.inputs.merging import Known, nowhere
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound, nearest
from perfscore.numbers.once import Once
from perfscore.packs.answers import HOOKS, provided
from perfscore.packs.indicator import Indicator
from perfscore.packs.loading import Answer, ask
from perfscore.packs.packs import BUNDLED, Installed, Provider, choose, installed_packs
from perfscore.packs.renderer import Renderer
from perfscore.shapes.shape import Shape

__all__ = [
    "Catalog",
    "Entry",
    "catalog_for",
    "default_catalog",
    "dictionary_of",
    "discover",
    "packs_named",
    "read_ruleset",
]


T = TypeVar("T")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")


class Entry(NamedTuple, Generic[T]):
    """Something a pack provides, and who provides it · 目录条目."""

    id: str
    value: T
    provider: Provider


_DICTIONARY = "cn-dictionary"


@dataclass(frozen=True, repr=False)
class Catalog(Once):
    """Everything the loaded packs provide, each table sorted by id · 目录.

    `packs` are the loaded ones; a ruleset is the path of its file, and its id is the file's name
    without ``.toml``; so is a file of wordings.
    """

    packs: tuple[Provider, ...]
    indicators: Mapping[str, Entry[Indicator]]
    shapes: Mapping[str, Entry[type[Shape]]]
    rulesets: Mapping[str, Entry[Path]]
    readers: Mapping[str, Entry[FormReader]] = field(default_factory=dict)
    phrases: Mapping[str, Entry[Path]] = field(default_factory=dict)
    renderers: Mapping[str, Entry[Renderer]] = field(default_factory=dict)

    def ruleset_file(self, name: str) -> Path | None:
        """Return the file of a ruleset, which others may extend by its id; None where there is none."""
        entry = self.rulesets.get(name)
        return None if entry is None else entry.value

    def __hash__(self) -> int:
        return hash(self.packs)

    def __repr__(self) -> str:
        packs = Listed(provider.pack for provider in self.packs)
        return f"<Catalog {packs}: {len(self.indicators)} indicators, {len(self.rulesets)} rulesets>"

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


def read_ruleset(
    name: str | PathLike[str],
    catalog: Catalog | None = None,
    named_at: Place | None = None,
    read: Callable[[Path, Place | None, Known], Ruleset] | None = None,
) -> Ruleset:
    """Read a ruleset by its id in the catalogue, or by the path of its file · 读取规则集.

    A name that ends in ``.toml`` or holds a slash is a path.  Without a catalogue the bundled pack's
    is used; `named_at` is where a file names it, and a path is then one of that file's folder.  `read` reads
    the file, `draft_ruleset_file` as far as it is sound.
    Raises ProblemsFound for an unknown id, for everything wrong in the file, and for a ruleset of a
    pack whose id is not the name of its file.
    """
    read = read or read_ruleset_file
    if not isinstance(name, str) or "\n" in name:
        name = path_of(name, "ruleset")
    if isinstance(name, Path) or name.endswith(".toml") or "/" in name or "\\" in name:
        ruleset = read(Path(name), named_at, lambda other: (catalog or discover()).ruleset_file(other))
        provided = catalog.rulesets.get(Path(name).stem) if catalog else None
        return _named(ruleset, Path(name).stem) if provided and _is(provided, name, named_at) else ruleset
    known = (catalog or discover(packs_named(name))).rulesets
    if name not in known:
        values = {"found": name, "known": Listed(known), **nearest(name, known)}
        raise ProblemsFound([Problem("unknown-ruleset", named_at or Place(name, 0), "", values)])
    return _named(read(known[name].value, None, nowhere), name)


def dictionary_of(catalog: Catalog) -> Ruleset:
    """Return the dictionary of facts that documents are read by, read once a catalogue · 通用数据字典."""
    return catalog.once(_dictionary, _DICTIONARY)


def _dictionary(catalog: Catalog, name: str) -> Ruleset:
    return read_ruleset(name, catalog)


def _is(provided: Entry[Path], name: str | PathLike[str], named_at: Place | None) -> bool:
    """Say whether a path leads to a file that a pack provides."""
    with suppress(OSError):
        return provided.value.samefile(Path(named_at.file if named_at else "").parent / name)
    return False


def _named(ruleset: Ruleset, expected: str) -> Ruleset:
    """Return a ruleset of a pack, which is asked for by the name of its file and must say the same."""
    if ruleset.id != expected:
        place, values = ruleset.origin.place(("ruleset", "id")), {"found": ruleset.id, "expected": expected}
        raise ProblemsFound([Problem("ruleset-id-differs", place, "ruleset › id", values)])
    return ruleset


def catalog_for(ruleset: Ruleset, catalog: Catalog) -> Catalog:
    """Return a catalogue with the packs a ruleset names beside those already loaded · 规则集所需的目录.

    Raises ProblemsFound; a pack that is not installed is told where the ruleset names it.
    """
    loaded, named = {provider.pack for provider in catalog.packs}, ruleset.ruleset.packs
    if loaded.issuperset(named):
        return catalog
    try:
        return discover({*loaded, *named})
    except ProblemsFound as found:
        raise ProblemsFound([_placed(problem, ruleset) for problem in found.problems]) from None


def default_catalog(ruleset: Ruleset) -> Catalog:
    """Return the catalogue of a ruleset where none is given: the bundled pack, its own, those it names."""
    own = {provider.pack for provider in installed_packs()}.intersection(packs_named(ruleset.id))
    return catalog_for(ruleset, discover(own))


def _placed(problem: Problem, ruleset: Ruleset) -> Problem:
    named, found = ruleset.ruleset.packs, problem.values.get("found")
    if problem.code != "pack-not-installed" or found not in named:
        return problem
    place = ruleset.origin.place(("ruleset", "packs", named.index(found)))
    return replace(problem, place=place, where="ruleset › packs")


def packs_named(*ids: str) -> tuple[str, ...]:
    """Return the packs that ids name by their prefix: ``acme.card`` names the pack ``acme``."""
    return tuple(dict.fromkeys(id_.split(".")[0] for id_ in ids if "." in id_ and not id_.endswith(".toml")))
