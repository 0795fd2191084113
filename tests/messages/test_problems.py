"""One bad file a mistake, and the message its author reads.

`problems/NAME.toml` is the file, `problems/NAME.txt` what is printed for it.  Run this file as a
program with ``--write`` to print them anew, then read every line of the difference.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from perfscore import ProblemsFound, audit, discover, make_plan, read_report, read_ruleset
from perfscore.plan.proofs.doubts import doubts

HERE = Path(__file__).parent / "problems"
NAMES = sorted(file.stem for file in HERE.glob("*.toml"))


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def said_of(name: str) -> str:
    """Return what is said of a file, read by the name its author would type."""
    catalog = discover()
    with inside(HERE):
        try:
            if name.startswith("report-"):
                report = read_report(f"{name}.toml")
                assert report.ruleset is not None
                place = report.origin.place(("report", "ruleset"))
                audit(report, read_ruleset(report.ruleset, catalog, place), catalog)
            else:
                plan = make_plan(read_ruleset(f"{name}.toml", catalog), catalog)
                if doubtful := doubts(plan):
                    raise ProblemsFound(doubtful)
        except ProblemsFound as found:
            return "".join(f"{found.text(language)}\n" for language in ("en", "zh"))
    return "nothing is wrong\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_with_its_place_and_its_fix(name: str) -> None:
    expected = (HERE / f"{name}.txt").read_text("utf-8")

    assert expected == said_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_message_says_where_and_stays_short(name: str) -> None:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()

    assert [line for line in lines if len(line) > 400 or ": " not in line] == []


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    for each in NAMES:
        (HERE / f"{each}.txt").write_text(said_of(each), "utf-8")
