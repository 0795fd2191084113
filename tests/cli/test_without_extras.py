"""Every command in an installation without extras: it works, or says what to install.

The command lines are made from the parsers themselves, so that none is forgotten; a new argument asks for
a sample in `SAMPLES`.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import docx
import openpyxl
import pytest

from perfscore.cli.arguments import Parser
from perfscore.cli.program import COMMANDS
from perfscore.documents.libraries import EXTRAS
from perfscore.explain.formats.rendering import TEXTS
from perfscore.packs.renderer import BUNDLED
from tests.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OFFERED = PROJECT["optional-dependencies"]
REPORT = "examples/yueyanglou-library-2024/report.toml"
FORMS = ("form.xlsx", "form.docx")
FILES = ("report.toml", *FORMS)
SAMPLES = {
    "REPORT": FILES,
    "PATH": (*FILES, "."),
    "new PATH": ("new{0}",),
    "DOCUMENT": FORMS,
    "OTHER": ("report.toml",),
    "RECORD": ("record.json",),
    "RULESET_OR_FOLDER": ("cn-mof-2020", "pages"),
    "FOLDER": ("pages",),
    "RULESET": ("cn-mof-2020",),
    "OLD": ("cn-mof-2020",),
    "NEW": ("cn-mof-2021",),
    "FACTS": ("facts.csv",),
    "FILE_OR_RULESET": ("cn-mof-2020", *FORMS),
}
TOLD = re.compile(r"the library (\w+)\b.{0,150}?pip install 'perfscore\[(\w+)\]'")
FILES_OF_RESULTS = tuple(renderer.id for renderer in BUNDLED)
Line = tuple[str, ...]


def brought(requirements: Iterable[str]) -> set[str]:
    """Return the distributions that requirements bring, with all that those need."""
    found: set[str] = set()
    pending = list(requirements)
    while pending:
        named = re.match(r"[\w.-]+", pending.pop())
        assert named is not None
        name = re.sub(r"[-_.]+", "-", named[0]).lower()
        if name not in found:
            found.add(name)
            try:
                pending += [one for one in requires(name) or () if "extra ==" not in one]
            except PackageNotFoundError:  # for another system
                continue
    return found


def imported_as(distributions: set[str]) -> set[str]:
    return {
        module
        for module, owners in packages_distributions().items()
        if distributions & {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners}
    }


NEEDED = brought(PROJECT["dependencies"])
ABSENT = imported_as(brought(one for group in OFFERED.values() for one in group) - NEEDED)


def lines(name: str) -> Iterator[Line]:
    """Yield command lines: every choice of every argument, every sample, and every format of the first."""
    parser = Parser(name, "en")
    import_module(COMMANDS[name]).options(parser)
    places = [action for action in parser._actions if not action.option_strings]
    given = [tuple(action.choices or samples(name, str(action.metavar))) for action in places]
    options = {action.option_strings[-1]: action for action in parser._actions if action.option_strings}
    wanted = ("--lang", "en") if "--lang" in options else ()
    for number, arguments in enumerate(product(*given)):
        output = ("--output", f"output{number}") if "--output" in options else ()
        yield (name, *(one.format(number) for one in arguments), *output, *wanted)
    for form in options["--format"].choices or () if "--format" in options else ():
        yield (name, *(one[0] for one in given), "--format", form, *wanted)
    for form in (*TEXTS, *FILES_OF_RESULTS) if name == "explain" else ():
        yield (name, *(one[0] for one in given), "--format", form, "--output", f"a.{form}", *wanted)


def samples(command: str, metavar: str) -> tuple[str, ...]:
    return SAMPLES.get(f"{command} {metavar}") or SAMPLES[metavar]


def needs_an_extra(line: Line) -> bool:
    """Say whether a command line reads Excel or Word, or writes either."""
    if line[0] == "explain" and not {*FILES_OF_RESULTS}.isdisjoint(line):
        return True
    if line[0] in ("desk", "lsp", "watch") or (line[0] == "document" and "docx" in line):
        return True
    if line[:2] == ("form", "write"):
        return "cn-mof-2020" in line
    reads = line[0] in ("audit", "compare", "explain", "solve", "read") or line[:2] == ("form", "read")
    return reads and not {*FORMS, "."}.isdisjoint(line)


RUNNING = """
import json, sys
from perfscore.__main__ import main
for line in json.loads(sys.argv[1]):
    status = main(line)
    print(f"{sys.argv[2]}{status}", flush=True)
"""
ABSENCE = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""
"""A start-up file: the processes that read files and those of a batch begin with it too."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_or_says_what_to_install(command: str, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "form.xlsx")
    docx.Document().save(str(tmp_path / "form.docx"))
    (tmp_path / "report.toml").write_bytes((ROOT / REPORT).read_bytes())
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(ABSENCE)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "start"), "LC_ALL": "C.UTF-8"}
    asked, mark = [*lines(command)], "\n=== status "

    done = subprocess.run(
        [sys.executable, "-c", RUNNING, json.dumps(asked), mark],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip

    before, *rest = done.stdout.split(mark)
    assert len(asked) == len(rest)
    for number, line in enumerate(asked):
        status, _, after = rest[number].partition("\n")
        written = tmp_path / f"output{number}"
        said = " ".join(f"{before} {written.read_text() if written.is_file() else ''}".split())
        told = {
            library: library in ABSENT & imported_as(brought(OFFERED[extra]))
            for library, extra in TOLD.findall(said)
        }
        assert ("Traceback" in said, "internal error" in said) == (False, False), line
        assert int(status) in ((2,) if needs_an_extra(line) else (0, 1, 2, 3)), line
        assert (needs_an_extra(line), True) == (bool(told), all(told.values())), line
        before = after


def test_every_library_beside_the_needed_ones_has_its_extra() -> None:
    # The plugin is loaded by pytest itself: whoever has none never comes to it.
    own = {"perfscore", "perfscore_checker", "perfscore_indicators", "pytest", *sys.stdlib_module_names}
    used = {
        name.partition(".")[0]
        for folder in ("src", "indicators")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        )
    }  # fmt: skip

    assert used - own - imported_as(NEEDED) <= EXTRAS.keys()
    installed = {name: extra for name, extra in EXTRAS.items() if find_spec(name) is not None}
    assert [] == [n for n, extra in installed.items() if n not in imported_as(brought(OFFERED[extra]))]
