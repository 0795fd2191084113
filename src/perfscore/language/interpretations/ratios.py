"""Exact numbers of columns: a quotient of whole numbers a row · 列中的精确数.

A number is ``c·n / (k·d)`` with `c` and `k` the same in every row, so that what the rules say (a weight, a
percentage) is multiplied once, when a formula is built.  Comparison is crosswise, rounding one division.
"""

import ast
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd, lcm

import polars as pl

from perfscore.language.interpretations import wholes
from perfscore.language.interpretations.truths import Gone, either_gone, joined
from perfscore.language.interpretations.wholes import ONE, Whole, constant, known, type_of
from perfscore.numbers.exact import Mode
from perfscore.numbers.ranges import Range

__all__ = [
    "Ratio", "bounds", "compared", "exactly", "inverse", "magnitude", "negated",
    "number", "of_column", "product", "rounded", "selected", "total", "whole_down", "whole_up", "within",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """A number a row, ``c·n / (k·d)``; `d` is above zero and `c` and `k` share no divisor · 比值列."""

    c: int
    n: Whole
    k: int
    d: Whole
    gone: Gone = None


def number(value: Fraction) -> Ratio:
    """Return the same number in every row."""
    return Ratio(value.numerator, ONE, value.denominator, ONE)


def of_column(whole: Whole, unit: Fraction) -> Ratio:
    """Return the numbers of a column whose whole numbers are in units of this."""
    return Ratio(unit.numerator, whole, unit.denominator, ONE)


def exactly(a: Ratio) -> Fraction | None:
    """Return the number that is the same in every row, None where they differ."""
    n, d = known(a.n), known(a.d)
    return None if n is None or d is None else Fraction(a.c * n, a.k * d)


def bounds(a: Ratio) -> tuple[Fraction, Fraction]:
    """Return numbers that no row is below or above."""
    ends = [Fraction(a.c * n, a.k * d) for n in (a.n.low, a.n.high) for d in (a.d.low, a.d.high)]
    return min(ends), max(ends)


def within(a: Ratio, span: Range) -> Ratio:
    """Return a column of which only the rows within a range count, its bounds drawn in."""
    if known(a.d) != 1 or a.c == 0 or isinstance(a.n.expr, int):
        return a
    unit = Fraction(a.c, a.k)
    ends = [(None, False) if end is None else (end / unit, is_open) for end, is_open in _ends(span)]
    (low, low_open), (high, high_open) = ends if unit > 0 else ends[::-1]
    bottom = a.n.low if low is None else max(a.n.low, floor(low) + 1 if low_open else ceil(low))
    top = a.n.high if high is None else min(a.n.high, ceil(high) - 1 if high_open else floor(high))
    # A range that no row lies in bounds nothing.  The type stays that of the column.
    if bottom > top or type_of(max(abs(bottom), abs(top))) != a.n.type:
        return a
    return replace(a, n=replace(a.n, low=bottom, high=top))


def _ends(span: Range) -> tuple[tuple[Fraction | None, bool], tuple[Fraction | None, bool]]:
    return (span.low, span.low_open), (span.high, span.high_open)


def _ratio(c: int, n: Whole, k: int, d: Whole, gone: Gone) -> Ratio:
    """Return a number without what its constants share."""
    shared = gcd(c, k) or 1
    return Ratio(c // shared, n, k // shared, d, gone)


def _times(whole: Whole, by: int) -> Whole:
    return whole * constant(by)


def total(a: Ratio, b: Ratio) -> Ratio:
    """Return the sums."""
    k = lcm(a.k, b.k)
    left, right = a.c * (k // a.k), b.c * (k // b.k)
    c = gcd(left, right) or 1
    n, m = _times(a.n, left // c), _times(b.n, abs(right) // c)
    d, gone = a.d, either_gone(a.gone, b.gone)
    if a.d is not b.d:
        n, m, d = n * b.d, m * a.d, a.d * b.d
    return _ratio(c, n - m if right < 0 else n + m, k, d, gone)


def negated(a: Ratio) -> Ratio:
    """Return the numbers with the other sign."""
    return replace(a, c=-a.c)


def product(a: Ratio, b: Ratio) -> Ratio:
    """Return the products."""
    n, m, d, e = a.n, b.n, a.d, b.d
    if n is e:  # what is divided by itself
        n = e = ONE
    if m is d:
        m = d = ONE
    return _ratio(a.c * b.c, n * m, a.k * b.k, d * e, either_gone(a.gone, b.gone))


def inverse(a: Ratio) -> Ratio:
    """Return one over the numbers; what is zero has none."""
    if a.c == 0 or known(a.n) == 0:
        return Ratio(0, ONE, 1, ONE, pl.lit(True))
    sign = 1 if a.c > 0 else -1
    low, high = (a.n.low, a.n.high) if sign > 0 else (-a.n.high, -a.n.low)
    n = a.n if sign > 0 else -a.n
    if low > 0:
        return _ratio(a.k, a.d, abs(a.c), n, a.gone)
    if high < 0:
        return _ratio(-a.k, a.d, abs(a.c), -n, a.gone)
    zero = wholes.compared(n, constant(0), ast.Eq)
    size = replace(_size(n), low=0)
    divisor = replace(wholes.selected(zero, ONE, size), low=1)
    gone = either_gone(a.gone, pl.lit(zero) if isinstance(zero, bool) else zero)
    below = wholes.compared(n, constant(0), ast.Lt)
    return _ratio(a.k, wholes.selected(below, -a.d, a.d), abs(a.c), divisor, gone)


def _size(n: Whole) -> Whole:
    return wholes.selected(wholes.compared(n, constant(0), ast.Lt), -n, n)


def magnitude(a: Ratio) -> Ratio:
    """Return the numbers without their signs."""
    return Ratio(abs(a.c), replace(_size(a.n), low=max(0, a.n.low, -a.n.high)), a.k, a.d, a.gone)


def compared(a: Ratio, b: Ratio, op: type[ast.AST]) -> pl.Expr | bool:
    """Return whether a comparison holds."""
    left, right = a.c * b.k, b.c * a.k
    shared = gcd(left, right) or 1
    n, m = _times(a.n, left // shared), _times(b.n, right // shared)
    if a.d is not b.d:
        n, m = n * b.d, m * a.d
    return wholes.compared(n, m, op)


def selected(test: pl.Expr | bool, a: Ratio, b: Ratio, gone: Gone) -> Ratio:
    """Return the first number where a condition holds, else the second; `gone` as the caller knows it."""
    k = lcm(a.k, b.k)
    left, right = a.c * (k // a.k), b.c * (k // b.k)
    c = gcd(left, right) or 1
    n = wholes.selected(test, _times(a.n, left // c), _times(b.n, right // c))
    return _ratio(c, n, k, a.d if a.d is b.d else wholes.selected(test, a.d, b.d), gone)


def whole_down(a: Ratio) -> Ratio:
    """Return the next whole numbers below."""
    return Ratio(1, wholes.quotient(_times(a.n, a.c), _times(a.d, a.k)), 1, ONE, a.gone)


def whole_up(a: Ratio) -> Ratio:
    """Return the next whole numbers above."""
    return negated(whole_down(negated(a)))


def rounded(a: Ratio, places: int, mode: Mode, signed: bool = True) -> Ratio:
    """Return the numbers rounded; without `signed` those below zero may be off, since they do not count."""
    scaled = _ratio(a.c * 10**places, a.n, a.k, a.d, a.gone)
    if known(scaled.d) == 1 and scaled.k == 1:
        return _ratio(scaled.c, a.n, 10**places, ONE, a.gone)
    low, high = bounds(scaled)
    if signed and low < 0:
        if high <= 0:
            return negated(rounded(negated(a), places, mode))
        below = compared(a, number(Fraction(0)), ast.Lt)
        size = rounded(magnitude(a), places, mode)
        return selected(below, negated(size), size, a.gone)
    return Ratio(1, _units(scaled, mode), 10**places, ONE, a.gone)


def _units(a: Ratio, mode: Mode) -> Whole:
    """Return numbers that are not below zero, rounded to whole ones."""
    if mode == "truncate":
        return whole_down(a).n
    if mode == "up":
        return -whole_down(negated(a)).n
    shared = gcd(2 * a.c, a.k) or 1
    whole = _times(a.d, 2 * a.k // shared)
    twice = _times(a.n, 2 * a.c // shared) + _times(a.d, a.k // shared)
    up = wholes.quotient(twice, whole)
    if mode == "half_up":
        return up
    # A tie went up; where that is to an odd number it goes down again.
    tie = wholes.compared(up * whole, twice, ast.Eq)
    half = wholes.quotient(up, constant(2))
    odd = wholes.compared(half * constant(2), up, ast.NotEq)
    return wholes.selected(joined(tie, odd, every=True), up + constant(-1), up)
