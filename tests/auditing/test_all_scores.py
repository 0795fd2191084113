"""The scores a form prints make up its total, whether or not the card has a place for their rows."""

import pytest

from perfscore import audit
from tests.cards import catalog, report


def found(total: str, group: str, points: str, claimed: str = "50") -> set[str]:
    scores = [
        (group, "举办讲座", claimed, "50"),
        ("效益指标", "惠及人数", "30", "30"),
        ("满意度指标", "读者满意", "10", "10"),
    ]
    rows = [
        {
            "level1": level, "name": name, "target": "≥5场", "actual": "5场", "claimed": score,
            "points": full if points == "printed" else None,
        }
        for level, name, score, full in scores
    ]  # fmt: skip
    form = report(total=total, claims={"criteria": {"execution": "10"}}, targets=rows, rows="all")
    result = audit(form, "cn-mof-2020", catalog())
    return {finding.code for finding in result.findings if finding.severity == "error"}


@pytest.mark.parametrize("group", ["产出指标", "项目产出"])
@pytest.mark.parametrize("points", ["printed", "not printed"])
def test_rows_that_score_more_than_their_total_are_told(group: str, points: str) -> None:
    assert "claims-do-not-add-up" in found("90", group, points)
    assert "claims-do-not-add-up" not in found("100", group, points)


@pytest.mark.parametrize("group", ["产出指标", "项目产出"])
def test_rows_that_lose_more_than_their_total_are_told(group: str) -> None:
    assert "claims-do-not-add-up" in found("98", group, "printed", "44")
    assert "claims-do-not-add-up" not in found("94", group, "printed", "44")
