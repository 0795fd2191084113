"""Every row of rows.toml, as a row of a real report under the bundled national table."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, Plan, audit, discover, make_plan, read_report, read_ruleset

HERE = Path(__file__).parent
ROWS = tomllib.loads((HERE / "rows.toml").read_text("utf-8"))["row"]
HEAD = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n'


@cache
def plan(ruleset: str) -> Plan:
    catalog = discover()
    return make_plan(read_ruleset(ruleset, catalog), catalog)


def audited(folder: Path, *rows: dict[str, str], ruleset: str = "cn-mof-2020") -> Audit:
    printed = ({"level1": "产出指标", "points": "10", **row} for row in rows)
    tables = "".join(
        "[[targets]]\n" + "".join(f'{key} = "{value}"\n' for key, value in row.items() if value)
        for row in printed
    )
    (folder / "report.toml").write_text(HEAD + tables, "utf-8")
    return audit(read_report(folder / "report.toml"), plan(ruleset))


def said(result: Audit) -> set[str]:
    whole = {"checked", "rows-exceed-points", "claims-do-not-add-up"}
    return {finding.code for finding in result.findings} - whole


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in ROWS])
def test_a_row_earns_what_it_says_and_its_auditor_is_told(case: Any, tmp_path: Path) -> None:
    result = audited(tmp_path, case["row"])
    (line,) = (line for line in result.criteria if line.award.step.printed is not None)
    earned = line.award.points if line.award.fixed else line.award.range

    if case["earns"] == "not applicable":
        assert "not_applicable" == line.award.state
    else:
        assert case["earns"] == str(earned) or case["earns"] == _decimal(earned)
    assert set(case.get("says", ())) == said(result)


def _decimal(earned: Any) -> str:
    text = f"{earned.numerator / earned.denominator:.2f}" if hasattr(earned, "numerator") else str(earned)
    return text.rstrip("0").rstrip(".") if "." in text else text


def test_rows_that_only_inform_carry_no_points_and_must_add_up(tmp_path: Path) -> None:
    whole = {"name": "种植面积", "target": "≥29.5亩", "actual": "29.5亩", "claimed": "10"}
    parts = [
        {"name": f"其中{name}", "part_of": "种植面积", "actual": actual, "points": ""}
        for name, actual in (("桃树", "1.5亩"), ("苹果树", "5亩"), ("露天蔬菜", "20亩"), ("大棚蔬菜", "3亩"))
    ]
    right = audited(tmp_path, whole, *parts)
    wrong = audited(tmp_path, whole, *parts[:3])

    assert ["reproduced"] == [line.verdict for line in right.criteria if line.award.step.printed]
    assert {"row-parts-add-up"} == said(right)
    assert {"row-parts-differ"} == said(wrong)


def test_a_part_that_repeats_the_points_of_its_whole_is_told(tmp_path: Path) -> None:
    whole = {"name": "资金", "target": "≥10", "actual": "10"}
    part = {"name": "其中财政", "part_of": "资金", "actual": "10"}

    assert {"row-repeats-total", "row-parts-add-up"} == said(audited(tmp_path, whole, part))


@pytest.mark.parametrize(
    ("actual", "expected", "verdict"),
    [("100%", "10", "reproduced"), ("50%", "[5, 10]", "consistent"), ("0%", "[0, 10]", "cannot_tell")],
)
def test_rows_under_one_score_earn_between_the_worst_and_the_best(
    actual: str, expected: str, verdict: str, tmp_path: Path
) -> None:
    first = {"name": "存储", "target": "≥25TB", "actual": "25TB", "claimed": "10", "group": "a"}
    second = {"name": "覆盖", "target": "≥100%", "actual": actual, "points": "", "group": "a"}
    result = audited(tmp_path, first, second)
    (line,) = (line for line in result.criteria if line.award.step.printed)

    assert (expected, verdict) == (_decimal(line.award.points) if line.award.fixed else str(line.award.range),
                                   line.verdict)  # fmt: skip


def test_rows_of_the_same_trouble_are_told_together(tmp_path: Path) -> None:
    rows = [{"name": f"活动{n}", "target": "10", "actual": "10"} for n in range(3)]
    found = [finding for finding in audited(tmp_path, *rows).findings if finding.code == "row-without-sign"]

    assert ["活动0 (+2)"] == [finding.values["row"] for finding in found]


def test_headings_are_compared_without_blanks_brackets_and_the_word_indicator(tmp_path: Path) -> None:
    row = {"name": "场次", "target": "≥10场", "actual": "10场", "level1": "产 出（50分）"}

    assert set() == said(audited(tmp_path, row))


def test_a_claim_by_another_rule_or_rounding_is_explained(tmp_path: Path) -> None:
    quotient = {"name": "投诉", "sign": "≤", "target": "10件", "actual": "16件", "claimed": "6.25"}
    whole = {"name": "合格率", "target": "≥90%", "actual": "80%", "claimed": "9", "reason": "抽检"}
    result = audited(tmp_path, quotient, whole)
    ways = [[way.code for way in line.explained_by] for line in result.criteria if line.claim]

    # 10 / 16 of ten is 6.25; 80 / 90 of ten is 8.89, in whole points 9.
    assert [["other-row-rules"], ["whole-points"]] == ways


@pytest.mark.parametrize(
    ("actual", "claimed", "verdict"),
    [
        ("10场", "2.5", "reproduced"),
        ("10场", "3", "contradicted"),
        ("9场", "1.5", "consistent"),
        ("9场", "2.5", "contradicted"),
    ],
)
def test_a_row_of_two_and_a_half_points_never_earns_three(
    actual: str, claimed: str, verdict: str, tmp_path: Path
) -> None:
    # The card gives whole points, and takes at least one off a row that misses its target.
    row = {"name": "讲座", "sign": "≥", "target": "10场", "actual": actual, "points": "2.5"}
    result = audited(tmp_path, {**row, "claimed": claimed}, ruleset="yuanzhou-40-40-20")
    (line,) = (line for line in result.criteria if line.claim)

    assert verdict == line.verdict
