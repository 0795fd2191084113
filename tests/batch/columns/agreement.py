"""Random cards over random tables: columns give what the engine gives row by row.

``python -m tests.batch.columns.agreement 1000`` tries 1,000 tables of a hundred rows (`--seed N` others) and
tells the first rows that differ; the tests try some.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from perfscore import make_plan
from perfscore.batch.columns.scorer import Scorer
from tests.cards import catalog
from tests.laws.random_cards import Card, cards, ruleset

__all__ = ["differing", "drawn", "unlike"]

_WIDE = (0, 1, 2, 5, 9, 10, 15, 40, 95, 99, 100, 101, 105, 150, 299, 300, 20_000, 99_999)
_HUGE = (10**7, 2**31 * 100 + 7, 10**13 + 1, 10**15 - 1)


def drawn(count: int, start: int = 1) -> Iterator[tuple[Card, Random]]:
    """Yield so many cards, each with a source of chance for its table."""
    found: list[tuple[Card, int]] = []

    @seed(start)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cards(), st.integers(0, 2**32))
    def draw(card: Card, chance: int) -> None:
        found.append((card, chance))

    draw()
    return ((card, Random(chance)) for card, chance in found[:count])


def table(card: Card, chance: Random, rows: int) -> pl.DataFrame:
    """Return a table of random facts: round figures, ties, zero, huge and missing ones, ranges and states."""
    columns: dict[str, pl.Series] = {}
    for fact in card.facts:
        if chance.random() < 0.04:
            continue
        columns |= _fact(fact, chance, rows)
    for criterion in card.criteria:
        if chance.random() < 0.3:
            claims = [_share(criterion.points, chance) for _ in range(rows)]
            columns[f"claim.{criterion.id}"] = pl.Series(claims, dtype=pl.Decimal(9, 2))
    if chance.random() < 0.6:
        columns["claim"] = pl.Series(
            [_share(card.points, chance) for _ in range(rows)], dtype=pl.Decimal(9, 2)
        )
    frame = pl.DataFrame({"body": list(map(str, range(rows)))})
    return frame.with_columns(**columns)


def _share(points: int, chance: Random) -> Decimal | None:
    if chance.random() < 0.1:
        return None
    return Decimal(points) * chance.choice((0, 50, 80, 90, 95, 99, 100, 100, 100, 101)) / 100


def _fact(name: str, chance: Random, rows: int) -> dict[str, pl.Series]:
    gaps, huge = chance.choice((0, 0, 0.1)), chance.choice((0, 0, 0, 0.05, 0.3))
    if "_t" in name or name == "fraud":
        truths = [None if chance.random() < gaps else chance.random() < 0.7 for _ in range(rows)]
        return {name: pl.Series(truths, dtype=pl.Boolean)}
    hundredths = [
        None if chance.random() < gaps
        else chance.choice(_HUGE) if chance.random() < huge
        else -1 if chance.random() < 0.01
        else chance.choice(_WIDE) if chance.random() < 0.5
        else chance.randrange(30_000)
        for _ in range(rows)
    ]  # fmt: skip
    if name.endswith(("_breaches", "_points")):
        return {name: pl.Series([None if n is None else n % 9 for n in hundredths], dtype=pl.Int32)}
    found: dict[str, pl.Series] = {}
    beside: set[int] = set()
    if chance.random() < 0.15:
        states = [chance.choice((None, None, "not_applicable", "not_shown")) for _ in range(rows)]
        found[f"{name}.state"] = pl.Series(states, dtype=pl.String)
        beside |= {row for row, state in enumerate(states) if state}
    if chance.random() < 0.15:
        ends = [
            None if chance.random() < 0.8 else sorted(chance.sample(range(30_000), 2)) for _ in range(rows)
        ]
        for at, end in enumerate(("low", "high")):
            said = [None if pair is None else Decimal(pair[at]) / 100 for pair in ends]
            found[f"{name}.{end}"] = pl.Series(said, dtype=pl.Decimal(15, 2))
        beside |= {row for row, pair in enumerate(ends) if pair}
    # What stands beside a value contradicts it; a few rows do so.
    own = [None if row in beside and chance.random() < 0.9 else n for row, n in enumerate(hundredths)]
    decimals = [None if n is None else Decimal(n) / 100 for n in own]
    found[name] = _typed(decimals, own, chance)
    return found


def _typed(decimals: list[Decimal | None], hundredths: list[int | None], chance: Random) -> pl.Series:
    kind = chance.choice(("decimal", "decimal", "text", "printed", "whole"))
    if kind == "decimal":
        return pl.Series(decimals, dtype=pl.Decimal(20, 2))
    if kind == "whole":
        return pl.Series([None if n is None else n // 100 for n in hundredths], dtype=pl.Int64)
    texts = [None if d is None else str(d) for d in decimals]
    if kind == "printed":
        odd = ("约3万元", "≥5", "3-5", "3千元", "", "无", "12.5元", "1,000.50")
        texts = [text if chance.random() < 0.8 else chance.choice(odd) for text in texts]
    return pl.Series(texts, dtype=pl.String)


def differing(card: Card, chance: Random, rows: int = 100) -> list[str]:
    """Return the rows on which columns and engine differ, in words."""
    rules = ruleset(card)
    scorer = Scorer(make_plan(rules, catalog()), ranges=True)
    frame = table(card, chance, rows)
    return list(unlike(scorer.score(frame), scorer.one_by_one(frame), frame))


def unlike(found: pl.DataFrame, wanted: pl.DataFrame, frame: pl.DataFrame) -> Iterator[str]:
    """Yield the rows on which two results of a table differ, in words."""
    if found.schema != wanted.schema:
        yield f"{found.schema} {wanted.schema}"
        return
    if found.equals(wanted, null_equal=True):
        return
    for mine, own, row in zip(
        found.iter_rows(named=True), wanted.iter_rows(named=True), _rows(frame), strict=True
    ):
        if mine != own:
            differs = {name: (mine[name], own[name]) for name in own if mine[name] != own[name]}
            yield f"{differs} of {row}"


def _rows(frame: pl.DataFrame) -> Iterator[Mapping[str, Any]]:
    return frame.iter_rows(named=True)


def main() -> int:
    """Try as many as are asked for; return 1 where anything differs."""
    parser = ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong, rows = 0, 0
    for card, chance in drawn(asked.count, asked.seed):
        rows += 100
        if found := differing(card, chance):
            wrong += len(found)
            print(card, *found[:1], sep="\n")
            if wrong > 20:
                break
    print(f"{asked.count} cards, {rows} rows: {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
