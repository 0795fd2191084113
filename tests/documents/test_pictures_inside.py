"""Pictures within files: a scan with a header, a page that shows its table as a picture, Word and OFD."""

import re
from pathlib import Path
from typing import Any

import pytest

from perfscore.documents.bounds import recognises
from perfscore.documents.document import Document, Grid
from tests.documents.drawn_forms import drawn
from tests.documents.pdf_pages_written import HEIGHT, WIDTH, Page
from tests.documents.with_pictures import docx_with, ofd_with, pdf_with, scanned
from tests.extract import layouts
from tests.extract.saying import expected, said
from tests.extract.together import forms_of, workers

pytestmark = pytest.mark.skipif(
    not recognises(), reason="what reads pictures is not installed: pip install '.[ocr]'"
)
SPOT = re.compile("（左上 [0-9]+,[0-9]+ (毫米|像素)）")


@pytest.fixture(scope="module")
def form() -> Any:
    return scanned(drawn(layouts.national)[0])


@pytest.fixture(scope="module")
def table() -> Any:
    rows = [["指标", "目标值", "完成值"], ["举办活动", "120场", "132场"], ["购置图书", "800册", "820册"]]
    return drawn(lambda: ([[*row] for row in rows], []))[0]


def _scan_with_a_header(form: Any) -> bytes:
    page = Page().lines(60, 20, "某省财政厅", "第 1 页").word(420, 780, "电子公章")
    return pdf_with(page, form, (0, 0, WIDTH, HEIGHT))


SCANS = {
    "scan.pdf": (_scan_with_a_header, "第1页图片"),
    "scan.docx": (lambda form: docx_with(["附件2"], form), "第2段图片"),
    "scan.ofd": (lambda form: ofd_with([(170, 285, "第1页")], form, (0, 0, 210, 297)), "第1页图片"),
}


@pytest.mark.parametrize("name", SCANS)
def test_a_form_that_is_a_picture_in_a_file_says_what_it_says(name: str, form: Any, tmp_path: Path) -> None:
    written, place = SCANS[name]
    (tmp_path / name).write_bytes(written(form))

    (read,) = forms_of(tmp_path / name)

    assert expected() == said(read.report)
    assert {"assumed"} == {fact.state for fact in read.report.facts.values()}
    budget = read.report.facts["budget"].at or ""
    assert place in budget
    assert SPOT.search(budget)


def _blocks(document: Document) -> list[str]:
    """Return what stands there in its order, a table as its cells; marked where it was seen in a picture."""
    (part,) = document.parts
    texts = [
        [(cell.text, cell.place) for cell in block.cells]
        if isinstance(block, Grid)
        else [(block.text, block.place)]
        for block in part.blocks
    ]
    return ["/".join(f"{'*' * bool(SPOT.search(place))}{text}" for text, place in cells) for cells in texts]


SEEN = "*指标/*目标值/*完成值/*举办活动/*120场/*132场/*购置图书/*800册/*820册"
ABOVE, BELOW = "全年支出114.25万元。", "自评得分95.5分。"
MIXED = {
    "pdf:scanned:read": lambda table: pdf_with(
        Page().word(60, 80, ABOVE).word(60, 700, BELOW), table, (60, 120, 535, 260)
    ),
    "docx:scanned_word:read": lambda table: docx_with([ABOVE], table, [BELOW]),
    "ofd:scanned:read_ofd": lambda table: ofd_with(
        [(20, 20, ABOVE), (20, 240, BELOW)], table, (20, 40, 190, 90)
    ),
}


@pytest.mark.parametrize("name", MIXED)
def test_a_picture_of_a_table_between_text_is_read_where_it_stands(name: str, table: Any) -> None:
    reads = name.partition(":")[2]

    document = workers().read(f"perfscore.documents.{reads}", MIXED[name](table))

    assert [ABOVE, SEEN, BELOW] == _blocks(document)
    (told,) = [remark.place for remark in document.remarks if remark.code == "form-from-picture"]
    assert told.endswith("图片")
    assert not any(remark.code == "form-picture-unread" for remark in document.remarks)


def test_what_is_printed_over_a_picture_is_read_once_and_stays_printed(table: Any) -> None:
    content = pdf_with(Page().word(300, 300, "核对无误"), table, (60, 120, 535, 420))

    found = _blocks(workers().read("perfscore.documents.scanned:read", content))

    assert 1 == "".join(found).count("核对无误")
    assert "核对无误" in found
