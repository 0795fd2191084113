"""``list``: what there is to score with, and who provides it."""

import json
import sys

import pytest

from tests.command_line import Run


@pytest.mark.parametrize(
    ("what", "row"),
    [
        ("indicators", "budget_execution_rate       budget execution rate"),
        ("shapes", "bands           Points by the band the measure lies in"),
        ("rulesets", "yueyanglou-2024"),
        ("formats", "docx      working paper, a Word file                      .docx"),
        ("packs", "bundled  perfscore     "),
    ],
)
def test_each_kind_is_a_table(run: Run, what: str, row: str) -> None:
    ran = run("list", what)

    assert 0 == ran.status
    assert any(line.startswith(row) for line in ran.out.splitlines())


def test_names_follow_the_language(run: Run) -> None:
    assert "预算执行率" in run("list", "indicators", "--lang", "zh").out
    assert "按测量值所在档次给分" in run("list", "shapes", "--lang", "zh").out


def test_unconfirmed_rulesets_are_told_from_confirmed_ones(run: Run) -> None:
    rows = {row["id"]: row for row in json.loads(run("list", "rulesets", "--format", "json").out)}

    assert ("unconfirmed", "2024") == (rows["yueyanglou-2024"]["status"], rows["yueyanglou-2024"]["years"])
    assert "confirmed" == rows["cn-mof-2020"]["status"]
    assert "dictionary" == rows["cn-dictionary"]["status"]


def test_packs_are_listed_without_importing_any(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "perfscore_indicators", raising=False)

    run("list", "packs")

    assert "perfscore_indicators" not in sys.modules


def test_a_pack_that_is_not_installed_is_refused(run: Run) -> None:
    ran = run("list", "indicators", "--pack", "nowhere")

    assert (2, True) == (ran.status, "[pack-not-installed]" in ran.err)
