"""A bonus, a cap and a veto are shown with the numbers put in, and with what each leaves."""

from typing import Any

import pytest

from perfscore import audit, make_report, make_ruleset, render

CARD = {
    "format": 1,
    "ruleset": {
        "id": "own", "title": "某县评分办法", "version": "1", "status": "unconfirmed", "points": 80,
        "rounding": {"places": 2, "mode": "half_up", "at": "criterion"},
        "missing": "range", "not_applicable": "rescale",
    },
    "facts": {
        "awards": {"label": "省级以上表彰数", "unit": "项", "minimum": 0, "step": 1},
        "fraud": {"label": "弄虚作假", "kind": "truth"},
        "breaches": {"label": "违规问题数", "unit": "项", "minimum": 0, "step": 1},
    },
    "criteria": [
        {
            "id": "compliance", "label": "合规性", "points": 80, "standing": "assumed",
            "scoring": {"shape": "checklist", "breaches": "breaches", "loses": 3},
        }
    ],
    "modifiers": [
        {"id": "bonus", "kind": "bonus", "label": "表彰加分", "formula": "awards * 2", "most": 5},
        {"id": "cap", "kind": "cap", "label": "封顶", "at": 80},
        {"id": "veto", "kind": "veto", "label": "一票否决", "when": "fraud", "gives": 59},
    ],
}  # fmt: skip


def shown(**facts: Any) -> str:
    stated = {"breaches": {"value": "1", "unit": "项"}, **facts}
    report = make_report({"format": 1, "report": {"subject": "某局", "fiscal_year": 2024}, "facts": stated})
    return " ".join(render(audit(report, make_ruleset(CARD)), language="zh").split())


@pytest.mark.parametrize(
    ("awards", "fraud", "lines"),
    [
        ("3", False, ("= 77 + 四舍五入((3 × 2，限 0 至 5)，2 位小数) = 82", "= 取小(82, 80) = 80")),
        ("1", True, ("四舍五入((1 × 2，限 0 至 5)，2 位小数) = 79", "= 取小(79, 59)（因 弄虚作假） = 59")),
    ],
    ids=["capped", "vetoed"],
)
def test_each_step_has_its_numbers(awards: str, fraud: bool, lines: tuple[str, ...]) -> None:
    text = shown(awards={"value": awards, "unit": "项"}, fraud={"value": fraud})

    assert [] == [line for line in lines if line not in text]


def test_a_veto_that_does_not_fall_leaves_the_sum() -> None:
    text = shown(awards={"value": "0", "unit": "项"}, fraud={"value": False})

    assert "一票否决 取小(合计, 59)（当 弄虚作假），否则 合计 = 77 总分" in text


def test_what_is_not_known_stays_named_and_its_effect_a_range() -> None:
    text = shown(fraud={"value": False})

    assert "(〔省级以上表彰数〕 × 2，限 0 至 5)，2 位小数)，可能值：[77, 82]" in text
    assert "= 取小([77, 82], 80)，可能值：[77, 80]" in text
