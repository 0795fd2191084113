"""The house keeps its own rules.

The layers are declared in docs/architecture.md; what is imported only for types does not count.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "perfscore"
FILES = sorted([*SOURCE.rglob("*.py"), *(ROOT / "indicators").glob("*.py")])
LARGEST = 200
LONGEST = 60
HEAVY = ("polars", "openpyxl", "rich", "jinja2", "numpy", "asyncio")
OPENERS = {
    "messages": "its own sentences",
    "many.appending": "the lines it writes and goes on from",
    "forms.archive": "parts of an archive that is in memory",
    "testing": "the cases beside a pack's indicators",
    "cli.output": "what it writes",
    "cli.templating": "its own templates",
    "document.files": "the pages it writes",
}


def module(file: Path) -> str:
    """Return a module's name below perfscore; the package itself is ``__init__``."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """Return every module without what it imports for types only."""
    found = [(file, ast.parse(file.read_text("utf-8"))) for file in FILES]
    for _, tree in found:
        tree.body = [node for node in tree.body if not _for_types(node)]
    return tuple(found)


def _for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            folder = SOURCE.parent.joinpath(*node.module.split("."))
            for name in node.names:
                inside = (folder / f"{name.name}.py").exists()
                yield f"{node.module}.{name.name}" if inside else node.module


@cache
def graph() -> dict[str, set[str]]:
    return {
        module(file): {
            name.removeprefix("perfscore.") if name != "perfscore" else "__init__"
            for name in imported(tree)
            if name.split(".")[0] == "perfscore"
        }
        for file, tree in trees()
        if SOURCE in file.parents
    }


@cache
def layers() -> list[tuple[str, tuple[str, ...]]]:
    """Return the layers of docs/architecture.md from the top, each with its modules and folders."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    block = re.search(r"## Layers.*?```text\n(.*?)```", page, re.DOTALL)
    assert block is not None
    lines = (line.split(maxsplit=1) for line in block[1].splitlines())
    return [(name, tuple(members.split(", "))) for name, members in lines]


def layer_of(name: str) -> int | None:
    """Return how high a module stands, None where no layer has it."""
    names = {name, name.split(".")[0]}
    return next((-n for n, (_, members) in enumerate(layers()) if names & {*members}), None)


def test_every_module_stands_in_a_layer_and_every_layer_has_its_modules() -> None:
    modules = graph()
    known = {*modules, *(name.split(".")[0] for name in modules)}

    assert [] == [name for name in modules if layer_of(name) is None]
    assert [] == [part for _, parts in layers() for part in parts if part not in known]


def test_imports_point_down() -> None:
    upward = [
        f"{name} imports {other}"
        for name, others in graph().items()
        for other in others
        if (layer_of(other) or 0) > (layer_of(name) or 0)
    ]

    assert [] == upward


def test_no_imports_go_in_a_ring() -> None:
    assert list(TopologicalSorter(graph()).static_order())


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("simpleeval", {"language.evaluate"}),
        ("pluggy", {"plugins"}),
        ("tomli", {"inputs", "messages", "testing", "document.shapes"}),
        ("argparse", {"cli"}),
    ],
)
def test_a_library_is_known_only_where_it_belongs(library: str, allowed: set[str]) -> None:
    found = [
        name
        for file, tree in trees()
        if SOURCE in file.parents and library in {found.split(".")[0] for found in imported(tree)}
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
