"""The facts of a table as columns of exact numbers, truths and words · 事实列.

Numbers become whole ones in the smallest decimal their column has; how large they are is looked up once, so
that every formula knows before it is computed whether it fits.  What a column holds that no column of numbers
can (a printed range, words around a figure, a text where a number is wanted) is left to the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from perfscore.batch.columns.wanted import ROW
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.chosen import Truth
from perfscore.language.interpretations.columns import Words
from perfscore.language.interpretations.ratios import either_gone, of_column
from perfscore.language.interpretations.wholes import RUNGS, Whole, type_of
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.numbers.units import read_unit
from perfscore.plan.binding import Binding

__all__ = ["Read", "Typed", "typed"]

_PLAIN = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$"
_FIRST_DAY = 719_163
"""The number of 1970-01-01, from which a column of days counts."""
_INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)


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


class _Column(NamedTuple):
    """A column as formulas read it; of numbers the decimals they have, and which rows are the engine's."""

    expr: pl.Expr
    places: int | None = None
    odd: pl.Expr | None = None


class Typed:
    """The facts of one table, ready to be read by formulas · 事实表.  `frame` holds them by name."""

    def __init__(
        self, frame: pl.DataFrame, numbers: Mapping[str, _Numbers], factors: Mapping[str, Fraction]
    ) -> None:
        self.frame, self._numbers, self._factors = frame, numbers, factors

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

    def number(self, name: str, within: Range = EVERYTHING) -> Read:
        """Return a column of numbers; what lies outside of what they can be is missing."""
        column, stats = pl.col(name), self._numbers[name]
        found = Whole(column, stats.low, stats.high)
        unit = Fraction(1, 10**stats.places) * self._factors[name]
        missing = either_gone(
            column.is_null() if stats.nulls else None, _outside(column, stats, unit, within)
        )
        odd = pl.col(f"{name}?") if f"{name}?" in self.frame.columns else None
        return Read(of_column(found, unit), missing, odd)

    def _said(self, bound: Binding, column: pl.Expr) -> Read:
        missing = column.is_null() if self.frame[bound.fact].null_count() else None
        if bound.kind is Kind.TRUTH:
            return Read(Truth(column), missing)
        if not bound.words:
            return Read(Words(column), missing)
        spelt = {word: bound.spellings.get(word, word) for word in (*bound.spellings, *bound.words)}
        unknown = column.is_not_null() & ~column.is_in(list(spelt))
        odd = unknown if self.frame.select(unknown.any()).item() else None
        return Read(Words(column.replace(bound.spellings) if bound.spellings else column), missing, odd)


def factor_of(unit: str | None) -> Fraction:
    """Return what a number of a unit is in the engine's own."""
    return read_unit(unit).factor if unit else Fraction(1)


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
    columns: dict[str, _Column] = {}
    for name, (kind, unit) in kinds.items():
        if name in frame.columns and (found := _column(frame[name], kind, unit, places)) is not None:
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


def _narrow(column: _Column) -> pl.Expr:
    return column.expr if column.places is None else column.expr.cast(RUNGS[0][1])


def _odd(columns: Mapping[str, _Column]) -> dict[str, pl.Expr]:
    return {f"{name}?": one.odd for name, one in columns.items() if one.odd is not None}


def _stats(held: pl.DataFrame, columns: Mapping[str, _Column]) -> dict[str, _Numbers]:
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


def _column(values: pl.Series, kind: Kind, unit: str | None, places: int | None) -> _Column | None:
    """Return a column as formulas read it; None for one that is all the engine's."""
    own, type_ = pl.col(values.name), values.dtype
    if kind is Kind.TRUTH:
        return _Column(own) if type_ == pl.Boolean else None
    if kind is Kind.TEXT:
        said = own.cast(pl.String)
        texts = type_ in (pl.String, pl.Categorical, pl.Enum)
        return _Column(pl.when(said != "").then(said)) if texts else None
    if kind is Kind.DATE:
        return _Column(own.to_physical() + _FIRST_DAY, 0) if type_ == pl.Date else None
    if type_ in _INTEGERS:
        return _Column(own, 0)
    if isinstance(type_, pl.Decimal):
        return _Column(own.to_physical(), type_.scale)
    if type_ == pl.String:
        return _of_texts(values, unit)
    return _of_doubles(values, places) if places is not None and type_.is_float() else None


def _of_doubles(values: pl.Series, places: int) -> _Column:
    """Return doubles as whole numbers of so many decimals; what is nearest to no such decimal is odd."""
    own, scale = pl.col(values.name).cast(pl.Float64), pl.lit(10**places, dtype=pl.Float64)
    whole = (own * scale).round(0)
    fits = (whole / scale == own) & (whole.abs() <= RUNGS[0][0])
    return _Column(pl.when(fits).then(whole), places, own.is_not_null() & ~fits)


def _of_texts(values: pl.Series, unit: str | None) -> _Column:
    """Return printed figures as whole numbers: plain decimals at once, others read one by one.

    A figure that stands for a range, or that nobody can read, is odd.
    """
    own = pl.col(values.name)
    plain = own.str.contains(_PLAIN)
    others = values.to_frame().filter(~plain & (own != "")).to_series().unique()
    read = {text: number for text in others if (number := _printed(text, unit)) is not None}
    places = (
        values.to_frame().filter(plain).select(own.str.extract(r"\.([0-9]+)$").str.len_chars().max()).item()
    )
    scale = max([places or 0, *(len(decimal_text(number).partition(".")[2]) for number in read.values())])
    found = pl.when(plain).then(own).cast(pl.Decimal(38, scale)).to_physical()
    if others.is_empty():
        return _Column(found, scale)
    units = {text: int(number * 10**scale) for text, number in read.items()}
    looked_up = own.replace_strict(units, default=None, return_dtype=pl.Int128)
    odd = own.is_in([text for text in others if text not in units])
    return _Column(pl.when(plain).then(found).otherwise(looked_up), scale, odd)


def _printed(text: str, unit: str | None) -> Fraction | None:
    """Return the number that a printed figure is, in a unit; None where it is no single decimal."""
    try:
        quantity = read_quantity(text, unit)
    except QuantityRefused:
        return None
    # A unit of its own in a column of bare numbers, or none in one of amounts, is the engine's to refuse.
    plain = (
        quantity.precision == "exact" and not quantity.is_day and (quantity.unit is None) is (unit is None)
    )
    exact = quantity.range.exact if plain else None
    number = None if exact is None else exact / factor_of(unit)
    return None if number is None or "/" in decimal_text(number) else number
