"""Words that follow from a plan are made once; nobody can tell from what is said."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, Plan, audit, discover, make_plan, read_report, read_ruleset
from perfscore.explain.content.view import explanation
from perfscore.explain.formats.json import audit_text
from perfscore.explain.formats.text import text
from perfscore.explain.wording.formulas import wording
from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.prose import Phrase, number_phrase
from perfscore.numbers.once import Once, derived
from tests.paths import LIBRARY

WORDS = ("zh", "en")
REPORT = LIBRARY / "report.toml"
FORMS: dict[str, Callable[[Audit, str], str]] = {
    "text": lambda found, language: text(explanation(found, language)),
    "json": lambda found, language: audit_text(found, language),
}


def plan(ruleset: str) -> Plan:
    catalog = discover()
    return make_plan(read_ruleset(ruleset, catalog), catalog)


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Callable[[Audit, str], str]:
    return FORMS[request.param]


def test_a_plan_explains_its_second_report_as_its_first(form: Callable[[Audit, str], str]) -> None:
    used, report = plan("yueyanglou-2024"), read_report(REPORT)
    first = form(audit(report, used), "zh")

    assert first == form(audit(report, used), "zh")
    assert first == form(audit(report, plan("yueyanglou-2024")), "zh")


def test_words_of_one_language_are_not_those_of_another(form: Callable[[Audit, str], str]) -> None:
    used = audit(read_report(REPORT), plan("yueyanglou-2024"))
    zh, en = (form(audit(read_report(REPORT), plan("yueyanglou-2024")), language) for language in WORDS)

    assert zh != en
    assert [zh, en, zh, en] == [form(used, language) for language in (*WORDS, *WORDS)]


def test_words_of_one_plan_are_not_those_of_another(
    form: Callable[[Audit, str], str], tmp_path: Path
) -> None:
    """Two cards with the same ids, other labels, sources, points and numbers."""
    report, cards = read_report(REPORT), list(_cards(tmp_path))
    alone = [form(audit(report, plan(str(card))), "en") for card in cards]
    plans = [plan(str(card)) for card in cards]

    assert alone[0] != alone[1]
    assert alone == [form(audit(report, used), "en") for used in plans]
    assert alone[::-1] == [form(audit(report, used), "en") for used in plans[::-1]]


CARD = """format = 1
[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = {points}
rounding = {{ places = {places}, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"
[sources.one]
issuer = "{label}"
[facts.expenditure]
label = "{label} spent"
unit = "万元"
[facts.budget]
label = "{label} planned"
unit = "万元"
[[criteria]]
id = "execution"
label = "{label}"
points = {points}
indicator = "budget_execution_rate"
with = {{ executed = "expenditure" }}
scoring = {{ shape = "proportional", full_at = "{full}" }}
source = "one 1"
standing = "sourced"
"""


def _cards(folder: Path) -> Iterator[Path]:
    for label, points, places, full in (("first", 10, 1, "0.9"), ("second", 20, 2, "0.8")):
        card = folder / f"{label}.toml"
        card.write_text(CARD.format(label=label, points=points, places=places, full=full), "utf-8")
        yield card


KINDS = {"a": Kind.NUMBER, "b": Kind.NUMBER, "t": Kind.TRUTH, "p.q": Kind.COLUMN}
FORMULAS = (
    "a / b - (a - b)", "-(a * b) + -a", "clamp(a, 0, b) if a > b and not (t or a == 1) else min(a, b, 1)",
    "sum(p.q) * 2 - count(p.q)", "a / (sum(p.q) / b)", "abs(-a)", "b",
)  # fmt: skip
NUMBERS = (Fraction(3), Fraction(-5, 2), Fraction(1, 3))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_template_filled_is_the_formula_worded_with_its_numbers(formula: str, language: str) -> None:
    compiled = compile_formula(formula, KINDS)
    said = wording(language)
    for a in NUMBERS:
        for b in NUMBERS:
            for column in ([], [a], [a, b]):
                names: dict[str, Any] = {
                    "a": number_phrase(a), "b": number_phrase(b), "t": Phrase("yes"),
                    "p.q": [number_phrase(cell) for cell in column],
                }  # fmt: skip

                assert evaluate(compiled, said, names).text == said.template(compiled.tree).filled(
                    names, said.functions
                )


def test_there_is_one_wording_for_each_language() -> None:
    assert wording("zh") is wording("zh")
    assert wording("zh") is not wording("en")


class Told(Once):
    """Counts how often it is asked."""

    asked = 0

    @derived
    def length(self) -> int:
        """How often it was asked, the first time."""
        self.asked += 1
        return self.asked


def test_what_is_derived_is_worked_out_once() -> None:
    told = Told()

    assert (1, 1) == (told.length, told.length)
    assert 1 == Told().length
    assert "How often it was asked, the first time." == Told.length.__doc__


def test_what_is_made_once_is_kept_for_each_maker_language_and_value() -> None:
    made: list[str] = []

    def make(_: Told, language: str) -> str:
        made.append(language)
        return language

    told, other = Told(), Told()

    assert ["zh", "en", "zh"] == [told.once(make, language) for language in ("zh", "en", "zh")]
    assert ["zh", "en"] == made
    assert "zh" == other.once(make, "zh")
    assert ["zh", "en", "zh"] == made
