"""Workbooks that nobody would make in good faith, built part by part."""

import struct
import zipfile
from io import BytesIO

from perfscore.documents.bounds import recognises

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(
    rows: str, *, after: str = "", before: str = "", doctype: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """Return a workbook with one sheet of these rows."""
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{HEAD}{doctype}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}'
        f"</sheetData>{after}</worksheet>",
    }
    return packed([*((name, text.encode()) for name, text in parts.items()), *(extra or {}).items()])


def packed(parts: list[tuple[str, bytes]]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts:
            file.writestr(name, part)
    return content.getvalue()


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(reference: str, value: str) -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


HEADS = ("一级指标", "三级指标", "指标值", "完成值", "分值", "得分")
FORM = (
    row(1, text("A1", "2024年度项目支出绩效自评表"))
    + row(2, *(text(f"{column}2", head) for column, head in zip("ABCDEF", HEADS, strict=True)))
    + row(
        3,
        text("A3", "产出指标"),
        text("B3", "件数"),
        *(number(f"{c}3", v) for c, v in zip("CDEF", "9999", strict=True)),
    )
)


def duplicated() -> bytes:
    """Return an archive with the sheet twice."""
    content = BytesIO(workbook(FORM))
    with zipfile.ZipFile(content, "a") as file, file.open("xl/worksheets/Sheet1.xml", "w") as part:
        part.write(b"<worksheet/>")
    return content.getvalue()


def forged_size(content: bytes) -> bytes:
    """Return the archive with every part said to be one byte long."""
    out = bytearray(content)
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 1)
        at += 4
    return bytes(out)


def overlapping(content: bytes) -> bytes:
    """Return the archive with two parts that share their bytes."""
    out = bytearray(content)
    first = out.find(b"PK\x01\x02")
    second = out.find(b"PK\x01\x02", first + 4)
    out[second + 42 : second + 46] = out[first + 42 : first + 46]
    return bytes(out)


def merged(*areas: str) -> bytes:
    """Return a workbook with merged areas."""
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return workbook(FORM, after=f"<mergeCells>{cells}</mergeCells>")


def old(stream: str) -> bytes:
    """Return what begins like a file of before 2007, with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le")


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
EVIL: dict[str, tuple[bytes, str]] = {
    "a row written twice": (workbook(FORM + row(3, number("F3", "5"))), "form-rows-unordered"),
    "rows out of order": (workbook(row(9, number("A9", "1")) + FORM), "form-rows-unordered"),
    "a cell written twice": (workbook(FORM + row(4, *[text("A4", "1")] * 2)), "form-cells-unordered"),
    "a cell of another row": (workbook(FORM + row(4, number("A9", "1"))), "form-cells-unordered"),
    "a cell that is no cell": (workbook(FORM + row(4, number("4A", "1"))), "form-cells-unordered"),
    "a row without end": (workbook(FORM + row(9_999_999, number("A9999999", "1"))), "form-rows-unordered"),
    "a cell far out": (workbook(FORM + row(1_048_576, number("XFD1048576", "1"))), "form-far-cell"),
    "a merge over the sheet": (
        merged("A1:XFD20000"), "form-merge-too-large",
    ),
    "merges that overlap": (
        merged("A1:B2", "B2:C3"), "form-merge",
    ),
    "a merge that is turned": (merged("C3:A1"), "form-merge"),
    "a document type": (workbook(FORM, doctype="<!DOCTYPE worksheet>"), "form-doctype"),
    "a billion laughs": (workbook(FORM, doctype=f"<!DOCTYPE worksheet [{BILLION}]>"), "form-doctype"),
    "an entity that reads files": (
        workbook(FORM, doctype='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "form-doctype",
    ),
    "a document type elsewhere": (
        workbook(FORM, extra={"docProps/core.xml": b'<!DOCTYPE x><x/>'}), "form-doctype",
    ),
    "brackets without end": (workbook(FORM, after="<a>" * 5000 + "</a>" * 5000), "form-xml-too-deep"),
    "broken XML": (workbook(FORM, after="<a>"), "form-broken"),
    "a part packed a thousandfold": (workbook(FORM, extra={"a.bin": bytes(20_000_000)}), "form-archive-bomb"),
    "two thousand parts": (
        workbook(FORM, extra={f"a/{n}": b"" for n in range(2000)}), "form-archive-entries",
    ),
    "two parts of one name": (duplicated(), "form-archive-twice"),
    "parts that share their bytes": (overlapping(workbook(FORM)), "form-archive-forged"),
    "a million cells": (
        workbook("".join(row(n, *["<c/>"] * 100) for n in range(1, 4000))), "form-too-many-cells",
    ),
    "no workbook": (packed([("a.txt", b"a")]), "form-nothing-found"),
    "nothing behind the beginning": (b"PK\x03\x04", "form-cut"),
    "half a file": (workbook(FORM)[:700], "form-cut"),
    "an old workbook": (old("Workbook"), "form-broken"),
    "a workbook with a password": (old("EncryptedPackage"), "form-encrypted"),
    "a picture called a workbook": (b"\x89PNG", "form-picture-kind" if recognises() else "form-picture"),
}  # fmt: skip
