"""What reading a file costs beside what its library needs to give the same cells or words.

Run as a program, never as a test (speed is not a test):

    python -m tests.benchmarks.reading

The library's own time is that of opening the file and asking for every cell, as its manual shows it.
"""

import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path

FILES = Path(__file__).parents[1] / "documents" / "files"
TIMES = 7


def xls(content: bytes) -> None:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            [(cell.value, book.xf_list[cell.xf_index].format_key) for cell in sheet.row(row)]


def opendocument(content: bytes) -> None:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in ("content.xml", "styles.xml"):
            for element in etree.fromstring(file.read(name)).iter():
                "".join(element.itertext()) if element.tag.endswith("table-cell") else None


def pdf(content: bytes) -> None:
    import pdfplumber
    import pypdfium2

    for page in pypdfium2.PdfDocument(content):
        page.get_textpage().get_text_range()
    with pdfplumber.open(BytesIO(content)) as file:
        for page in file.pages:
            page.extract_tables()


LIBRARIES: dict[str, Callable[[bytes], None]] = {
    "xls": xls, "ods": opendocument, "odt": opendocument, "pdf": pdf,
}  # fmt: skip


def best(work: Callable[[bytes], object], content: bytes) -> float:
    """Return the shortest of several times, in milliseconds."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work(content)
        times.append(time.perf_counter() - begun)
    return 1000 * min(times)


def main() -> None:
    """Print one line for each format."""
    for kind, library in LIBRARIES.items():
        content = (FILES / f"form.{kind}").read_bytes()
        reader = import_module(f"perfscore.documents.{kind}").read
        ours, theirs = best(reader, content), best(library, content)
        print(f"{kind}: {ours:6.1f} ms, its library {theirs:6.1f} ms: {ours / theirs:.2f}")
    content = (FILES / "form.doc").read_bytes()
    reader = import_module("perfscore.documents.doc").read
    print(f"doc: {best(reader, content):6.1f} ms; no library gives its cells")


if __name__ == "__main__":
    main()
