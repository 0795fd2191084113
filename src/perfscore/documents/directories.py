"""The names inside a ZIP and inside an OLE file, read without opening either · 文件包目录.

Both directories can be forged; here nothing follows them further than a bound, and what is not in order
gives no name.  Whoever opens the file checks it.
"""

import struct
from collections.abc import Iterator

__all__ = ["names_in_ole", "names_in_zip"]

MOST_NAMES = 1_000
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_LONGEST_COMMENT = 65_557


def names_in_zip(content: bytes) -> tuple[str, ...]:
    """Return the first names of an archive's directory; none where it has no directory."""
    end = content.rfind(_END, max(0, len(content) - _LONGEST_COMMENT))
    if end < 0 or end + 22 > len(content):
        return ()
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    return tuple(_entries(content, end - size, end)) if size <= end else ()


def _entries(content: bytes, at: int, end: int) -> Iterator[str]:
    for _ in range(MOST_NAMES):
        if at + 46 > end or content[at : at + 4] != _ENTRY:
            return
        name, extra, comment = struct.unpack_from("<HHH", content, at + 28)
        yield content[at + 46 : at + 46 + name].decode("utf-8", "replace")
        at += 46 + name + extra + comment


_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, a free sector."""
_MOST_SECTORS = 4_096
_ROOT, _NONE = 5, 0xFFFFFFFF


def names_in_ole(content: bytes) -> frozenset[str]:
    """Return the names of the streams at the root of an OLE file: what is embedded is not among them."""
    try:
        entries = list(_directory(content))
        return frozenset(_below_root(entries))
    except (struct.error, IndexError):
        return frozenset()


Entry = tuple[str, int, int, int, int]
"""Name, kind, the entries before and behind it, and its first child."""


def _directory(content: bytes) -> Iterator[Entry]:
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        return
    size = 1 << shift
    first = struct.unpack_from("<I", content, 48)[0]
    tables = [number for number in struct.unpack_from("<109I", content, 76) if number < _FREE]
    sector, each = first, size // 4
    for _ in range(_MOST_SECTORS):
        if sector >= _FREE:
            return
        at = (sector + 1) * size
        for entry in range(at, at + size, 128):
            yield _entry(content[entry : entry + 128])
        table = tables[sector // each]
        sector = struct.unpack_from("<I", content, (table + 1) * size + 4 * (sector % each))[0]


def _entry(record: bytes) -> Entry:
    length, kind = struct.unpack_from("<HB", record, 64)
    before, behind, child = struct.unpack_from("<III", record, 68)
    return record[: max(length - 2, 0)][:64].decode("utf-16-le", "replace"), kind, before, behind, child


def _below_root(entries: list[Entry]) -> Iterator[str]:
    pending = [entries[0][4]] if entries and entries[0][1] == _ROOT else []
    seen: set[int] = set()
    while pending:
        number = pending.pop()
        if number == _NONE or number in seen or number >= len(entries):
            continue
        seen.add(number)
        name, _, before, behind, _ = entries[number]
        yield name
        pending += (before, behind)
