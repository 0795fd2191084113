"""Every row of rows.toml, as a row of a real report under the bundled national table."""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, Plan, audit, make_plan, read_ruleset
from perfscore.explain.formats.rendering import render
from tests.cards import catalog, report

ROWS = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))["row"]


@cache
def plan(ruleset: str) -> Plan:
    return make_plan(read_ruleset(ruleset, catalog()), catalog())


def audited(*rows: dict[str, str], ruleset: str = "cn-mof-2020", **form: Any) -> Audit:
    """Audit rows, of ten points under the outputs where they say nothing else; "" is a blank cell."""
    printed = [{"level1": "产出指标", "points": "10", **row} for row in rows]
    targets = [{key: value or None for key, value in row.items()} for row in printed]
    return audit(report(targets=targets, **form), plan(ruleset))


def said(result: Audit) -> set[str]:
    whole = {"checked", "rows-exceed-points", "rows-short-of-points", "claims-do-not-add-up"}
    return {finding.code for finding in result.findings} - whole


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in ROWS])
def test_a_row_earns_what_it_says_and_its_auditor_is_told(case: Any) -> None:
    result = audited(case["row"])
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


def test_rows_that_only_inform_carry_no_points_and_must_add_up() -> None:
    whole = {"name": "种植面积", "target": "≥29.5亩", "actual": "29.5亩", "claimed": "10"}
    parts = [
        {"name": f"其中{name}", "part_of": "种植面积", "actual": actual, "points": ""}
        for name, actual in (("桃树", "1.5亩"), ("苹果树", "5亩"), ("露天蔬菜", "20亩"), ("大棚蔬菜", "3亩"))
    ]
    right = audited(whole, *parts)
    some = audited(whole, *parts[:3])
    more = audited(whole, *parts, parts[0])

    assert ["reproduced"] == [line.verdict for line in right.criteria if line.award.step.printed]
    assert {"row-parts-add-up"} == said(right)
    assert set() == said(some)
    assert {"row-parts-exceed"} == said(more)


def parts_of(whole: str, *parts: str, name: str = "养护里程", unit: str = "公里") -> list[dict[str, str]]:
    first = {"name": name, "target": "≥100", "actual": whole, "unit": unit, "claimed": "10"}
    return [
        first,
        *(
            {"name": f"其中：{n}", "part_of": name, "actual": part, "points": ""}
            for n, part in enumerate(parts)
        ),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (parts_of("125", "55"), None),
        (parts_of("125", "55", "80"), "row-parts-exceed"),
        (parts_of("125", "55", "70000米"), "row-parts-add-up"),
        (parts_of("125", "200座"), None),
        (parts_of("125", "55", name="养护里程合计"), "row-parts-differ"),
        (parts_of("125%", "96%", "97%", name="完好率", unit=""), None),
    ],
    ids=[
        "a single line need not make up the whole",
        "parts never come to more than the whole",
        "a part without a unit has its row's",
        "units that differ are not compared",
        "a total is all of its parts",
        "rates are no sum",
    ],
)
def test_parts_are_compared_with_their_row(rows: Any, code: str | None) -> None:
    found = {code for code in said(audited(*rows)) if code.startswith("row-parts")}

    assert ({code} if code else set()) == found


def test_parts_are_told_in_the_unit_of_their_row() -> None:
    (found,) = (f for f in audited(*parts_of("125", "55", "80")).findings if "row-parts" in f.code)

    assert ("error", "135公里", "10公里") == (found.severity, found.values["parts"], found.values["off"])


def test_a_part_that_repeats_the_points_of_its_whole_is_told() -> None:
    whole = {"name": "资金", "target": "≥10", "actual": "10"}
    part = {"name": "其中财政", "part_of": "资金", "actual": "10"}

    assert {"row-repeats-total", "row-parts-add-up"} == said(audited(whole, part))


