"""What reading a file costs beside what its library needs to give the same cells or words.

Run as a program, never as a test (speed is not a test; it needs LibreOffice for the files):

    python -m tests.benchmarks.reading [KIND]...

Ours is all that a file costs: reading in the child, with its collector as the child has it, packing the
answer, and unpacking it again.  The library's is opening the file and asking for every cell as its manual
shows it: text, merged areas, number formats.  Processor time, in turn, the shortest of several.  Each kind is
tried on the form of one office, and on a table of some thousand cells.
"""

import csv
import gc
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path

from perfscore.documents.answers import unpacked
from perfscore.documents.child import COLLECTED_AFTER, answered
from perfscore.documents.reader import BUNDLED
from tests.documents.pages import as_page
from tests.extract.layouts import Laid, Lines, Merges, national
from tests.extract.writers import as_csv, with_docx, with_openpyxl

TIMES, SMALL = 9, 50_000
MADE = {"xls": "xlsx", "ods": "xlsx", "odt": "docx", "doc": "docx", "pdf": "docx"}
WRITERS: dict[str, Callable[[Laid, Path], object]] = {
    "xlsx": with_openpyxl,
    "docx": with_docx,
    "html": as_page,
    "csv": as_csv,
}


def xlsx(content: bytes) -> object:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), data_only=True, rich_text=True)
    return [
        (sheet.merged_cells.ranges, [(cell.value, cell.number_format, cell.font.strike)
                                     for row in sheet.iter_rows() for cell in row])
        for sheet in book.worksheets
    ]  # fmt: skip


def word(content: bytes) -> object:
    import docx

    document = docx.Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    return lines, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def html(content: bytes) -> object:
    from lxml.html import fromstring

    root = fromstring(content.decode())
    lines = ["".join(line.itertext()).strip() for line in root.iter("p")]
    cells, taken = [], set()
    for row, element in enumerate(root.iter("tr")):  # in which column a cell stands, the library does not say
        column = 0
        for cell in element.iter("td", "th"):
            while (row, column) in taken:
                column += 1
            high, wide = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            cells.append((row, column, high, wide, "".join(cell.itertext()).strip()))
    return lines, cells


def pdf(content: bytes) -> object:
    import pdfplumber
    import pypdfium2

    text = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    with pdfplumber.open(BytesIO(content)) as file:
        return text, [page.extract_tables() for page in file.pages]


def xls(content: bytes) -> object:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    styles = [(book.format_map[one.format_key].format_str, book.font_list[one.font_index].struck_out)
              for one in book.xf_list]  # fmt: skip
    return [
        (sheet.merged_cells, sheet.rich_text_runlist_map, [(cell.value, styles[cell.xf_index])
                              for row in range(sheet.nrows) for cell in sheet.row(row)])
        for sheet in book.sheets()
    ]  # fmt: skip


def opendocument(content: bytes) -> object:
    from lxml import etree

    found = []
    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in ("content.xml", "styles.xml"):
            for element in etree.fromstring(file.read(name)).iter():
                if element.tag.endswith(("}table-cell", "}p")):
                    found.append(("".join(element.itertext()), dict(element.attrib)))
    return found


def delimited(content: bytes) -> object:
    return [[cell.strip() for cell in row] for row in csv.reader(StringIO(content.decode(), newline=""))]


LIBRARIES: dict[str, Callable[[bytes], object] | None] = {
    "xlsx": xlsx, "docx": word, "html": html, "pdf": pdf, "xls": xls, "ods": opendocument,
    "odt": opendocument, "csv": delimited, "doc": None,
}  # fmt: skip


def long() -> tuple[Lines, Merges]:
    """Return a form of three hundred rows in groups of five."""
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "全年完成值", "分值", "得分", "偏差原因")
    lines: Lines = [["2024年度项目支出绩效自评表"], [*heads]]
    merges: Merges = [(1, 1, 1, len(heads))]
    for row in range(300):
        head = ("产出指标", "数量指标") if row % 5 == 0 else (None, None)
        lines.append(
            [*head, f"完成第{row}项工作的数量", "≥120场", "132场", "5", "4.98", "按计划完成，无偏差"]
        )
    for top in range(3, 303, 5):
        merges += [(top, 1, top + 4, 1), (top, 2, top + 4, 2)]
    return lines, merges


def written(folder: Path, name: str, laid: Laid) -> None:
    """Write one form in every format."""
    for kind, write in WRITERS.items():
        write(laid, folder / f"{name}.{kind}")
    bordered(folder / f"{name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind, source in MADE.items():
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / f"{name}.{source}")], check=True, capture_output=True)


def bordered(path: Path) -> None:
    """Draw the lines of the tables of a text: without them a PDF of it has none."""
    import docx

    document = docx.Document(str(path))
    for table in document.tables:
        table.style = "Table Grid"
    document.save(str(path))


def spent(work: Callable[[bytes], object], content: bytes) -> float:
    """Return the processor time of one run, in milliseconds: the mean of some, more for a small file."""
    runs = 10 if len(content) < SMALL else 1
    gc.collect()
    begun = time.process_time()
    for _ in range(runs):
        work(content)
    return 1000 * (time.process_time() - begun) / runs


def ours(kind: str, content: bytes) -> float:
    """Return what a file costs us: read and packed as the child does it, unpacked as its parent does."""
    reads = next(reader.reads for reader in BUNDLED if reader.id == kind)
    usual = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER)
    reading = spent(partial(answered, reads), content)
    gc.set_threshold(*usual)
    return reading + spent(unpacked, answered(reads, content))


def compared(kind: str, content: bytes) -> str:
    """Return the line of one file."""
    library = LIBRARIES[kind]
    mine, theirs = [], []
    for _ in range(TIMES):
        mine.append(ours(kind, content))
        if library is not None:
            theirs.append(spent(library, content))
    if not theirs:
        return f"{min(mine):8.2f} ms          –     – (no library gives its cells)"
    return f"{min(mine):8.2f} ms {min(theirs):8.2f} ms  {min(mine) / min(theirs):4.2f}"


def main(kinds: list[str]) -> None:
    """Print one line for each format and file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form, laid in (("form", national), ("long", long)):
            written(folder, form, laid)
        print("kind  file        ours    library  ratio")
        for kind in kinds or list(LIBRARIES):
            for form in ("form", "long"):
                content = (folder / f"{form}.{kind}").read_bytes()
                print(f"{kind:5} {form} {compared(kind, content)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
