"""A small run of the fuzz: every form is read as it is, and every changed one is read or refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore import discover
from perfscore.documents.worker import Workers
from perfscore.extract.reports import read_reports
from tests.documents.fuzz import run, told
from tests.documents.fuzz_seeds import seeds, zipped


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers() as own:
        yield own


def test_the_unchanged_form_is_read_from_every_format(tmp_path: Path, workers: Workers) -> None:
    rows = {}
    for kind, content in seeds(tmp_path).items():
        path = tmp_path / f"unchanged.{kind}"
        path.write_bytes(content)
        reads = read_reports(path, discover(), year=2024, workers=workers)
        rows[kind] = [len(read.report.rows) for read in reads]

    assert {"zip": [5, 5]} == {kind: found for kind, found in rows.items() if found != [5]}


def test_changed_files_are_read_or_refused(tmp_path: Path) -> None:
    kinds = (
        "csv", "docx", "html", "json", "md", "mht", "ods", "odt", "ofd", "pdf", "txt", "xlsb", "xlsx", "zip",
    )  # fmt: skip
    outcomes = run(140, 7, tmp_path, kinds)
    counts = {kind: one.counts for kind, one in outcomes.items()}

    assert dict.fromkeys(kinds, 10) == {kind: found.total() for kind, found in counts.items()}
    assert sum(found["read"] for found in counts.values()) > 20, told(outcomes)
    assert sum(found["refused"] for found in counts.values()) > 20, told(outcomes)
    assert not sum(found["ended"] for found in counts.values()), told(outcomes)


def test_a_name_in_an_archive_may_be_longer_than_any_on_a_disk(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "long.zip"
    path.write_bytes(zipped([(f"{'长' * 300}.csv", seeds(tmp_path)["csv"])]))

    assert [5] == [len(r.report.rows) for r in read_reports(path, discover(), workers=workers)]
