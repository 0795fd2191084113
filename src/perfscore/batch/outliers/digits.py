"""The last digits of printed figures · 末位数字."""

import ast

import polars as pl

from perfscore.batch.columns.figures import factor_of
from perfscore.batch.columns.wanted import ROW, Wanted
from perfscore.batch.outliers.chance import ASSUMED
from perfscore.batch.outliers.seen import PRINTED, Seen, holds

__all__ = ["ends_freely", "last_digits"]

_FIGURE = r"^[+-]?([0-9]+(?:\.[0-9]+)?)[^0-9.]*$"


def ends_freely(known: Wanted) -> bool:
    """Say whether any digit may be the last of a fact's figures: points by halves end in 0 and 5 only.

    A step of one, a tenth, a hundredth and so on of the unit leaves the digit free; other steps choose it.
    """
    if known.binding.step is None:
        return True
    step = known.binding.step / factor_of(known.unit)
    return step.numerator == 1 and not str(step.denominator).strip("0").removeprefix("1")


def last_digits(seen: Seen, known: Wanted, padded: bool) -> pl.DataFrame:
    """Return the last digit of each exact figure of a fact, with the number of its row.

    Left out are figures of few digits, and those at an end of what the fact can be: full is full.  With
    `padded` all figures have the same decimals, whatever was printed: zeros that all of them end in are cut.
    """
    bound, value = known.binding, seen.value(known.binding)
    ends = [end for end in (bound.within.low, bound.within.high) if end is not None]
    at_end = pl.any_horizontal(pl.lit(False), *(holds(value, ast.Eq, end) for end in ends))
    text = pl.col(PRINTED + known.fact).str.replace_all(",", "").str.strip_chars().str.extract(_FIGURE)
    figures = seen.rows.filter(seen.known([bound]) & ~at_end).select(ROW, digit=text).drop_nulls()
    digit = pl.col("digit")
    if padded and figures.height:
        zeros = digit.str.len_chars() - digit.str.strip_chars_end("0").str.len_chars()
        cut = figures.select(zeros.min()).item()
        figures = figures.with_columns(digit.str.slice(0, digit.str.len_chars() - cut))
    own = figures.with_columns(digit.str.replace_all(".", "", literal=True).str.strip_chars_start("0"))
    return own.filter(digit.str.len_chars() >= int(ASSUMED["digits"])).with_columns(digit.str.tail(1))
