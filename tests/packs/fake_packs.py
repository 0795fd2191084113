"""Packs that are installed for the length of a test, without installing anything."""

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

HEAD = """
from importlib.resources import files
from typing import ClassVar, Literal
from perfscore.packs.hookspecs import hookimpl
from perfscore.packs.indicator import Indicator, Role
from perfscore.shapes.shape import Shape

def indicator(name):
    role = Role(name="given", label="given", unit="ratio", minimum=0)
    return Indicator(
        id=name, label=name, description="example", roles=(role,), formula="given", better="higher",
        reference="none",
    )
"""
TWO_PLAIN = """
@hookimpl
def perfscore_indicators():
    return [indicator("plain_rate"), indicator("other_rate")]
"""


class Site:
    """A folder of installed distributions, found before every other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def distribution(self, name: str, version: str, entry_points: str) -> None:
        """Write the metadata of a distribution."""
        info = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(entry_points)
        importlib.invalidate_caches()

    def pack(
        self,
        name: str,
        code: str,
        *,
        distribution: str = "",
        version: str = "0.1.0",
        data: Mapping[str, str] | None = None,
    ) -> str:
        """Install a pack made of a few lines; return the name of its module."""
        distribution = distribution or f"{name}-perfscore"
        module = f"{distribution.replace('-', '_')}_for_tests"
        for path, text in {"__init__.py": HEAD + dedent(code), **(data or {})}.items():
            file = self.folder / module / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        self.distribution(distribution, version, f"[perfscore]\n{name} = {module}\n")
        return module

    def bundled(self) -> "Site":
        """Put a perfscore with two plain indicators before the real one."""
        self.pack("bundled", TWO_PLAIN, distribution="perfscore", version="9.9.9")
        return self


@contextmanager
def site_in(folder: Path, *more: Path) -> Iterator[Site]:
    """Look for distributions and modules in these folders first; forget the modules at the end."""
    before, path = set(sys.modules), sys.path[:]
    sys.path[:0] = [str(folder), *map(str, more)]
    importlib.invalidate_caches()
    yield Site(folder)
    sys.path[:] = path
    for name in set(sys.modules) - before:
        file = str(getattr(sys.modules[name], "__file__", ""))
        if file.startswith(tuple(map(str, (folder, *more)))):
            del sys.modules[name]
    importlib.invalidate_caches()
