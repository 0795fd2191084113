"""Comparisons over many reports, each with what chance alone would give · 跨报告比较.

What chance hardly explains becomes a note.  It says how many there are and how many were to be expected; why
there are more nobody can tell from numbers.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import comb, prod
from typing import Any, Literal, get_args

import polars as pl

from perfscore.batch.columns.wanted import ROW, Wanted, wanted
from perfscore.batch.outliers.chance import ASSUMED, at_least, expected_pairs, so_many_expected
from perfscore.batch.outliers.digits import ends_freely, last_digits
from perfscore.batch.outliers.edges import Edge, edges
from perfscore.batch.outliers.seen import PRINTED, Seen, holds
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.ratios import number
from perfscore.language.interpretations.wholes import Beyond
from perfscore.numbers.ranges import Range

__all__ = ["TESTS", "Compared", "Outliers", "Test", "outliers"]

Test = Literal["full", "earned", "edge", "digits", "same"]
TESTS: tuple[Test, ...] = get_args(Test)


Sides = tuple[pl.Expr, pl.Expr]
"""The rows just where more is earned, and those just on the other side of an edge."""


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
    """All comparisons over a table; `untold` are edges whose rates its columns cannot tell · 全部比较."""

    seen: Seen
    compared: tuple[Compared, ...]
    untold: tuple[Edge, ...] = ()

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
    beside = [(edge, _beside(seen, edge)) for edge in ([] if seen.of_scores else edges(seen.plan))]
    told = [(edge, sides) for edge, sides in beside if sides is not None]
    found = chain(_full(seen), _at_edges(seen, told), _digits(seen, kinds), _same(seen))
    return Outliers(seen, tuple(found), tuple(edge for edge, sides in beside if sides is None))


def _full(seen: Seen) -> Iterator[Compared]:
    """Yield the rows that have every line in full, beside the product of the shares of each line."""
    points = {step.criterion.id: step.criterion.points for step in seen.plan.steps}
    lines = [seen.points(id_, points[id_]) for id_ in seen.lines]
    if len(lines) < len(seen.layout.lines) or not lines:
        return
    told = pl.all_horizontal(*(told for told, _ in lines))
    full = [one for _, one in lines]
    if of := len(seen.numbers(told)):
        share = prod((Fraction(len(seen.numbers(told & one)), of) for one in full), start=Fraction(1))
        rows = seen.numbers(told & pl.all_horizontal(*full))
        chance = at_least(len(rows), of, share)
        yield Compared("earned" if seen.of_scores else "full", of, len(rows), share * of, chance, rows)


def _at_edges(seen: Seen, beside: Sequence[tuple[Edge, Sides]]) -> Iterator[Compared]:
    """Yield how many rates lie just where more is earned, among those within a window of the edge."""
    for edge, sides in beside:
        earning, other = (seen.numbers(side) for side in sides)
        if near := len(earning) + len(other):
            half = Fraction(1, 2)
            chance = at_least(len(earning), near, half)
            yield Compared("edge", near, len(earning), near * half, chance, earning, edge=edge)


def _beside(seen: Seen, edge: Edge) -> Sides | None:
    """Return the rows of which the rate lies on each side of an edge, None where columns cannot tell.

    Left out are rates that one of the last decimal of a figure would move further than the window is wide:
    of ten people all or nine are in place, and nothing lies between.
    """
    inputs, measure = edge.step.inputs, edge.step.measure
    values = {bound.name: seen.value(bound) for bound in inputs}
    if measure is None or None in values.values():
        return None
    operators, fine = COLUMNS.operators, [seen.known(inputs)]
    try:
        measured = evaluate(measure, COLUMNS, values)
        for bound in inputs:
            if seen.table.holds(bound.fact):
                more = operators[ast.Add](values[bound.name], number(seen.table.unit(bound.fact)))
                moved = evaluate(measure, COLUMNS, {**values, bound.name: more})
                by = COLUMNS.functions["abs"](operators[ast.Sub](moved, measured))
                fine.append(holds(by, ast.LtE, edge.width))
        sides = _within(measured, edge.earning), _within(measured, edge.other)
    except Beyond:
        return None
    even = pl.all_horizontal(*fine)
    return even & sides[0], even & sides[1]


def _within(measured: Any, side: Range) -> pl.Expr:
    assert side.low is not None
    assert side.high is not None
    above = holds(measured, ast.Gt if side.low_open else ast.GtE, side.low)
    return above & holds(measured, ast.Lt if side.high_open else ast.LtE, side.high)


def _digits(seen: Seen, kinds: Mapping[str, pl.DataType]) -> Iterator[Compared]:
    """Yield how many figures of a fact end in 0 or 5."""
    known = wanted(seen.plan)
    for name in seen.layout.facts:
        if known[name].kind is not Kind.NUMBER or not seen.table.holds(name) or kinds[name].is_float():
            continue  # a double has no printed digits
        if not ends_freely(known[name]):
            continue
        last = last_digits(seen, known[name], isinstance(kinds[name], pl.Decimal))
        rows = tuple(last.filter(pl.col("digit").is_in(["0", "5"]))[ROW])
        if last.height:
            share = ASSUMED["round_digits"]
            chance = at_least(len(rows), last.height, share)
            yield Compared(
                "digits", last.height, len(rows), last.height * share, chance, rows, fact=known[name]
            )


def _same(seen: Seen) -> Iterator[Compared]:
    """Yield how many pairs of rows have all facts alike; a row that states nothing is like no other."""
    names = [name for fact in seen.layout.facts for name in (fact, *seen.beside(fact))]
    stated = [pl.col(PRINTED + fact) for fact in seen.layout.facts]
    if not names:
        return
    some = pl.any_horizontal(*((one.is_not_null() & (one != "")) for one in stated))
    keys = seen.rows.filter(some).select(ROW, *(_key(name, seen).alias(f"={name}") for name in names))
    if keys.height < 2:
        return
    columns = [f"={name}" for name in names]
    alike = keys.group_by(columns).agg(pl.col(ROW).sort()).filter(pl.col(ROW).list.len() > 1)
    groups = tuple(sorted(map(tuple, alike[ROW].to_list())))
    count = sum(comb(len(rows), 2) for rows in groups)
    counted = [keys[name].value_counts(name="rows")["rows"].to_list() for name in columns]
    expected = expected_pairs(counted, keys.height)
    rows = tuple(sorted(chain(*groups)))
    chance = so_many_expected(count, expected)
    yield Compared("same", comb(keys.height, 2), count, expected, chance, rows, groups=groups)


def _key(name: str, seen: Seen) -> pl.Expr:
    """Return what makes two cells alike: the number, however it is printed; else what is printed."""
    if not seen.table.holds(name):
        return pl.col(PRINTED + name if name in seen.layout.facts else name).cast(pl.String)
    own = pl.col(name).cast(pl.String)
    odd = f"{name}?"
    return own if odd not in seen.rows.columns else pl.when(odd).then(PRINTED + name).otherwise(own)
