"""A table of reports gives the points that each report gives alone."""

from decimal import Decimal
from fractions import Fraction

import polars as pl

from perfscore import assess, make_plan, make_ruleset
from perfscore.batch.columns.scorer import Scorer
from perfscore.packs.catalog import default_catalog
from tests.batch.columns.agreement import differing, drawn

RULES = make_ruleset(
    {
        "ruleset": {
            "id": "two-lines", "title": "two lines", "version": "1", "status": "confirmed", "points": 20,
            "rounding": {"places": 2, "mode": "half_up", "at": "criterion"},
            "missing": "range", "not_applicable": "rescale",
        },
        "criteria": [
            {"id": "execution", "label": "执行率", "points": 10,
             "standing": "assumed", "indicator": "budget_execution_rate",
             "scoring": {"shape": "proportional"}},
            {"id": "opinion", "label": "满意度", "points": 10,
             "standing": "assumed", "indicator": "satisfaction",
             "scoring": {"shape": "bands", "bands": [
                 {"at_least": Decimal("0.9"), "points": 10}, {"below": Decimal("0.9"), "points": 5}]}},
        ],
        "grades": [{"name": "优", "from": 18}, {"name": "良", "from": 0}],
    }
)  # fmt: skip


def test_a_row_is_a_report() -> None:
    plan = make_plan(RULES, default_catalog(RULES))
    frame = pl.DataFrame(
        {
            "body": ["甲", "乙", "丙"],
            "executed": [Decimal("381.53"), Decimal("100.00"), None],
            "budget": [Decimal("556.98"), Decimal("100.00"), Decimal("1.00")],
        }
    )
    scores = Scorer(plan).score(frame)

    assert scores["body"].to_list() == ["甲", "乙", "丙"]
    assert scores["execution"].to_list() == [Decimal("6.85"), Decimal("10.00"), None]
    facts = {"executed": {"value": "381.53万元"}, "budget": {"value": "556.98万元"}}
    alone = assess({"report": {"subject": "甲", "fiscal_year": 2024}, "facts": facts}, plan)
    assert alone.criterion("execution").points == Fraction(scores["execution"][0])
    assert scores["status"].to_list() == ["missing", "missing", "missing"]


def test_random_cards_over_random_tables() -> None:
    assert [] == [line for card, chance in drawn(25) for line in differing(card, chance, rows=60)]


def test_a_row_that_says_two_things_of_a_fact_is_refused() -> None:
    plan = make_plan(RULES, default_catalog(RULES))
    rows = [
        ("95", "", "", "not_shown"),  # a figure that is not shown
        ("", "90", "", "not_applicable"),
        ("95", "90", "99", ""),  # exactly 95, and somewhere from 90 to 99
        ("95", "95", "95", ""),  # the same said twice
        ("", "", "", "not_shown"),
        ("", "90", "99", ""),  # a blank text is no value
    ]
    names = ("executed", "executed.low", "executed.high", "executed.state")
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(budget=pl.lit("100"))
    scores = Scorer(plan, ranges=True, language="en").score(frame)

    assert scores["refused"].is_not_null().to_list() == [True, True, True, False, False, False]
    assert "[fact-with-value]" in scores["refused"][0]
    assert "executed has the value '95'" in scores["refused"][2]
    assert scores["execution"].to_list()[3:] == [Decimal("9.50"), None, None]
    assert scores["execution.low"].to_list()[4:] == [Decimal("0.00"), Decimal("9.00")]
    assert scores["execution.high"].to_list()[4:] == [Decimal("10.00"), Decimal("9.90")]
    assert scores.equals(Scorer(plan, ranges=True, language="en").one_by_one(frame))
