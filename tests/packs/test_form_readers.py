"""Readers of strangers enter by the same door as the bundled ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore.extract.forms.form import read_forms
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover
from tests.packs.fake_packs import Site, site_in

TABS = """
from perfscore.documents.reader import FormReader

@hookimpl
def perfscore_readers():
    return [FormReader(id="acme.{id}", label="tabs", suffixes=("{suffix}",), reads=__name__ + ".tabs:read")]
"""
FORM = "2024年度绩效自评表\n一级指标\t三级指标\t指标值\t完成值\t得分\n产出指标\t开放天数\t300\t312\t50\n"
READ = """
from perfscore.documents.document import Cell, Document, Grid

def read(content):
    lines = [line.split("\\t") for line in content.decode().split("\\n")]
    cells = [
        Cell(row, column, text, f"line {row} column {column}")
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    ]
    return Document.of_grids([Grid("tabs", tuple(cells))])
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as site:
        yield site


def test_a_reader_of_a_pack_reads_its_own_files(site: Site, tmp_path: Path) -> None:
    site.pack("acme", TABS.replace("{id}", "tabs").replace("{suffix}", ".tsv"), data={"tabs.py": READ})
    (tmp_path / "form.tsv").write_text(FORM, "utf-8")

    (form,) = read_forms(tmp_path / "form.tsv", discover(["acme"]))

    assert [("开放天数", "300", "50")] == [(row.name, row.target, row.claimed) for row in form.report.targets]
    assert "form line 3 column 2" == form.report.targets[0].at


def test_two_readers_for_one_kind_of_file_are_an_error_that_names_both(site: Site, tmp_path: Path) -> None:
    site.pack("acme", TABS.replace("{id}", "csv").replace("{suffix}", ".csv"), data={"tabs.py": READ})
    (tmp_path / "form.csv").write_text("a")

    with pytest.raises(ProblemsFound) as found:
        read_forms(tmp_path / "form.csv", discover(["acme"]))

    assert ["form-readers-twice"] == [problem.code for problem in found.value.problems]
    assert "acme-perfscore" in str(found.value)


def test_the_bundled_readers_are_in_the_catalogue() -> None:
    expected = {
        "csv",
        "doc",
        "docx",
        "html",
        "json",
        "markdown",
        "mht",
        "ods",
        "odt",
        "ofd",
        "pdf",
        "picture",
    }

    assert expected | {"picture", "rtf", "text", "xls", "xlsb", "xlsx"} == set(discover().readers)


def test_what_is_no_reader_is_refused_with_the_name_of_the_pack(site: Site) -> None:
    site.pack("acme", "@hookimpl\ndef perfscore_readers():\n    return ['xlsx']")

    with pytest.raises(ProblemsFound, match=r"acme.*FormReader"):
        discover(["acme"])


@pytest.mark.parametrize(
    ("gives", "said"),
    [("raise RuntimeError('no such day')", "RuntimeError: no such day"), ("return 'text'", "TypeError: str")],
)
def test_a_reader_that_fails_is_named_and_the_file_is_not_blamed(
    gives: str, said: str, site: Site, tmp_path: Path
) -> None:
    broken = f"def read(content):\n    {gives}\n"
    site.pack("acme", TABS.replace("{id}", "tabs").replace("{suffix}", ".tsv"), data={"tabs.py": broken})
    (tmp_path / "form.tsv").write_text(FORM, "utf-8")

    with pytest.raises(ProblemsFound) as found:
        read_forms(tmp_path / "form.tsv", discover(["acme"]))

    (problem,) = found.value.problems
    assert "form-reader-failed" == problem.code
    assert ".tabs:read" in problem.values["reader"]
    assert said == problem.values["found"]
