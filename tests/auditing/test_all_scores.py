"""The scores a form prints make up its total, whether or not the card has a place for their rows."""

from pathlib import Path

import pytest

from perfscore import audit, discover, read_report, read_ruleset

FORM = """format = 1
[report]
subject = "某单位"
fiscal_year = 2024
rows = "all"
[claims]
total = "{total}"
criteria = {{ execution = "10" }}
"""
ROW = """
[[targets]]
level1 = "{group}"
name = "{name}"
target = "≥5场"
actual = "5场"
claimed = "{claimed}"
"""


def found(folder: Path, total: str, group: str, points: str, claimed: str = "50") -> set[str]:
    rows = [
        (group, "举办讲座", claimed, "50"),
        ("效益指标", "惠及人数", "30", "30"),
        ("满意度指标", "读者满意", "10", "10"),
    ]
    text = FORM.format(total=total)
    for level, name, score, full in rows:
        text += ROW.format(group=level, name=name, claimed=score)
        text += f'points = "{full}"\n' if points == "printed" else ""
    file = folder / "report.toml"
    file.write_text(text, "utf-8")
    catalog = discover()
    result = audit(read_report(file), read_ruleset("cn-mof-2020", catalog), catalog)
    return {finding.code for finding in result.findings if finding.severity == "error"}


@pytest.mark.parametrize("group", ["产出指标", "项目产出"])
@pytest.mark.parametrize("points", ["printed", "not printed"])
def test_rows_that_score_more_than_their_total_are_told(tmp_path: Path, group: str, points: str) -> None:
    assert "claims-do-not-add-up" in found(tmp_path, "90", group, points)
    assert "claims-do-not-add-up" not in found(tmp_path, "100", group, points)


@pytest.mark.parametrize("group", ["产出指标", "项目产出"])
def test_rows_that_lose_more_than_their_total_are_told(tmp_path: Path, group: str) -> None:
    assert "claims-do-not-add-up" in found(tmp_path, "98", group, "printed", "44")
    assert "claims-do-not-add-up" not in found(tmp_path, "94", group, "printed", "44")
