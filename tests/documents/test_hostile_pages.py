"""A page that nobody would make in good faith is refused or read, within the limits of its process."""

import random
import time
from pathlib import Path

import pytest

from perfscore.documents.document import Document, Unreadable
from perfscore.documents.opening import chosen
from perfscore.documents.worker import Workers
from perfscore.extract.forms.form import read_forms
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover
from tests.documents.memory import taken_by
from tests.documents.pages import as_page
from tests.extract import layouts
from tests.extract.together import forms_of

SECONDS = 60
ROW = b"<tr><td>a<td>b"
MANY = 100_000
HOSTILE: dict[str, tuple[bytes, str]] = {
    "elements nested without end": (b"<div>" * MANY + b"x" + b"</div>" * MANY, "form-xml-too-deep"),
    "elements that nobody closes": (b"<font>" * MANY + b"x", "form-xml-too-deep"),
    "tables nested without end": (b"<table><tr><td>" * MANY + b"x", "form-xml-too-deep"),
    "cells of a thousand columns": (b"<table><tr>" + b"<td>a" * 1000 + b"</table>", "form-too-many-columns"),
    "spans that add up": (b"<table><tr>" + b"<td colspan=150>a" * 3 + b"</table>", "form-too-many-columns"),
    "rows without end": (b"<table>" + ROW * 30_000 + b"</table>", "form-too-many-rows"),
    "paragraphs without end": (b"<p>a" * 30_000, "form-too-many-rows"),
    "cells without end": (b"<table>" + b"<tr>" + b"<td>a" * 199 + b"</table>", ""),
    "merged areas of a sheet": (
        b"<table>" + b"".join(b"<tr><td rowspan=9999 colspan=2>a" for _ in range(190)) + ROW * 9000
        + b"</table>", "form-too-many-columns",
    ),
    "one merged area over everything": (
        b"<table><tr><td rowspan=99999 colspan=100>a" + b"<td>b" * 99 + b"</tr>" + b"<tr><td>c" * 9000
        + b"</table>", "form-merge-too-large",
    ),
    "a gigantic span": (
        b"<table><tr><td rowspan=4000000000 colspan=4000000000>a<tr><td>b<td>c</table>", "",
    ),
    "a number of a million digits": (b"<table><tr><td colspan=" + b"9" * 1_000_000 + b">a<td>b</table>", ""),
    "a table that nobody closes": (b"<table>" + ROW * 5000, ""),
    "a comment that nobody closes": (b"<table>" + ROW * 2 + b"</table><!--" + b"x" * 100_000, ""),
    "a billion laughs": (
        b"<!DOCTYPE html [" + b"".join(
            b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
        ) + b"]><p>&e9;</p>", "",
    ),
    "an entity that reads files": (
        b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>1&e;</p>', "",
    ),
    "blanks without end": (b"<p>1" + b" " * 5_000_000 + b"2</p>", ""),
    "styles without end": (b"<style>" + b"@media {" * 50_000 + b"a{" * 50_000 + b"</style><p>1", ""),
    "a style of commas": (b"<style>" + b"a," * 200_000 + b"{display:none}</style><p>1", ""),
    "attributes without end": (b"<p " + b" ".join(b"a%d=1" % n for n in range(4_000)) + b">1</p>", ""),
    "a hundred thousand elements": (b"<p>" + b"<b>1</b>" * MANY + b"</p>", ""),
    "classes without end": (b"<style>.x{display:none}</style><p class='" + b"y " * 500_000 + b"'>1</p>", ""),
    "a list within a list": (b"<ol>" * 200 + b"<li>1", ""),
    "fifty million bytes of elements": (b"<a>" * 16_000_000, "form-too-much-memory"),
    "half a million cells": (b"<table>" + b"<tr>" + b"<td>" * 500_000, "form-too-many-columns"),
    "nothing but zeros": (b"<html>" + bytes(1000), ""),
}  # fmt: skip


