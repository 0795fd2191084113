"""The house keeps its own rules: rooms, floors and boundaries are those of docs/architecture.md."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.paths import ROOT

SOURCE = ROOT / "src" / "perfscore"
FILES = sorted([*SOURCE.rglob("*.py"), *(ROOT / "indicators").glob("*.py")])
LARGEST = 220
LONGEST = 60
HEAVY = ("polars", "openpyxl", "rich", "jinja2", "numpy", "asyncio")
OPENERS = {
    "messages": "its own sentences",
    "batch.folder.appending": "the lines it writes and goes on from",
    "batch.table.csv_text": "tables, which may be larger than memory",
    "batch.table.frames": "the rules it sends to workers",
    "batch.table.run": "what its parts are made from",
    "batch.table.sinks": "the tables it writes",
    "batch.table.sources": "tables, which may be larger than memory",
    "documents.archive": "parts of an archive that is in memory",
    "documents.archive_locks": "parts of an archive that is in memory",
    "documents.libreoffice": "what it hands to the program and takes back",
    "documents.pdf_tables": "a file that is in memory",
    "documents.pictures": "a picture that is in memory",
    "desk.loopback": "a page in the browser",
    "desk.page": "its own program",
    "desk.watch_service": "its own program",
    "explain.page.frame": "its own style and program",
    "testing.indicator_cases": "the cases beside a pack's indicators",
    "explain.formats.paper": "its own templates",
    "runs.output": "what it writes",
    "cli.new_": "its own templates",
    "publish.reference.pages": "the pages it writes",
}


def module(file: Path, source: Path = SOURCE) -> str:
    """Return a module's name below perfscore; the package itself is ``__init__``."""
    parts = file.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((file, ast.parse(file.read_text("utf-8"))) for file in FILES)


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield what a module imports, with the line: wherever it does so, for types as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def rooms() -> list[tuple[str, ...]]:
    """Return the rooms of docs/architecture.md, a floor each line, from the ground up."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    block = re.search(r"## Who may import whom.*?```text\n(.*?)```", page, re.DOTALL)
    assert block is not None
    return [tuple(line.split(". ")[1].split(" · ")) for line in block[1].splitlines()]


def arrows(source: Path) -> Iterator[tuple[str, str, str]]:
    """Yield every import from one room into another: the rooms, and the import as a reader finds it."""
    names = {path.stem for path in source.iterdir()}
    for file in sorted(source.rglob("*.py")):
        room = module(file, source).split(".")[0]
        for name, line in imported(ast.parse(file.read_text("utf-8"))):
            parts = name.split(".")
            if parts[0] != "perfscore":
                continue
            other = parts[1] if parts[1:] and parts[1] in names else "__init__"
            if other != room:
                yield room, other, f"{file.relative_to(source)}:{line} imports {name}"


def arrows_up(source: Path) -> list[str]:
    """Return the imports that do not go down: a room knows the floors below it and no neighbour."""
    floor = {room: number for number, names in enumerate(rooms()) for room in names}
    return [text for room, other, text in arrows(source) if floor[other] >= floor[room]]


def circle(source: Path) -> list[str]:
    """Return the rooms of a ring, if there is one."""
    known: dict[str, set[str]] = {}
    for room, other, _ in arrows(source):
        known.setdefault(room, set()).add(other)
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    found = {module(file).split(".")[0] for file in FILES if SOURCE in file.parents}

    assert found == {room for names in rooms() for room in names}


def test_imports_go_down() -> None:
    assert [] == arrows_up(SOURCE)


def test_no_rooms_stand_in_a_ring() -> None:
    assert [] == circle(SOURCE)


def test_no_modules_stand_in_a_ring() -> None:
    names = {module(file) for file in FILES if SOURCE in file.parents}
    known = {
        module(file): {
            next((n for n in (name[10:], name[10:].rpartition(".")[0]) if n in names), "__init__")
            for name, _ in imported(tree)
            if name.startswith("perfscore.")
        }
        - {module(file)}
        for file, tree in trees()
        if SOURCE in file.parents
    }

    assert list(TopologicalSorter(known).static_order())


@pytest.mark.parametrize(
    ("plant", "into", "up", "ring"),
    [
        ("from perfscore.score.award import Award", "plan/binding.py", True, True),
        ("if TYPE_CHECKING:\n    from perfscore.cli.program import run", "runs/output.py", True, True),
        ("from perfscore.plan.planned import Plan", "extract/forms/notes.py", True, False),
        ("from perfscore import audit", "numbers/exact.py", True, True),
        ("from perfscore.numbers.exact import added", "cli/program.py", False, False),
    ],
)
def test_an_arrow_up_and_a_ring_are_seen(plant: str, into: str, up: bool, ring: bool, tmp_path: Path) -> None:
    copy = tmp_path / "perfscore"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / into).open("a", encoding="utf-8") as file:
        file.write(f"\n{plant}\n")

    assert up == any(text.startswith(into) for text in arrows_up(copy))
    assert ring == bool(circle(copy))


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("simpleeval", {"language.interpretations.evaluate"}),
        ("pluggy", {"packs"}),
        ("tomli", {"inputs", "messages", "testing", "publish.reference.shapes"}),
        ("argparse", {"cli"}),
    ],
)
def test_a_library_is_known_only_where_it_belongs(library: str, allowed: set[str]) -> None:
    found = [
        name
        for file, tree in trees()
        if SOURCE in file.parents and library in {found.split(".")[0] for found, _ in imported(tree)}
        if not {name := module(file), name.split(".")[0]} & allowed
    ]

    assert [] == found


def test_only_inputs_opens_files() -> None:
    opens = re.compile(r"\b(?:os\.|io\.)?open\(|\.(?:read|write)_(?:text|bytes)\(")
    found = {
        module(file) for file in FILES if SOURCE in file.parents and opens.search(file.read_text("utf-8"))
    }

    assert [] == sorted(name for name in found - OPENERS.keys() if not name.startswith("inputs."))


def test_no_float_is_ever_made() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]

    assert [] == found


def test_modules_stay_small_and_functions_fit_a_screen() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {count} lines"
        for file in FILES
        if (count := len(file.read_text("utf-8").splitlines())) > LARGEST
    ]
    long += [
        f"{file.relative_to(ROOT)}: {node.name}() {count} lines"
        for file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        if (count := (node.end_lineno or 0) - node.lineno + 1) > LONGEST
    ]

    assert [] == long


def test_every_module_says_what_it_is_in_both_languages() -> None:
    silent = [
        file.relative_to(ROOT).as_posix()
        for file, tree in trees()
        if not re.match(r".+ · .*[\u4e00-\u9fff]", (ast.get_docstring(tree) or "").split("\n")[0])
    ]

    assert [] == silent


def test_no_module_is_a_box_of_odds_and_ends() -> None:
    vague = {"utils", "util", "helpers", "common", "misc", "base", "manager"}

    assert [] == [file for file in FILES if file.stem in vague]


@pytest.mark.parametrize("form", ["text", "json"])
def test_explain_starts_without_what_it_does_not_need(form: str) -> None:
    program = (
        "import sys; from perfscore.cli.program import run; "
        f"run(['explain', 'examples/yueyanglou-library-2024/report.toml', '--format', '{form}']); "
        f"print(*sorted({set(HEAVY)!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)

    assert "" == done.stderr.decode().strip()
