"""``new``: what is written passes its own check, and nothing is ever overwritten."""

import importlib
import os
import sys
from pathlib import Path

import pytest

from tests.command_line import Run


def test_an_indicator_asked_for_without_its_ending_is_a_python_file(run: Run, tmp_path: Path) -> None:
    run("new", "indicator", tmp_path / "my_rate")

    assert ["my_rate.cases.toml", "my_rate.py"] == sorted(os.listdir(tmp_path))


@pytest.mark.parametrize("what", ["report", "ruleset"])
def test_what_is_written_passes_check_as_it_is(run: Run, tmp_path: Path, what: str) -> None:
    assert 0 == run("new", what, tmp_path / "mine.toml").status
    ran = run("check", tmp_path / "mine.toml")

    assert 0 == ran.status
    assert "0 个问题" in ran.err  # the count alone


def test_a_new_report_can_be_explained_at_once(run: Run, tmp_path: Path) -> None:
    run("new", "report", tmp_path / "mine.toml")

    assert run("explain", tmp_path / "mine.toml").out.startswith("结论：不矛盾")


def test_a_ruleset_takes_its_id_from_the_name_of_its_file(run: Run, tmp_path: Path) -> None:
    run("new", "ruleset", tmp_path / "our-district-2025.toml")

    assert 'id = "our-district-2025"' in (tmp_path / "our-district-2025.toml").read_text("utf-8")


def test_a_new_indicator_comes_with_cases_that_hold(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", "pack", tmp_path / "our-pack")
    monkeypatch.syspath_prepend(str(tmp_path / "our-pack"))
    from perfscore.testing import cases, check_indicator

    found = list(cases("our_pack"))

    for case in found:
        case.check()
    check_indicator(found[0].indicator)
    assert ["our_pack.example_rate"] == sorted({case.indicator.id for case in found})
    assert 3 == len(found)


def test_a_new_pack_is_complete(run: Run, tmp_path: Path) -> None:
    run("new", "pack", tmp_path / "our-pack")

    files = [file for file in (tmp_path / "our-pack").rglob("*") if file.is_file()]
    assert [
        "README.md",
        "our_pack/__init__.py",
        "our_pack/example_rate.cases.toml",
        "our_pack/example_rate.py",
        "our_pack/rulesets/our_pack.card.toml",
        "pyproject.toml",
        "tests/test_pack.py",
    ] == sorted(file.relative_to(tmp_path / "our-pack").as_posix() for file in files)
    assert 'our_pack = "our_pack"' in (tmp_path / "our-pack" / "pyproject.toml").read_text("utf-8")


def test_a_new_indicator_stands_on_its_own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "indicator", tmp_path / "done_rate.py")
    monkeypatch.syspath_prepend(str(tmp_path))

    module = importlib.import_module("done_rate")

    assert "done_rate" == module.done_rate.id
    assert (tmp_path / "done_rate.cases.toml").exists()
    sys.modules.pop("done_rate")


@pytest.mark.parametrize("what", ["report", "ruleset", "indicator"])
def test_nothing_is_overwritten(run: Run, tmp_path: Path, what: str) -> None:
    target = tmp_path / "mine.py"
    target.write_text("precious", "utf-8")

    ran = run("new", what, target)

    assert (4, "precious") == (ran.status, target.read_text("utf-8"))
    assert "nothing is overwritten" in ran.err
    assert ["mine.py"] == os.listdir(tmp_path)


def test_a_folder_with_something_in_it_takes_no_pack(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("precious", "utf-8")

    assert 4 == run("new", "pack", tmp_path).status
    assert ["kept.txt"] == os.listdir(tmp_path)


def test_a_name_that_cannot_be_an_id_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("new", "indicator", tmp_path / "2024-rate.py")

    assert (2, []) == (ran.status, os.listdir(tmp_path))
    assert "[id-not-usable]" in ran.err
