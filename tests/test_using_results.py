"""What a programmer finds in a result: short to look at, equal by content, safe to pass around."""

import copy
import json
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from perfscore import (
    Audit,
    AuditData,
    ProblemsFound,
    assess,
    audit,
    discover,
    make_plan,
    read_ruleset,
    render,
)
from tests.paths import LIBRARY, ROOT

SEED = LIBRARY / "report.toml"
CARD = "yueyanglou-2024"


@pytest.fixture(scope="module")
def seed() -> Audit:
    return audit(SEED, CARD)


def spent(amount: object, **more: Any) -> dict[str, Any]:
    facts = {"budget": {"value": 100, "unit": "万元"}, "expenditure": {"value": amount, "unit": "万元"}}
    return {"report": {"subject": "Library", "fiscal_year": 2024, **more}, "facts": facts}


def test_a_result_is_shown_in_a_line_that_says_verdict_range_and_claim(seed: Audit) -> None:
    shown = {
        "<Audit yueyanglou-2024 [9.9, 100] of 100, claimed 96.85: consistent>": seed,
        "<Scorecard yueyanglou-2024 [9.9, 100] of 100>": seed.card,
        "<CriterionAudit execution [0, 10] of 10: cannot_tell>": seed.criterion("execution"),
        "<Award execution [0, 10] of 10>": seed.card.criterion("execution"),
        "<Report 岳阳楼区图书馆 2024: 55 facts, claimed 96.85>": seed.report,
        "<Plan yueyanglou-2024: 4 criteria>": seed.card.plan,
        "<Ruleset yueyanglou-2024 2024.1: 4 criteria>": seed.card.plan.ruleset,
    }

    assert list(shown) == [repr(value) for value in shown.values()]
    assert repr(seed.card.plan.catalog).startswith("<Catalog bundled: ")


def test_criteria_come_in_the_order_of_the_card_and_by_id(seed: Audit) -> None:
    ids = [criterion.id for criterion in seed.card.plan.ruleset.criteria]

    assert ids == [line.award.step.criterion.id for line in seed]
    assert ids == [award.step.criterion.id for award in seed.card]
    assert [*seed.card] == [seed.criterion(id_).award for id_ in ids]
    with pytest.raises(KeyError, match="'exection': expected one of execution, outputs"):
        seed.criterion("exection")


def test_the_data_of_a_result_are_what_the_json_is_printed_from(seed: Audit) -> None:
    for language in ("zh", "en"):
        assert seed.to_dict(language) == json.loads(render(seed, format="json", language=language))
    with pytest.raises(ValueError, match="language 'fr': expected one of zh, en"):
        seed.to_dict("fr")


def test_results_of_the_same_are_equal_wherever_they_were_made(seed: Audit) -> None:
    again = [audit(SEED, CARD), copy.deepcopy(seed), copy.copy(seed), pickle.loads(pickle.dumps(seed))]

    assert {seed} == {seed, *again}
    assert all([*one] == [*seed] and one.card == seed.card for one in again)
    assert seed.report == again[0].report
    assert {seed.card.plan} == {one.card.plan for one in again}


def test_results_of_something_else_are_not_equal(seed: Audit) -> None:
    others = [
        audit(SEED, "cn-mof-2020"),
        audit(SEED.with_name("completed.toml"), CARD),
        seed.with_facts(budget=400),
        seed.with_facts(budget=401),
    ]

    assert 5 == len({seed, *others})
    assert seed.card != seed


def test_values_that_say_the_same_give_equal_results() -> None:
    assert audit(spent(95), "cn-mof-2020") == audit(spent(95), "cn-mof-2020")
    assert audit(spent(95), "cn-mof-2020") != audit(spent(96), "cn-mof-2020")


def test_what_if_gives_the_result_with_other_facts_and_says_that_they_are_assumed(seed: Audit) -> None:
    other = seed.with_facts(budget=Decimal("556.98"))

    assert "6.85" == str(other.criterion("execution").award.range)
    assert ["budget"] == [item.binding.fact for item in other.rests_on]
    assert other.card == seed.card.with_facts(budget=Decimal("556.98"))
    assert "assumed" in render(other, language="en")
    assert seed == seed.with_facts()
    assert seed == audit(SEED, CARD)  # the one it was asked of stays as it was


def test_what_if_takes_back_what_it_supposed(seed: Audit) -> None:
    asked = seed.with_facts(budget=400).with_facts(budget=None)

    assert asked.card.range == seed.card.range
    assert asked.report.digest != seed.report.digest


def test_what_if_takes_a_figure_in_its_own_unit_and_a_fact_as_in_a_file(seed: Audit) -> None:
    same = [
        seed.with_facts(budget="556.98"),
        seed.with_facts(budget="5569800元"),
        seed.with_facts(budget={"value": "556.98", "unit": "万元"}),
    ]

    assert {"6.85"} == {str(one.criterion("execution").award.range) for one in same}
    assert same[2].rests_on == ()


