"""Rounding of columns goes to each of the numbers that one is taken of · 列的舍入.

Rounding never turns the order of two numbers round, so the smaller of several rounds to the smaller of what
they round to: each is divided once, and of the points only whole numbers are left.
"""

import ast

from perfscore.language.interpretations import ratios, wholes
from perfscore.language.interpretations.chosen import (
    Either,
    Extreme,
    Number,
    bounds,
    chosen,
    each,
    extreme,
    gone_of,
)
from perfscore.language.interpretations.ratios import Ratio
from perfscore.language.interpretations.truths import Truth
from perfscore.language.interpretations.wholes import Whole
from perfscore.numbers.exact import Mode

__all__ = ["rounded", "units"]


def rounded(a: Number, places: int, mode: Mode) -> Number:
    """Return the numbers rounded; where the larger of several is taken, those below zero never are."""
    if isinstance(a, Extreme):
        signed = a.least or all(bounds(part)[0] < 0 for part in a.parts)
        ends = [rounded(part, places, mode) if signed else _unsigned(part, places, mode) for part in a.parts]
        # Of a number and a limit the unrounded ones are compared: two whole columns of points cost more.
        for limit, other in ((0, 1), (1, 0)) if len(a.parts) == len(ends) == 2 else ():
            number, end = a.parts[other], a.parts[limit]
            if isinstance(number, Ratio) and isinstance(end, Ratio) and ratios.exactly(end) is not None:
                passed = ratios.compared(number, end, ast.GtE if a.least else ast.LtE)
                return chosen(Truth(passed, gone_of(a)), ends[limit], ends[other])
        return extreme(ends, a.least)
    if isinstance(a, Either):
        return chosen(a.test, rounded(a.body, places, mode), rounded(a.other, places, mode))
    return ratios.rounded(a, places, mode)


def _unsigned(a: Number, places: int, mode: Mode) -> Number:
    return each(a, lambda one: ratios.rounded(one, places, mode, signed=False))


def units(a: Number, places: int) -> Whole:
    """Return rounded numbers in units of the last of their decimals."""
    match a:
        case Ratio():
            return a.n * wholes.constant(a.c * 10**places // a.k)
        case Either(test, body, other):
            return wholes.selected(test.expr, units(body, places), units(other, places))
        case Extreme(least, parts):
            return wholes.extreme([units(part, places) for part in parts], least)
