"""The facts of a table as columns of exact numbers, truths and words · 事实列.

Numbers become whole ones in the smallest decimal their column has; how large they are is looked up once, so
that every formula knows before it is computed whether it fits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from perfscore.batch.columns.figures import Column, column_of, factor_of
from perfscore.batch.columns.wanted import ROW
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.comparing import Words
from perfscore.language.interpretations.ratios import of_column
from perfscore.language.interpretations.truths import Truth, either_gone
from perfscore.language.interpretations.wholes import RUNGS, Whole, constant, type_of
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.binding import Binding

__all__ = ["Read", "Typed", "typed"]


@dataclass(frozen=True, slots=True)
class Read:
    """A fact as a formula reads it, and where it is missing or left to the engine · 一列事实.

    `missing` and `odd` are None where no row is so.
    """

    value: Any
    missing: pl.Expr | None
    odd: pl.Expr | None = None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Whole numbers of a column: the units they are in, the least and greatest, whether some are null."""

    places: int
    low: int
    high: int
    nulls: bool


class Typed:
    """The facts of one table, ready to be read by formulas · 事实表.  `frame` holds them by name."""

    def __init__(
        self, frame: pl.DataFrame, numbers: Mapping[str, _Numbers], factors: Mapping[str, Fraction]
    ) -> None:
        self.frame, self._numbers, self._factors = frame, numbers, factors
        self._said_words: dict[str, list[str | None]] = {}

    def read(self, bound: Binding) -> Read | None:
        """Return a fact under the bounds its formula gives it; None where no column can hold it."""
        if bound.fact not in self._factors:
            return None
        if bound.fact not in self._numbers:
            said = bound.kind in (Kind.TRUTH, Kind.TEXT)
            return self._said(bound, pl.col(bound.fact)) if said else None
        return self.number(bound.fact, bound.within) if bound.kind in (Kind.NUMBER, Kind.DATE) else None

    def holds(self, name: str) -> bool:
        """Say whether a column is one of numbers."""
        return name in self._numbers

    @property
    def odd(self) -> list[pl.Expr]:
        """The rows of which some figure is left to the engine, column by column."""
        return [pl.col(name) for name in self.frame.columns if name.endswith("?")]

    def unit(self, name: str) -> Fraction:
        """Return what one of the last decimal of a column of numbers is worth."""
        return Fraction(1, 10 ** self._numbers[name].places) * self._factors[name]

    def span(self, name: str) -> Range:
        """Return the least and the greatest number of a column, in the engine's units."""
        stats, unit = self._numbers[name], self.unit(name)
        return Range(stats.low * unit, stats.high * unit)

    def number(self, name: str, within: Range = EVERYTHING) -> Read:
        """Return a column of numbers; what lies outside of what they can be is missing."""
        column, stats = pl.col(name), self._numbers[name]
        # A column that says the same in every row is a number: Polars may hold it as one.
        same = stats.low == stats.high and not stats.nulls
        found = constant(stats.low) if same else Whole(column, stats.low, stats.high)
        unit = self.unit(name)
        missing = either_gone(
            column.is_null() if stats.nulls else None, _outside(column, stats, unit, within)
        )
        odd = pl.col(f"{name}?") if f"{name}?" in self.frame.columns else None
        return Read(of_column(found, unit), missing, odd)

    def _words(self, name: str) -> list[str | None]:
        """Return the words of a column, each once; they are looked up once, for several formulas ask."""
        if name not in self._said_words:
            self._said_words[name] = self.frame[name].unique().to_list()
        return self._said_words[name]

    def _said(self, bound: Binding, column: pl.Expr) -> Read:
        missing = column.is_null() if self.frame[bound.fact].null_count() else None
        if bound.kind is Kind.TRUTH:
            return Read(Truth(column), missing)
        if not bound.words:
            return Read(Words(column), missing)
        spelt = {word: bound.spellings.get(word, word) for word in (*bound.spellings, *bound.words)}
        unknown = any(word is not None and word not in spelt for word in self._words(bound.fact))
        odd = column.is_not_null() & ~column.is_in(list(spelt)) if unknown else None
        return Read(Words(column.replace(bound.spellings) if bound.spellings else column), missing, odd)


def _outside(column: pl.Expr, stats: _Numbers, unit: Fraction, within: Range) -> pl.Expr | None:
    """Return where a number cannot be: it is as if it were not shown; None where all can be."""
    found: pl.Expr | None = None
    for end, beyond in ((within.low, stats.low), (within.high, stats.high)):
        if end is None:
            continue
        limit = end / unit
        low = end is within.low
        if (beyond < limit) if low else (beyond > limit):
            whole = -(-limit.numerator // limit.denominator) if low else limit.numerator // limit.denominator
            test = column < whole if low else column > whole
            found = test if found is None else found | test
    return found


def typed(
    frame: pl.DataFrame, kinds: Mapping[str, tuple[Kind, str | None]], places: int | None = None
) -> Typed:
    """Return columns of a table by what they hold: the kind of each, and the unit of its numbers.

    `places` are the decimals of doubles, None where there must be none.
    """
    columns: dict[str, Column] = {}
    for name, (kind, unit) in kinds.items():
        if name in frame.columns and (found := column_of(frame[name], kind, unit, places)) is not None:
            columns[name] = found
    exprs = {name: _narrow(one) for name, one in columns.items()}
    held = frame.lazy().select(ROW, **exprs, **_odd(columns)).collect()
    stats = _stats(held, columns)
    if wide := [name for name, one in stats.items() if max(-one.low, one.high) > RUNGS[0][0]]:
        # What is not too large as a double was not so as a whole number either; others are looked at again.
        whole = frame.lazy().select(**{name: columns[name].expr.cast(pl.Int128) for name in wide}).collect()
        stats |= _stats(whole, {name: columns[name] for name in wide})
        sizes = {name: type_of(max(-stats[name].low, stats[name].high)) for name in wide}
        held = held.with_columns(whole.select(pl.col(name).cast(to) for name, to in sizes.items()))
    return Typed(held, stats, {name: factor_of(kinds[name][1]) for name in columns})


def _narrow(column: Column) -> pl.Expr:
    return column.expr if column.places is None else column.expr.cast(RUNGS[0][1])


def _odd(columns: Mapping[str, Column]) -> dict[str, pl.Expr]:
    return {f"{name}?": one.odd for name, one in columns.items() if one.odd is not None}


def _stats(held: pl.DataFrame, columns: Mapping[str, Column]) -> dict[str, _Numbers]:
    """Look up how large each column's numbers are, in one pass."""
    numbers = {name: one.places for name, one in columns.items() if one.places is not None}
    if not numbers or held.is_empty():
        return {name: _Numbers(places, 0, 0, False) for name, places in numbers.items()}
    asked = [
        ask
        for name in numbers
        for ask in (
            pl.col(name).min().alias(f"{name}<"),
            pl.col(name).max().alias(f"{name}>"),
            pl.col(name).null_count().alias(f"{name}#"),
        )
    ]
    said = held.lazy().select(asked).collect().row(0, named=True)
    return {
        name: _Numbers(places, int(said[f"{name}<"] or 0), int(said[f"{name}>"] or 0), said[f"{name}#"] > 0)
        for name, places in numbers.items()
    }
