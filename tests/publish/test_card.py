"""A ruleset by itself: its card as a bureau prints it, the facts it needs, what a new one changes."""

import json
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore import Plan, assess, make_plan, make_report
from perfscore.explain.formats.markdown import markdown
from perfscore.explain.formats.text import text
from perfscore.explain.wording.words import words_of
from perfscore.publish.card.card import card as card_of
from perfscore.publish.card.changes import changes, changes_data
from perfscore.publish.card.facts import facts, facts_data
from perfscore.publish.card.word import card_file
from perfscore.runs.loading import load_plan
from tests import cards
from tests.command_line import Run

BUNDLED = sorted(name for name in cards.catalog().rulesets if name != "cn-dictionary")
plans: Mapping[str, Plan] = {
    name: plan for name in BUNDLED if not (plan := load_plan(name)).ruleset.ruleset.abstract
}
WITHOUT_ROWS = sorted(
    name for name, plan in plans.items() if not any(step.criterion.rows for step in plan.steps)
)


@pytest.mark.parametrize("name", plans)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_word_file_has_every_criterion_with_its_points_in_its_groups(name: str, language: str) -> None:
    plan = plans[name]

    word = docx.Document(BytesIO(card_file(plan, language)))

    table = word.tables[0]
    lines = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    for step, line in zip(plan.steps, lines, strict=False):
        groups = [part for part in step.criterion.section.split("/") if part]
        at = line.index(step.criterion.label.text(language), len(groups))
        assert Fraction(line[at + 1]) == step.criterion.points
        if not plan.ruleset.sections:  # a merged cell has its text in each row
            assert groups == line[: len(groups)]
        if step.criterion.says is not None:
            assert step.criterion.says.text(language) in line
    assert Fraction(lines[-1][at + 1]) == sum(step.criterion.points for step in plan.steps)


def test_the_same_card_gives_the_same_bytes() -> None:
    plan = plans["hunan-county"]

    assert card_file(plan, "zh") == card_file(plan, "zh")


