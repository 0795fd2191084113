"""Exact numbers as two cells of a spreadsheet, and what is done to them · 分子与分母两格的精确运算.

Spreadsheets work in doubles, and LibreOffice's equality, difference and whole part are not exact.  So only
whole numbers below `LIMIT` are computed with: fractions are kept reduced, compared crosswise and rounded by
a quotient that is put right by its rest.  Every operation fills one row.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.language.interpretations.cells import BEYOND, LIMIT, Cell, called, either, given
from perfscore.language.interpretations.prose import Phrase
from perfscore.numbers.exact import Mode

__all__ = [
    "COLUMNS", "Line", "Pair", "Trace", "chosen", "compared", "difference", "extreme", "magnitude",
    "negated", "number_pair", "product", "quotient", "rounded", "total", "whole",
]  # fmt: skip

COLUMNS: Mapping[str, str] = {
    "first": "C", "second": "D", "third": "E", "fourth": "F", "size": "G", "n": "H", "d": "I",
    "shown": "J", "state": "K",
}  # fmt: skip
"""Where the working numbers, the value and what is said of it stand in a row."""


@dataclass(slots=True)
class Line:
    """One row of the computation: what it is, and its cells by column · 一行演算."""

    row: int
    says: str
    heading: bool = False
    cells: dict[str, Cell] = field(default_factory=dict)

    def put(self, column: str, cell: Cell) -> Cell:
        """Write a cell; return what refers to it."""
        self.cells[column] = cell
        return Cell(f"{COLUMNS[column]}{self.row}", cell.value)


class Trace:
    """The rows of the computation, in order · 演算各行."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.lines: list[Line] = []

    def line(self, says: str, heading: bool = False) -> Line:
        """Return a new row below all others."""
        line = Line(self.next, says, heading)
        self.next += 1
        self.lines.append(line)
        return line

    def back(self, row: int) -> None:
        """Take all rows away from one on."""
        del self.lines[len(self.lines) - (self.next - row) :]
        self.next = row


@dataclass(frozen=True, slots=True)
class Pair:
    """A number: two cells and its words · 一个数：分子、分母两格.

    The denominator is above zero, or zero for the end of a range that has none; `positive` says that the
    number is never below zero.
    """

    n: Cell
    d: Cell
    says: Phrase
    positive: bool = False


def number_pair(number: Fraction, says: Phrase) -> Pair:
    """Return an exact number, written into the formulas that use it."""
    return Pair(given(number.numerator), given(number.denominator), says, number >= 0)


def total(line: Line, a: Pair, b: Pair) -> Pair:
    """Return the sum of two numbers."""
    return _together(line, a, b, lambda left, right: left + right, a.positive and b.positive)


def difference(line: Line, a: Pair, b: Pair) -> Pair:
    """Return a number less another."""
    return _together(line, a, b, lambda left, right: left - right, positive=False)


def _together(line: Line, a: Pair, b: Pair, apply: Callable[[Cell, Cell], Cell], positive: bool) -> Pair:
    shared, left, right = _crossed(line, a, b)
    common = line.put("fourth", a.d / shared * b.d)
    most = called("MAX", called("ABS", left) + called("ABS", right), common)
    reduced = called("GCD", called("ABS", apply(left, right)), common)
    n = _within(line.put("size", most), apply(left, right) / reduced)
    return _is(line, n, common / reduced, positive)


def product(line: Line, a: Pair, b: Pair) -> Pair:
    """Return the product of two numbers."""
    first = line.put("first", called("GCD", called("ABS", a.n), b.d))
    second = line.put("second", called("GCD", called("ABS", b.n), a.d))
    return _reduced(line, a.n / first * (b.n / second), a.d / second * (b.d / first), a, b)


def quotient(line: Line, a: Pair, b: Pair, ends: bool) -> Pair:
    """Return a number over another; at the `ends` of ranges what is divided by zero is without end."""
    size = called("ABS", b.n)
    first = line.put("first", called("GCD", called("ABS", a.n), size))
    second = line.put("second", called("GCD", b.d, a.d))
    n, d = a.n / first * (b.d / second), a.d / second * (size / first)
    # The sign of the divisor; there is none where it is zero, and so no quotient.
    return _reduced(line, n if ends and b.positive else n * (b.n / size), d, a, b)


