"""The parts of an explanation: each says something, and what weighs most is the same everywhere."""

import csv
import io
import re
from pathlib import Path

import pytest

from tests.command_line import Run

PAGE, SEED = "docs/examples/reading-room-page.html", "examples/yueyanglou-library-2024/report.toml"
CLEAN = """
format = 1
[report]
subject = "某馆"
fiscal_year = 2024
ruleset = "{ruleset}"
{claims}
[facts]
expenditure = {{ value = "{spent}", unit = "万元" }}
budget = {{ value = "100", unit = "万元" }}
"""
CARD = """
format = 1
[ruleset]
id = "one-line"
title = "一项"
version = "1"
status = "confirmed"
points = 10
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"
[facts.expenditure]
label = "全年执行数"
unit = "万元"
[facts.budget]
label = "全年预算数"
unit = "万元"
above = 0
[[criteria]]
id = "execution"
label = "预算执行率"
points = 10
indicator = "budget_execution_rate"
with = { executed = "expenditure" }
scoring = { shape = "proportional", full_at = 1 }
standing = "assumed"
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "one-line.toml").write_text(CARD, "utf-8")
    return tmp_path / "report.toml"


def written(report: Path, claims: str, spent: str = "95") -> Path:
    text = CLEAN.format(ruleset="one-line.toml", claims=claims, spent=spent)
    report.write_text(text, "utf-8")
    return report


@pytest.mark.parametrize(
    ("claims", "part", "said"),
    [
        ('[claims]\ntotal = "9.5"', "--ask", "没有需要索取的事实：计算得分所需的都已列出。"),
        ('[claims]\ntotal = "9.5"', "--findings", "没有发现：所列事实之间、与自评分之间没有不符之处。"),
        ('[claims]\ntotal = "9"', "--ways", "没有一种失分方式能得出这一总分。"),
        ("", "--ways", "报告没有自评总分，无从推算总分怎样得来。"),
    ],
)
def test_a_part_in_which_there_is_nothing_says_so(
    report: Path, run: Run, claims: str, part: str, said: str
) -> None:
    assert said in run("explain", written(report, claims), part, "--lang", "zh").out


def test_the_findings_name_the_claims_that_cannot_hold(run: Run) -> None:
    shown = run("explain", PAGE, "--findings").out

    assert "不能成立的自评" in shown
    assert "到馆人次：矛盾，不能成立：满分 30，复算 28.50 分，自评 28 分" in "".join(shown.split("\n"))
    assert "预算执行率：矛盾，不能成立" in shown


@pytest.mark.parametrize(
    "document", [PAGE, SEED, "examples/yueyang-finance-2024/report.toml", "docs/examples/rows.toml"]
)
def test_the_first_screen_and_the_table_agree_on_what_weighs_most(document: str, run: Run) -> None:
    screen = run(
        "explain", document, "--lang", "zh", *(["--ruleset", "cn-mof-2020"] if "rows" in document else [])
    ).out
    table = run(
        "audit",
        document,
        "--format",
        "csv",
        "--lang",
        "zh",
        *(["--ruleset", "cn-mof-2020"] if "rows" in document else []),
    ).out
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    first = "".join(screen.split("最重各点")[1].split()) if "最重各点" in screen else ""

    assert row["最重的发现"]
    assert first.startswith("1" + "".join(row["最重的发现"].split()))


def test_each_row_has_its_own_sentence(tmp_path: Path, run: Run) -> None:
    rows = "".join(
        f'[[targets]]\nlevel1 = "产出指标"\nname = "{name}"\ntarget = "10册"\n'
        'actual = "10册"\npoints = "25"\nclaimed = "25"\n'
        for name in ("购置图书", "装订报刊")
    )
    report = tmp_path / "rows.toml"
    report.write_text(
        f'format = 1\n[report]\nsubject = "某馆"\nfiscal_year = 2024\nruleset = "cn-mof-2020"\n{rows}',
        "utf-8",
    )
    shown = [line.strip() for line in run("explain", report, "--findings", "--lang", "zh").out.split("\n")]

    for name in ("购置图书", "装订报刊"):
        assert [line for line in shown if f"“{name}”一行" in line and "没有符号" in line]
    assert not [line for line in shown if "购置图书" in line and "装订报刊" in line]


def test_rulesets_that_fit_as_well_are_named_by_their_titles_and_whole(run: Run) -> None:
    shown = "".join(line.strip() for line in run("explain", PAGE, "--full").out.split("\n"))
    named = re.search("同样吻合：(.*?) 等 ([0-9]+) 项", shown)

    assert named is not None
    assert "绩效自评表填报指南计分法（正反向均按比值）、" in named[1]
    assert 4 == named[1].count("计分法") + named[1].count("自评表（")
    assert "cn-" not in named[1]