def some_value(fact: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a value of a fact as a report would state it, by what the list says of it."""
    if fact["kind"] == "truth":
        return {"value": True}
    if fact["kind"] == "text":
        return {"value": fact["values"].split(", ")[0]}
    if fact["kind"] == "date":
        return {"value": "2024-06-30"}
    return (
        {"value": "100", "unit": "%"} if fact["unit"] == "%" else {"value": "1", "unit": fact["unit"] or ""}
    )


@pytest.mark.parametrize("name", WITHOUT_ROWS)
def test_what_is_listed_is_enough_to_score_a_card_and_each_of_it_is_needed(name: str) -> None:
    plan = plans[name]
    values = {fact["id"]: some_value(fact) for fact in facts_data(plan, "en")["facts"]}

    def missing(known: Mapping[str, Any]) -> set[str]:
        head = {"subject": "x", "fiscal_year": 2020}
        scored = assess(make_report({"report": head, "facts": known}), plan)
        return {
            item.binding.fact for award in scored.awards for item in award.evidence
            if item.known == "missing"
        }  # fmt: skip

    assert set() == missing(values)
    for fact in values:
        assert {fact} == missing({name: value for name, value in values.items() if name != fact})


def banded(points: int, limit: str, part: str) -> Plan:
    bands = [{"at_least": limit, "points": points}, {"below": limit, "points": part}]
    scored = cards.criterion(
        "execution", points, {"shape": "bands", "bands": bands}, indicator="budget_execution_rate",
        **{"with": {"executed": "spent"}},
    )  # fmt: skip
    return make_plan(cards.card(scored), cards.catalog())


def test_what_a_new_card_changes_is_told_in_words_and_in_points() -> None:
    told = text(changes(banded(10, "0.9", "5"), banded(12, "0.85", "4"), "en"))

    assert "The two rulesets differ in 2 things, 1 of them criteria and 0 facts." in told
    assert ["full", "points", "10", "12"] == next(
        line.split()[2:] for line in told.splitlines() if "the card" in line
    )
    moved = [line.split()[-4:] for line in told.partition("What the same measure earns")[2].splitlines()]
    assert ["10", "12", "+2"] in [line[1:] for line in moved]
    assert ["5", "12", "+7"] in [line[1:] for line in moved]
    assert ["5", "4", "−1"] in [line[1:] for line in moved]


@given(st.sampled_from([10, 12]), st.sampled_from(["0.8", "0.85", "0.9"]), st.sampled_from(["0", "4", "5"]))
def test_points_said_to_move_are_what_reports_get(points: int, limit: str, part: str) -> None:
    old, new = banded(10, "0.9", "5"), banded(points, limit, part)

    for moved in changes_data(old, new, "en")["moved"]:
        share = Fraction(moved["measure"])
        money = {"spent": f"{share.numerator} 万元", "budget": f"{share.denominator} 万元"}
        report = cards.report(money)
        earned = (Fraction(moved["before"]), Fraction(moved["after"]))
        assert earned == (assess(report, old).total, assess(report, new).total)


@pytest.mark.parametrize("name", plans)
def test_a_card_differs_in_nothing_from_itself(name: str) -> None:
    assert [] == changes_data(plans[name], plans[name], "zh")["differences"]


def test_what_only_one_card_has_is_added_or_removed() -> None:
    words = words_of("en")
    old, new = plans["cn-mof-2020"], plans["cn-mof-2021"]

    there, back = text(changes(old, new, "en")), text(changes(new, old, "en"))

    assert words("changes.added") in there
    assert words("changes.removed") not in there
    assert words("changes.removed") in back


def test_the_commands_write_each_format(run: Run, tmp_path: Path) -> None:
    page, word = tmp_path / "card.html", tmp_path / "card.docx"

    assert "| 预算执行率 | 10 |" in run("document", "cn-mof-2020", "--lang", "zh").out
    assert 0 == run("document", "cn-mof-2020", "--format", "html", "-o", str(page)).status
    assert 0 == run("document", "cn-mof-2020", "--format", "docx", "-o", str(word)).status
    assert "全年执行数" in run("facts", "cn-mof-2020", "--lang", "zh").out
    listed = json.loads(run("facts", "cn-mof-2020", "--format", "json").out)
    assert ["expenditure", "budget"] == [fact["id"] for fact in listed["facts"]]
    assert "成本指标" in run("diff", "cn-mof-2020", "cn-mof-2021", "--lang", "zh").out
    assert "content-security-policy" in page.read_text("utf-8").lower()
    assert docx.Document(str(word)).tables


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("document", "nosuch", "--format", "html"), "'nosuch' is no ruleset"),
        (("facts", "cn-dictionary"), "is a dictionary that other rulesets extend"),
        (("diff", "cn-mof-2020", "nosuch"), "no ruleset is called 'nosuch'"),
        (("facts", "nosuch.toml"), "there is no file 'nosuch.toml'"),
    ],
)
def test_what_is_no_card_is_refused(run: Run, line: tuple[str, ...], said: str) -> None:
    ran = run(*line, "--lang", "en")

    assert 2 == ran.status
    assert said in ran.err


def test_an_input_is_never_written_over(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(
        cards.catalog().rulesets["cn-mof-2020"].value.read_bytes().replace(b"cn-dictionary", b"cn-dictionary")
    )

    for line in (("facts", str(own)), ("diff", str(own), "cn-mof-2020"), ("document", str(own))):
        assert 2 == run(*line, "-o", str(own)).status


def test_facts_of_modifiers_are_listed_too() -> None:
    bonus = cards.modifier("bonus", formula="extra", most=5)
    more = {**cards.MONEY, "extra": {"label": "extra", "unit": "分", "minimum": 0}}
    plan = make_plan(cards.card(cards.execution(10), facts=more, modifiers=[bonus]), cards.catalog())

    assert "extra" in text(facts(plan, "en"))


def test_a_card_reads_like_its_rule() -> None:
    told = markdown(card_of(banded(10, "0.9", "5"), "en"))

    assert "points earned = 10 (if measure ≥ 0.9), else 5" in told
