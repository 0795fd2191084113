"""49 published tables, each turned into a report and audited under its dialect.

`published.toml` holds the rulesets and what is expected of each table; `observations.toml` what a careful
reader noticed and where the program says the same.  ``python -m tests.published.test_published --write``
writes the expectations anew: read every line of the difference against the table it comes from.
"""

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, Plan, audit, discover, make_plan, read_report, read_ruleset
from tests.published.published import CASES, case, report_text

HERE = Path(__file__).parent
EXPECTED = HERE / "published.toml"
NAMES = sorted(file.stem for file in CASES.glob("*.json"))

pytestmark = pytest.mark.skipif(
    not NAMES,
    reason=f"the published tables are not here (looked in {CASES.parent.name}/ beside the checkout)",
)


@cache
def plan(ruleset: str) -> Plan:
    catalog = discover()
    return make_plan(read_ruleset(ruleset, catalog), catalog)


@cache
def audited(name: str, ruleset: str) -> Audit:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.toml").write_text(report_text(case(name)), "utf-8")
        return audit(read_report(Path(folder) / "report.toml"), plan(ruleset))


def expectations() -> Mapping[str, Any]:
    return tomllib.loads(EXPECTED.read_text("utf-8"))


def seen(result: Audit) -> dict[str, Any]:
    """Return what is kept of a result: verdict, range, claims that fail, findings."""
    lines = (
        (line.award.step.criterion.id, line) for line in result.criteria if line.verdict == "contradicted"
    )
    return {
        "verdict": result.verdict or "no claim",
        "possible": str(result.card.range),
        "contradicted": [f"{name}: {_ways(line)}" for name, line in lines],
        "findings": [f"{f.severity} {f.code} {_about(f.values)}".strip() for f in result.findings],
    }


def _ways(line: Any) -> str:
    return f"{line.why} {', '.join(way.code for way in line.explained_by)}".strip()


def _about(values: Mapping[str, str]) -> str:
    return values.get("row") or values.get("criterion") or values.get("fact") or ""


@pytest.mark.parametrize("name", NAMES)
def test_a_published_table_comes_out_as_expected(name: str) -> None:
    expected = expectations()[name]

    assert {key: value for key, value in expected.items() if key != "ruleset"} == seen(
        audited(name, expected["ruleset"])
    )


def observed() -> Iterator[Any]:
    noticed = tomllib.loads((HERE / "observations.toml").read_text("utf-8"))["observations"]
    for name in NAMES:
        for number, entry in enumerate(noticed[name], 1):
            yield pytest.param(name, entry, id=f"{name}-{number}")


@pytest.mark.parametrize(("name", "entry"), list(observed()))
def test_what_a_careful_reader_noticed_is_found_or_said_why_not(name: str, entry: str) -> None:
    kind, _, what = entry.partition(": ")
    result = audited(name, expectations()[name]["ruleset"])
    match kind:
        case "found":
            assert what in {finding.code for finding in result.findings}
        case "holds":
            assert what in {f.check.id for f in result.findings if f.code == "checked" and f.check}
        case "points":
            assert what in {a.award.step.criterion.id for a in result.criteria if a.award.points is not None}
        case _:
            assert ("no", True) == (kind, len(what) > 8)


@pytest.mark.parametrize("name", NAMES)
def test_every_observation_has_its_entry(name: str) -> None:
    noticed = tomllib.loads((HERE / "observations.toml").read_text("utf-8"))["observations"]

    assert len(case(name)["observations"]) == len(noticed[name])


def written() -> Iterator[str]:
    yield "# What is expected of each published table under the ruleset of its dialect."
    for name in NAMES:
        ruleset = expectations()[name]["ruleset"]
        yield f'\n[{name}]\nruleset = "{ruleset}"'
        for key, value in seen(audited(name, ruleset)).items():
            yield f"{key} = {_quoted(value) if isinstance(value, str) else _listed(value)}"


def _listed(texts: list[str]) -> str:
    return "\n".join(["[", *(f"    {_quoted(text)}," for text in texts), "]"]) if texts else "[]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__" and "--write" in sys.argv:
    EXPECTED.write_text("\n".join(written()) + "\n", "utf-8")
