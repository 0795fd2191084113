"""One column of a table as whole numbers, truths or words · 一列数据的识读.

What no column of numbers can hold (a printed range, words around a figure, a text where a number is wanted)
is left to the engine.
"""

from fractions import Fraction
from typing import NamedTuple

import polars as pl

from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.wholes import RUNGS
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from perfscore.numbers.units import read_unit

__all__ = ["Column", "column_of", "factor_of"]

_PLAIN = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$"
_FIRST_DAY = 719_163
"""The number of 1970-01-01, from which a column of days counts."""
_INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)


class Column(NamedTuple):
    """A column as formulas read it; of numbers the decimals they have, and which rows are the engine's."""

    expr: pl.Expr
    places: int | None = None
    odd: pl.Expr | None = None


def factor_of(unit: str | None) -> Fraction:
    """Return what a number of a unit is in the engine's own."""
    return read_unit(unit).factor if unit else Fraction(1)


def column_of(values: pl.Series, kind: Kind, unit: str | None, places: int | None) -> Column | None:
    """Return a column as formulas read it; None for one that is all the engine's."""
    own, type_ = pl.col(values.name), values.dtype
    if kind is Kind.TRUTH:
        return Column(own) if type_ == pl.Boolean else None
    if kind is Kind.TEXT:
        said = own.cast(pl.String)
        texts = type_ in (pl.String, pl.Categorical, pl.Enum)
        return Column(pl.when(said != "").then(said)) if texts else None
    if kind is Kind.DATE:
        return Column(own.to_physical() + _FIRST_DAY, 0) if type_ == pl.Date else None
    if type_ in _INTEGERS:
        return Column(own, 0)
    if isinstance(type_, pl.Decimal):
        return Column(own.to_physical(), type_.scale)
    if type_ == pl.String:
        return _of_texts(values, unit)
    return _of_doubles(values, places) if places is not None and type_.is_float() else None


def _of_doubles(values: pl.Series, places: int) -> Column:
    """Return doubles as whole numbers of so many decimals; what is nearest to no such decimal is odd."""
    own = pl.col(values.name).cast(pl.Float64)
    # A column of its own: Polars multiplies by the inverse of one number, which is another double.
    scale = pl.repeat(10**places, pl.len(), dtype=pl.Float64)
    whole = (own * scale).round(0)
    fits = (whole / scale == own) & (whole.abs() <= RUNGS[0][0])
    return Column(pl.when(fits).then(whole), places, own.is_not_null() & ~fits)


def _of_texts(values: pl.Series, unit: str | None) -> Column:
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
        return Column(found, scale)
    units = {text: int(number * 10**scale) for text, number in read.items()}
    looked_up = own.replace_strict(units, default=None, return_dtype=pl.Int128)
    odd = own.is_in([text for text in others if text not in units])
    return Column(pl.when(plain).then(found).otherwise(looked_up), scale, odd)


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
