"""One declaration laid over another · 合并.

A file may extend another of its folder, or one that is known by its id: tables are merged key by key,
listed items replace those of the same id, and every part keeps its place in the file it was written in.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from perfscore.inputs.files import Source, read_text
from perfscore.inputs.toml.positions import Path, Places
from perfscore.inputs.toml.recovery import HOLE
from perfscore.inputs.toml.text import Document, parse
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["MOST_EXTENDED", "Known", "chained", "nowhere", "read_chain"]

MOST_EXTENDED = 8
"""A file extends at most so many others, one after the other."""

_OWN = frozenset({"abstract", "extends", "cases", "status"})
"""What is said of one file only and never inherited."""

_POLICIES = frozenset({"rounding", "missing", "not_applicable"})
"""What a dictionary does not decide for the card that extends it."""


Read = Callable[[Source], Document]
Known = Callable[[str], FilePath | None]
"""Where the file of an id lies that can be extended from any folder; asked only when a file extends one."""


def nowhere(name: str) -> FilePath | None:
    """Know no file."""
    return None


def read_chain(
    path: FilePath, head: str, named_at: Place | None = None, read: Read = parse, known: Known = nowhere
) -> Document:
    """Read a file and what it extends, as one document.

    `head` is the table that may hold ``extends``, the name of a file of the same folder (without
    ``.toml`` or with it), or else one that is `known`.  `named_at` is where another file names this one,
    relative to its folder.
    `read` is `parse`, or `draft` to go on where something cannot be read.
    """
    if named_at is None:
        document = read(read_text(path))
    else:
        root = FilePath(named_at.file).parent
        document = read(read_text(path, root=root, named_at=named_at))
        path = root / path
    return chained(document, head, path.parent, read, known)


def chained(
    document: Document, head: str, folder: FilePath | None, read: Read = parse, known: Known = nowhere
) -> Document:
    """Return a document with what it extends in a folder, or what is known; else it can extend nothing."""
    if not document.data:
        raise ProblemsFound([*document.problems, Problem("file-empty", Place(document.source.label))])
    chain = [document]
    while (name := _extended(chain[-1], head)) is not None:
        try:
            after, folder = _next(chain, name, head, folder, read, known)
            chain.append(after)
        except ProblemsFound as found:
            if read is parse:
                raise
            last = chain[-1]
            data = {**last.data, head: {**last.data[head], "extends": HOLE}}
            chain[-1] = last._replace(data=data, problems=(*last.problems, *found.problems))
            break
    merged = chain.pop()
    while chain:
        merged = _laid_over(merged, chain.pop(), head)
    return merged


def _next(
    chain: list[Document], name: str, head: str, folder: FilePath | None, read: Read, known: Known
) -> tuple[Document, FilePath]:
    """Read what the last file of a chain extends; return it with its folder."""
    place = chain[-1].places.value((head, "extends"))
    file = f"{name.removesuffix('.toml')}.toml"
    if any(one.source.label.endswith(f"/{file}") or one.source.label == file for one in chain):
        raise ProblemsFound([Problem("extends-ring", place, head, {"found": name})])
    if len(chain) > MOST_EXTENDED:
        raise ProblemsFound([Problem("extends-depth", place, head, {"most": str(MOST_EXTENDED)})])
    beside = folder is not None and (folder / file).is_file()
    if not beside and (elsewhere := known(name.removesuffix(".toml"))):
        return read(read_text(elsewhere)), elsewhere.parent
    if folder is None:
        raise ProblemsFound([Problem("file-without-folder", place, head, {"found": name})])
    return read(read_text(FilePath(file), root=folder, named_at=place)), folder


def _extended(document: Document, head: str) -> str | None:
    table = document.data.get(head)
    name = table.get("extends") if isinstance(table, dict) else None
    return name if isinstance(name, str) and name != HOLE else None


class _MergedPlaces(Places):
    """Places in two files: whatever the second says is its own, the rest stays with the first."""

    def __init__(self, base: Document, over: Document, items: Mapping[Path, tuple[Places, Path]]) -> None:
        super().__init__(over.source.label, over.source.text)
        self._base, self._over, self._items = base, over, items

    def _where(self, path: Path) -> tuple[Places, Path]:
        for depth in range(len(path), 0, -1):
            if path[:depth] in self._items:
                places, own = self._items[path[:depth]]
                return places, (*own, *path[depth:])
        # What neither says stands where most of the way to it does.
        mine = _known(self._over.data, path) >= _known(self._base.data, path)
        return (self._over.places if mine else self._base.places), path

    def key(self, path: Path) -> Place:
        places, own = self._where(path)
        return places.key(own)

    def value(self, path: Path) -> Place:
        places, own = self._where(path)
        return places.value(own)

    def inside(self, path: Path, offset: int) -> Place:
        places, own = self._where(path)
        return places.inside(own, offset)


def _known(data: Any, path: Path) -> int:
    """Return how many steps of a path a file knows."""
    for depth, step in enumerate(path):
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return depth
    return len(path)


def _laid_over(base: Document, over: Document, head: str) -> Document:
    items: dict[Path, tuple[Places, Path]] = {}
    base = base._replace(data=_handed_on(base.data, head))
    data = _merged(base.data, over.data, (), base, over, items)
    both = f"{base.source.digest}\n{over.source.digest}".encode()
    digest = f"sha256:{sha256(both).hexdigest()}"
    length, files = base.source.length + over.source.length, (*over.source.files, *base.source.files)
    source = Source(over.source.label, over.source.text, digest, length, files)
    places = _MergedPlaces(base, over, items)
    return Document(data, places, source, (*over.problems, *base.problems))


def _handed_on(data: dict[str, Any], head: str) -> dict[str, Any]:
    """Return what a file hands on to those that extend it."""
    handed = {key: value for key, value in data.items() if key not in _OWN}
    if isinstance(table := handed.get(head), dict):
        own = _OWN | _POLICIES if table.get("abstract") is True else _OWN
        handed[head] = {key: value for key, value in table.items() if key not in own}
    return handed


def _merged(
    base: dict[str, Any],
    over: dict[str, Any],
    path: Path,
    base_file: Document,
    over_file: Document,
    items: dict[Path, tuple[Places, Path]],
) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and len(path) < 1:
            result[key] = _merged(old, value, (*path, key), base_file, over_file, items)
        elif isinstance(value, list) and isinstance(old, list) and not path:
            result[key] = _listed(old, value, key, base_file, over_file, items)
        else:
            result[key] = value
    return result


def _listed(
    base: list[Any],
    over: list[Any],
    key: str,
    base_file: Document,
    over_file: Document,
    items: dict[Path, tuple[Places, Path]],
) -> list[Any]:
    """Replace items of the same id in their place, and add the others behind."""
    result = list(base)
    sources: list[tuple[Places, Path]] = [(base_file.places, (key, i)) for i in range(len(base))]
    for index, item in enumerate(over):
        own = (over_file.places, (key, index))
        at = next((i for i, old in enumerate(result) if _same(old, item)), None)
        if at is None:
            result.append(item)
            sources.append(own)
        else:
            result[at], sources[at] = item, own
    items |= {(key, i): source for i, source in enumerate(sources)}
    return result


def _same(old: Any, new: Any) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    name = "id" if "id" in new else "name"
    return new.get(name) is not None and old.get(name) == new.get(name)
