"""Which ruleset a report goes by where nobody names one, and what it says of the choice."""

from typing import Any

import pytest

from perfscore import ProblemsFound, audit, make_report, render

GROUPS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def form(execution: int | None = 10, groups: dict[str, int] | None = None, **head: str) -> dict[str, Any]:
    rows = [
        {"name": f"{name}某项", "level1": name, "sign": "≥", "target": "100件", "actual": "100件",
         "points": points, "claimed": points}
        for name, points in (groups or GROUPS).items()
    ]  # fmt: skip
    total = sum((groups or GROUPS).values()) + (execution or 0)
    claims: dict[str, Any] = {"total": total}
    if execution:
        claims |= {"criteria": {"execution": execution}, "points": {"execution": f"{execution}分"}}
    return {
        "format": 1,
        "report": {"subject": "农村公路养护经费", "fiscal_year": 2024, "rows": "all", **head},
        "claims": claims,
        "facts": {"budget": {"value": "20", "unit": "万元"}, "expenditure": {"value": "20", "unit": "万元"}},
        "targets": rows,
    }


@pytest.mark.parametrize(
    ("values", "ruleset", "reasons"),
    [
        (form(), "cn-mof-2020", ("groups",)),
        (form(title="湖北省某市项目自评表"), "cn-mof-2020", ("groups",)),
        (form(note="河北省某厅"), "hebei-10-50-30-10", ("groups", "place", "kind")),
        (form(20, {"产出指标": 40, "效益指标": 30, "满意度指标": 10}, note="云南省昌宁县水务局"),
         "changning-20-80", ("groups", "place", "kind")),
        (form(title="金寨县某局部门整体支出绩效自评表"), "jinzhai-department-2023",
         ("groups", "place", "kind")),
    ],
)  # fmt: skip
def test_the_frame_the_place_and_the_kind_choose(
    values: dict[str, Any], ruleset: str, reasons: tuple[str, ...]
) -> None:
    card = audit(make_report(values)).card

    assert ruleset == card.plan.ruleset.id
    assert card.plan.choice is not None
    assert reasons == card.plan.choice.reasons
    assert ruleset not in card.plan.choice.others


def test_a_ruleset_that_the_report_names_is_no_choice() -> None:
    plan = audit(make_report(form(ruleset="sichuan-10-90"))).card.plan

    assert ("sichuan-10-90", None) == (plan.ruleset.id, plan.choice)


def test_where_no_ruleset_has_the_frame_the_card_as_printed_counts_and_says_so() -> None:
    result = audit(make_report(form(15, {"产出指标": 45, "效益指标": 25, "满意度指标": 15})))

    assert "as-printed" == result.card.plan.ruleset.id
    assert "consistent" == result.verdict
    assert "[15, 100]" == str(result.card.range)  # the rows are judged, the execution row is computed
    assert "没有与表样相符的规则集，故按表样计分" in render(result, language="zh")
    assert "【未经确认】" in render(result, language="zh")


def test_scores_that_do_not_add_up_are_found_under_the_card_as_printed() -> None:
    values = form(15, {"产出指标": 45, "效益指标": 25, "满意度指标": 15})
    values["claims"]["total"] = 90

    assert "contradicted" == audit(make_report(values)).verdict


def test_a_standard_printed_beside_a_row_scores_it_where_it_is_plain() -> None:
    values = form(15, {"产出指标": 45, "效益指标": 25, "满意度指标": 15})
    values["targets"][0] |= {"actual": "80件", "standard": "达到目标值得满分，未达到的按完成比例得分"}
    values["targets"][1] |= {"actual": "80件", "standard": "完成得满分，未完成不得分"}
    values["targets"][2] |= {"actual": "80件", "standard": "每少1%扣0.5分"}
    points = [str(line.award.range) for line in audit(make_report(values)).criteria]

    assert ["15", "36", "0", "[0, 15]"] == points


BANDS = "90%（含）以上计45分，80%（含）-90%计30分，60%（含）-80%计15分，60%以下不得分"


@pytest.mark.parametrize(
    ("target", "actual", "standard", "points"),
    [
        ("≥100件", "90件", BANDS, "45"),
        ("≥100件", "89件", BANDS, "30"),
        ("≥100件", "60件", BANDS, "15"),
        ("≥100件", "59件", BANDS, "0"),
        ("≥100%", "85%", "完成率90%以上得满分；80%-90%得30分；低于80%的不得分。", "30"),
        ("≥100件", "89件", "≥90%得满分，80%（不含）-90%得分值的80%，80%及以下不得分", "36"),
        ("≥95%", "85%", BANDS, "[0, 45]"),
        ("≥100件", "89件", "90%（含）以上计45分，80%（含）-90%计30分", "[0, 45]"),
        ("≥100件", "89件", "90%（含）以上计45分，70%（含）-80%计30分，70%以下不得分", "[0, 45]"),
        ("≥100件", "89件", "90%（含）以上计40分，90%以下不得分", "[0, 45]"),
    ],
    ids=["the end of a band", "below it", "the last band", "nothing", "in other words",
         "by signs and shares", "of the result or of the share?", "no end", "a gap", "not all points"],
)  # fmt: skip
def test_bands_printed_beside_a_row_score_it_where_they_are_whole(
    target: str, actual: str, standard: str, points: str
) -> None:
    values = form(15, {"产出指标": 45, "效益指标": 25, "满意度指标": 15})
    values["targets"][0] |= {"target": target, "actual": actual, "standard": standard}
    lines = {line.award.step.criterion.label.zh: line for line in audit(make_report(values)).criteria}

    assert points == str(lines[values["targets"][0]["name"]].award.range)


def test_a_report_that_claims_criteria_of_no_ruleset_is_refused() -> None:
    values = {
        "format": 1,
        "report": {"subject": "某馆", "fiscal_year": 2024},
        "claims": {"total": 96, "criteria": {"execution": 10, "cleanliness": 5}},
    }

    with pytest.raises(ProblemsFound) as found:
        audit(make_report(values))

    assert ["no-ruleset"] == [problem.code for problem in found.value.problems]


def test_a_report_without_its_table_goes_by_the_card_of_its_place_else_by_none() -> None:
    own = {"format": 1, "report": {"subject": "岳阳楼区文化馆", "fiscal_year": 2024}, "claims": {"total": 96}}
    other = {**own, "report": {"subject": "某馆", "fiscal_year": 2024}}

    named, without = (audit(make_report(values)) for values in (own, other))

    assert "yueyanglou-2024" == named.card.plan.ruleset.id
    assert ("as-printed", "cannot_tell") == (without.card.plan.ruleset.id, without.verdict)
    assert without.card.plan.choice is not None
    assert ("no_frame",) == without.card.plan.choice.reasons


def test_a_card_of_another_place_is_never_held_against_groups_that_it_does_not_have() -> None:
    values = form(20, {"产出指标": 40, "效益指标": 20, "满意度指标": 20})

    assert "as-printed" == audit(make_report(values)).card.plan.ruleset.id


def test_the_card_of_the_province_that_is_named_is_taken() -> None:
    values = form(20, {"产出指标": 40, "效益指标": 30, "满意度指标": 10}, title="湖北省某市项目自评表")

    assert "hubei-20-80" == audit(make_report(values)).card.plan.ruleset.id
