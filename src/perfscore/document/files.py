"""The reference in a folder: written, or compared with what it should be · 写出与核对.

Only pages that say they are generated are ever replaced or removed: a wrong folder loses nothing.
"""

from errno import EEXIST
from os import strerror
from pathlib import Path

from perfscore.document.markdown import HEADER
from perfscore.document.pages import render_reference
from perfscore.plugins.catalog import Catalog, discover

__all__ = ["stale", "write_reference"]


def write_reference(folder: Path, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Write every page that differs, and remove those nobody renders any more · 写出参考手册.

    Returns the paths that changed, sorted; the bundled pack's catalogue is used without one.
    Raises OSError where the folder cannot be written, or holds a page of the same name that was
    written by hand; then nothing is changed.
    """
    pages = render_reference(catalog or discover())
    changed = _differing(folder, pages)
    for path in changed:
        if (folder / path).exists() and not _generated(folder / path):
            raise FileExistsError(EEXIST, strerror(EEXIST), str(folder / path))
    for path in changed:
        file = folder / path
        if path in pages:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages[path], "utf-8", newline="\n")
        else:
            file.unlink()
    return changed


def stale(folder: Path, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Return the paths of pages that are missing, differ or are rendered no more · 核对参考手册."""
    return _differing(folder, render_reference(catalog or discover()))


def _differing(folder: Path, pages: dict[str, str]) -> tuple[str, ...]:
    """Compare bytes, so that line ends count."""
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*.md")}
    wrong = [
        path
        for path, text in pages.items()
        if path not in there or (folder / path).read_bytes() != text.encode()
    ]
    left = [path for path in there - pages.keys() if _generated(folder / path)]
    return tuple(sorted([*wrong, *left]))


def _generated(file: Path) -> bool:
    return file.read_bytes().startswith(HEADER.encode())
