"""What the pages show is what happens.

- a ``python`` block runs; the blocks of a page share their names;
- a block with ``title="path"`` is that file, or with ``part`` a part of it;
- a block with ``needs=library`` runs where that is installed, else the page is told as skipped;
- a block behind ``<!-- output: path 1-32 -->`` is those lines of the file;
- a ``console run`` block runs its ``$ perfscore`` commands and compares all they write.  A line ``…``
  stands for any lines, ``…`` at its end for any rest; ``$ echo $?`` shows the exit
  status, ``$ cat FILE`` a file.

Everything runs in a copy of the examples, so that commands may write files.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import tomli

from perfscore.cli.program import run
from perfscore.numbers.ranges import Range
from perfscore.packs.catalog import discover
from tests.paths import ROOT

REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted(
    page
    for page in (*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"))
    if REFERENCE not in page.parents
)
PROGRAM = re.compile(r"(?:python -m )?perfscore(?: |$)")
FENCED = re.compile(
    r"(?:^<!-- output: (?P<output>\S+) (?P<first>\d+)-(?P<last>\d+) -->\n)?"
    r"^```(?P<kind>\w+)(?P<marks>[^\n]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="(?P<path>[^"]+)"')


@dataclass(frozen=True)
class Block:
    """One fenced block: its kind, the file it shows, and what else is said of it."""

    page: Path
    line: int
    kind: str
    file: str | None
    lines: tuple[int, int] | None
    marks: frozenset[str]
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def wanted(self) -> dict[str, str]:
        """The libraries a block needs, by the marks that say so."""
        return {mark: mark.removeprefix("needs=") for mark in self.marks if mark.startswith("needs=")}

    @property
    def runs(self) -> bool:
        return self.file is None and (self.kind == "python" or "run" in self.marks)


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in FENCED.finditer(text):
        title = TITLE.search(found["marks"])
        lines = (int(found["first"]), int(found["last"])) if found["output"] else None
        file = title["path"] if title else found["output"]
        marks = frozenset(TITLE.sub("", found["marks"]).split())
        line = text.count("\n", 0, found.start("kind")) + 1
        yield Block(page, line, found["kind"], file, lines, marks, found["text"])


BLOCKS = [block for page in PAGES for block in blocks(page)]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the examples, to be worked in."""
    for folder in ("examples", "docs/examples"):
        copytree(ROOT / folder, tmp_path / folder, ignore=lambda *_: {"third_party_pack"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.file], ids=str)
def test_a_block_that_shows_a_file_is_the_file(block: Block) -> None:
    file = (ROOT / str(block.file)).read_text("utf-8")

    if block.lines:
        first, last = block.lines
        assert file.splitlines()[first - 1 : last] == block.text.splitlines()
    elif "part" in block.marks:
        assert block.text in file
    else:
        assert file == block.text


@pytest.mark.parametrize("page", [p for p in PAGES if any(b.runs for b in blocks(p))], ids=name)
def test_the_examples_of_a_page_do_what_it_says(page: Path, workspace: Path) -> None:
    names: dict[str, Any] = {"__name__": page.stem}
    lacking = set()
    for block in blocks(page):
        if wanted := [name for name in block.wanted.values() if find_spec(name) is None]:
            lacking |= {f"{block} needs {name}" for name in wanted}
        elif block.runs and block.kind == "python":
            exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
        elif block.runs:
            for command, shown in commands(block):
                assert_same(shown, outcome(command, names), f"{block}: {command}")
    if lacking:
        pytest.skip(f"all but some of the page ran: {', '.join(sorted(lacking))}")


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with the lines it is said to write."""
    for part in re.split(r"^\$ ", block.text.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield command, shown


def outcome(command: str, names: dict[str, Any]) -> list[str]:
    """Run a command as a reader would; the exit status is kept for ``echo $?``."""
    if command == "echo $?":
        return [str(names["status"])]
    program = PROGRAM.match(command)
    if program is None:
        assert command.startswith("cat "), f"not a command these pages can run: {command}"
        return Path(command.removeprefix("cat ")).read_text("utf-8").rstrip("\n").split("\n")
    written = StringIO()
    with redirect_stdout(written), redirect_stderr(written):
        names["status"] = run(shlex.split(command[program.end() :]))
    return [line.rstrip() for line in written.getvalue().rstrip("\n").split("\n")]


def assert_same(shown: list[str], written: list[str], where: str) -> None:
    """Compare what a page shows with what was written, line by line between the lines left out."""
    if not fits(shown, written):
        assert "\n".join(shown) == "\n".join(written), where


def fits(shown: list[str], written: list[str]) -> bool:
    """Find each run of shown lines where it first stands behind the one before; the last at the end."""
    first, *runs = "\n".join(["", *shown, ""]).split("\n…\n")
    pieces = [run.strip("\n").split("\n") if run.strip("\n") else [] for run in (first, *runs)]
    at = len(pieces[0])
    if not alike(pieces[0], written[:at]) or (not runs and at != len(written)):
        return False
    for piece in pieces[1:-1]:
        starts = range(at, len(written) - len(piece) + 1)
        found = next((n for n in starts if alike(piece, written[n : n + len(piece)])), None)
        if found is None:
            return False
        at = found + len(piece)
    rest = len(written) - len(pieces[-1]) if runs else at
    return rest >= at and (not runs or alike(pieces[-1], written[rest:]))


def alike(shown: list[str], written: list[str]) -> bool:
    """Compare lines; an … at the end of one stands for the rest of it."""
    return len(shown) == len(written) and all(
        line.startswith(start.removesuffix("…")) if start.endswith("…") else line == start
        for start, line in zip(shown, written, strict=True)
    )


def test_every_block_says_how_it_is_checked() -> None:
    known = {"python", "toml", "console", "text", "sh", "html"}
    strange = [str(b) for b in BLOCKS if b.kind not in known or b.marks - {"run", "part", *b.wanted}]

    assert [] == strange


def test_a_line_left_out_stands_for_any_lines() -> None:
    assert_same(["a", "…", "d"], ["a", "b", "c", "d"], "here")
    assert_same(["a …", "d"], ["a b c", "d"], "here")

    with pytest.raises(AssertionError, match="here"):
        assert_same(["a", "…", "d"], ["a", "b"], "here")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text("utf-8"))
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert [] == [target for target in targets if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_scoring_shown_in_a_line_can_be_written(page: Path) -> None:
    shapes = discover().shapes
    for written in re.findall(r"`(\{ shape = .*?\})`", page.read_text("utf-8")):
        scoring = tomli.loads(f"scoring = {written}", parse_float=str)["scoring"]
        shape = shapes[scoring["shape"]].value.model_validate(frozen(scoring))
        points = Fraction(10) if "bands" not in scoring else Fraction(6)

        codes = [found.code for found in shape.problems(points, Range(Fraction(0), None))]
        assert [] == [code for code in codes if code != "shape-tests-do-not-add-up"], written


def frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value
