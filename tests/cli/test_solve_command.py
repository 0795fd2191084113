"""``solve``: a total explained, another total, and a total that cannot be."""

import json
from pathlib import Path

import pytest

from tests.command_line import Run

SEED = "examples/yueyanglou-library-2024/report.toml"


def test_the_claimed_total_is_solved_simplest_way_first(run: Run) -> None:
    ran = run("solve", SEED, "--lang", "en")

    assert 0 == ran.status
    assert ran.out.startswith("Verdict: a total of 96.85 can be had.")
    assert "1  budget execution rate 3.15" in ran.out


def test_another_total_can_be_asked_about(run: Run) -> None:
    ran = run("solve", SEED, "--total", "98.5", "--lang", "en")

    assert "How a total of 98.5 can come about" in ran.out
    assert "98.5 points, at --total" in ran.out


def test_a_total_that_cannot_be_had_is_disproved(run: Run) -> None:
    ran = run("solve", SEED, "--ruleset", "yueyang-2018", "--lang", "en")

    assert 1 == ran.status
    assert "The nearest totals that can be had are 96.5 and 97." in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("total", "code"),
    [("abc", "claim-not-exact"), ("约97", "claim-not-exact"), ("90以上", "claim-not-exact")],
)
def test_a_total_that_is_no_number_is_refused(run: Run, total: str, code: str) -> None:
    ran = run("solve", SEED, "--total", total)

    assert 2 == ran.status
    assert f"[{code}" in ran.err


def test_the_values_of_unknown_facts_are_exact_in_json(run: Run) -> None:
    data = json.loads(run("solve", SEED, "--format", "json").out)

    assert data["possible"] is True
    assert ["(763060/1991, 763060/1369]"] == next(
        fact["possible"] for fact in data["facts"] if fact["fact"] == "budget"
    )


def test_a_report_without_a_total_needs_one(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.toml"
    run("new", "report", report)
    text = report.read_text("utf-8")
    report.write_text("\n".join(line for line in text.split("\n") if not line.startswith("total")), "utf-8")

    assert (2, True) == (run("solve", report).status, "[no-total]" in run("solve", report).err)
    assert 0 == run("solve", report, "--total", "99.4").status
