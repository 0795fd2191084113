"""A file that ends in the middle is read as far as it goes with a remark, or refused as cut."""

import shutil
from pathlib import Path

import pytest

from perfscore import audit, discover
from perfscore.documents.cut import CUT
from perfscore.extract.reports import read_reports
from perfscore.messages.problems import ProblemsFound
from tests.documents.fuzz_seeds import seeds
from tests.documents.pages import as_page
from tests.extract.layouts import national
from tests.extract.together import forms_of, workers


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seeds(tmp_path_factory.mktemp("seeds"))


def behind(content: bytes, text: str, more: int = 0) -> bytes:
    """Return a file as far as a text goes, and some bytes of what follows."""
    return content[: content.index(text.encode()) + len(text.encode()) + more]


def test_a_page_cut_in_the_middle_of_a_row_is_read_with_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "自评表.html"
    as_page(national, path)
    path.write_bytes(behind(path.read_bytes(), "验收合格率", 20))

    (form,) = forms_of(path)

    (note,) = [note for note in form.notes if note.code == CUT]
    assert note.place.startswith("表1第")
    assert "中断" in note.sentence("zh")
    found = [one for one in audit(form.report, "cn-mof-2020").findings if one.code == "form-noted"]
    assert [CUT] == [one.values["note"] for one in found]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>1</td></tr>", "<html><body><p>1</p>", "<p>1</p><div cla",
        "<table><tr><td>1</td></tr></table><table><tr><td>2", "<html><p>1</p><!-- 2",
    ],
)  # fmt: skip
def test_a_page_without_its_end_is_cut(page: str) -> None:
    document = workers().read("perfscore.documents.html:read", page.encode())

    assert CUT in [remark.code for remark in document.remarks]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>1</td></tr></table>", "<html><table><tr><td>1</html>", "<p>1<p>2", "<p>1 < 2</p>",
        "<html><body><p>1</p></body></html><script>'<table>'</script>", "<html><!--<table>--><p>1</p></body>",
    ],
)  # fmt: skip
def test_a_page_that_is_only_written_badly_is_whole(page: str) -> None:
    document = workers().read("perfscore.documents.html:read", page.encode())

    assert CUT not in [remark.code for remark in document.remarks]


@pytest.mark.parametrize("kind", ["mht", "rtf"])
def test_a_saved_page_and_a_rich_text_are_read_so_far_with_a_remark(
    kind: str, forms: dict[str, bytes], tmp_path: Path
) -> None:
    if kind == "rtf" and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / f"自评表.{kind}"
    path.write_bytes(forms[kind][: len(forms[kind]) * 9 // 10])

    (form,) = forms_of(path)

    assert [CUT] == [note.code for note in form.notes if note.code == CUT]
    assert form.report.rows


def test_a_pdf_without_its_end_is_read_where_its_objects_suffice(
    forms: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "自评表.pdf"
    path.write_bytes(forms["pdf"].replace(b"%%EOF", b""))

    (form,) = forms_of(path, 2024)

    assert [CUT] == [note.code for note in form.notes if note.code == CUT]


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "xlsb", "ods", "odt", "ofd", "zip"])
def test_what_has_its_directory_at_its_end_is_refused_as_cut(
    kind: str, forms: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"自评表.{kind}"
    path.write_bytes(forms[kind][: len(forms[kind]) * 8 // 10])

    with pytest.raises(ProblemsFound) as found:
        read_reports(path, discover(), workers=workers())

    assert ["form-cut"] == [problem.code for problem in found.value.problems]
    assert "截断" in found.value.text("zh")


@pytest.mark.parametrize("kind", ["doc", "xls", "json"])
def test_what_cannot_be_read_without_its_end_is_refused(
    kind: str, forms: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"自评表.{kind}"
    path.write_bytes(forms[kind][: len(forms[kind]) // 2])

    with pytest.raises(ProblemsFound) as found:
        read_reports(path, discover(), workers=workers())

    assert {"form-broken", "form-json-shape"} & {problem.code for problem in found.value.problems}


def test_a_narrative_that_is_cut_says_so_in_its_report(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    title = "<html><body><h1>某馆2024年度整体支出绩效自评报告</h1>"
    path.write_bytes(f"{title}<p>全年支出381.53万元。</p><p>自评得分96.85分。</p>".encode())

    (read,) = read_reports(path, discover(), workers=workers())

    assert [CUT] == [note.code for note in read.report.notes]
