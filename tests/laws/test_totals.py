"""What is done to a sum, where the evidence leaves it open or the formula has no value."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import Range, Scorecard, assess, discover, make_plan, read_report, read_ruleset

CARD = """
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 10
rounding = { places = 0, mode = "half_up", at = "total" }
missing = "range"
not_applicable = "rescale"

[facts.spent]
label = "spent"
unit = "万元"
minimum = 0

[facts.budget]
label = "budget"
unit = "万元"
minimum = 0

[facts.extra]
label = "extra"
minimum = 0

[facts.base]
label = "base"
minimum = 0

[[criteria]]
id = "execution"
label = "execution"
points = 10
indicator = "budget_execution_rate"
with = { executed = "spent" }
scoring = { shape = "proportional" }
standing = "assumed"
"""
ROUNDED = 'rounding = { places = 2, mode = "half_up", at = "criterion" }\n'
BONUS = '[[modifiers]]\nid = "bonus"\nkind = "bonus"\nlabel = "bonus"\nformula = "extra / base"\nmost = 2\n'
BUDGET = 'budget = { value = "100", unit = "万元" }\n'
SPENT = 'spent = { value = "87.77", unit = "万元" }\n'

Run = Callable[[str, str], Scorecard]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(more: str, facts: str) -> Scorecard:
        (tmp_path / "card.toml").write_text(CARD + more, "utf-8")
        report = f'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n[facts]\n{facts}'
        (tmp_path / "report.toml").write_text(report, "utf-8")
        catalog = discover()
        plan = make_plan(read_ruleset(tmp_path / "card.toml", catalog), catalog)
        return assess(read_report(tmp_path / "report.toml"), plan)

    return run


def test_a_total_is_rounded_also_where_its_criteria_were_rounded_before(run: Run) -> None:
    card = run(ROUNDED, BUDGET + SPENT)

    assert Fraction(9) == card.total
    assert Fraction(9) in card.attainable


def test_every_possible_total_is_rounded_where_the_criteria_were_rounded_before(run: Run) -> None:
    card = run(ROUNDED, BUDGET + 'spent = { low = "84.44", high = "87.77", unit = "万元" }\n')

    assert Range(Fraction(8), Fraction(9)) == card.range


def test_a_bonus_without_a_value_leaves_the_total_open(run: Run) -> None:
    card = run(BONUS, BUDGET + SPENT + 'extra = { value = "1" }\nbase = { value = "0" }\n')

    assert card.total is None
    assert Fraction(9) in card.attainable


def test_a_bonus_that_may_have_no_value_has_the_others(run: Run) -> None:
    card = run(BONUS, BUDGET + SPENT + 'extra = { value = "1" }\nbase = { low = "0", high = "3" }\n')

    assert card.total is None
    assert Range(Fraction(9), Fraction(11)) == card.range
