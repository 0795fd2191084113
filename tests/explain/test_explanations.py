"""What an explanation says, whatever the language it says it in."""

import pickle
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from perfscore import Audit, audit, make_report
from perfscore.explain.content.view import explanation, solution
from perfscore.explain.formats.text import text
from perfscore.explain.wording.words import numbers_text, words_of
from perfscore.messages import Listed, worded
from perfscore.numbers.ranges import Range
from perfscore.packs.catalog import discover
from perfscore.plan.choosing import plan_as_printed
from perfscore.plan.planned import AS_PRINTED
from tests.explain.audits import audited


def said(audit: Audit, language: str = "en", criterion: str | None = None) -> str:
    """Return an explanation as text without its line breaks, so that sentences can be looked for."""
    return " ".join(text(explanation(audit, language, criterion), 10_000).split())


def audited_values(values: Mapping[str, Any]) -> Audit:
    return audit(make_report(values), "yueyanglou-2024")


def solved(audit: Audit) -> str:
    return " ".join(text(solution(audit, "en"), 10_000).split())


def order_of(found: str, *parts: str) -> list[str]:
    """Return parts by the place where they first stand."""
    assert all(part in found for part in parts)
    return sorted(parts, key=found.index)


@pytest.fixture
def seed() -> Audit:
    return audited("report", "yueyanglou-2024")


@pytest.fixture
def completed() -> Audit:
    return audited("completed", "yueyanglou-2024")


@pytest.fixture
def wrong() -> Audit:
    return audited("over-staffed", "everything")


def test_the_verdict_on_the_seed_comes_first_and_confirms_nothing(seed: Audit) -> None:
    assert said(seed).startswith(
        "Verdict: consistent, not confirmed. The claimed 96.85 is among the possible totals [9.90, 100.00]."
    )
    assert said(seed, "zh").startswith(
        "结论：不矛盾，但未证实。自评 96.85 分，在可能得分 [9.90, 100.00] 之内。"
    )


def test_the_seed_says_that_its_rules_are_not_confirmed_and_which_are_assumed(seed: Audit) -> None:
    assert "[unconfirmed] the rules in force were not seen" in said(seed)
    assert "scoring rule [assumed]: outputs, benefits" in said(seed)


def test_the_parts_come_in_the_order_an_auditor_reads_them(seed: Audit) -> None:
    parts = (
        "Verdict:", "Where the 100 points went", "Criteria, by the points they may have lost", "Findings",
        "Checked, and holds", "What to ask for next", "How a total of 96.85 can come about",
        "What the unknown facts can be",
    )  # fmt: skip

    assert list(parts) == order_of(said(seed), *parts)


def test_the_first_thing_to_ask_for_is_the_budget(seed: Audit) -> None:
    assert "1 revised budget 10.00 budget adjustments, final accounts" in said(seed)


def test_the_seed_is_explained_by_execution_alone_or_with_whole_points_lost_elsewhere(seed: Audit) -> None:
    found = said(seed)

    for line in (
        "1 budget execution rate 3.15 budget execution rate 68.5%, revised budget ≈ 556.98 万元",
        "budget execution rate 2.15, outputs 1 budget execution rate 78.5%",
        "budget execution rate 1.15, outputs 2 budget execution rate 88.5%",
        "budget execution rate 0.15, outputs 3 budget execution rate 98.5%",
    ):
        assert line in found


def test_the_seed_lists_projects_that_fall_short_and_calls_the_list_incomplete_or_wrong(seed: Audit) -> None:
    assert "60.48 万元 short of the 257.19 万元 stated: the list is incomplete, or a figure is wrong" in said(
        seed
    )
    assert "少 60.48 万元：清单不完整，或数字有误" in said(seed, "zh")
    assert "编外用工 30.00 万元 二(二)4 “30.00万元” · report.toml:" in said(seed)


def test_the_seed_makes_two_statements_that_cannot_both_hold(seed: Audit) -> None:
    assert "The two statements cannot both hold: every task done in time, yet payments slow." in said(seed)


