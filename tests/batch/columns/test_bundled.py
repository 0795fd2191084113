"""All bundled rulesets score tables in columns as the engine does row by row."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest

from perfscore import make_plan, read_ruleset
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.wanted import Wanted, wanted
from perfscore.language.compile.types import Kind
from perfscore.plan.planned import Plan
from tests.batch.columns import plans
from tests.batch.columns.agreement import unlike
from tests.cards import catalog

ROWS = 30


def table(plan: Plan, chance: Random) -> pl.DataFrame:
    columns = {name: column(one, chance) for name, one in wanted(plan).items() if chance.random() > 0.2}
    claims = [Decimal(chance.choice((0, 80, 90, 100))) for _ in range(ROWS)]
    columns["claim"] = pl.Series(claims, dtype=pl.Decimal(9, 2))
    return pl.DataFrame({"body": list(map(str, range(ROWS)))}).with_columns(**columns)


def column(one: Wanted, chance: Random) -> pl.Series:
    gaps = chance.choice((0, 0, 0.1))
    values = [None if chance.random() < gaps else value(one, chance) for _ in range(ROWS)]
    types = {Kind.TRUTH: pl.Boolean(), Kind.TEXT: pl.String(), Kind.DATE: pl.Date()}
    return pl.Series(values, dtype=types.get(one.kind, pl.Decimal(20, 4)))


def value(one: Wanted, chance: Random) -> Any:
    if one.kind is Kind.TRUTH:
        return chance.random() < 0.7
    if one.kind is Kind.TEXT:
        return chance.choice(one.binding.words or ("甲", "乙")) if chance.random() < 0.98 else "错"
    if one.kind is Kind.DATE:
        return date(2024, 1, 1) + timedelta(chance.randrange(800))
    top = 10_000 if one.binding.within.high == 1 else 30_000
    drawn = chance.choice((0, top, top // 2, 100, *(chance.randrange(top + 1) for _ in range(3))))
    return Decimal(drawn) / (100 if one.unit else 10_000)


@pytest.mark.parametrize("name", sorted(catalog().rulesets))
def test_a_bundled_ruleset_gives_the_points_of_the_engine(name: str) -> None:
    plan = make_plan(read_ruleset(name, catalog()), catalog())
    frame = table(plan, Random(name))
    scorer = Scorer(plan, ranges=True)

    assert [] == list(unlike(scorer.score(frame), scorer.one_by_one(frame), frame))


def test_the_reference_says_how_every_bundled_ruleset_is_computed() -> None:
    assert plans.PAGE.read_text("utf-8") == plans.written()
