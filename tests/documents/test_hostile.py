"""Every hostile file is refused with its name, in bounded time and memory; the next one is read."""

import os
import sys
import time
from pathlib import Path

import pytest

from perfscore.documents import bounds, worker
from perfscore.documents.document import Unreadable
from perfscore.documents.worker import Workers
from perfscore.extract.forms.form import read_forms
from perfscore.messages.problems import Problem, ProblemsFound
from tests.cards import catalog
from tests.documents.hostile import EVIL, FORM, forged_size, packed, workbook
from tests.documents.memory import taken_by
from tests.extract.layouts import national
from tests.extract.writers import with_docx

SECONDS = 20


def refused(path: Path) -> Problem:
    begun = time.monotonic()
    with pytest.raises(ProblemsFound) as found:
        read_forms(path, catalog())
    assert time.monotonic() - begun < SECONDS
    for language in ("en", "zh"):
        assert path.name in found.value.text(language)
        assert "{" not in found.value.text(language)
    (problem,) = found.value.problems
    return problem


@pytest.mark.parametrize("name", EVIL)
def test_a_hostile_workbook_is_refused_by_name(name: str, tmp_path: Path) -> None:
    content, code = EVIL[name]
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    assert code == refused(path).code


def test_the_same_workbook_without_the_trick_is_read(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook(FORM))

    (form,) = read_forms(path, catalog())

    assert ["件数"] == [entry.name for entry in form.report.targets]


def test_a_forged_size_of_the_sheet_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook(FORM, before='<dimension ref="A1"/>'))

    (form,) = read_forms(path, catalog())

    assert "9" == form.report.targets[0].claimed


def test_parts_longer_than_they_say_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(forged_size(workbook(FORM)))

    assert "form-broken" == refused(path).code


def test_a_document_type_in_a_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(packed([("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')]))

    assert "form-doctype" == refused(path).code


def test_a_table_of_a_million_columns_in_a_word_file_is_refused(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "form.docx"
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell._tc.grid_span = 999_999
    document.save(str(path))

    assert "form-too-many-columns" == refused(path).code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("form.csv", b'"a\n' + b"b" * 40_000, "form-csv"),
        ("form.csv", b"a,\0b", "form-broken"),
        ("form.csv", b"\n".join([b"a"] * 20_001), "form-too-many-rows"),
        ("form.csv", b",".join([b"a"] * 201), "form-too-many-columns"),
        ("form.json", b"[" * 100_000, "form-json-shape"),
        ("form.json", b'{"a": 1, "a": 2}', "form-json-twice"),
        ("form.json", b'{"a": NaN}', "form-broken"),
        ("form.json", b"{", "form-broken"),
        ("form.json", b"3", "form-json-shape"),
        ("form.json", b'{"a": [1, 2]}', "form-json-shape"),
        ("form.pdf", b"%PDF-1.7", "form-broken"),
        ("form.xls", b"", "form-empty"),
        ("form.exe", b"MZ\x90\x00", "form-kind-unknown"),
        ("form.csv", b"a,b\n", "form-nothing-found"),
    ],
)
def test_text_that_is_no_form_is_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert code == refused(path).code


def test_links_devices_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link.xlsx").symlink_to("/etc/passwd")
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.xlsx")

    assert "form-link" == refused(tmp_path / "link.xlsx").code
    assert "form-link" == refused(tmp_path / "zero.xlsx").code
    assert "file-not-regular" == refused(tmp_path / "pipe.xlsx").code
    assert "file-missing" == refused(tmp_path / "none.xlsx").code


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("form-reader-ended", "import os; os.kill(os.getpid(), 11)"),
        ("form-reader-ended", "import os; os._exit(3)"),
        ("form-too-much-memory", "bytes(3 * 1024 ** 3)"),
        ("form-reader-failed", "raise RuntimeError('no')"),
        ("form-reader-failed", "pass"),
        ("form-reader-failed", "import no_such_library_at_all"),
    ],
)
def test_a_reader_that_dies_takes_only_its_own_process(
    code: str, reads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fragile_reader.py").write_text(f"def read(content):\n    {reads}\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    with Workers() as workers, pytest.raises(Unreadable) as refusal:
        workers.read("fragile_reader:read", b"content")

    assert code == refusal.value.code


def test_a_reader_that_hangs_is_ended_by_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sleeping_reader.py").write_text("import time\ndef read(content): time.sleep(600)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(bounds, "_USUAL", bounds.Bounds(1024**3, 1))
    monkeypatch.setattr(worker, "_SPARE", 0)

    with Workers() as workers, pytest.raises(Unreadable) as refusal:
        workers.read("sleeping_reader:read", b"content")

    assert "form-too-slow" == refusal.value.code


def test_after_a_crash_the_next_file_is_read_by_a_new_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "touchy_reader.py").write_text(
        "import os\nfrom perfscore.documents.document import Document\n"
        "def read(content):\n    if content == b'bad': os.abort()\n    return Document(())\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    with Workers() as workers:
        assert () == workers.read("touchy_reader:read", b"good").parts
        with pytest.raises(Unreadable):
            workers.read("touchy_reader:read", b"bad")
        assert () == workers.read("touchy_reader:read", b"good").parts


def test_no_module_of_the_folder_one_stands_in_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("openpyxl", "json", "struct"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(77)")
    (tmp_path / "form.xlsx").write_bytes(workbook(FORM))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])

    assert 1 == len(read_forms("form.xlsx", catalog()))


def test_hostile_files_together_took_little_memory(tmp_path: Path) -> None:
    files = {f"{number}.xlsx": content for number, (content, _) in enumerate(EVIL.values())}

    refused, most = taken_by(files, tmp_path)

    assert len(EVIL) == refused
    assert most < 1024 * 1024  # KiB


def test_many_files_take_no_more_memory_than_one(tmp_path: Path) -> None:
    with_docx(national, tmp_path / "form.docx")
    content = (tmp_path / "form.docx").read_bytes()
    sizes = []
    with Workers() as workers:
        for _ in range(25):
            workers.read("perfscore.documents.word:read", content)
            (process,) = workers._running.values()
            sizes.append(int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]))

    assert sizes[-1] < 2 * sizes[1]
