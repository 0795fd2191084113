"""Files under the name of another format, as sites and programs give them out, are what they hold."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from perfscore.extract.reports import read_reports
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover
from tests.documents.fuzz_seeds import seeds
from tests.extract.saying import expected, said
from tests.extract.together import forms_of, workers

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    written = seeds(tmp_path_factory.mktemp("seeds"))
    return written | {kind: (FILES / f"form.{kind}").read_bytes() for kind in ("doc", "xls", "pdf")}


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("wps", "doc"), ("et", "xls"), ("doc", "html"), ("doc", "docx"), ("doc", "mht"), ("xls", "html"),
        ("xls", "xlsx"), ("xls", "csv"), ("xls", "mht"), ("xls", "xlsb"), ("docx", "doc"), ("xlsx", "xls"),
        ("wps", "docx"), ("et", "xlsx"), ("docx", "odt"), ("xlsx", "ods"), ("doc", "pdf"), ("pdf", "docx"),
        ("html", "docx"), ("txt", "pdf"), ("DOC", "html"),
    ],
)  # fmt: skip
def test_a_renamed_form_is_read_as_what_it_is(
    suffix: str, kind: str, forms: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"自评表.{suffix}"
    path.write_bytes(forms[kind])

    (form,) = forms_of(path)

    assert expected() == said(form.report)
    own = (suffix, kind) in (("wps", "doc"), ("et", "xls"))  # as its own program names it
    assert own != any(note.code == "form-misnamed" for note in form.notes)


def test_rows_with_tabs_called_xls_are_rows_though_not_as_long_as_each_other(
    forms: dict[str, bytes], tmp_path: Path
) -> None:
    rows = csv.reader(StringIO(forms["csv"].decode("utf-8-sig"), newline=""))
    path = tmp_path / "自评表.xls"
    path.write_bytes("\r\n".join("\t".join(map(_one_line, row)) for row in rows).encode("gb18030"))

    (form,) = forms_of(path)

    assert expected() == said(form.report)


def _one_line(text: str) -> str:
    return text.replace("\n", "")


def test_rich_text_called_doc_is_read_by_libreoffice(forms: dict[str, bytes], tmp_path: Path) -> None:
    if "rtf" not in forms:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "自评表.doc"
    path.write_bytes(forms["rtf"])

    (form,) = forms_of(path)

    assert 5 == len(form.report.rows)
    assert any(note.code == "form-misnamed" for note in form.notes)


@pytest.mark.parametrize("suffix", ["pdf", "doc", "xls", "docx"])
def test_the_error_page_of_a_site_is_no_report_whatever_it_is_called(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"自评报告.{suffix}"
    path.write_bytes(
        "<!DOCTYPE html><html><head><title>404</title></head><body><h1>404</h1><p>您访问的页面不存在或已删除"
        "</p><a href='/'>返回首页</a></body></html>".encode()
    )

    with pytest.raises(ProblemsFound) as found:
        read_reports(path, discover(), workers=workers())

    assert ["narrative-nothing-found"] == [problem.code for problem in found.value.problems]
    assert path.name in found.value.text("zh")


def test_a_document_of_another_program_called_doc_is_refused_at_once(tmp_path: Path) -> None:
    from tests.documents.ole_files import ole

    path = tmp_path / "自评报告.wps"
    path.write_bytes(ole("CONTENTS", "SPELLING"))

    with pytest.raises(ProblemsFound) as found:
        read_reports(path, discover(), workers=workers())

    assert ["form-not-a-document"] == [problem.code for problem in found.value.problems]
