"""Office files and pages that were made to harm, or are broken, are refused with a code in bounded time."""

import os
import stat
import struct
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from perfscore.documents import libreoffice
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.libreoffice import converted
from tests.documents.pdf_pages_written import Page, pdf
from tests.extract.together import workers

FILES = Path(__file__).parent / "files"
SECONDS = 90
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def refused(kind: str, content: bytes) -> str:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        workers().read(f"perfscore.documents.{kind}:read", content)
    assert time.monotonic() - begun < SECONDS
    return refusal.value.code


def packed(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    names = f'xmlns:o="{OFFICE}" xmlns:t="{TABLE}" xmlns:x="{TEXT}"'
    body = f'<o:body><o:spreadsheet><t:table t:name="表">{rows}</t:table></o:spreadsheet></o:body>'
    return packed(content_xml=f"{before}<o:document-content {names}>{body}</o:document-content>")


CELL = "<t:table-cell{}><x:p>1</x:p></t:table-cell>"
ROW = "<t:table-row{}>{}</t:table-row>"
SHEETS = {
    "a document type": (sheet("", "<!DOCTYPE a>"), "form-doctype"),
    "a billion laughs": (
        sheet(CELL.format(""), '<!DOCTYPE a [<!ENTITY b "hahaha">]>'), "form-doctype",
    ),
    "an entity that reads files": (
        sheet("", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "form-doctype",
    ),
    "a cell a million times": (
        sheet(ROW.format("", CELL.format(' t:number-columns-repeated="1000000"'))), "form-far-cell",
    ),
    "a row a million times": (
        sheet(ROW.format(' t:number-rows-repeated="1000000"', CELL.format(""))), "form-too-many-cells",
    ),
    "a merge over the sheet": (
        sheet(ROW.format("", CELL.format(' t:number-columns-spanned="9999" t:number-rows-spanned="9999"'))),
        "form-merge-too-large",
    ),
    "elements without end": (sheet("<a>" * 5000 + "</a>" * 5000), "form-xml-too-deep"),
    "broken XML": (sheet("<a>"), "form-broken"),
    "no workbook": (packed(other_xml="<a/>"), "form-not-a-workbook"),
    "a password": (
        packed(
            **{"META-INF__manifest_xml": "<manifest><encryption-data/></manifest>"}, content_xml="<a/>"
        ),
        "form-encrypted-odf",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_hostile_opendocument_workbook_is_refused(name: str) -> None:
    content, code = SHEETS[name]

    assert code == refused("ods", content)


def test_empty_rows_to_the_end_of_the_sheet_harm_nobody() -> None:
    far = ROW.format(' t:number-rows-repeated="1048000"', '<t:table-cell t:number-columns-repeated="16384"/>')

    document = workers().read("perfscore.documents.ods:read", sheet(ROW.format("", CELL.format("")) + far))

    assert not document.parts[0].is_empty


GOOD = pdf(Page().word(60, 60, "正文。"))


def _bomb() -> bytes:
    """Return a page whose drawing unpacks to a gigabyte."""
    squeezed = zlib.compress(bytes(1024**2) * 8, 9)
    for _ in range(2):
        squeezed = zlib.compress(squeezed, 9)
    stream = b"<</Filter[/FlateDecode/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
    begin = GOOD.index(b"<</Filter")
    end = GOOD.index(b"endstream", begin) + len(b"endstream")
    return GOOD[:begin] + stream % (len(squeezed), squeezed) + GOOD[end:]


PAGES = {
    "nothing behind the first bytes": (b"%PDF-1.7", "form-broken"),
    "pages that hold themselves": (GOOD.replace(b"Kids[6 0 R]", b"Kids[2 0 R]"), "form-broken"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 400, "form-broken"),
    "a drawing that unpacks without end": (_bomb(), "form-scan"),
    "six hundred pages": (pdf(*[Page()] * 600), "form-too-many-pages"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_pdf_is_refused(name: str) -> None:
    content, code = PAGES[name]

    assert code == refused("pdf", content)


def test_a_pdf_whose_table_of_contents_lies_is_read_all_the_same() -> None:
    begin = GOOD.index(b"xref\n")
    broken = GOOD[:begin] + GOOD[begin:].replace(b"0000000", b"0099999")

    assert not workers().read("perfscore.documents.pdf:read", broken).parts[0].is_empty


def outcome(kind: str, content: bytes) -> Document | str:
    """Return what is read, or the code of the refusal."""
    try:
        return workers().read(f"perfscore.documents.{kind}:read", content)
    except Unreadable as refusal:
        return refusal.code


@pytest.mark.parametrize("kind", ["xls", "doc"])
def test_a_file_that_is_cut_is_refused_or_read_to_its_end(kind: str) -> None:
    whole = (FILES / f"form.{kind}").read_bytes()
    read = outcome(kind, whole)

    for length in range(600, len(whole), len(whole) // 12):
        assert outcome(kind, whole[:length]) in (read, "form-broken")


@pytest.mark.parametrize("kind", ["xls", "doc"])
def test_a_file_with_changed_bytes_never_takes_its_reader_down(kind: str) -> None:
    whole = (FILES / f"form.{kind}").read_bytes()

    for number in range(60):
        broken = bytearray(whole)
        at = 512 + number * (len(whole) - 600) // 60
        struct.pack_into("<I", broken, at, 0xFFFFFFF0 - number)
        assert outcome(kind, bytes(broken)) not in ("form-reader-ended", "form-too-slow")


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Unreadable) as refusal:
        converted(b"{\\rtf1 }", ".rtf", "docx")

    assert ("form-program-missing", {"found": ".rtf"}) == (refusal.value.code, refusal.value.values)


def test_a_program_that_hangs_is_ended_with_what_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/started\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(libreoffice, "MOST_SECONDS", 2)

    with pytest.raises(Unreadable) as refusal:
        converted(b"{\\rtf1 }", ".rtf", "docx")

    assert "form-too-slow" == refusal.value.code
    started = int((tmp_path / "started").read_text())
    deadline = time.monotonic() + 5
    while _is_alive(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(started)


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
