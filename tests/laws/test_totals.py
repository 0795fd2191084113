"""What is done to a sum, where the evidence leaves it open or the formula has no value."""

from fractions import Fraction

from perfscore import Range, Scorecard, assess
from tests.cards import MONEY, Values, card, catalog, execution, modifier, report

FACTS = MONEY | {name: {"label": name, "minimum": 0} for name in ("extra", "base")}
BONUS = modifier("bonus", formula="extra / base", most=2)
ROUNDED = {"rounding": {"places": 2, "mode": "half_up", "at": "criterion"}}
BUDGET = {"budget": "100万元"}
SPENT = {"spent": "87.77万元"}


def run(facts: Values, *modifiers: Values, **more: object) -> Scorecard:
    ruleset = card(execution(10, **more), facts=FACTS, modifiers=modifiers, places=0, at="total")
    return assess(report(facts), ruleset, catalog())


def test_a_total_is_rounded_also_where_its_criteria_were_rounded_before() -> None:
    card = run(BUDGET | SPENT, **ROUNDED)

    assert Fraction(9) == card.total
    assert Fraction(9) in card.attainable


def test_every_possible_total_is_rounded_where_the_criteria_were_rounded_before() -> None:
    card = run(BUDGET | {"spent": {"low": "84.44", "high": "87.77", "unit": "万元"}}, **ROUNDED)

    assert Range(Fraction(8), Fraction(9)) == card.range


def test_a_bonus_without_a_value_leaves_the_total_open() -> None:
    card = run(BUDGET | SPENT | {"extra": "1", "base": "0"}, BONUS)

    assert card.total is None
    assert Fraction(9) in card.attainable


def test_a_bonus_that_may_have_no_value_has_the_others() -> None:
    card = run(BUDGET | SPENT | {"extra": "1", "base": {"low": "0", "high": "3"}}, BONUS)

    assert card.total is None
    assert Range(Fraction(9), Fraction(11)) == card.range
