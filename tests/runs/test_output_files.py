"""A result is written whole or not at all, and a failure is told in a sentence."""

import errno
import os
import stat
from pathlib import Path

import pytest

from tests.command_line import Run

SEED = "examples/yueyanglou-library-2024/report.toml"


def test_a_file_holds_what_the_terminal_would_have_shown(run: Run, tmp_path: Path) -> None:
    ran = run("explain", SEED, "-o", tmp_path / "result.txt")

    assert (0, "", "") == (ran.status, ran.out, ran.err)
    assert run("explain", SEED, "--full").out == (tmp_path / "result.txt").read_text("utf-8")


def test_an_old_result_is_replaced_and_keeps_its_permissions(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "result.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)

    run("explain", SEED, "-o", target)

    assert target.read_text("utf-8").startswith("结论")
    assert 0o640 == stat.S_IMODE(target.stat().st_mode)
    assert ["result.txt"] == os.listdir(tmp_path)


def test_a_link_is_followed_and_stays_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    run("explain", SEED, "-o", tmp_path / "link.txt")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8").startswith("结论")


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "no room left on the disk"),
        (errno.EACCES, "no permission to write there"),
        (errno.EIO, f"system error {errno.EIO}"),
    ],
)
def test_a_failing_system_call_leaves_the_old_file_and_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, sentence: str
) -> None:
    target = tmp_path / "result.txt"
    target.write_text("old", "utf-8")
    real = getattr(os, call)

    def failing(*arguments: object, **named: object) -> object:
        if call == "open" and ".tmp" not in str(arguments[0]):
            return real(*arguments, **named)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, failing)
    ran = run("explain", SEED, "-o", target, "--lang", "en")
    monkeypatch.undo()

    assert 4 == ran.status
    assert sentence in ran.err
    assert ("old", ["result.txt"]) == (target.read_text("utf-8"), os.listdir(tmp_path))


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("nowhere/result.txt", "its folder does not exist"),
        (".", "it is a folder"),
        ("bad\0name", "was not written"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_told(
    run: Run, tmp_path: Path, target: str, sentence: str
) -> None:
    ran = run("explain", SEED, "-o", f"{tmp_path}/{target}", "--lang", "en")

    assert (4, "") == (ran.status, ran.out)
    assert sentence in ran.err


def test_the_input_is_never_the_output(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.toml"
    run("new", "report", report)
    before = report.read_text("utf-8")

    ran = run("explain", report, "-o", report)

    assert (2, before) == (ran.status, report.read_text("utf-8"))
    assert "is one of the inputs" in ran.err


def test_a_pipe_is_written_to_and_not_replaced(run: Run) -> None:
    assert 0 == run("explain", SEED, "-o", "/dev/null").status
    assert not Path("/dev/null").is_file()


def test_a_dash_is_standard_output(run: Run) -> None:
    assert run("explain", SEED, "-o", "-").out.startswith("结论")
