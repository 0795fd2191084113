"""Where what reads pictures is not installed they are refused, with the command that installs it."""

import sys
from pathlib import Path

import pytest

from perfscore.documents import pictures, reading
from perfscore.documents.document import Unreadable
from perfscore.messages.problems import Place, Problem, ProblemsFound
from tests.documents.pdf_pages_written import Page, pdf
from tests.extract.together import forms_of


def test_a_picture_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(Unreadable) as refusal:
        pictures.read(b"\x89PNG")

    problem = Problem(refusal.value.code, Place("form.png", 0))
    assert "form-picture" == refusal.value.code
    assert "pip install 'perfscore[ocr]'" in problem.text("zh")
    assert "pip install 'perfscore[ocr]'" in problem.text("en")


def test_a_scan_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "recognises", lambda: False)
    (tmp_path / "scan.pdf").write_bytes(pdf(Page(picture=True)))

    with pytest.raises(ProblemsFound) as found:
        forms_of(tmp_path / "scan.pdf")

    assert "form-scan" == found.value.problems[0].code
    assert "pip install 'perfscore[ocr]'" in found.value.text("zh")
