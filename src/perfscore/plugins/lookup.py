"""Rulesets by id or by path · 查找规则集."""

from pathlib import Path

from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.plugins.catalog import Catalog, discover
from perfscore.problems import Place, Problem, ProblemsFound, nearest

__all__ = ["packs_named", "read_ruleset"]


def read_ruleset(name: str | Path, catalog: Catalog | None = None, named_at: Place | None = None) -> Ruleset:
    """Read a ruleset by its id in the catalogue, or by the path of its file · 读取规则集.

    A name that ends in ``.toml`` or holds a slash is a path.  Without a catalogue the bundled pack's
    is used; `named_at` is where a file names it, and a path is then one of that file's folder.
    Raises ProblemsFound for an unknown id and for everything wrong in the file.
    """
    if isinstance(name, Path) or name.endswith(".toml") or "/" in name or "\\" in name:
        return read_ruleset_file(Path(name), named_at)
    known = (catalog or discover(packs_named(name))).rulesets
    if name not in known:
        values = {"found": name, "known": ", ".join(known), **nearest(name, known)}
        raise ProblemsFound([Problem("unknown-ruleset", named_at or Place(name, 0), "", values)])
    return read_ruleset_file(known[name].value)


def packs_named(*ids: str) -> tuple[str, ...]:
    """Return the packs that ids name by their prefix: ``acme.card`` names the pack ``acme``."""
    return tuple(dict.fromkeys(id_.split(".")[0] for id_ in ids if "." in id_ and not id_.endswith(".toml")))
