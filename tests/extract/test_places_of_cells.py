"""The target, the result, the points and the score of a row each stand in a cell of their own."""

import io
import re
from functools import cache

import openpyxl

from perfscore import Audit, audit, read_document, render
from perfscore.documents.document import Document
from perfscore.documents.opening import open_form
from perfscore.documents.reading import document_of
from perfscore.explain.content.view import explanation
from perfscore.explain.formats.text import text
from perfscore.explain.formats.xlsx.book import workbook
from tests.cards import catalog
from tests.paths import ROOT

PAGE = ROOT / "docs" / "examples" / "reading-room-page.html"
TARGET, ACTUAL, SCORE = "表1第6行第4格", "表1第6行第5格", "表1第6行第7格"
"""Where 到馆人次 has its target, its result and its score, as somebody counts who looks at the page."""


@cache
def result() -> Audit:
    (report,) = read_document(PAGE)
    return audit(report, None, catalog())


@cache
def document() -> Document:
    known = [(entry.value, str(entry.provider)) for entry in catalog().readers.values()]
    return document_of(open_form(PAGE, known))


def test_what_a_row_prints_is_what_stands_at_each_place() -> None:
    printed = {cell.place: cell.text for part in document().parts for cell in part.as_grid().cells}
    entries = [row.entry for row in result().report.rows]

    assert len(entries) == 3
    for entry in entries:
        places = {name: str(entry.place_of(name)).removeprefix("form ") for name in entry.cells}
        assert {"target", "actual", "points", "claimed"} == places.keys()
        assert {name: getattr(entry, name) for name in places} == {n: printed[at] for n, at in places.items()}


def test_text_and_data_name_the_cell_of_each_figure() -> None:
    said = text(explanation(result(), "zh"), 10_000)
    row = next(line for line in result().to_dict()["criteria"] if line["label"] == "到馆人次")

    assert [f"form {TARGET}", f"form {ACTUAL}"] == sorted(fact["at"] for fact in row["facts"])
    assert f"自评 28 分，见 {SCORE}" in said
    assert re.search(rf"≥80000人次.*{TARGET}", said)
    assert re.search(rf"76000人次.*{ACTUAL}", said)


def test_the_sheet_of_facts_names_them_too() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(result())))["事实"]
    rows = [" ".join(str(cell.value) for cell in row) for row in sheet]

    assert [True, True] == [any(f"targets.2.{part}" in row and at in row for row in rows)
                            for part, at in (("target", TARGET), ("actual", ACTUAL))]  # fmt: skip


def test_the_page_marks_each_of_them_in_its_own_cell() -> None:
    page = render(result(), format="html", beside=document())
    marked = re.findall(r'<td title="([^"]+)"><mark[^>]*><a[^>]*>([^<]+)', page)

    assert {(TARGET, "≥80000人次"), (ACTUAL, "76000人次"), (SCORE, "28")} <= set(marked)


def test_a_report_file_that_names_only_the_row_still_has_its_place() -> None:
    from perfscore import make_report

    row = {
        "name": "册数",
        "target": "≥10册",
        "actual": "9册",
        "points": "5",
        "claimed": "4",
        "at": "form 3行",
    }
    report = make_report({"report": {"subject": "某馆", "fiscal_year": 2024}, "targets": [row]})

    assert {"form 3行"} == {report.rows[0].entry.place_of(name) for name in ("target", "actual", "claimed")}
    assert report.rows[0].claim is not None
    assert "form 3行" == report.rows[0].claim.at