@pytest.mark.parametrize(
    ("actual", "expected", "verdict"),
    [("100%", "10", "reproduced"), ("50%", "[5, 10]", "consistent"), ("0%", "[0, 10]", "cannot_tell")],
)
def test_rows_under_one_score_earn_between_the_worst_and_the_best(
    actual: str, expected: str, verdict: str
) -> None:
    first = {"name": "存储", "target": "≥25TB", "actual": "25TB", "claimed": "10", "group": "a"}
    second = {"name": "覆盖", "target": "≥100%", "actual": actual, "points": "", "group": "a"}
    result = audited(first, second)
    (line,) = (line for line in result.criteria if line.award.step.printed)

    assert (expected, verdict) == (_decimal(line.award.points) if line.award.fixed else str(line.award.range),
                                   line.verdict)  # fmt: skip


def test_each_row_is_told_for_itself() -> None:
    rows = [{"name": f"活动{n}", "target": "10", "actual": "10"} for n in range(7)]

    told = [f.values["row"] for f in audited(*rows).findings if f.code == "row-without-sign"]

    assert [f"活动{n}" for n in range(7)] == told


def test_a_row_is_named_by_its_place_in_the_form_where_that_is_known() -> None:
    rows = [
        {"name": f"活动{n}", "target": "10", "actual": "10", "at": f"form 自评表!D{14 + n}"} for n in range(2)
    ]
    text = render(audited(*rows), language="zh")

    for n in range(2):
        assert f"“活动{n}”一行（form自评表!D{14 + n}）没有符号" in "".join(text.split())


def test_a_row_of_no_points_has_no_weight() -> None:
    row = {"name": "活动", "target": "≥10", "actual": "10", "points": "0"}

    assert {"row-without-weight"} == said(audited(row))


SCORED = {"name": "活动", "target": "≥10", "actual": "10", "claimed": "10"}
BLANK = {"name": "培训", "target": "≥10", "actual": "10"}


def test_a_row_without_a_score_among_rows_that_have_one_is_told() -> None:
    assert {"row-without-score"} == said(audited(SCORED, BLANK))
    assert {"row-score-not-read"} == said(audited(SCORED, {**BLANK, "claimed": "满分"}))
    assert set() == said(audited(BLANK))


FORM = [
    {"name": "里程", "target": "≥10", "actual": "10", "points": "50", "claimed": "50"},
    {"name": "人口", "level1": "效益指标", "target": "≥10", "actual": "10", "points": "30", "claimed": "30"},
    {"name": "满意", "level1": "满意度指标", "target": "≥90%", "actual": "95%", "claimed": "10"},
]


def whole(total: str, *rows: dict[str, str], rows_are: str | None = "all", **sections: str) -> Audit:
    """Audit a form with all its money spent; ``all`` says that no row of it is left out."""
    facts = {"budget": "5万元", "expenditure": "5万元"}
    claims = {"criteria": {"execution": "10"}, "sections": sections}
    return audited(*rows, facts=facts, total=total, claims=claims, rows=rows_are)


def codes(result: Audit) -> dict[str, str]:
    informing = {"checked", "row-holds-most"}
    return {found.code: found.severity for found in result.findings if found.code not in informing}


def test_a_whole_table_that_fits_its_card_is_decided() -> None:
    result = whole("100", *FORM)

    assert ("reproduced", {}) == (result.verdict, codes(result))


def test_a_whole_table_has_no_rows_beside_those_it_prints() -> None:
    short = {**FORM[2], "points": "5", "claimed": "5"}
    said_whole, not_said = (
        whole("95", *FORM[:2], short),
        whole("95", *FORM[:2], short, rows_are=None),
    )

    assert ("95", "reproduced") == (str(said_whole.card.range), said_whole.verdict)
    assert {"rows-short-of-points": "error", "points-do-not-add-up": "error"} == codes(said_whole)
    assert ("[95, 100]", "consistent", {}) == (str(not_said.card.range), not_said.verdict, codes(not_said))