def read(content: bytes, name: str = "page.html") -> Document:
    with Workers() as workers:
        opened = chosen(name, name, content, "", [(one.value, "") for one in discover().readers.values()])
        return workers.read(opened.reader.reads, content)


def seen_in(document: Document) -> int:
    """Return how many characters a document holds."""
    cells = [cell for part in document.parts for cell in part.as_grid().cells]
    return sum(len(cell.text) for cell in cells)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_refused_or_read_in_bounded_time(name: str) -> None:
    content, code = HOSTILE[name]
    begun = time.monotonic()
    found = ""
    try:
        document = read(content)
        assert any(not part.is_empty for part in document.parts)
        assert "root:" not in str(document)
        assert seen_in(document) < 3 * len(content)
    except Unreadable as refusal:
        found = refusal.code
    assert time.monotonic() - begun < SECONDS
    assert code == found


def test_a_refused_page_is_named_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "公开页.html"
    path.write_bytes(HOSTILE["elements nested without end"][0])

    with pytest.raises(ProblemsFound) as found:
        read_forms(path, discover())

    for language in ("zh", "en"):
        assert "公开页.html" in found.value.text(language)
        assert "256" in found.value.text(language)
        assert "{" not in found.value.text(language)


def test_no_script_and_no_address_of_a_page_is_followed(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    around = (
        f"<script src='file://{trace}'></script><link rel=stylesheet href='http://127.0.0.1:9/x.css'>"
        f"<img src='http://127.0.0.1:9/x.png'><iframe src='file:///etc/passwd'></iframe>"
        f"<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>{{table}}"
    )
    as_page(layouts.national, tmp_path / "page.html", around=around)

    (form,) = forms_of(tmp_path / "page.html")

    assert form.report.total is not None
    assert "root:" not in form.toml


MAIL = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'


def nested_mail(depth: int) -> bytes:
    parts = [b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(depth)]
    return b"MIME-Version: 1.0\r\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (nested_mail(20_000), {"form-xml-too-deep", "form-page-missing"}),
        (MAIL + b"--b\r\nContent-Type: text/html\r\n\r\n<p>1\r\n" * 5000, {"form-too-much"}),
        (MAIL + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--", {"form-page-missing"}),
        (MAIL + b"--b\r\nContent-Type: text/html; charset=no-such\r\n\r\n\x81\xff\x81\xff\r\n--b--",
         {"form-encoding"}),
        (MAIL + b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--",
         {"form-page-empty"}),
    ],
)  # fmt: skip
def test_a_hostile_saved_page_is_refused(content: bytes, codes: set[str]) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read(content, "page.mht")

    assert refusal.value.code in codes
    assert time.monotonic() - begun < SECONDS


def test_mutated_pages_are_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    source = random.Random(9)
    as_page(layouts.national, tmp_path / "page.html", around="<div>{table}</div><p>附件</p>")
    original = (tmp_path / "page.html").read_bytes()
    kinds = [(one.value, "") for one in discover().readers.values()]
    bits = (b"<table>", b"</td>", b"<tr>", b"rowspan=99", b"\0", b"<!--", b"&#x110000;", b"\xff\xfe", b"'")
    with Workers() as workers:
        for _ in range(400):
            content = bytearray(original)
            for _ in range(source.randrange(1, 12)):
                at = source.randrange(len(content))
                content[at : at + source.randrange(9)] = source.choice(bits)
            try:
                opened = chosen("page.html", "page.html", bytes(content), "", kinds)
                workers.read(opened.reader.reads, opened.content)
            except (Unreadable, ProblemsFound) as refusal:
                code = refusal.code if isinstance(refusal, Unreadable) else refusal.problems[0].code
                assert code not in ("form-reader-ended", "form-reader-failed")


def test_hostile_pages_together_took_little_memory(tmp_path: Path) -> None:
    files = {f"{number}.html": content for number, (content, _) in enumerate(HOSTILE.values())}

    refused, most = taken_by(files, tmp_path)

    assert sum(1 for _, code in HOSTILE.values() if code) <= refused
    assert most < 1100 * 1024  # KiB
