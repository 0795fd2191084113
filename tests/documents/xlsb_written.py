"""A binary workbook written record by record, since no library and no free program writes one."""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Styled:
    """A value under a style of the workbook, by its number from 1."""

    value: "str | int | float | bool"
    style: int


Value = str | int | float | bool | Styled | None
"""What a cell holds; a text that begins with # is an error."""
Area = tuple[int, int, int, int]

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BINARY = "application/vnd.ms-excel"
_ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record: its kind and its length in sevens of bits, then what it holds."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, out = len(body), []
    while size > 0x7F:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    return head + bytes([*out, size]) + body


def wide(text: str) -> bytes:
    """Return a text behind its length in characters of two bytes."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def workbook(
    sheets: Sequence[tuple[str, bytes]],
    hidden: frozenset[str] = frozenset(),
    styles: Sequence[tuple[str, bool]] = (),
) -> bytes:
    """Return the workbook of some sheets, each a name and its records.

    Each style is a number format, and whether its font strikes through.
    """
    named = b"".join(
        record(0x9C, struct.pack("<II", name in hidden, number) + wide(f"rId{number}") + wide(name))
        for number, (name, _) in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="rId0" Type="{_RELATIONS}/styles" Target="styles.bin"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{_BINARY}.worksheet"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{_BINARY}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{_BINARY}.styles"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        "</Relationships>",
        "xl/workbook.bin": record(0x83) + record(0x8F) + named + record(0x90) + record(0x84),
    }
    parts["xl/styles.bin"] = _styles([("General", False), *styles])
    for number, (_, content) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.bin"] = content
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def _styles(styles: Sequence[tuple[str, bool]]) -> bytes:
    count = struct.pack("<I", len(styles))
    codes = [record(44, struct.pack("<H", 164 + n) + wide(code)) for n, (code, _) in enumerate(styles)]
    fonts = [
        record(43, struct.pack("<4H5B8s", 220, 8 * struck, 400, 0, 0, 0, 134, 0, 0, bytes([7, 1, *[0] * 6]))
               + wide("SimSun")) for _, struck in styles
    ]  # fmt: skip
    looks = [
        record(47, struct.pack("<5HBBHH", 0, 164 + n, n, 0, 0, 0, 0, 0x1000, 0)) for n in range(len(styles))
    ]
    own = record(47, struct.pack("<5HBBHH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x1000, 0))
    return b"".join([
        record(278), record(615, count), *codes, record(616), record(611, count), *fonts, record(612),
        record(626, struct.pack("<I", 1)), own, record(627), record(617, count), *looks, record(618),
        record(279),
    ])  # fmt: skip


def sheet(lines: Sequence[Sequence[Value]], merges: Sequence[Area] = (), last: int | None = None) -> bytes:
    """Return the records of a sheet; `last` is the last row it says it has, where that is to be untrue."""
    widest = max((len(line) for line in lines), default=1)
    size = struct.pack("<IIII", 0, len(lines) - 1 if last is None else last, 0, widest - 1)
    areas = b"".join(
        record(0xB0, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
        for top, left, bottom, right in merges
    )
    merged = record(0xB1, struct.pack("<I", len(merges))) + areas + record(0xB2) if merges else b""
    rows = b"".join(_row(number, line) for number, line in enumerate(lines))
    return (
        record(0x81) + record(0x94, size) + record(0x91) + rows + record(0x92) + merged + record(0x82)
    )  # fmt: skip


def _row(number: int, line: Sequence[Value]) -> bytes:
    head = struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)
    return record(0, head) + b"".join(_cells(line))


def _cells(line: Sequence[Value]) -> Iterator[bytes]:
    for column, value in enumerate(line):
        style = value.style if isinstance(value, Styled) else 0
        plain = value.value if isinstance(value, Styled) else value
        if plain is not None:
            yield _cell(struct.pack("<II", column, style), plain)


def _cell(head: bytes, value: str | int | float | bool) -> bytes:
    if isinstance(value, bool):
        return record(0x04, head + bytes([value]))
    if isinstance(value, int | float):
        return record(0x05, head + struct.pack("<d", value))
    if value in _ERRORS:
        return record(0x03, head + bytes([_ERRORS[value]]))
    return record(0x06, head + wide(value))
