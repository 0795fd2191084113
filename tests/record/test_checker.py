"""The second checker: alone, short, and of another opinion where an opinion is due."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfscore_checker.__main__ import Checking, main
from perfscore_checker.arithmetic import X
from tests.command_line import Run
from tests.paths import LIBRARY, ROOT
from tests.record.runs import drawn, record_in

CHECKER = ROOT / "src" / "perfscore_checker"
FILES = sorted(CHECKER.glob("*.py"))


@pytest.fixture
def record(tmp_path: Path, run: Run) -> Path:
    run("explain", LIBRARY / "completed.toml", "--record", tmp_path / "record.json", "-o", tmp_path / "out")
    return tmp_path / "record.json"


def test_it_imports_nothing_but_the_standard_library_and_itself() -> None:
    trees = [ast.parse(file.read_text("utf-8")) for file in FILES]
    names = {
        name.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    names |= {
        node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    tops = {name.partition(".")[0] for name in names}

    assert tops - {"perfscore_checker"} <= sys.stdlib_module_names


def test_it_is_short_enough_to_be_read_whole() -> None:
    assert sum(len(file.read_text("utf-8").splitlines()) for file in FILES) < 400


def test_it_runs_where_nothing_else_is_installed(record: Path, tmp_path: Path) -> None:
    shutil.copytree(
        CHECKER, tmp_path / "alone" / "perfscore_checker", ignore=shutil.ignore_patterns("__pycache__")
    )
    done = subprocess.run(
        [sys.executable, "-S", "-m", "perfscore_checker", str(record)],
        cwd=tmp_path / "alone", capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.splitlines()[-1].startswith("yes")


def test_it_counts_what_it_does_not_judge(record: Path) -> None:
    checked = Checking(json.loads(record.read_text("utf-8")))

    assert [] == checked.wrong
    assert "findings contradiction" in checked.unjudged
    assert checked.done > 50


@pytest.mark.parametrize(
    ("number", "places", "mode", "rounded"),
    [
        ("0.125", 2, "half_up", "0.13"),
        ("-0.125", 2, "half_up", "-0.13"),
        ("0.125", 2, "half_even", "0.12"),
        ("0.135", 2, "half_even", "0.14"),
        ("-0.125", 2, "half_even", "-0.12"),
        ("0.129", 2, "truncate", "0.12"),
        ("-0.129", 2, "truncate", "-0.12"),
        ("0.121", 2, "up", "0.13"),
        ("-0.121", 2, "up", "-0.13"),
        ("0.12", 2, "up", "0.12"),
        ("2.5", 0, "half_up", "3"),
        ("2.5", 0, "half_even", "2"),
        ("-2.5", 0, "floor", "-3"),
        ("-2.5", 0, "ceil", "-2"),
    ],
)
def test_it_reads_the_rounding_words_as_they_are_meant(
    number: str, places: int, mode: str, rounded: str
) -> None:
    assert Fraction(rounded) == X(0, Fraction(number)).rounded(places, mode).number


WRONG: dict[str, tuple[Callable[[Any], object], str]] = {
    "a fact put in otherwise than it stands": (
        lambda data: data["criteria"][0]["measure"]["reads"][0].update(exact="38154/100"), "execution measure"
    ),
    "a quotient": (lambda data: data["criteria"][0]["measure"].update(exact="38153/55699"), "measure exact"),
    "a formula that is not its tree": (
        lambda data: data["criteria"][0]["readings"][0].update(tree="(* points (clamp x 0/1 2/1))"), "tree"
    ),
    "points rounded up": (lambda data: data["criteria"][0]["readings"][0].update(points="343/50"), "points"),
    "another rounding than declared": (
        lambda data: data["criteria"][0]["rounding"].update(mode="half_even"), "rounding"
    ),
    "a sum": (lambda data: data["total"].update(sum="1938/20"), "sum points"),
    "a total": (lambda data: data["total"].update(points="97/1"), "total points"),
    "a verdict": (lambda data: data["total"].update(verdict="consistent"), "total verdict"),
    "a ledger": (lambda data: data["ledger"].update(reproduced="97/1"), "ledger"),
    "a section": (lambda data: data["sections"][0].update(points="7/1"), "sections"),
    "points beyond what can be had": (
        lambda data: data["total"].update(attainable=["0/1 .. 100/1 by 1/100"]), "total attainable"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_it_says_no_with_the_first_wrong_step(name: str, record: Path) -> None:
    change, where = WRONG[name]
    data = json.loads(record.read_text("utf-8"))
    change(data)

    assert where in Checking(data).wrong[0]


IN_PLAIN_WORDS: dict[str, tuple[Callable[[Any], object], str]] = {
    "a bound": (
        lambda data: data["criteria"][0]["measure"].update(possible=["[2/1, 3/1)"]),
        "recorded · 记录 [2/1, 3/1), redone · 重算 (0/1, inf)",
    ),
    "what can be had": (
        lambda data: data["criteria"][0].update(attainable=["0/1 .. 9/1 by 1/100"]),
        "recorded · 记录 0/1 .. 9/1 by 1/100, redone · 重算 0/1 .. 10/1 by 1/100",
    ),
    "a rounding": (
        lambda data: data["criteria"][0]["rounding"].update(mode="half_even"),
        "recorded · 记录 half_even, 2, redone · 重算 half_up, 2",
    ),
    "points that nobody knows": (
        lambda data: data["criteria"][0]["readings"][0].update(points="9/1"),
        "recorded · 记录 9/1, redone · 重算 nothing · 无",
    ),
}


@pytest.mark.parametrize("name", IN_PLAIN_WORDS)
def test_a_no_is_told_in_plain_words(
    name: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, told = IN_PLAIN_WORDS[name]
    path = tmp_path / "record.json"
    run("explain", LIBRARY / "report.toml", "--record", path, "-o", tmp_path / "out")
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")
    capsys.readouterr()

    assert 1 == main([str(path)])
    assert told in capsys.readouterr().out.splitlines()[-1]


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"format": 1}', "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "perfscore_checker", str(tmp_path / "x.json")],
        cwd=ROOT / "src", capture_output=True, check=False,
    )  # fmt: skip

    assert 2 == done.returncode
    assert b"Traceback" not in done.stderr


def test_two_readers_agree_on_whatever_is_drawn(tmp_path: Path) -> None:
    """Facts missing, ranged and exact; every shape, policy, rounding and modifier of the random cards."""
    differ, judged, open_ = [], 0, 0
    for number, one in enumerate(drawn(20)):
        folder = tmp_path / str(number)
        folder.mkdir()
        checked = Checking(json.loads(record_in(one, folder).read_text("utf-8")))
        differ += checked.wrong[:1]
        judged += checked.done
        open_ += sum("findings" not in where for where in checked.unjudged)

    assert [] == differ
    assert judged > 20 * open_
