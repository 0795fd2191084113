"""Two results side by side: what the rules changed and what the facts add up to the whole difference."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from perfscore import discover, make_plan, read_ruleset
from perfscore.auditing.comparison import Comparison
from perfscore.engine import compare
from perfscore.explain.formats.compared import comparison_data, render_comparison
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan
from tests.command_line import Run
from tests.paths import LIBRARY, ROOT

FORM = str(ROOT / "docs" / "examples" / "reading-room-page.html")
SEED, COMPLETED = str(LIBRARY / "report.toml"), str(LIBRARY / "completed.toml")


@pytest.fixture(scope="module")
def plan() -> Plan:
    catalog = discover()
    return make_plan(read_ruleset("yueyanglou-2024", catalog), catalog)


@pytest.fixture(scope="module")
def other() -> Plan:
    catalog = discover()
    return make_plan(read_ruleset("cn-mof-2020", catalog), catalog)


def stating(budget: int, spent: int) -> dict[str, Any]:
    facts = {
        "budget": {"value": str(budget), "unit": "万元"},
        "expenditure": {"value": str(spent), "unit": "万元"},
        "satisfaction": {"value": "99", "unit": "%"},
        "satisfaction_target": {"value": "99", "unit": "%"},
    }
    return {"report": {"subject": "x", "fiscal_year": 2024}, "facts": facts}


def test_facts_that_changed_are_told_from_rules_that_did_not(plan: Plan) -> None:
    found = compare(stating(100, 90), plan, stating(100, 95), plan)
    moved = {one.name: (str(one.rules), str(one.facts)) for one in found.criteria if not one.is_none}

    assert {"execution": ("0", "0.5")} == moved
    assert ("0", "0.5") == (str(found.total.rules), str(found.total.facts))


def test_rules_that_changed_are_told_from_facts_that_did_not(plan: Plan, other: Plan) -> None:
    found = compare(SEED, plan, None, other)

    assert Range.point(Fraction(0)) == found.total.facts
    assert all(one.facts == Range.point(Fraction(0)) for one in found.criteria)


@pytest.fixture(scope="module")
def compared(plan: Plan, other: Plan) -> Callable[..., Comparison]:
    """Return what compares two statements, under the same rules or others."""
    return lambda amounts, rules: compare(
        stating(*amounts[:2]), plan, stating(*amounts[2:]), other if rules else plan
    )


@settings(deadline=None, max_examples=25)
@given(amounts=st.tuples(*[st.integers(1, 900)] * 4), rules=st.booleans())
def test_the_two_make_up_the_difference_exactly(
    compared: Callable[..., Comparison], amounts: tuple[int, ...], rules: bool
) -> None:
    found = compared(amounts, rules)
    known = 0
    for one in found.criteria:
        ends = (one.before, one.rules, one.facts, one.after)
        before, by_rules, by_facts, after = (Fraction(0) if end is None else end.exact for end in ends)
        if before is not None and by_rules is not None and by_facts is not None and after is not None:
            known += 1
            assert before + by_rules + by_facts == after

    assert known


def test_nothing_changes_between_a_report_and_itself(plan: Plan) -> None:
    found = compare(SEED, plan, SEED, plan)

    assert found.total.is_none
    assert all(one.is_none for one in found.criteria), "also of what nobody knows"


def test_rows_of_a_form_are_matched_by_their_names(tmp_path: Any) -> None:
    text = (ROOT / "docs" / "examples" / "reading-room-page.html").read_text("utf-8")
    later = tmp_path / "later.html"
    later.write_text(text.replace("76000人次", "80000人次").replace("2024", "2025"), "utf-8")
    found = compare(FORM, "cn-mof-2020", str(later), "cn-mof-2020")

    assert {"benefits.2": "1.5"} == {one.name: str(one.facts) for one in found.criteria if not one.is_none}


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_what_the_data_say(plan: Plan, form: Any) -> None:
    found = compare(SEED, plan, COMPLETED, plan)
    said = render_comparison(found, "en", form)
    if form == "html":
        said = html.fromstring(said).xpath("//main/div[@lang='en']")[0].text_content()

    assert {"total": {"low": "96.85", "high": "96.85"}} == {"total": comparison_data(found)["total"]["after"]}
    for text in ("budget execution rate", "96.85", "6.85"):
        assert text in said


def test_the_command_compares_and_asks_for_what_it_needs(run: Run) -> None:
    ran = run("compare", SEED, COMPLETED, "--lang", "zh")
    assert 0 == ran.status
    assert "规则变化 0，" in ran.out

    assert 2 == run("compare", SEED, "--lang", "en").status
    assert "two --ruleset" in run("compare", SEED, "--lang", "en").err


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_two_different_bodies_are_said_to_be_two(form: Any, run: Run) -> None:
    ran = run("compare", SEED, FORM, "--ruleset", "cn-mof-2020", "--lang", "zh", "--format", form)

    assert "两份报告的对象不同：岳阳楼区图书馆；阅览室开放经费。" in "".join(ran.out.split())
    one = run("compare", SEED, COMPLETED, "--lang", "zh", "--format", form)
    assert "对象不同" not in one.out


def test_the_data_say_whether_it_is_one_body(plan: Plan) -> None:
    other = {**stating(100, 90), "report": {"subject": "y", "fiscal_year": 2024}}

    assert comparison_data(compare(stating(100, 90), plan, stating(100, 95), plan))["one_body"]
    assert not comparison_data(compare(stating(100, 90), plan, other, plan))["one_body"]


RULESET = str(ROOT / "rulesets" / "hebei-10-50-30-10.toml")


@pytest.mark.parametrize(
    ("given", "to_write"),
    [
        (("cn-mof-2020", "hebei-10-50-30-10"), "REPORT --ruleset cn-mof-2020 --ruleset hebei-10-50-30-10"),
        ((RULESET, "cn-mof-2020"), f"REPORT --ruleset {RULESET} --ruleset cn-mof-2020"),
        ((SEED, "cn-mof-2020"), f"{SEED} --ruleset cn-mof-2020 --ruleset OTHER"),
        (("cn-mof-2020", SEED), f"{SEED} --ruleset cn-mof-2020 --ruleset OTHER"),
    ],
)
def test_rulesets_in_the_place_of_reports_are_told_what_to_write(
    given: tuple[str, str], to_write: str, run: Run
) -> None:
    ran = run("compare", *given, "--lang", "en")

    assert 2 == ran.status
    assert f"perfscore compare {to_write}" in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
