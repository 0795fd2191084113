"""Where what reads pictures is not installed they are refused, with the command that installs it."""

import sys
from pathlib import Path

import pytest

from perfscore.documents import pictures, reading
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.opening import open_form
from perfscore.documents.reader import BUNDLED
from perfscore.documents.worker import Workers
from perfscore.extract.reports import read_reports
from perfscore.messages.problems import Place, Problem, ProblemsFound
from tests.cards import catalog
from tests.documents.pdf_pages_written import HEIGHT, WIDTH, Page, pdf
from tests.documents.with_pictures import docx_with, ofd_with, paper, pdf_with
from tests.extract.together import forms_of, workers


def test_a_picture_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(Unreadable) as refusal:
        pictures.read(b"\x89PNG")

    problem = Problem(refusal.value.code, Place("form.png", 0))
    assert "form-picture" == refusal.value.code
    assert "pip install 'perfscore[ocr]'" in problem.text("zh")
    assert "pip install 'perfscore[ocr]'" in problem.text("en")


FORMS = {
    "scan.pdf": pdf(Page(picture=True)),
    "header.pdf": pdf_with(Page().word(60, 20, "第 1 页"), paper(), (0, 0, WIDTH, HEIGHT)),
    "scan.docx": docx_with(["附件2"], paper()),
    "scan.ofd": ofd_with([(170, 285, "第1页")], paper(), (0, 0, 210, 297)),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_scan_names_the_extra(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "recognises", lambda: False)
    (tmp_path / name).write_bytes(FORMS[name])

    with pytest.raises(ProblemsFound) as found:
        forms_of(tmp_path / name)

    assert "form-scan" == found.value.problems[0].code
    assert "pip install 'perfscore[ocr]'" in found.value.text("zh")


TEXT = "全年支出114.25万元，完成全年预算数120.50万元。" * 4
LARGE = {
    "pdf": (pdf_with(Page().lines(60, 80, *[TEXT[:40]] * 3), paper(), (60, 300, 535, 600)), "第1页"),
    "word": (docx_with([TEXT], paper()), "第2段图片"),
    "ofd": (ofd_with([(20, 20, TEXT)], paper(), (20, 60, 190, 200)), "第1页"),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_picture_among_text_that_was_not_read_is_told_with_its_place(kind: str) -> None:
    content, place = LARGE[kind]

    document = workers().read(f"perfscore.documents.{kind}:read", content)

    assert [("form-picture-unread", place)] == [(remark.code, remark.place) for remark in document.remarks]


SMALL = {
    "a logo": ("pdf", pdf_with(Page().word(60, 400, TEXT), paper(), (60, 60, 160, 120))),
    "paper below the text": (
        "pdf", pdf_with(Page().lines(60, 80, *[TEXT[:40]] * 3), paper(), (0, 0, WIDTH, HEIGHT)),
    ),
    "a logo in Word": ("word", docx_with([TEXT], paper(), wide=4)),
    "a seal in OFD": ("ofd", ofd_with([(20, 20, TEXT)], paper(), (20, 60, 60, 100))),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_a_picture_that_holds_no_table_is_no_matter(name: str) -> None:
    kind, content = SMALL[name]

    assert () == workers().read(f"perfscore.documents.{kind}:read", content).remarks


def test_characters_that_another_program_recognised_in_a_scan_are_assumed_too(tmp_path: Path) -> None:
    lines = ["2024年度部门整体支出绩效自评报告", "单位名称：某市图书馆", "一、基本情况",
             "2024年全年预算数为120.50万元，全年支出114.25万元。", "二、自评结果",
             "经自评，本单位自评得分为95.5分。"]  # fmt: skip
    states = {}
    for name, unseen in (("printed.pdf", False), ("layer.pdf", True)):
        page = Page(unseen=unseen).lines(60, 80, *lines, *["以上情况属实，特此报告。"] * 4)
        (tmp_path / name).write_bytes(pdf_with(page, paper(), (0, 0, WIDTH, HEIGHT)))
        (read,) = read_reports(tmp_path / name, catalog(), workers=workers())
        assert {"budget", "expenditure"} <= set(read.report.facts)
        states[name] = {fact.state for fact in read.report.facts.values()}

    assert {"printed.pdf": {"stated"}, "layer.pdf": {"assumed"}} == states


class _Failing(Workers):
    """Reads what is printed, and is killed over pictures."""

    def read(self, reads: str, content: bytes, password: str = "") -> Document:
        if "scanned" in reads:
            raise Unreadable("form-too-slow", "", most="300")
        return super().read(reads, content, password)


def test_what_is_printed_counts_where_reading_the_pictures_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "recognises", lambda: True)
    (tmp_path / "report.docx").write_bytes(LARGE["word"][0])
    opened = open_form(tmp_path / "report.docx", [(reader, "perfscore") for reader in BUNDLED])

    with _Failing() as failing:
        document = reading.document_of(opened, failing)

    assert ["form-picture-unread"] == [remark.code for remark in document.remarks]
    assert not document.parts[0].is_empty
