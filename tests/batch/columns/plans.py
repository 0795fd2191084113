"""How every bundled ruleset is computed in columns, as a page of the reference.

Run as a program with ``--write`` to make the page anew.  The table that is planned has, in each column, the
least and the greatest number that the ruleset lets it have, or up to a million with four decimals.
"""

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from perfscore import make_plan, read_ruleset
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.wanted import Wanted, wanted
from perfscore.batch.said import Said
from perfscore.language.compile.types import Kind
from perfscore.plan.planned import Plan
from tests.cards import catalog
from tests.paths import ROOT

PAGE = ROOT / "docs" / "reference" / "columns.md"
_MOST = Decimal("1000000.0000")
_INTRO = """<!-- made by `python -m tests.batch.columns.plans --write`, do not edit · 自动生成，请勿修改 -->

# Bundled rulesets in columns · 内置规则集的按列计算

What `perfscore batch FACTS --ruleset ID --plan` says of each criterion, for amounts of up to a million
with four decimals: the type that its columns need, or why the engine scores every row.
See [batch](../batch.md).

各内置规则集按列计算的方式（`perfscore batch … --plan`），以四位小数、不超过一百万的数据为例。
"""


def column(one: Wanted) -> pl.Series:
    """Return two values of a fact, the least and the greatest there is."""
    within = one.binding.within
    ends = (0 if within.low is None else within.low, _MOST if within.high is None else within.high)
    values: dict[Kind, tuple[Any, pl.DataType]] = {
        Kind.TRUTH: ((True, False), pl.Boolean()),
        Kind.TEXT: (((*one.binding.words, "甲", "乙")[:2]), pl.String()),
        Kind.DATE: ((date(2024, 1, 1), date(2024, 12, 31)), pl.Date()),
    }
    numbers = tuple(Decimal(int(end * 10_000)) / 10_000 for end in ends)
    found, type_ = values.get(one.kind, (numbers, pl.Decimal(20, 4)))
    return pl.Series(list(found), dtype=type_)


def table(plan: Plan) -> pl.DataFrame:
    columns = {name: column(one) for name, one in wanted(plan).items()}
    return pl.DataFrame({"body": ["least", "greatest"]}).with_columns(**columns)


def sections() -> Iterator[str]:
    english, chinese = Said("batch", "en"), Said("batch", "zh")
    for name in sorted(catalog().rulesets):
        ruleset = read_ruleset(name, catalog())
        if ruleset.ruleset.abstract:
            continue
        plan = make_plan(ruleset, catalog())
        yield f"## {name}\n\n| criterion · 评分项 | computed · 计算 |\n| --- | --- |"
        for route in Scorer(plan).routes(table(plan)):
            key = f"rung_{route.rung.casefold()}" if route.rung else f"why_{route.why}"
            yield f"| `{route.criterion}` | {english(key)} · {chinese(key)} |"
        yield ""


def written() -> str:
    return f"{_INTRO}\n" + "\n".join(sections()).rstrip() + "\n"


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    PAGE.write_text(written(), "utf-8")
