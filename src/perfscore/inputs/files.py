"""Files · 文件读取.

Reading a file that a stranger may have written, or named: regular files only, never more than the
limit, UTF-8 only.  A name that stands inside another file is confined to a folder.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import NamedTuple, cast

from perfscore.messages.problems import Place, Problem, ProblemsFound, expect
from perfscore.messages.visible import visible

__all__ = ["MOST_BYTES", "Source", "begins_otherwise", "confined", "path_of", "read_bytes", "read_text"]

MOST_BYTES = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_LONGEST_LABEL = 200
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FAULTS: dict[type[Exception], str] = {
    FileNotFoundError: "file-missing",
    NotADirectoryError: "file-missing",
    PermissionError: "file-no-permission",
    ValueError: "file-name",
}


class Source(NamedTuple):
    """A file as it was read · 已读文件.

    `label` is the path as the user wrote it, `text` the content without a byte order mark, `digest`
    (``sha256:…``) and `length` (bytes) those of the file itself; `parts` are the files that one laid over
    others was put together from.
    """

    label: str
    text: str
    digest: str
    length: int
    parts: tuple["Source", ...] = ()

    @property
    def files(self) -> tuple["Source", ...]:
        """The files themselves, each before those that it extends."""
        return self.parts or (self,)


def path_of(given: object, kind: str) -> Path:
    """Return a path that a program gives; raise TypeError for values and texts, and say what reads them."""
    if isinstance(given, Mapping):
        raise TypeError(f"path is a str or a Path, not {type(given).__name__}; make_{kind}() takes values")
    if isinstance(given, str) and "\n" in given:
        raise TypeError(f"path is the name of a file, not its text; parse_{kind}() takes a text")
    expect(given, (str, PathLike), "path", f"make_{kind}() takes values, parse_{kind}() a text")
    return Path(cast("str | PathLike[str]", given))


def begins_otherwise(path: Path, marks: tuple[bytes, ...]) -> bool:
    """Say whether a regular file begins with none of some marks; one that cannot be opened does not."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with path.open("rb") as file:
            return not file.read(max(map(len, marks))).startswith(marks)
    except (OSError, ValueError):
        return False


def read_text(
    path: Path,
    *,
    limit: int = MOST_BYTES,
    root: Path | None = None,
    suffix: str = ".toml",
    named_at: Place | None = None,
) -> Source:
    """Read a UTF-8 text of at most `limit` bytes · 读取文本.

    With `root` the path comes from inside another file: it must be a relative name ending in
    `suffix`, with ``/`` between folders, and lead to a file inside that folder once all links
    are followed. `named_at` is where that name is written; faults of the name are reported
    there. Raises ProblemsFound.
    """
    wanted = path if root is None else root / path
    label = visible(str(wanted), _LONGEST_LABEL)
    try:
        if root is not None:
            wanted = _confined(path, root, suffix)
        content = _content(wanted, limit)
    except _Fault as fault:
        code, values = fault.args
    except (OSError, ValueError, RuntimeError) as fault:
        code = next((_FAULTS[kind] for kind in _FAULTS if isinstance(fault, kind)), "file-unreadable")
        values = {}
    else:
        return _decoded(label, content)
    place = named_at or Place(label)
    raise ProblemsFound([Problem(code, place, values={"found": str(path), **values})])


def read_bytes(path: Path, *, limit: int) -> tuple[str, bytes, str]:
    """Read a file that is no text, of at most `limit` bytes · 读取字节.

    Returns its path as the user wrote it, its content and its digest. Raises ProblemsFound.
    """
    label = visible(str(path), _LONGEST_LABEL)
    values: dict[str, str] = {}
    try:
        content = _content(path, limit)
    except _Fault as fault:
        code, values = fault.args
    except (OSError, ValueError, RuntimeError) as fault:
        code = next((_FAULTS[kind] for kind in _FAULTS if isinstance(fault, kind)), "file-unreadable")
    else:
        return label, content, f"sha256:{sha256(content).hexdigest()}"
    raise ProblemsFound([Problem(code, Place(label), values={"found": str(path), **values})])


def confined(path: Path, root: Path, named_at: Place) -> Path:
    """Return the file that a relative name inside another file means, whatever its format · 文件夹内的文件.

    Raises ProblemsFound at the place of the name for one that leads out of the folder.
    """
    code, values = "file-outside", dict[str, str]()
    try:
        return _confined(path, root, path.suffix)
    except _Fault as fault:
        code, values = fault.args
    except (OSError, ValueError, RuntimeError):
        code = "file-name"
    raise ProblemsFound([Problem(code, named_at, values={"found": str(path), **values})])


class _Fault(Exception):
    """A fault of a file, as a problem code and the values of its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)


def _confined(path: Path, root: Path, suffix: str) -> Path:
    """Return the file that a name inside another file means, or refuse the name."""
    name = str(path)
    foreign = any(mark in name for mark in ("\\", ":", "\0"))
    if foreign or name.startswith("/"):
        raise _Fault("file-outside")
    if path.suffix != suffix:
        raise _Fault("file-suffix", expected=suffix)
    folder = root.resolve()
    target = (folder / path).resolve()
    if not target.is_relative_to(folder):
        raise _Fault("file-outside")
    return target


def _content(path: Path, limit: int) -> bytes:
    # Looked at before it is opened: opening a pipe waits, opening a device may do anything.
    _refuse_irregular(os.stat(path))
    handle = os.open(path, _OPEN)
    with open(handle, "rb", buffering=0) as file:
        _refuse_irregular(os.fstat(handle))
        content = b""
        while piece := file.read(limit + 1 - len(content)):
            content += piece
    if len(content) > limit:
        raise _Fault("file-too-long", limit=str(limit))
    return content


def _refuse_irregular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _Fault("file-is-folder")
    if not stat.S_ISREG(status.st_mode):
        raise _Fault("file-not-regular")


_OFFICE = {
    b"PK\x03\x04": "Excel / Word", b"\xd0\xcf\x11\xe0": "Excel / Word (97–2003)", b"%PDF": "PDF",
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG",
}  # fmt: skip


_SOME = 4
"""So many bytes beyond ASCII make two characters of GBK; fewer may be anything."""


def _mistaken_for(body: bytes, at: int) -> tuple[str, dict[str, str]]:
    """Return what a file that is no UTF-8 text seems to be."""
    for start, name in _OFFICE.items():
        if body.startswith(start):
            return "file-office", {"found": name}
    with suppress(UnicodeDecodeError):
        if body[:at].isascii() and sum(byte > 0x7F for byte in body) >= _SOME:
            body.decode("gb18030")
            return "file-gbk", {}
    return "file-not-utf8", {"found": f"0x{body[at]:02X}"}


def _decoded(label: str, content: bytes) -> Source:
    body = content.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        place = Place(label, line, column)
        code, values = _mistaken_for(body, error.start)
        raise ProblemsFound([Problem(code, place, values=values)]) from None
    return Source(label, text, f"sha256:{sha256(content).hexdigest()}", len(content))
