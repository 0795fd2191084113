"""A file is what stands in it, whatever it is called."""

import random
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from perfscore.documents.opening import open_form
from perfscore.documents.sniffing import kind_of
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover
from tests.documents.ole_files import ole


def packed(*parts: tuple[str, bytes], stored: bool = False) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, part in parts:
            file.writestr(name, part)
    return content.getvalue()


def workbook() -> bytes:
    content = BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def document() -> bytes:
    content = BytesIO()
    docx.Document().save(content)
    return content.getvalue()


ODF = b"application/vnd.oasis.opendocument."
GBK = "项目名称,预算数,执行数\n图书购置,100,95\n开放经费,20,20\n".encode("gbk")
KINDS: dict[str, tuple[bytes, str, str]] = {
    "a workbook": (workbook(), "", "xlsx"),
    "a workbook called .doc": (workbook(), ".doc", "xlsx"),
    "a document called .xls": (document(), ".xls", "docx"),
    "a binary workbook": (packed(("xl/workbook.bin", b""), ("[Content_Types].xml", b"")), ".xlsx", "xlsb"),
    "a spreadsheet of OpenDocument": (
        packed(("mimetype", ODF + b"spreadsheet"), ("content.xml", b""), stored=True), ".zip", "ods"),
    "a text of OpenDocument": (
        packed(("mimetype", ODF + b"text"), ("content.xml", b""), stored=True), "", "odt"),
    "a page of the national format": (packed(("OFD.xml", b""), ("Doc_0/Document.xml", b"")), ".pdf", "ofd"),
    "a bundle": (packed(("表/自评表.xlsx", workbook())), ".xlsx", "zip"),
    "a bundle that shows the workbook in it": (packed(("自评表.xlsx", workbook()), stored=True), "", "zip"),
    "an empty bundle": (packed(), "", "zip"),
    "an old workbook": (ole("Workbook"), ".doc", "xls"),
    "a very old workbook": (ole("Book"), "", "xls"),
    "an old document": (ole("1Table", "WordDocument"), ".xls", "doc"),
    "an old document with a workbook in it": (ole("WordDocument", embedded=("Workbook",)), ".xls", "doc"),
    "an old workbook with a document in it": (ole("Workbook", embedded=("WordDocument",)), "", "xls"),
    "a file with a password": (ole("EncryptionInfo", "EncryptedPackage"), ".xlsx", "encrypted"),
    "slides": (ole("PowerPoint Document"), "", "slides"),
    "printed pages": (b"%PDF-1.7\n", ".docx", "pdf"),
    "rich text called .doc": (b"{\\rtf1\\ansi", ".doc", "rtf"),
    "a web page called .xls": (b"\r\n<table><tr><td>1</td></tr></table>", ".xls", "html"),
    "a web page in GBK": ("<html><body>自评".encode("gbk"), "", "html"),
    "a web page in UTF-16": ("\ufeff<html><body>自评".encode("utf-16-le"), "", "html"),
    "a web page behind a comment": (b"<!-- saved from url=(0014)about:internet -->\n<div>1", "", "html"),
    "a web page behind words": ("首页\n<!DOCTYPE html><html>".encode(), ".htm", "html"),
    "a web page of XML": (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC ""><html/>', ".xls", "html"),
    "a saved page": (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "",
                     "mht"),
    "a saved page called .doc": (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", ".doc", "mht"),
    "a workbook of 2003 as XML": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x"><Table>',
        ".xls", "xml"),
    "rows as JSON": ('[{"项目": "图书"}]'.encode(), ".txt", "json"),
    "an object as JSON": ('\ufeff{"项目": "图书"}'.encode(), "", "json"),
    "rows with commas": (GBK, "", "csv"),
    "rows with tabs called .xls": (GBK.replace(b",", b"\t"), ".xls", "csv"),
    "a text": ("全年支出381.53万元, 其中, 项目支出257.19万元。\n满意度99%。\n".encode(), "", "text"),
    "a text in GBK": ("一、基本情况\n二、绩效目标\n".encode("gbk"), ".txt", "text"),
    "a text about pages": ("# 网页\n表格写作 <table>。\n".encode(), ".md", "markdown"),
    "a text with a list": ("[1] 财政部\n[2] 审计署\n".encode(), ".txt", "text"),
    "a text that begins like a picture": ("BMI 指数达标率98%\n".encode(), ".txt", "text"),
    "a photograph": (b"\xff\xd8\xff\xe0\x00\x10JFIF", ".pdf", "picture"),
    "a drawing": (b"\x89PNG\r\n\x1a\n", ".xlsx", "picture"),
    "an archive of RAR": (b"Rar!\x1a\x07\x01\x00", ".zip", "rar"),
    "an archive of 7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "", "7z"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", "", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_format_is_told_by_what_stands_in_the_file(name: str) -> None:
    content, suffix, kind = KINDS[name]

    assert kind == kind_of(content, suffix)


def test_looking_at_any_bytes_ends_at_once_with_some_answer() -> None:
    source = random.Random(7)
    begins = [content[:600] for content, _, _ in KINDS.values()]
    begun = time.monotonic()
    for number in range(3_000):
        content = bytearray(begins[number % len(begins)] + source.randbytes(source.randrange(600)))
        for _ in range(source.randrange(1, 9)):
            content[source.randrange(len(content))] = source.randrange(256)
        assert kind_of(bytes(content), source.choice(["", ".xls", ".csv", ".zip"]))
    assert time.monotonic() - begun < 20


def test_a_directory_that_goes_round_in_a_circle_ends() -> None:
    content = bytearray(ole(*[f"S{n}" for n in range(9)]))
    content[512 + 8 : 512 + 12] = (1).to_bytes(4, "little")  # the second sector of the directory

    assert kind_of(bytes(content), ".doc") == "doc"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"Rar!\x1a\x07\x01\x00", "form-foreign-archive", "ZIP"),
        (b"7z\xbc\xaf\x27\x1c", "form-foreign-archive", "ZIP"),
        (b"", "form-empty", "重新下载"),
        (bytes(range(200, 256)) + b"\0", "form-damaged", ".xlsx"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(
    content: bytes, code: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(content)

    with pytest.raises(ProblemsFound) as found:
        open_form(path, [(entry.value, "") for entry in discover().readers.values()])

    (problem,) = found.value.problems
    assert code == problem.code
    assert words in found.value.text("zh")
    assert "自评表.xlsx" in found.value.text("zh")
