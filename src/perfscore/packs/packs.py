"""The packs installed here, listed without running anything of theirs · 已安装的指标包.

A pack is an entry point of the group ``perfscore``: the bundled one and every stranger's enter by
the same door.  Reading the list opens the metadata of distributions and imports none of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from typing import NamedTuple

from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound, nearest
from perfscore.packs.hookspecs import PROJECT

__all__ = ["BUNDLED", "Installed", "Provider", "choose", "installed_packs", "version_of_engine"]

BUNDLED = "bundled"
"""The name of the pack that comes with perfscore."""


@dataclass(frozen=True, slots=True, order=True)
class Provider:
    """Who provides something: a pack, and the distribution it came in · 来源."""

    pack: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"pack {self.pack} ({self.distribution} {self.version})"

    @property
    def prefix(self) -> str:
        """What every id of the pack begins with; only perfscore's own ids stand alone."""
        return "" if (self.pack, self.distribution) == (BUNDLED, PROJECT) else f"{self.pack}."

    def problem(self, code: str, where: str = "", **values: str) -> Problem:
        """Return a problem of this pack."""
        return Problem(code, Place(str(self), 0), where, {"distribution": self.distribution, **values})


class Installed(NamedTuple):
    """A pack that could be loaded · 可载入的指标包."""

    provider: Provider
    entry_point: EntryPoint


def installed_packs() -> tuple[Provider, ...]:
    """List the packs installed here · 列出已安装的指标包.

    Nothing of them is imported.  Sorted by name.  Raises ProblemsFound where the metadata of a
    distribution cannot be read.
    """
    return tuple(pack.provider for pack in _installed())


def version_of_engine() -> str:
    """Return the version of perfscore that is installed · 引擎版本."""
    try:
        return version(PROJECT)
    except PackageNotFoundError:
        return "unknown"


def choose(names: Iterable[str]) -> Iterator[Installed | Problem]:
    """Yield the packs of these names, sorted, or why one cannot be told."""
    installed = _installed()
    if not installed:
        yield Problem("pack-none", Place("packs", 0))
        return
    for name in sorted(set(names)):
        found = [pack for pack in installed if pack.provider.pack == name]
        if not found:
            known = sorted({pack.provider.pack for pack in installed})
            values = {"found": name, "known": Listed(known), **nearest(name, known)}
            yield Problem("pack-not-installed", Place(f"pack {name}", 0), "", values)
        elif len(found) > 1:
            first, second = (pack.provider for pack in found[:2])
            yield first.problem("pack-name-twice", found=name, first=str(first), second=str(second))
        else:
            yield found[0]


def _installed() -> tuple[Installed, ...]:
    try:
        found = [Installed(_provider(point), point) for point in entry_points(group=PROJECT)]
    except Exception as error:
        problem = Problem("pack-metadata", Place("packs", 0), "", {"found": type(error).__name__})
        raise ProblemsFound([problem]) from None
    return tuple(sorted(found, key=lambda pack: (pack.provider, pack.entry_point.value)))


def _provider(point: EntryPoint) -> Provider:
    metadata = point.dist.metadata if point.dist is not None else None
    name, number = (
        metadata[key] if metadata is not None and key in metadata else "–" for key in ("Name", "Version")
    )
    return Provider(point.name, name, number)