def test_what_adds_up_is_shown_as_checked(seed: Audit) -> None:
    assert "124.34 + 257.19 = 381.53 basic and project expenditure make up the expenditure" in said(seed)


def test_the_completed_report_opens_with_its_assumptions_and_its_verdict_rests_on_them(
    completed: Audit,
) -> None:
    found = said(completed)

    assert found.startswith("Verdict: resting on the 4 assumptions below, reproduced.")
    assert ["Assumptions the verdict rests on", "Where the 100 points went"] == order_of(
        found, "Where the 100 points went", "Assumptions the verdict rests on"
    )
    assert 2 <= found.count("556.98 万元 [assumed]")


def test_a_criterion_shows_its_formula_its_numbers_and_its_rounding(completed: Audit) -> None:
    found = said(completed, criterion="execution")

    for line in (
        "rule Spent over revised budget, in proportion, never above ten.",
        "measure expenditure of the year ÷ revised budget",
        "= 381.53 ÷ 556.98 = 38153/55698 ≈ 0.684998",
        "= 10 × (≈0.684998, kept within 0 and 1) = 190765/27849 ≈ 6.849977",
        "rounding half up at decimal 2: 6.85",
        "381.53 万元 二 “381.53万元” · report.toml:",
    ):
        assert line in found
    assert "points for outputs" not in found


def test_a_card_of_half_points_cannot_give_the_seeds_total_and_says_why() -> None:
    found = said(audited("report", "half-steps"))

    assert found.startswith(
        "Verdict: contradicted. The claimed 96.85 lies within [0.00, 100.00], but is not a total that can be "
        "had. Whatever the unknown facts are, they cannot give it. The nearest totals that can be had are "
        "96.5 and 97. Every possible total is a whole multiple of 0.5."
    )


def test_a_contradicted_line_says_what_would_explain_it(wrong: Audit) -> None:
    found = said(wrong, criterion="execution")

    assert "contradicted: 28.55 of 30 computed, 29 claimed, at 五 · over-staffed.toml:18" in found
    assert "might be Rounded half up to whole points it would be 29." in found


def test_another_reading_that_gives_other_points_is_shown_in_full(wrong: Audit) -> None:
    found = said(wrong, criterion="staff_control")

    assert "= 28 rounding" in found
    assert "also read as A part of a tenth costs two as well (part-steps-count)" in found
    assert "(30 ÷ 2)))) = 26" in found


def test_sources_are_named_with_their_standing(wrong: Audit) -> None:
    assert (
        "财政局 财〔2024〕1号 “评分办法” 第一条; 财政局 财〔2024〕1号 “评分办法” 附件 [read in a source]"
        in said(wrong)
    )
    assert "第二条 [general knowledge, not read in a source]" in said(wrong)


def test_figures_say_what_they_were_read_as(wrong: Audit) -> None:
    assert "2855000 元, read as 285.5 万元" in said(wrong)
    assert "90%以上, read as 0.9 or more 四" in said(wrong)


def test_what_is_done_to_the_sum_is_a_step_of_its_own(wrong: Audit) -> None:
    assert (
        "From the sum to the total ───────────────────────── sum of the criteria [94.55, 96.55] points "
        "at most ninety-five smallest of (sum, 95) = smallest of ([94.55, 96.55], 95), "
        "possible: [94.55, 95] rounding half up at decimal 1 total [94.6, 95.0] points"
    ) in said(wrong)


def test_a_limit_that_is_passed_is_shown_the_way_it_is(wrong: Audit) -> None:
    assert "23 > 20" in said(wrong)


def test_sections_with_several_criteria_have_subtotals(wrong: Audit) -> None:
    assert "section full computed claimed verdict" in said(wrong)
    assert "process 60 [54.55, 56.55] 57 contradicted 产出 40 40.0 — not claimed" in said(wrong)


def test_a_claimed_grade_that_does_not_follow_is_an_error(wrong: Audit) -> None:
    assert "claimed 94 points, grade: 良, at 五" in said(wrong)
    assert "error The report claims the grade 良; its facts give 优." in said(wrong)


