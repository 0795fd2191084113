"""One form, written by an office program in many formats, says the same in each; so do its finer points."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from perfscore.documents.document import Cell, Document, Grid, Line
from perfscore.documents.worker import Workers
from tests.extract.filled import FILLED
from tests.extract.layouts import national
from tests.extract.saying import expected, said
from tests.extract.together import forms_of, workers
from tests.extract.writers import with_docx, with_openpyxl

FILES = Path(__file__).parent / "files"


def read(kind: str, content: bytes | None = None, name: str = "details") -> Document:
    path = FILES / f"{name}.{kind}"
    module = {"xlsx": "xlsx", "docx": "word"}.get(kind, kind)
    return workers().read(f"perfscore.documents.{module}:read", content or path.read_bytes())


def cells(document: Document, part: int = 0, table: int = 0) -> dict[tuple[int, int], Cell]:
    grids = [block for block in document.parts[part].blocks if isinstance(block, Grid)]
    return {(cell.row, cell.column): cell for cell in grids[table].cells}


@pytest.mark.parametrize("kind", ["pdf", "xls", "ods", "doc", "odt"])
def test_a_form_says_the_same_in_every_format(kind: str) -> None:
    (form,) = forms_of(FILES / f"form.{kind}")

    assert expected() == said(form.report)
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_cells_of_a_workbook_are_what_a_person_sees(kind: str) -> None:
    found = cells(read(kind))

    assert ["98.50%", "12,345.60", "2023年3月15日"] == [found[1, column].text for column in (1, 3, 4)]
    assert ("18", "资金!A3") == (found[3, 1].text, found[3, 1].place)
    assert (2, 1) not in found  # all of it is struck through
    assert (2, 2) == (found[4, 1].rows, found[4, 1].columns)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_nobody_sees_of_a_workbook_is_told(kind: str) -> None:
    told = {(remark.code, remark.place) for remark in read(kind).remarks}

    assert {
        ("form-hidden-row", "资金!2:2"), ("form-hidden-sheet", "旧表"), ("form-error-value", "资金!B3"),
        ("form-struck-through", "资金!A2"), ("form-struck-through", "资金!A3"),
    } <= told  # fmt: skip


def test_a_sign_of_a_font_of_signs_is_the_one_that_is_seen() -> None:
    found = [cell.text for cell in cells(read("odt", name="signs")).values()]

    assert "≥800册" in found
    assert "≤50元" in found


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_a_text_is_what_prints_once_its_changes_are_accepted(kind: str) -> None:
    document = read(kind)

    lines = [block for block in document.parts[0].blocks if isinstance(block, Line)]
    assert [
        ("一、基本情况", 1), ("全年执行数381.53万元，自评96.85分，面积30平方米m²。", 0), ("见附表。", 0),
    ] == [(line.text, line.level) for line in lines]  # fmt: skip
    assert {"form-note-mark", "form-struck-through", "form-tracked-change"} == {
        remark.code for remark in document.remarks
    }


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_merged_cells_keep_their_size_and_a_table_in_a_cell_is_one_of_its_own(kind: str) -> None:
    document = read(kind)
    outer, inner = cells(document), cells(document, table=1)

    assert {
        (1, 1): (1, 2),
        (1, 3): (1, 1),
        (2, 1): (2, 1),
        (2, 2): (1, 1),
        (2, 3): (1, 1),
        (3, 3): (1, 1),
    } == {spot: (cell.rows, cell.columns) for spot, cell in outer.items()}
    assert ["内左", "内右"] == [cell.text for cell in inner.values()]


@pytest.mark.parametrize(("kind", "write"), [("xlsx", with_openpyxl), ("docx", with_docx)])
def test_the_strict_form_of_an_office_file_reads_like_the_usual_one(
    kind: str, write: object, tmp_path: Path
) -> None:
    path = tmp_path / f"form.{kind}"
    assert callable(write)
    write(national, path)
    strict = _strict(path.read_bytes())

    assert b"purl.oclc.org" in strict
    assert read(kind, path.read_bytes()) == read(kind, strict)


def _strict(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for room in (b"officeDocument", b"spreadsheetml", b"wordprocessingml", b"drawingml"):
                usual = b"http://schemas.openxmlformats.org/" + room + b"/2006/"
                part = part.replace(usual, b"http://purl.oclc.org/ooxml/" + room + b"/")
            new.writestr(name, part)
    return out.getvalue()


def _ofd(page: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "OFD.xml", '<OFD xmlns="a"><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>'
        )
        file.writestr(
            "Doc_0/Document.xml", '<Document><Pages><Page BaseLoc="Pages/0.xml"/></Pages></Document>'
        )
        area = "<Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>"
        file.writestr("Doc_0/Pages/0.xml", f"<Page>{area}<Content><Layer>{page}</Layer></Content></Page>")
    return out.getvalue()


def _text(left: int, top: int, text: str) -> str:
    steps = f"g {len(text) - 1} 4"
    return (
        f'<TextObject Boundary="{left} {top} 80 5" Size="4"><TextCode X="0" Y="4" DeltaX="{steps}">{text}'
        "</TextCode></TextObject>"
    )


def test_an_ofd_file_has_its_text_and_the_tables_that_its_lines_make() -> None:
    across = "".join(f'<PathObject Boundary="20 {top} 100 0.2"/>' for top in (40, 50, 60))
    down = "".join(f'<PathObject Boundary="{left} 40 0.2 20"/>' for left in (20, 70, 120))
    words = _text(22, 42, "指标名称") + _text(72, 42, "得分")
    words += _text(22, 52, "开放天数") + _text(72, 52, "9.5")

    document = read("ofd", _ofd(_text(20, 20, "二〇二四年度自评表") + across + down + words))

    assert "二〇二四年度自评表" == next(b.text for b in document.parts[0].blocks if isinstance(b, Line))
    assert {(1, 1): "指标名称", (1, 2): "得分", (2, 1): "开放天数", (2, 2): "9.5"} == {
        spot: cell.text for spot, cell in cells(document).items()
    }


def test_an_ofd_table_of_three_lines_has_the_columns_in_which_its_text_stands() -> None:
    rows = [("指标名称", "年度指标值", "得分"), ("开放天数", "300天", "9.5"), ("到馆人次", "", "8"),
            ("购置图书", "800册", "10")]  # fmt: skip
    lines = "".join(f'<PathObject Boundary="18 {top} 120 0.2"/>' for top in (38, 50, 88))
    words = "".join(
        _text(left, 40 + 12 * number, text)
        for number, row in enumerate(rows)
        for left, text in zip((20, 60, 110), row, strict=True)
        if text
    )

    document = read("ofd", _ofd(lines + words))

    assert {(row, column): text for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1)
            if text} == {spot: cell.text for spot, cell in cells(document).items()}  # fmt: skip
    assert ["form-undrawn"] == [remark.code for remark in document.remarks]


def test_a_reader_leaves_its_process_fit_for_the_next_file() -> None:
    with Workers() as own:
        first = own.read("perfscore.documents.doc:read", (FILES / "form.doc").read_bytes())
        again = own.read("perfscore.documents.doc:read", (FILES / "form.doc").read_bytes())

    assert first == again
