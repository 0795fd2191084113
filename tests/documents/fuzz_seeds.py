"""A small filled form in every format, for whoever changes files at random."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from shutil import which

from tests.documents.pages import table
from tests.documents.pdf_pages_written import Page, pdf
from tests.documents.xlsb_written import sheet, workbook
from tests.extract.filled import FILLED
from tests.extract.layouts import national
from tests.extract.writers import as_csv, as_json, with_docx, with_openpyxl

__all__ = ["seeds", "zipped"]

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_CONVERTED = {"xls": "xlsx", "doc": "docx", "rtf": "docx"}
"""Formats that no library writes here, and what LibreOffice makes them of."""


def seeds(folder: Path) -> dict[str, bytes]:
    """Return a form by the ending of its name; folder is a place to write in."""
    with_openpyxl(national, folder / "form.xlsx")
    with_docx(national, folder / "form.docx")
    as_csv(national, folder / "form.csv")
    as_json(FILLED, folder / "form.json")
    lines = [["".join(str(text or "").split()) for text in line] for line in national()[0]]
    page = (
        f"<html><head><meta charset=utf-8><title>自评表</title></head><body>{table(national)}</body></html>"
    )
    found = {path.suffix[1:]: path.read_bytes() for path in sorted(folder.glob("form.*"))}
    found |= {
        "html": page.encode(),
        "mht": _mht(page),
        "txt": "\n".join("\t".join(line) for line in lines).encode(),
        "md": _markdown(lines).encode(),
        "pdf": pdf(_ruled(lines)),
        "ofd": _ofd(lines),
        "xlsb": workbook([("自评表", sheet(*national()))]),
        "ods": _open_document("spreadsheet", lines),
        "odt": _open_document("text", lines),
    }
    found["zip"] = zipped([("甲/form.csv", found["csv"]), ("乙.html", found["html"])])
    if which("soffice"):
        for kind, origin in _CONVERTED.items():
            found[kind] = _converted(folder, f"form.{origin}", kind)
    return found


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    """Return these parts as an archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts:
            file.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def _mht(page: str) -> bytes:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    return f"{head}Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n".encode()


def _markdown(lines: list[list[str]]) -> str:
    rows = [f"| {' | '.join(' '.join(field.split()) for field in line)} |" for line in lines]
    return "\n".join([f"# {lines[0][0]}", "", rows[0], f"|{'---|' * len(lines[0])}", *rows[1:]])


def _ruled(lines: list[list[str]]) -> Page:
    """Return a page with the rows of indicators between drawn lines."""
    first = next(number for number, line in enumerate(lines) if "一级指标" in line)
    rows, page = lines[first:], Page()
    page.word(42, 40, lines[0][0])
    wide, bottom = max(map(len, rows)), 60 + 30 * len(rows)
    for number, line in enumerate(rows):
        page.strokes.append((20, 60 + 30 * number, 20 + 62 * wide, 60 + 30 * number))
        for column, text in enumerate(line):
            page.word(22 + 62 * column, 64 + 30 * number, text[:5] or " ")
    page.strokes += [(20 + 62 * column, 60, 20 + 62 * column, bottom) for column in range(wide + 1)]
    page.strokes.append((20, bottom, 20 + 62 * wide, bottom))
    return page


def _ofd(lines: list[list[str]]) -> bytes:
    words = "".join(
        f'<TextObject Boundary="{10 + 20 * column} {20 + 8 * row} 19 7" Size="3"><TextCode X="0" Y="4" '
        f'DeltaX="g {max(len(text) - 1, 1)} 3">{" ".join(text.split())}</TextCode></TextObject>'
        for row, line in enumerate(lines) for column, text in enumerate(line) if text
    )  # fmt: skip
    rules = "".join(f'<PathObject Boundary="9 {19 + 8 * row} 180 0.2"/>' for row in range(len(lines) + 1))
    rules += "".join(f'<PathObject Boundary="{9 + 20 * column} 19 0.2 160"/>' for column in range(10))
    area = "<Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>"
    page = f"<Page>{area}<Content><Layer>{rules}{words}</Layer></Content></Page>"
    root = '<OFD xmlns="a"><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>'
    document = '<Document><Pages><Page BaseLoc="P.xml"/></Pages></Document>'
    return zipped(
        [("OFD.xml", root.encode()), ("D/Document.xml", document.encode()), ("D/P.xml", page.encode())]
    )


def _open_document(kind: str, lines: list[list[str]]) -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:number-columns-spanned="1"><text:p>{text}</text:p></table:table-cell>'
            if text else '<table:table-cell table:number-columns-repeated="1"/>' for text in line
        )
        + "</table:table-row>"
        for line in lines
    )  # fmt: skip
    spaces = "".join(f' xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:{kind}><table:table table:name="表">{rows}</table:table></office:{kind}>'
    content = f"<office:document-content{spaces}><office:body>{body}</office:body></office:document-content>"
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return zipped([("mimetype", mime.encode()), ("content.xml", content.encode())])


def _converted(folder: Path, name: str, kind: str) -> bytes:
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
         "--outdir", str(folder / "made"), str(folder / name)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "made" / f"form.{kind}").read_bytes()