def test_criteria_stand_in_the_order_of_the_points_they_may_have_lost(seed: Audit) -> None:
    headings = ("outputs (outputs", "benefits (benefits", "rate (execution", "served (satisfaction")

    assert list(headings) == order_of(said(seed), *headings)


def test_solving_gives_the_exact_values_of_the_unknown_facts(seed: Audit) -> None:
    found = solved(seed)

    assert found.startswith("Verdict: a total of 96.85 can be had.")
    assert "that is [68.45%, 68.55%), (≈556.571845, ≈557.384953] 万元" in found
    assert "revised budget (≈383.254646, ≈557.384953] 万元" in found
    assert "points for outputs 47, 47.5, 48, 48.5, 49, 49.5, 50 分" in found


def test_solving_a_settled_card_says_that_nothing_is_unknown(completed: Audit) -> None:
    assert "resting on the 4 assumptions below, a total of 96.85 is what the facts give" in solved(completed)


def test_solving_an_impossible_total_proves_it() -> None:
    assert solved(audited("report", "half-steps")).startswith(
        "Verdict: a total of 96.85 cannot be had. Whatever the unknown facts are, they cannot give it."
    )


def test_a_card_that_changes_its_sum_lists_no_decompositions_and_says_so(wrong: Audit) -> None:
    assert "cannot be had" in solved(wrong)


def test_the_name_of_the_only_document_is_not_said() -> None:
    named = {"report": {"subject": "某镇", "fiscal_year": 2024}, "documents": {"form": {"title": "a.html"}}}
    claim = {"value": "96", "at": "form 表1第9行第3格"}
    audit = audited_values({**named, "claims": {"total": claim}})

    assert "自评 96 分，见 表1第9行第3格 复算" in said(audit, "zh")
    assert "form" not in said(audit, "zh")


def test_a_program_s_own_values_have_no_place_to_look_up() -> None:
    audit = audited_values({"report": {"subject": "某镇", "fiscal_year": 2024}, "claims": {"total": "96"}})

    assert "自评 96 分 复算" in said(audit, "zh")
    assert not re.search("报告 <|claims|见", said(audit, "zh").partition("复算")[0])


def test_levels_are_listed_as_chinese_lists_them() -> None:
    names = Listed(["未达成", "达成预期指标"])

    assert names == "未达成, 达成预期指标"
    assert worded({"known": names}, "zh") == {"known": "未达成、达成预期指标"}
    assert pickle.loads(pickle.dumps(names)).worded("zh") == "未达成、达成预期指标"


def test_many_values_are_said_with_their_unit_at_the_range() -> None:
    few = tuple(Range(Fraction(n), Fraction(n)) for n in range(9))

    assert numbers_text(few, words_of("zh"), "分") == "[0, 8] 分 之间的 9 个值"


@pytest.mark.parametrize("claims", [{}, {"total": "96"}])
def test_of_a_card_that_nobody_shows_no_points_are_said(claims: Mapping[str, str]) -> None:
    facts = {"budget": {"value": "10", "unit": "万元"}, "expenditure": {"value": "12", "unit": "万元"}}
    head = {"subject": "某镇", "fiscal_year": 2024, "ruleset": AS_PRINTED}
    report = make_report({"report": head, "facts": facts, "claims": claims})
    found = audit(report, plan_as_printed(report, discover()).ruleset)

    for part in ("whole", "brief", "ask", "ways"):
        shown = text(explanation(found, "zh", part=part), 10_000)
        assert shown.startswith("结论：报告" + ("自评 96 分；没有" if claims else "没有自评总分，也没有"))
        assert not re.search("满分|分数去向|全部评分项|可能怎样|按表样计分", shown.partition("更多")[0])
        assert ("没有评分规则，无从推算" if part == "ways" else "评分标准：各评分项、分值和评分办法") in shown
    assert "执行数不应超过全年预算数" in said(found, "zh")
    assert "没有评分规则，不计分，只核对事实" in said(found, "zh")
    assert "12" in said(found, "zh")
