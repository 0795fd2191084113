"""Finding what to audit: files, folders and patterns become one list, each file once · 查找文件."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from glob import glob, has_magic
from pathlib import Path

from perfscore.batch.folder.settings import Task
from perfscore.documents.bundle import members
from perfscore.documents.opening import STDIN
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["find"]

_LOCK = "~$"
"""How office programs begin the name of the file that says who has a document open."""
_FAULTS: Mapping[type[OSError], str] = {PermissionError: "file-no-permission"}


def find(paths: Sequence[str], output: str | None = None) -> list[Task]:
    """Return what the paths stand for, in their order, the files of a folder by name.

    Every file is meant, but hidden ones and those that only say who has a document open.  `output` is where
    the result goes, a file or a folder, and no input when a folder holds it.
    """
    known = {_identity(output)} if output and os.path.exists(output) else set()
    results = frozenset(known)
    return list(_once((one for path in paths for one in _expanded(path, results)), known))


def _once(found: Iterable[Task], known: set[object]) -> Iterator[Task]:
    for one in found:
        identity = _identity(one.file) if one.problem is None else one.file
        if identity not in known:
            known.add(identity)
            yield one


def _expanded(path: str, results: frozenset[object]) -> Iterator[Task]:
    if os.path.isdir(path):
        yield from _folder(path, results)
    elif os.path.lexists(path) or not has_magic(path):
        if not os.path.basename(path).startswith(_LOCK):
            yield from _unpacked(path, named=True)
    elif matches := sorted(glob(path, recursive=True)):
        for match in matches:
            if os.path.isdir(match):
                yield from _folder(match, results)
            elif _is_input(match):
                yield from _unpacked(match)
    else:
        yield Task(path, problem=Problem("path-matches-nothing", Place(path, 0), "", {"found": path}))


def _folder(folder: str, results: frozenset[object]) -> Iterator[Task]:
    faults: list[OSError] = []
    found = False
    for inside, folders, files in os.walk(folder, onerror=faults.append):
        shown = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(name for name in shown if _identity(os.path.join(inside, name)) not in results)
        for name in sorted(files):
            file = str(Path(inside, name))
            if not name.startswith(".") and _is_input(file):
                found = True
                yield from _unpacked(file)
    for fault in faults:
        found = True
        code = _FAULTS.get(type(fault), "file-unreadable")
        where = str(fault.filename)
        yield Task(where, problem=Problem(code, Place(where, 0), "", {"found": where}))
    if not found:
        yield Task(folder, problem=Problem("path-without-reports", Place(folder, 0), "", {"found": folder}))


def _unpacked(file: str, *, named: bool = False) -> Iterator[Task]:
    """Yield a file, or what an archive of files holds: it is a folder under another name."""
    try:
        inside = None if file.endswith(".toml") or file == STDIN else members(Path(file))
    except ProblemsFound as found:
        yield Task(file, named, found.problems[0] if file.casefold().endswith(".zip") else None)
        return
    if inside is None:
        yield Task(file, named)
        return
    without = Problem("path-without-reports", Place(file, 0), "", {"found": file})
    yield from map(Task, inside) if inside else [Task(file, named, without)]


def _is_input(file: str) -> bool:
    return not os.path.basename(file).startswith(_LOCK)


def _identity(file: str) -> object:
    """Return what is the same for two names of one file."""
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return file
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(file)
