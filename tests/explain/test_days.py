"""Days are shown as dates wherever a formula, a fact or a rule has them; late is late on any day."""

import json
import re
from datetime import date

import pytest

from perfscore import Audit, audit, make_report, make_ruleset, read_ruleset, render
from tests.cards import catalog


def audited(target: str, actual: str, claimed: str = "40") -> Audit:
    rows = [
        {"level1": group, "name": name, "target": goal, "actual": done, "points": points, "claimed": score}
        for group, name, goal, done, points, score in (
            ("产出指标", "完工", target, actual, "50", claimed),
            ("效益指标", "知晓率", "≥90%", "95%", "30", "30"),
            ("满意度指标", "满意度", "≥90%", "/", "10", "10"),
        )
    ]
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    report = make_report({"format": 1, "report": head, "claims": {"total": "90"}, "targets": rows})
    return audit(report, read_ruleset("cn-mof-2020", catalog()), catalog())


@pytest.mark.parametrize(
    ("target", "actual", "shown"),
    [
        ("2024年12月底前", "2024年12月", "2024-12-01 至 2024-12-31 ≤ 2024-12-31"),
        ("2024年11月30日前", "2024年12月", "读作 2024-12-01 至 2024-12-31"),
        ("2024年12月15日前", "2024年12月31日前", "读作 2024-12-31 及以前"),
    ],
)
def test_a_span_of_days_is_shown_as_dates(target: str, actual: str, shown: str) -> None:
    result = audited(target, actual)

    assert shown in render(result, language="zh")
    assert not re.search(r"\b7[0-9]{5}\b", render(result, language="en"))


def test_days_are_dates_in_json_too() -> None:
    data = json.loads(render(audited("2024年11月30日前", "2024年12月"), format="json"))
    facts = {fact["id"]: fact for line in data["criteria"] for fact in line["facts"]}

    assert ("2024-12-01", "2024-12-31") == tuple(facts["targets.1.actual"][end] for end in ("low", "high"))


def test_what_is_late_on_any_day_is_not_asked_for() -> None:
    late, open_ = audited("2024年11月30日前", "2024年12月"), audited("2024年12月15日前", "2024年12月")
    asked = [{ask.evidence.binding.fact for ask in result.ask_next} for result in (late, open_)]

    assert "targets.1.actual" not in asked[0]
    assert "targets.1.score" in asked[0]
    assert "targets.1.actual" in asked[1]


def test_a_day_of_a_rule_is_a_date() -> None:
    values = {
        "format": 1,
        "ruleset": {
            "id": "own", "title": "某县评分办法", "version": "1", "status": "unconfirmed", "points": 10,
            "rounding": {"places": 2, "mode": "half_up", "at": "criterion"},
            "missing": "range", "not_applicable": "rescale",
        },
        "facts": {"sent": {"label": "报送日期", "kind": "date"}},
        "criteria": [
            {
                "id": "ontime", "label": "按时报送", "points": 10, "standing": "assumed",
                "scoring": {"shape": "deadline", "fact": "sent", "by": date(2025, 3, 31), "late": 5},
            }
        ],
    }  # fmt: skip
    report = make_report({"format": 1, "report": {"subject": "某单位", "fiscal_year": 2024}})
    text = render(audit(report, make_ruleset(values), catalog()), language="zh")

    assert "报送日期 ≤ 2025-03-31" in text
    assert "739" not in text


def test_points_without_a_result_are_told() -> None:
    found = {one.code: one.values for one in audited("2024年12月底前", "2024年12月").findings}
    values = found["row-scored-without-result"]

    assert ("满意度", "10", "≥90%") == tuple(values[name] for name in ("row", "claimed", "target"))