def test_groups_that_are_off_both_ways_are_told_though_they_make_up_the_card() -> None:
    few, many = {**FORM[0], "points": "45", "claimed": "45"}, {**FORM[1], "points": "35", "claimed": "35"}
    result = whole("100", few, many, FORM[2])

    assert {"rows-short-of-points": "error", "rows-exceed-points": "error"} == codes(result)
    assert {"产出指标", "效益指标"} == {f.values["group"] for f in result.findings if "group" in f.values}


def test_a_group_without_rows_in_a_whole_table_is_told() -> None:
    result = whole("90", *FORM[:2])

    assert {"group-without-rows": "error", "points-do-not-add-up": "error"} == codes(result)
    assert ("90", "reproduced") == (str(result.card.range), result.verdict)


def test_a_whole_table_with_a_row_of_no_group_stays_open() -> None:
    result = whole("100", *FORM[:2], {**FORM[2], "level1": "其他"})

    assert ({"row-without-criterion": "warning"}, "[90, 100]") == (codes(result), str(result.card.range))


@pytest.mark.parametrize(
    "change", [{"level1": "其他"}, {"level1": "其他", "points": ""}, {"target": "好"}, {}]
)
@pytest.mark.parametrize(
    ("total", "verdict"), [("100", None), ("90", "contradicted"), ("98", "contradicted")]
)
def test_scores_of_rows_are_held_against_the_total_whatever_the_ruleset_knows_of_the_rows(
    change: dict[str, str], total: str, verdict: str | None
) -> None:
    result = whole(total, *FORM[:2], {**FORM[2], "points": "10", **change})

    assert ("claims-do-not-add-up" in codes(result)) == (verdict == "contradicted")
    assert (result.verdict == "contradicted") == (verdict == "contradicted")


def test_a_total_whose_own_rows_lose_six_points_does_not_pass() -> None:
    docked = [{**FORM[0], "claimed": "44"}, *FORM[1:]]

    assert "error" == codes(whole("98", *docked))["claims-do-not-add-up"]
    assert "claims-do-not-add-up" not in codes(whole("94", *docked))


def test_the_sum_of_a_section_is_held_against_its_rows() -> None:
    result = whole("100", *FORM, 产出指标="48")

    assert "error" == codes(result)["section-does-not-add-up"]


def test_more_than_the_full_points_of_a_card_cannot_be_claimed() -> None:
    result = whole("105", {**FORM[0], "points": "55", "claimed": "55"}, *FORM[1:])

    assert "contradicted" == result.verdict
    assert {"total-beyond-points", "rows-exceed-points", "points-do-not-add-up"} == set(codes(result))
    assert result.solution is not None
    assert result.solution.impossible is not None


@pytest.mark.parametrize(
    ("total", "code"),
    [("100", "claims-leave-rest"), ("95", "claims-leave-rest"), ("89", "claims-do-not-add-up")],
)
def test_what_a_total_leaves_for_rows_without_a_score_is_told(total: str, code: str) -> None:
    blank = {key: value for key, value in FORM[2].items() if key != "claimed"}

    assert {"row-without-score", code} == set(codes(whole(total, *FORM[:2], blank)))


def test_headings_are_compared_without_blanks_brackets_and_the_word_indicator() -> None:
    row = {"name": "场次", "target": "≥10场", "actual": "10场", "level1": "产 出（50分）"}

    assert set() == said(audited(row))


def test_a_claim_by_another_rule_or_rounding_is_explained() -> None:
    quotient = {"name": "投诉", "sign": "≤", "target": "10件", "actual": "16件", "claimed": "6.25"}
    whole = {"name": "合格率", "target": "≥90%", "actual": "80%", "claimed": "9", "reason": "抽检"}
    ways = [
        [way.code for way in line.explained_by]
        for row in (quotient, whole)
        for line in audited(row).criteria
        if line.claim
    ]

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
def test_a_row_of_two_and_a_half_points_never_earns_three(actual: str, claimed: str, verdict: str) -> None:
    # The card gives whole points, and takes at least one off a row that misses its target.
    row = {"name": "讲座", "sign": "≥", "target": "10场", "actual": actual, "points": "2.5"}
    result = audited({**row, "claimed": claimed}, ruleset="yuanzhou-40-40-20")
    (line,) = (line for line in result.criteria if line.claim)

    assert verdict == line.verdict


