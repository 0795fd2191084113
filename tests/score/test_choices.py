"""A fact that is one of a few words, from the report to what is said of it."""

import json
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perfscore import ProblemsFound, assess, audit, make_plan, render
from perfscore_checker.__main__ import Checking
from tests.cards import card, catalog, criterion, modifier, report
from tests.command_line import Run
from tests.paths import ROOT

ARCHIVE = ROOT / "docs" / "examples" / "archive.toml"
FACTS = {
    "level": {
        "label": {"zh": "等级", "en": "level"},
        "kind": "choice",
        "values": ["优", "良", "一级"],
        "order": "falling",
    }
}
SCORING = {"shape": "formula", "formula": 'points if level >= "良" else 4', "facts": ["level"]}
RULES = card(criterion("quality", 10, SCORING), facts=FACTS)


def points(**facts: object) -> set[Fraction]:
    plan = make_plan(RULES, catalog())
    return set(assess(report(facts), plan).awards[0].attainable.points())


@pytest.mark.parametrize(
    ("said", "can"),
    [
        (None, {4, 10}),
        ("优", {10}),
        ("一级", {4}),
        ({"one_of": ["优", "良"]}, {10}),
        ({"one_of": ["良", "一级"]}, {4, 10}),
        ({"one_of": ["一级"]}, {4}),
        ({"one_of": ["优", "良", "一级"]}, {4, 10}),
    ],
)
def test_points_are_those_of_every_word_it_may_be(said: object, can: set[int]) -> None:
    assert can == points(level=said)


def test_a_program_supposes_a_word_or_several() -> None:
    known = audit(report({"level": None}), RULES, catalog())

    assert known.with_facts(level="优").card.total == 10
    assert known.with_facts(level=["优", "良"]).card.total == 10
    with pytest.raises(ProblemsFound, match="did you mean '优'"):
        known.with_facts(level="忧优")


def test_an_unknown_word_is_asked_for_with_what_it_can_move() -> None:
    result = audit(report({"level": None}, total="8"), RULES, catalog())

    assert [item.evidence.binding.fact for item in result.ask_next] == ["level"]
    assert result.ask_next[0].points == 6
    assert result.verdict == "contradicted"  # 8 is between the words, and no word gives it


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "“优”或“一级” ≥ “良”"), ("en", "“优” or “一级” ≥ “良”")]
)
def test_the_words_it_may_be_stand_in_the_rule(language: str, said: str) -> None:
    result = audit(report({"level": {"one_of": ["优", "一级"]}}), RULES, catalog())

    assert said in render(result, format="text", language=language)


def test_a_claimed_total_says_which_word_it_must_have_been() -> None:
    best = {"shape": "formula", "formula": 'points if level == "优" else 0', "facts": ["level"]}
    rules = card(criterion("good", 10, SCORING), criterion("best", 10, best), facts=FACTS)
    text = render(audit(report({"level": None}, total="10"), rules, catalog()), format="text", language="zh")

    assert "“良”" == text.partition("若总分确为 10")[2].split()[-1]


def test_the_page_tries_each_word() -> None:
    page = render(audit(report({"level": None}, total="10"), RULES, catalog()), format="html")

    assert '<option value="0">优</option><option value="1">良</option><option value="2">一级</option>' in page
    assert '["0",false,"0",false,1000],["1",false,"1",false,1000],["2",false,"2",false,400]' in page


def test_the_second_checker_follows_an_order_of_words(run: Run, tmp_path: Path) -> None:
    text = """
        format = 1
        report = { subject = "x", fiscal_year = 2024 }
        facts.level = { one_of = ["良", "中"] }
        facts.filed = { value = true }
        facts.scanned = { value = "95", unit = "%" }
        facts.bought = { value = "询价" }
    """
    (tmp_path / "report.toml").write_text(text, "utf-8")
    record = tmp_path / "record.json"
    run("explain", tmp_path / "report.toml", "--ruleset", ARCHIVE, "--record", record, "-o", tmp_path / "out")
    kept: dict[str, Any] = json.loads(record.read_text("utf-8"))
    checked = Checking(kept)

    assert ([], []) == (checked.wrong, checked.unjudged)
    kept["criteria"][0]["readings"][0]["attainable"] = ["15/1"]
    assert Checking(kept).wrong


def test_an_empty_form_offers_the_words(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    run("form", "write", ARCHIVE, "-o", tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(BytesIO((tmp_path / "form.xlsx").read_bytes()))
    lists = [check.formula1 for sheet in book for check in sheet.data_validations.dataValidation]

    assert '"优,良,中,差"' in lists


def test_a_veto_strikes_where_each_fact_is_what_its_table_says() -> None:
    veto = modifier("veto", when={"level": ["良", "一级"], "told": False}, gives=1)
    told = {"told": {"label": "told", "kind": "truth"}}
    rules = card(criterion("quality", 10, SCORING), facts={**FACTS, **told}, modifiers=[veto])
    totals = {
        (word, told): audit(report({"level": word, "told": told}), rules, catalog()).card.total
        for word in ("优", "良")
        for told in (True, False)
    }

    assert totals == {("优", True): 10, ("优", False): 10, ("良", True): 10, ("良", False): 1}


def test_a_veto_of_a_word_that_nobody_knows_is_refused() -> None:
    veto = modifier("veto", when={"level": "良好"}, gives=1)
    with pytest.raises(ProblemsFound, match="did you mean '良'"):
        make_plan(card(criterion("quality", 10, SCORING), facts=FACTS, modifiers=[veto]), catalog())
