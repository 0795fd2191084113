"""Binary workbooks: what a person sees of them, as another program reads the same bytes."""

import shutil
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from perfscore.documents.document import Document, Grid, Unreadable
from perfscore.documents.libreoffice import converted
from perfscore.documents.ods import read as read_ods
from perfscore.documents.xlsb import read
from tests.documents.xlsb_written import Styled, record, sheet, workbook
from tests.extract.filled import FILLED
from tests.extract.layouts import national
from tests.extract.saying import expected, said
from tests.extract.together import forms_of, workers

STYLES = [("0.00%", False), ("#,##0.00", False), ('yyyy"年"m"月"d"日"', False), ("General", True)]
BOOK = workbook(
    [
        ("资金", sheet(
            [["2024年度收支", None, None, None], ["执行率", Styled(0.985, 1), Styled(12345.6, 2), "甲"],
             ["日期", Styled(45000, 3), "#N/A", None], [True, 120, Styled("作废", 4), "尾"]],
            [(1, 1, 1, 4), (2, 4, 3, 4)],
        )),
        ("旧表", sheet([["藏"]])),
    ],
    frozenset(["旧表"]),
    STYLES,
)  # fmt: skip


def seen(document: Document, part: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    (grid,) = document.parts[part].blocks
    assert isinstance(grid, Grid)
    return {(cell.row, cell.column): (cell.text, cell.rows, cell.columns) for cell in grid.cells}


def test_numbers_are_as_formatted_merged_cells_are_one_and_struck_text_is_gone() -> None:
    document = read(BOOK)

    assert {
        (1, 1): ("2024年度收支", 1, 4), (2, 1): ("执行率", 1, 1), (2, 2): ("98.50%", 1, 1),
        (2, 3): ("12,345.60", 1, 1), (2, 4): ("甲", 2, 1), (3, 1): ("日期", 1, 1),
        (3, 2): ("2023年3月15日", 1, 1), (3, 3): ("#N/A", 1, 1), (4, 1): ("TRUE", 1, 1),
        (4, 2): ("120", 1, 1), (4, 4): ("尾", 1, 1),
    } == seen(document)  # fmt: skip
    assert {
        ("form-error-value", "资金!C3"), ("form-struck-through", "资金!C4"), ("form-hidden-sheet", "旧表"),
    } == {(remark.code, remark.place) for remark in document.remarks}  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_another_program_reads_the_same_bytes_alike() -> None:
    theirs = read_ods(converted(BOOK, ".xlsb", "ods"))

    assert seen(read(BOOK)) == seen(theirs)


@pytest.mark.parametrize("suffix", [".xlsb", ".xlsx"])
def test_a_form_in_a_binary_workbook_says_the_same_as_in_any_other(tmp_path: Path, suffix: str) -> None:
    lines, merges = national()
    path = tmp_path / f"form{suffix}"
    path.write_bytes(workbook([("自评表", sheet(lines, merges))]))

    (form,) = forms_of(path)

    assert expected() == said(form.report)
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.bin"
CELL = struct.pack("<II", 0, 0)
ROW = record(0, struct.pack("<IIHHBI", 0, 0, 300, 0, 0, 0))
HOSTILE = {
    "a record longer than its part": (with_part(SHEET, b"\x06\xff\xff\x7fabc"), "form-broken"),
    "a text longer than its record": (
        with_part(SHEET, ROW + record(6, CELL + b"\xff\xff\xff\x7f")), "form-broken",
    ),
    "a shared text that is not there": (
        with_part(SHEET, ROW + record(7, CELL + struct.pack("<I", 99))), "form-broken",
    ),
    "a number that is cut": (with_part(SHEET, ROW + record(5, CELL + b"1234")), "form-broken"),
    "a row twice": (with_part(SHEET, ROW + ROW), "form-rows-unordered"),
    "a cell before any row": (with_part(SHEET, record(4, CELL + b"1")), "form-cells-unordered"),
    "a cell twice": (with_part(SHEET, ROW + record(4, CELL + b"1") * 2), "form-cells-unordered"),
    "a merge over the sheet": (
        with_part(SHEET, record(176, struct.pack("<4I", 0, 1_000_000, 0, 16_000))), "form-merge-too-large",
    ),
    "a merge beyond the sheet": (
        with_part(SHEET, record(176, struct.pack("<4I", 0, 0xFFFFFFFF, 0, 0))), "form-merge",
    ),
    "merges that overlap": (
        with_part(SHEET, record(176, struct.pack("<4I", 0, 1, 0, 1)) * 2), "form-merge",
    ),
    "a sheet that is nowhere": (
        with_part("xl/_rels/workbook.bin.rels", b"<Relationships/>"), "form-broken",
    ),
    "an entity that reads files": (
        with_part("xl/_rels/workbook.bin.rels", b'<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><a>&b;</a>'),
        "form-doctype",
    ),
    "half a file": (BOOK[: len(BOOK) // 2], "form-cut"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_binary_workbook_is_refused(name: str) -> None:
    content, code = HOSTILE[name]

    with pytest.raises(Unreadable) as refusal:
        workers().read("perfscore.documents.xlsb:read", content)

    assert code == refusal.value.code


def outcome(content: bytes) -> str:
    try:
        workers().read("perfscore.documents.xlsb:read", content)
    except Unreadable as refusal:
        return refusal.code
    return "read"


def test_changed_bytes_never_take_the_reader_down() -> None:
    with zipfile.ZipFile(BytesIO(BOOK)) as file:
        part = file.read(SHEET)
    outcomes = set()
    for at in range(0, len(part), 3):
        broken = bytearray(part)
        broken[at] ^= 0xFF
        outcomes.add(outcome(with_part(SHEET, bytes(broken))))

    assert outcomes <= {
        "read", "form-broken", "form-rows-unordered", "form-cells-unordered", "form-merge",
        "form-merge-too-large",
    }  # fmt: skip