@pytest.mark.parametrize(
    ("count", "groups", "shares"),
    [
        (7, 7, {"14.29": 4, "14.28": 3}),
        (6, 5, {"20": 5}),
        (3, 3, {"33.34": 1, "33.33": 2}),
    ],
)
def test_points_shared_out_equally_add_up(count: int, groups: int, shares: dict[str, int]) -> None:
    # The form prints no points; rows of one group have one score, and one share, together.
    row = {"target": "≥10场", "actual": "10场", "points": ""}
    rows = [{**row, "name": f"活动{n}", "group": f"g{min(n, groups - 1)}"} for n in range(count)]
    result = audited(*rows, ruleset="cn-unweighted")
    points = [line.award.step.criterion.points for line in result.criteria if line.award.step.printed]

    assert (groups, sum(points)) == (len(points), result.card.plan.ruleset.points)
    assert all(number == points.count(Fraction(share)) for share, number in shares.items())
    assert result.card.plan.ruleset.points == result.card.total


@pytest.mark.parametrize(
    ("sign", "target", "actual"),
    [
        ("不低于", "800册", "800册"),
        ("至少", "98%", "99%"),
        ("不少于", "3000人次", "3001人次"),
        ("大于等于", "90%", "95%"),
        ("达到", "90%", "95%"),
        ("（≥）", "90%", "95%"),
        ("≤（不超过）", "5%", "4%"),
        ("", "不得低于90%", "95%"),
        ("﹥", "30%", "31%"),
        ("≧", "30%", "31%"),
        ("不超过", "50元", "48元"),
        ("控制在…以内", "5%", "4%"),
        ("≦", "20天", "16天"),
        ("", "达到95%", "96%"),
        ("", "控制在5%以内", "4%"),
        ("", "﹥30%", "31%"),
        ("≥", "530元/人*月", "每人每月530元"),
        ("≤", "每亩300元", "280元/亩"),
        ("≥", "3人/班", "3人/班"),
        ("≥", "5:1", "6：1"),
        ("≥", "十场", "十余场"),
        ("", "2024年12月", "2024年11月"),
        ("", "第三季度", "2024年8月"),
        ("", "≥95%", "达到95%"),
    ],
)
def test_a_sign_or_figure_in_words_is_read_as_anybody_reads_it(sign: str, target: str, actual: str) -> None:
    result = audited({"name": "指标", "sign": sign, "target": target, "actual": actual, "claimed": "10"})

    assert ["reproduced"] == [line.verdict for line in result.criteria if line.award.step.printed]
    assert set() == said(result)


@pytest.mark.parametrize(
    "level",
    [
        "一、产出指标", "★产出指标", "（一）产出指标", "(1)产出指标", "产出指标（50分）", "产 出 指 标",
        "1.产出指标", "1、产出指标", "1.1产出指标", "①产出指标", "“产出指标”", "产出", "产出指标50分",
        "一.产出指标", "※产出指标：",
    ],
)  # fmt: skip
def test_ornament_is_no_part_of_the_name_of_a_group(level: str) -> None:
    result = audited({"level1": level, "name": "指标", "target": "≥8册", "actual": "8册", "claimed": "10"})

    assert ["outputs"] == [
        line.award.step.criterion.id.partition(".")[0] for line in result.criteria if line.award.step.printed
    ]
    assert set() == said(result)


@pytest.mark.parametrize("level", ["产出时效", "投入产出", "其他指标", "产出指标与效益指标"])
def test_another_name_is_another_group(level: str) -> None:
    row = {"level1": level, "name": "指标", "target": "≥8册", "actual": "8册", "claimed": "10"}

    assert {"row-without-criterion"} == said(audited(row))
