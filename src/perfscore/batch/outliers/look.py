"""Comparisons over many reports, each with what chance alone would give · 跨报告比较.

What chance hardly explains becomes a note.  It says how many there are and how many were to be expected; why
there are more nobody can tell from numbers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import comb, prod
from typing import Literal, get_args

import polars as pl

from perfscore.batch.columns.wanted import Wanted, wanted
from perfscore.batch.outliers.chance import ASSUMED, at_least, expected_pairs, so_many_expected
from perfscore.batch.outliers.digits import ROUND, last_digits
from perfscore.batch.outliers.edges import Edge, edges
from perfscore.batch.outliers.rows import Seen
from perfscore.inputs.report import Fact
from perfscore.language.compile.types import Kind

__all__ = ["TESTS", "Compared", "Outliers", "Test", "outliers"]

Test = Literal["full", "edge", "digits", "same"]
TESTS: tuple[Test, ...] = get_args(Test)


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: what was counted among how many, what chance would give, in which rows · 一项比较.

    `chance` is never below the chance of so many or more; `groups` are rows that are alike, for a comparison
    of pairs; `edge` and `fact` say what it is about.
    """

    test: Test
    of: int
    count: int
    expected: Fraction
    chance: Fraction
    rows: tuple[int, ...]
    edge: Edge | None = None
    fact: Wanted | None = None
    groups: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Outliers:
    """All comparisons over a table · 全部比较."""

    seen: Seen
    compared: tuple[Compared, ...]

    @cached_property
    def limit(self) -> Fraction:
        """The chance below which a comparison is a note: what is taken as given, shared among all of them."""
        return ASSUMED["false_notes"] / max(len(self.compared), 1)

    @cached_property
    def notes(self) -> tuple[Compared, ...]:
        """The comparisons that chance hardly explains, the least likely first."""
        return tuple(sorted((c for c in self.compared if c.chance <= self.limit), key=lambda c: c.chance))


def outliers(seen: Seen, kinds: Mapping[str, pl.DataType]) -> Outliers:
    """Compare rows with what chance would give; `kinds` are the types of the columns · 跨报告比较."""
    found = chain(_full(seen), _at_edges(seen), _digits(seen, kinds), _same(seen))
    return Outliers(seen, tuple(found))


def _full(seen: Seen) -> Iterator[Compared]:
    """Yield the rows that claim every line in full, beside the product of the shares of each line."""
    points = {step.criterion.id: step.criterion.points for step in seen.plan.steps}
    lines = seen.layout.lines
    claimed = [row for row in seen.rows if lines and row.report.claims.keys() >= {*lines}]
    if not claimed:
        return
    full = {
        id_: {row.number for row in claimed if row.report.claims[id_].quantity.range.exact == points[id_]}
        for id_ in lines
    }
    share = prod((Fraction(len(rows), len(claimed)) for rows in full.values()), start=Fraction(1))
    rows = tuple(sorted(set.intersection(*full.values())))
    chance = at_least(len(rows), len(claimed), share)
    yield Compared("full", len(claimed), len(rows), share * len(claimed), chance, rows)


def _at_edges(seen: Seen) -> Iterator[Compared]:
    """Yield how many rates lie just where more is earned, among those within a window of the edge."""
    for edge in edges(seen.plan):
        id_ = edge.step.criterion.id
        measured = [(row.number, row.measures[id_]) for row in seen.rows if id_ in row.measures]
        earning = tuple(number for number, rate in measured if rate in edge.earning)
        near = len(earning) + sum(rate in edge.other for _, rate in measured)
        if near:
            half = Fraction(1, 2)
            chance = at_least(len(earning), near, half)
            yield Compared("edge", near, len(earning), near * half, chance, earning, edge=edge)


def _digits(seen: Seen, kinds: Mapping[str, pl.DataType]) -> Iterator[Compared]:
    """Yield how many figures of a fact end in 0 or 5."""
    known = wanted(seen.plan)
    for name in seen.layout.facts:
        if known[name].kind is not Kind.NUMBER:
            continue
        padded = isinstance(kinds[name], pl.Decimal)
        last = list(last_digits(seen.rows, known[name], padded))
        rows = tuple(number for number, digit in last if digit in ROUND)
        if last:
            share = ASSUMED["round_digits"]
            chance = at_least(len(rows), len(last), share)
            yield Compared("digits", len(last), len(rows), len(last) * share, chance, rows, fact=known[name])


def _same(seen: Seen) -> Iterator[Compared]:
    """Yield how many pairs of rows have all facts alike; a row that states nothing is like no other."""
    names = tuple(dict.fromkeys([*seen.layout.facts, *seen.layout.loose]))
    stated = [row for row in seen.rows if any(fact.state == "stated" for fact in row.report.facts.values())]
    if len(stated) < 2 or not names:
        return
    keys = {row.number: tuple(_key(row.report.facts.get(name)) for name in names) for row in stated}
    alike: dict[object, list[int]] = {}
    for number, key in keys.items():
        alike.setdefault(key, []).append(number)
    groups = tuple(tuple(rows) for rows in alike.values() if len(rows) > 1)
    count = sum(comb(len(rows), 2) for rows in groups)
    columns: Sequence[Mapping[object, int]] = [Counter(column) for column in zip(*keys.values(), strict=True)]
    expected = expected_pairs(columns, len(stated))
    rows = tuple(sorted(chain(*groups)))
    chance = so_many_expected(count, expected)
    yield Compared("same", comb(len(stated), 2), count, expected, chance, rows, groups=groups)


def _key(fact: Fact | None) -> object:
    """Return what makes two facts alike: how they stand and what they say, however it is printed."""
    if fact is None:
        return None
    return fact.state, fact.value if fact.quantity is None else str(fact.quantity.range)
