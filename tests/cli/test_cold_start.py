"""``explain`` loads what its report needs: whoever waits for one report waits for nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from tests.paths import LIBRARY, ROOT

SEED = LIBRARY / "report.toml"
REPORTS = tomli.loads((Path(__file__).parent / "reports.toml").read_text("utf-8"))

NEVER = ("perfscore.extract", "perfscore.publish", "perfscore.batch", "perfscore.documents.document")
PLACED = ("perfscore.plan.rows.expand",)
ROWS = (*PLACED, "perfscore.auditing.findings.rows")
CAUSES = ("perfscore.auditing.causes",)
OTHER_RULESETS = ("perfscore.auditing.other_rulesets",)
JSON = ("perfscore.explain.formats.json",)

CONTRADICTED_TOTAL = """
format = 1
[report]
subject = "Library"
fiscal_year = 2024
ruleset = "sichuan-10-90"
[claims]
total = "101"
"""
ONE_ROW = """
format = 1
[report]
subject = "Library"
fiscal_year = 2024
ruleset = "sichuan-10-90"
[[targets]]
name = "books lent"
level1 = "产出指标"
target = "≥100"
actual = "100"
points = "50"
claimed = "50"
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a run of the program has loaded at its end."""
    program = (
        "import sys; from perfscore.cli.program import run; "
        f"run({['explain', *arguments]!r}); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    return set(done.stderr.decode().splitlines()[-1].split())


def parts(modules: set[str], prefixes: tuple[str, ...]) -> set[str]:
    """Return which of these modules or folders were loaded."""
    return {name for name in prefixes if any(one == name or one.startswith(f"{name}.") for one in modules)}


def test_a_report_that_holds_needs_no_rows_no_causes_and_no_other_ruleset() -> None:
    modules = loaded(str(SEED))

    assert set() == parts(modules, (*NEVER, *ROWS, *CAUSES, *OTHER_RULESETS, *JSON))


@pytest.mark.parametrize(
    ("report", "options", "needed"),
    [
        (ONE_ROW, (), ROWS),
        (REPORTS["contradicted"]["text"], (), CAUSES),
        (CONTRADICTED_TOTAL, (), (*CAUSES, *OTHER_RULESETS, *PLACED)),  # each ruleset places rows anew
        (REPORTS["no_claim"]["text"], ("--format", "json"), JSON),
    ],
    ids=["a row", "a contradicted criterion", "a contradicted total", "JSON"],
)
def test_what_a_report_does_need_is_loaded_and_only_that(
    report: str, options: tuple[str, ...], needed: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "report.toml"
    path.write_text(report, "utf-8")

    modules = loaded(str(path), *options)

    assert set(needed) == parts(modules, (*ROWS, *CAUSES, *OTHER_RULESETS, *JSON))
    assert set() == parts(modules, NEVER)
