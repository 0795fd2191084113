"""1,201 published university scores, audited under both weightings of their publisher.

The figures are the publisher's and are read from outside the project; the expected verdicts come with
them.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, Plan, audit, discover, make_plan, read_report, read_ruleset
from tests.paths import SHARED

CASES = SHARED / "cases" / "peers"
PARTS = ("teaching", "international", "research", "citations", "income")

pytestmark = pytest.mark.skipif(
    not (CASES / "the-rankings.csv").exists(),
    reason=f"the published rankings are not here (looked in {CASES.name}/ beside the checkout)",
)

Row = dict[str, str]


def meta() -> Any:
    return json.loads((CASES / "the-rankings.meta.json").read_text("utf-8"))


def rows() -> list[Row]:
    with (CASES / "the-rankings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ruleset_text(name: str, weights: Mapping[str, str]) -> str:
    criteria = "\n".join(
        f"""
        [facts.{part}]
        label = "{part}"
        minimum = 0
        maximum = 100

        [[criteria]]
        id = "{part}_part"
        label = "{part}"
        points = "{weights[part]}"
        scoring = {{ shape = "formula", facts = ["{part}"], formula = "points * {part} / 100" }}
        standing = "sourced"
        """
        for part in PARTS
    )
    return f"""
        format = 1
        [ruleset]
        id = "{name}"
        title = "{name}"
        version = "1"
        status = "confirmed"
        points = 100
        # The publisher rounds parts and total to one decimal and says no more, so a printed figure
        # stands for everything that rounds to it, ties included, and nothing else is rounded.
        rounding = {{ places = 10, mode = "half_up", at = "total" }}
        figures = "rounded"
        claims = "rounded"
        missing = "range"
        not_applicable = "exclude"
        {criteria}
    """


def report_text(row: Row) -> str:
    facts = "\n".join(
        f'{part} = {{ value = "{row[part]}" }}' if row[part] else f'{part} = {{ state = "not_shown" }}'
        for part in PARTS
    )
    return f"""
        format = 1
        [report]
        subject = {json.dumps(row["university"])}
        fiscal_year = {row["edition"]}
        [claims]
        total = "{row["published_total"]}"
        [facts]
        {facts}
    """


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    folder = tmp_path_factory.mktemp("rankings")
    catalog = discover()
    weights = meta()["weights_percent"]
    found = {}
    for name, edition in (("2011_weights", "edition 2011"), ("2012_weights", "editions 2012-2016")):
        path = folder / f"{name}.toml"
        path.write_text(ruleset_text(name, weights[edition]), "utf-8")
        found[name] = make_plan(read_ruleset(path, catalog), catalog)
    return found


@pytest.fixture(scope="module")
def audits(plans: dict[str, Plan], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Row, str, Audit]]:
    path = tmp_path_factory.mktemp("reports") / "report.toml"
    return list(_audited(plans, path))


def _audited(plans: dict[str, Plan], path: Path) -> Iterator[tuple[Row, str, Audit]]:
    for row in rows():
        path.write_text(report_text(row), "utf-8")
        report = read_report(path)
        for name, plan in plans.items():
            yield row, name, audit(report, plan)


def test_every_verdict_of_1201_scores_is_the_one_worked_out_by_hand(
    audits: list[tuple[Row, str, Audit]],
) -> None:
    found: dict[str, dict[str, Counter[str]]] = {}
    for row, name, result in audits:
        counts = found.setdefault(row["edition"], {}).setdefault(name, Counter())
        counts[str(result.verdict)] += 1

    assert len(audits) == 2 * 1201
    assert meta()["expected_counts"] == {
        edition: {name: dict(counts) for name, counts in names.items()} for edition, names in found.items()
    }


def test_the_right_weights_contradict_nobody_and_the_wrong_ones_most(
    audits: list[tuple[Row, str, Audit]],
) -> None:
    right: Counter[bool] = Counter()
    wrong: dict[str, Counter[bool]] = {"2011": Counter(), "later": Counter()}
    for row, name, result in audits:
        contradicted = result.verdict == "contradicted"
        if (row["edition"] == "2011") == (name == "2011_weights"):
            right[contradicted] += 1
        else:
            wrong["2011" if row["edition"] == "2011" else "later"][contradicted] += 1

    assert Counter({False: 1201}) == right
    assert Fraction(71, 100) <= Fraction(wrong["2011"][True], wrong["2011"].total())
    assert Fraction(82, 100) <= Fraction(wrong["later"][True], wrong["later"].total())


def test_every_hidden_part_is_inverted_to_the_range_that_explains_the_score(
    audits: list[tuple[Row, str, Audit]],
) -> None:
    weights = meta()["weights_percent"]
    inverted = 0
    for row, name, result in audits:
        hidden = [part for part in PARTS if not row[part]]
        if len(hidden) != 1 or (row["edition"] == "2011") != (name == "2011_weights"):
            continue
        assert result.solution is not None
        found = [f for f in result.solution.facts if f.evidence.binding.fact == hidden[0]]
        edition = "edition 2011" if name == "2011_weights" else "editions 2012-2016"
        low, high = _by_hand(row, hidden[0], weights[edition])

        assert [(low, high)] == [(p.low, p.high) for f in found for p in f.possible]
        inverted += 1

    assert inverted == 141


def _by_hand(row: Row, hidden: str, weights: Mapping[str, str]) -> tuple[Fraction, Fraction]:
    """Return the hidden part's range by plain arithmetic on half units, cut to 0 .. 100."""
    half = Fraction(1, 20)
    grain = Fraction(1, 2 * 10**10)  # of the rounding that the ruleset declares
    low = Fraction(row["published_total"]) - half - grain
    high = low + 2 * half + 2 * grain
    for part in PARTS:
        if part != hidden:
            weight = Fraction(weights[part]) / 100
            low -= weight * min(Fraction(row[part]) + half, Fraction(100))
            high -= weight * max(Fraction(row[part]) - half, Fraction(0))
    weight = Fraction(weights[hidden]) / 100
    return max(low / weight, Fraction(0)), min(high / weight, Fraction(100))