def _reduced(line: Line, n: Cell, d: Cell, a: Pair, b: Pair) -> Pair:
    n, d = line.put("third", n), line.put("fourth", d)
    size = line.put("size", called("MAX", called("ABS", n), d))
    return _is(line, _within(size, n), d, a.positive and b.positive)


def negated(line: Line, a: Pair) -> Pair:
    """Return a number with the other sign."""
    return _is(line, given(0) - a.n, a.d)


def magnitude(line: Line, a: Pair) -> Pair:
    """Return a number without its sign."""
    return _is(line, called("ABS", a.n), a.d, positive=True)


def extreme(line: Line, a: Pair, b: Pair, least: bool) -> Pair:
    """Return the smaller of two numbers, or the larger."""
    _, left, right = _crossed(line, a, b)
    first = left <= right if least else left >= right
    size = _larger(line, left, right)
    positive = (a.positive and b.positive) if least else (a.positive or b.positive)
    return _is(line, _within(size, either(first, a.n, b.n)), either(first, a.d, b.d), positive)


def chosen(line: Line, test: Cell, a: Pair, b: Pair) -> Pair:
    """Return the first number where a condition holds, else the other; each may be a fault."""
    return _is(line, either(test, a.n, b.n), either(test, a.d, b.d), a.positive and b.positive)


def compared(line: Line, a: Pair, b: Pair, op: type[ast.AST]) -> Cell:
    """Return whether a comparison of two numbers holds."""
    _, left, right = _crossed(line, a, b)
    return line.put("n", _within(_larger(line, left, right), _COMPARED[op](left, right)))


def whole(line: Line, a: Pair, up: bool, steps: bool = False) -> Pair:
    """Return the next whole number below or above a number; of steps none is below zero."""
    n = line.put("first", given(0) - a.n) if up else a.n
    below = line.put("second", _quotient(n, a.d, line.put("third", called("INT", n / a.d))))
    found = given(0) - below if up else below
    return _is(line, called("MAX", found, 0) if steps else found, given(1), steps or a.positive)


def rounded(line: Line, a: Pair, places: int, mode: Mode) -> Pair:
    """Return a number, rounded; its denominator says to which place."""
    scale = 10**places
    first = line.put("first", called("ABS", a.n) * scale)
    size = line.put("size", called("MAX", first, a.d * 2))
    down = line.put("second", _quotient(first, a.d, called("INT", first / a.d)))
    rest = line.put("third", first - down * a.d)
    up: dict[Mode, Cell] = {
        "half_up": rest * 2 >= a.d,
        "half_even": (rest * 2 + (down - called("INT", down / 2) * 2)) > a.d,
        "up": rest > 0,
    }
    units = line.put("fourth", down + either(up[mode], given(1), given(0)) if mode in up else down)
    return _is(line, _within(size, called("SIGN", a.n) * units), given(scale), a.positive)


def _quotient(n: Cell, d: Cell, near: Cell) -> Cell:
    """Return the whole part of a quotient: `near`, that of the double, put right where it is one off."""
    return near - either(near * d > n, given(1), given(0)) + either((near + 1) * d <= n, given(1), given(0))


def _crossed(line: Line, a: Pair, b: Pair) -> tuple[Cell, Cell, Cell]:
    """Return what two denominators share, and both numerators over their least common multiple."""
    shared = line.put("first", called("GCD", a.d, b.d))
    left, right = a.n * (b.d / shared), b.n * (a.d / shared)
    return shared, line.put("second", left), line.put("third", right)


def _larger(line: Line, left: Cell, right: Cell) -> Cell:
    return line.put("size", called("MAX", called("ABS", left), called("ABS", right)))


def _within(size: Cell, cell: Cell) -> Cell:
    """Return a cell, or a fault where the numbers it is made of are too large to be exact."""
    return either(size < LIMIT, cell, BEYOND)


def _is(line: Line, n: Cell, d: Cell, positive: bool = False) -> Pair:
    n, d = line.put("n", n), line.put("d", d)
    line.put("shown", n / d)
    return Pair(n, d, Phrase(line.says), positive)


_COMPARED: Mapping[type[ast.AST], Callable[[Cell, Cell], Cell]] = {
    ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b, ast.Eq: lambda a, b: a.same(b), ast.NotEq: lambda a, b: a.unlike(b),
}  # fmt: skip
