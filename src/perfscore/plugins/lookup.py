"""Rulesets by id or by path · 查找规则集."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.plugins.catalog import Catalog, Entry, discover
from perfscore.problems import Place, Problem, ProblemsFound, nearest

__all__ = ["catalog_for", "packs_named", "read_ruleset"]


def read_ruleset(name: str | Path, catalog: Catalog | None = None, named_at: Place | None = None) -> Ruleset:
    """Read a ruleset by its id in the catalogue, or by the path of its file · 读取规则集.

    A name that ends in ``.toml`` or holds a slash is a path.  Without a catalogue the bundled pack's
    is used; `named_at` is where a file names it, and a path is then one of that file's folder.
    Raises ProblemsFound for an unknown id, for everything wrong in the file, and for a ruleset of a
    pack whose id is not the name of its file.
    """
    if isinstance(name, Path) or name.endswith(".toml") or "/" in name or "\\" in name:
        ruleset = read_ruleset_file(Path(name), named_at)
        provided = catalog.rulesets.get(Path(name).stem) if catalog else None
        return _named(ruleset, Path(name).stem) if provided and _is(provided, name, named_at) else ruleset
    known = (catalog or discover(packs_named(name))).rulesets
    if name not in known:
        values = {"found": name, "known": ", ".join(known), **nearest(name, known)}
        raise ProblemsFound([Problem("unknown-ruleset", named_at or Place(name, 0), "", values)])
    return _named(read_ruleset_file(known[name].value), name)


def _is(provided: Entry[Path], name: str | Path, named_at: Place | None) -> bool:
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


def _placed(problem: Problem, ruleset: Ruleset) -> Problem:
    named, found = ruleset.ruleset.packs, problem.values.get("found")
    if problem.code != "pack-not-installed" or found not in named:
        return problem
    place = ruleset.origin.place(("ruleset", "packs", named.index(found)))
    return replace(problem, place=place, where="ruleset › packs")


def packs_named(*ids: str) -> tuple[str, ...]:
    """Return the packs that ids name by their prefix: ``acme.card`` names the pack ``acme``."""
    return tuple(dict.fromkeys(id_.split(".")[0] for id_ in ids if "." in id_ and not id_.endswith(".toml")))
