"""Files, folders and patterns become one list."""

import os
from pathlib import Path

import pytest

from perfscore.batch.folder.find import find

REPORT = '[report]\nsubject = "x"\n'


def found(*paths: object, output: str | None = None) -> list[str]:
    return [task.file for task in find([str(path) for path in paths], output)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as they are: reports, forms, and much else."""
    for name, text in {
        "b/report.toml": REPORT,
        "a.toml": REPORT,
        "b/dotted.toml": 'report.subject = "x"\n',
        "b/broken.toml": "[report]\nsubject = \n",
        "b/form.xlsx": "",
        "b/card.toml": '[ruleset]\nid = "card"\n',
        "b/quoting-card.toml": '[ruleset]\nid = "card"\nnote = """\n[report]\n"""\n',
        "pyproject.toml": "[project]\n",
        "b/~$form.xlsx": "",
        "b/.hidden.toml": REPORT,
        ".git/report.toml": REPORT,
        "b/notes.docx": "",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_gives_every_file_but_hidden_ones_and_locks(folder: Path) -> None:
    inside = ["broken.toml", "card.toml", "dotted.toml", "form.xlsx", "notes.docx", "quoting-card.toml"]

    assert ["a.toml", "pyproject.toml", *(f"b/{name}" for name in (*inside, "report.toml"))] == found(".")


def test_paths_keep_their_order_and_a_file_counts_once(folder: Path) -> None:
    (folder / "again.toml").symlink_to("a.toml")

    assert ["b/report.toml", "a.toml"] == found("b/report.toml", "a.toml", "./a.toml", "again.toml")
    assert ["b/report.toml"] == found("b/report.toml", folder / "b/report.toml")


def test_a_pattern_in_quotes_is_a_pattern(folder: Path) -> None:
    expected = ["a.toml", "b/broken.toml", "b/card.toml", "b/dotted.toml", "b/quoting-card.toml"]

    assert [*expected, "b/report.toml", "pyproject.toml"] == found("**/*.toml")
    assert ["b/form.xlsx"] == found("b/*.xlsx")


def test_a_name_that_looks_like_a_pattern_and_exists_is_a_name(folder: Path) -> None:
    (folder / "报告[1].toml").write_text(REPORT, "utf-8")

    assert ["报告[1].toml"] == found("报告[1].toml")


def test_what_the_user_names_is_taken_whatever_it_is(folder: Path) -> None:
    assert ["b/card.toml", "pyproject.toml", "nowhere.toml"] == found(
        "b/card.toml", "pyproject.toml", "nowhere.toml"
    )


def test_a_lock_file_is_never_meant(folder: Path) -> None:
    assert ["b/form.xlsx"] == found("b/~$form.xlsx", "b/form.xlsx")


def test_the_result_of_an_earlier_run_is_no_input(folder: Path) -> None:
    (folder / "result.csv").write_text("", "utf-8")

    assert "result.csv" in found(".")
    assert "result.csv" not in found(".", output="result.csv")


@pytest.mark.parametrize(
    ("path", "code"), [("nothing*.toml", "path-matches-nothing"), ("empty", "path-without-reports")]
)
def test_a_path_that_gives_nothing_is_a_problem_of_its_own(folder: Path, path: str, code: str) -> None:
    (folder / "empty").mkdir()

    (task,) = find([path])

    assert task.problem is not None
    assert (path, code) == (task.file, task.problem.code)


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe in the file system")
def test_a_pipe_in_a_folder_stops_nothing(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")

    assert "pipe.toml" in found(".")
