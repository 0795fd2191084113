"""Archives of files: each file in one has a name of its own, ``bundle.zip › folder/form.xlsx`` · 压缩包.

Nothing is unpacked to a disk.  Who reads the files goes through their names and asks for one at a time,
so that no more than one is in memory; how many there are, how large and how deep, is bounded.
"""

import os.path
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from perfscore.documents.archive import Archive, opened
from perfscore.documents.directories import names_in_zip
from perfscore.documents.document import Unreadable
from perfscore.documents.sniffing import ZIP, kind_of
from perfscore.inputs.files import begins_otherwise, read_bytes
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["MARK", "MOST_BYTES", "fetched", "members"]

MOST_BYTES = 50 * 1024 * 1024
MARK = " › "
"""Stands between an archive and a file in it."""
DEEPEST, MOST_MEMBERS = 3, 2_000
_ASIDE = ("__MACOSX/", ".", "~$")
_ASIDE_NAMES = frozenset(("thumbs.db", "desktop.ini"))
Fetched = tuple[str, bytes, str]


def fetched(path: Path, password: str | None = None) -> Fetched:
    """Return the label of a file, its bytes and their digest; the file may stand in an archive.

    `password` opens the archives that have one.  Raises ProblemsFound.
    """
    outer, *inner = _steps(path)
    label, content, digest = read_bytes(Path(outer), limit=MOST_BYTES)
    for name in inner:
        content = _member(content, name, label, password or "")
        label = f"{label}{MARK}{name}"
    return label, content, digest


def members(path: Path, password: str | None = None) -> tuple[str, ...] | None:
    """Return the names of the files in an archive, those in archives in it as well; None for no archive.

    Names are told without a password; `password` opens archives in archives that have one.  Raises
    ProblemsFound where it is not in order, or holds too much.
    """
    depth = len(_steps(path))
    if os.path.islink(path) or os.path.isdir(path) or depth > DEEPEST or begins_otherwise(path, ZIP):
        return None
    label, content, _ = fetched(path, password)
    if kind_of(content, path.suffix.casefold()) != "zip":
        return None
    found: list[str] = []
    for name in _below(content, label, depth, password or ""):
        found.append(name)
        if len(found) > MOST_MEMBERS:
            values = {"found": f"{MOST_MEMBERS}+", "most": str(MOST_MEMBERS)}
            raise ProblemsFound([Problem("form-archive-entries", Place(label, 0), "", values)])
    return tuple(found)


def _steps(path: Path) -> list[str]:
    """Return the file on the disk, and the names in the archives one goes through from there."""
    text = str(path)
    # os.path and not the path: a name in an archive may be longer than any on a disk.
    if MARK not in text or os.path.exists(path):
        return [text]
    return text.split(MARK)


def _below(content: bytes, label: str, depth: int, password: str) -> Iterator[str]:
    archive = _opened(content, label, password)
    for name in archive.names:
        if _is_aside(name):
            continue
        address = f"{label}{MARK}{name}"
        if name.casefold().endswith(".zip") and depth < DEEPEST and not archive.needs_password(name):
            yield from _below(_member(content, name, label, password), address, depth + 1, password)
        else:
            yield address


def _member(content: bytes, name: str, label: str, password: str) -> bytes:
    archive = _opened(content, label, password)
    address = f"{label}{MARK}{name}"
    try:
        if name not in archive.names:
            raise Unreadable("form-member-missing", "")
        if archive.is_link(name):
            raise Unreadable("form-link", "")
        if _leads_out(name):
            raise Unreadable("form-archive-path", "")
        pieces, size = [], 0
        for piece in archive.pieces(name):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise Unreadable("file-too-long", "", found=name, limit=str(MOST_BYTES))
        return b"".join(pieces)
    except Unreadable as refusal:
        raise _problem(Unreadable(refusal.code, "", **refusal.values), address) from None


def _opened(content: bytes, label: str, password: str) -> Archive:
    try:
        if kind_of(content) != "zip":
            raise Unreadable("form-broken", "", found="ZIP")
        archive = opened(content, password)
        if not names_in_zip(content) and not content.startswith(b"PK\x05\x06"):
            raise Unreadable("form-broken", "", found="ZIP")
        return archive
    except Unreadable as refusal:
        raise _problem(refusal, label) from None


def _problem(refusal: Unreadable, label: str) -> ProblemsFound:
    return ProblemsFound([Problem(refusal.code, Place(label, 0), refusal.where, dict(refusal.values))])


def _is_aside(name: str) -> bool:
    """Say whether a file is what a computer leaves in archives for itself."""
    last = PurePosixPath(name).name
    return name.startswith(_ASIDE[0]) or last.startswith(_ASIDE[1:]) or last.casefold() in _ASIDE_NAMES


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or not name.isprintable()