def test_what_if_reaches_the_rows_of_a_form() -> None:
    rows = audit(ROOT / "docs" / "examples" / "rows.toml", "cn-mof-2020")
    found = {
        value: str(rows.with_facts(**{"targets.1.actual": value}).criterion("outputs.1").award.range)
        for value in ("132场", "60场", None)
    }

    assert {"132场": "20", "60场": "10", None: "[0, 20]"} == found


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"bugdet": 5}, "nobody defines the fact 'bugdet'; did you mean 'budget'?"),
        ({"budget": "8万左右"}, "<what if>: facts › budget › value"),
        ({"budget": {"value": 5, "unti": "万元"}}, "facts › budget › unti: unknown key"),
    ],
)
def test_what_if_refuses_what_a_report_would_not_take(facts: Any, said: str, seed: Audit) -> None:
    with pytest.raises(ProblemsFound) as refused:
        seed.with_facts(**facts)

    assert said in str(refused.value)


class Cells(HTMLParser):
    """The texts of a page by the tag they stand in; every tag must be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1], data))


def test_a_notebook_shows_the_verdict_and_the_criteria(seed: Audit) -> None:
    shown = Cells(seed._repr_html_())

    assert not shown.open
    assert shown.texts[0][1].startswith("结论：不矛盾，但未证实。")
    assert [("td", "预算执行率"), ("td", "10"), ("td", "[0.00, 10.00]")] == shown.texts[
        (at := shown.texts.index(("td", "预算执行率"))) : at + 3
    ]
    assert Cells(audit(spent(95), "cn-mof-2020")._repr_html_()).texts[0][1].startswith("Verdict: ")


def test_a_name_of_a_report_does_nothing_in_a_notebook() -> None:
    page = audit(spent(95, subject='<script>alert("x")</script>\x1b[2J\u202e'), "cn-mof-2020")._repr_html_()

    assert "script" not in re.findall(r"<(\w+)", page)
    assert not re.search("[\x1b\u202e]", page)


def test_threads_give_what_one_after_the_other_gives() -> None:
    amounts = range(1, 41)
    plan = make_plan(read_ruleset("cn-mof-2020"), discover())
    alone = [render(audit(spent(n), "cn-mof-2020"), language="en") for n in amounts]

    with ThreadPoolExecutor(8) as pool:
        shared = [*pool.map(lambda n: render(audit(spent(n), plan), language="en"), amounts)]
        found = [*pool.map(lambda n: render(audit(spent(n), "cn-mof-2020"), language="en"), amounts)]

    assert alone == shared == found
    assert 40 == len(set(alone))


def test_threads_may_ask_one_result_at_once(seed: Audit) -> None:
    asked = audit(SEED, CARD)

    with ThreadPoolExecutor(8) as pool:
        said = [*pool.map(lambda language: render(asked, language=language), ["zh", "en"] * 20)]

    assert said == [render(seed, language="zh"), render(seed, language="en")] * 20


BINDING = """
from concurrent.futures import ThreadPoolExecutor
from perfscore import discover, make_plan, read_ruleset

catalog = discover()
rulesets = [read_ruleset(name, catalog) for name in catalog.rulesets]
with ThreadPoolExecutor(8) as pool:
    plans = pool.map(lambda card: make_plan(card, catalog), [card for card in rulesets for _ in range(4)])
print(len({*plans}), len(rulesets))
"""


def test_threads_may_bind_rulesets_at_once() -> None:
    # In a process of its own, which has parsed no formula yet: Python's parser counts for all threads.
    ran = subprocess.run([sys.executable, "-c", BINDING], capture_output=True, text=True)

    assert "" == ran.stderr
    plans, rulesets = ran.stdout.split()
    assert plans == rulesets


def test_two_catalogues_are_used_at_once_without_one_knowing_the_other() -> None:
    plain = discover()
    entry = plain.indicators["budget_execution_rate"]
    halved = entry._replace(value=entry.value.model_copy(update={"formula": "executed / budget / 2"}))
    other = replace(plain, indicators={**plain.indicators, entry.id: halved})
    ruleset = read_ruleset("cn-mof-2020", plain)

    with ThreadPoolExecutor(8) as pool:
        cards = [*pool.map(lambda catalog: assess(spent(80), ruleset, catalog), [plain, other] * 20)]

    assert ["8", "4"] * 20 == [str(card.criterion("execution").range) for card in cards]


REPORTS = {
    "examples/yueyanglou-library-2024/report.toml": CARD,
    "examples/yueyanglou-library-2024/completed.toml": CARD,
    "examples/yueyang-finance-2024/report.toml": "yueyang-2018",
    "docs/examples/rows.toml": "cn-mof-2020",
    "tests/auditing/ninety.toml": "cn-mof-2020",
}


@pytest.mark.parametrize(("file", "ruleset"), REPORTS.items())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_models_of_the_data_have_every_key_and_no_other(file: str, ruleset: str, language: str) -> None:
    data = audit(ROOT / file, ruleset).to_dict(language)

    assert data == AuditData.model_validate(data, strict=True).model_dump()


def test_the_schema_of_the_data_can_be_given_to_others() -> None:
    schema = AuditData.model_json_schema()

    assert ["reproduced", "consistent", "contradicted", "cannot_tell"] == schema["properties"]["verdict"][
        "anyOf"
    ][0]["enum"]
    assert "verdict" in schema["required"]
