"""Formulas of a spreadsheet, each with what it comes to · 电子表格公式及其值.

A cell is put together once: its text is what the spreadsheet computes, its value what that must come to,
so a file shows the right numbers even to a program that never recalculates.  Numbers are whole, but for
one that is only shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd
from types import MappingProxyType
from typing import Any

__all__ = ["BEYOND", "LIMIT", "MISSING", "Cell", "Fault", "called", "either", "given", "joined"]

LIMIT = 2**47
"""Whole numbers are kept below it.

LibreOffice takes two numbers for equal that are nearer than 2^-48 of their size, and Excel compares fifteen
digits.  Of whole numbers up to 2^48, which have fifteen, no two are that near, and sums and differences of
two below 2^47 stay within that; a double holds every one of them.
"""


class Fault(StrEnum):
    """What a cell says that has no value · 单元格的错误值."""

    MISSING = "#N/A"
    UNDEFINED = "#DIV/0!"
    BEYOND = "#NUM!"
    UNREADABLE = "#VALUE!"


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A piece of a formula and its value · 公式片段."""

    text: str
    value: Any
    alone: bool = True
    """Whether it needs no brackets inside of another."""

    def inside(self) -> str:
        """Return the text as part of another formula."""
        return self.text if self.alone else f"({self.text})"

    def __add__(self, other: "Cell | int") -> "Cell":
        return _infix("+", lambda a, b: a + b, self, other)

    def __sub__(self, other: "Cell | int") -> "Cell":
        return _infix("-", lambda a, b: a - b, self, other)

    def __mul__(self, other: "Cell | int") -> "Cell":
        return _infix("*", lambda a, b: a * b, self, other)

    def __truediv__(self, other: "Cell | int") -> "Cell":
        return _infix("/", _over, self, other)

    def __lt__(self, other: "Cell | int") -> "Cell":
        return _infix("<", lambda a, b: a < b, self, other)

    def __le__(self, other: "Cell | int") -> "Cell":
        return _infix("<=", lambda a, b: a <= b, self, other)

    def __gt__(self, other: "Cell | int") -> "Cell":
        return _infix(">", lambda a, b: a > b, self, other)

    def __ge__(self, other: "Cell | int") -> "Cell":
        return _infix(">=", lambda a, b: a >= b, self, other)

    def same(self, other: "Cell | int | str") -> "Cell":
        """Return whether it is another; a text and a number never are."""
        return _infix("=", lambda a, b: a == b, self, other)

    def unlike(self, other: "Cell | int | str") -> "Cell":
        """Return whether it is not another."""
        return _infix("<>", lambda a, b: a != b, self, other)


def given(value: Any) -> Cell:
    """Return a whole number, a truth or a text as it is written in a formula."""
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", value)
    if isinstance(value, str):
        quoted = value.replace('"', '""')
        return Cell(f'"{quoted}"', value)
    return Cell(str(value), value, alone=value >= 0)


MISSING = Cell("NA()", Fault.MISSING)
BEYOND = Cell("10^309", Fault.BEYOND, alone=False)
"""Beyond all that either program can say."""


def either(test: Cell, then: Cell, otherwise: Cell) -> Cell:
    """Return one of two cells; what stands in the other does not matter, be it a fault."""
    chosen = test.value if isinstance(test.value, Fault) else (then if test.value else otherwise).value
    return Cell(f"IF({test.text},{then.text},{otherwise.text})", chosen)


def called(name: str, *cells: "Cell | int | str") -> Cell:
    """Return a function of the spreadsheet over cells."""
    parts = [cell if isinstance(cell, Cell) else given(cell) for cell in cells]
    values = [part.value for part in parts]
    fault = None if name in _ASKS else _fault(values)
    value = fault or _FUNCTIONS[name](*values)
    return Cell(f"{name}({','.join(part.text for part in parts)})", value)


def joined(parts: "list[Cell]") -> Cell:
    """Return the sum of cells."""
    text = "+".join(part.inside() for part in parts) or "0"
    return Cell(text, _fault([p.value for p in parts]) or sum(p.value for p in parts), len(parts) < 2)


def _infix(sign: str, apply: Callable[[Any, Any], Any], a: Cell, b: "Cell | int | str") -> Cell:
    other = b if isinstance(b, Cell) else given(b)
    values = [a.value, other.value]
    if sign in "+-*/" and any(isinstance(value, str) and not isinstance(value, Fault) for value in values):
        values = [Fault.UNREADABLE]  # a text is no number
    value = _fault(values) or apply(a.value, other.value)
    return Cell(f"{a.inside()}{sign}{other.inside()}", value, alone=False)


def _fault(values: "list[Any]") -> Fault | None:
    return next((value for value in values if isinstance(value, Fault)), None)


def _over(a: Any, b: Any) -> Any:
    if b == 0:
        return Fault.UNDEFINED
    found = Fraction(a) / b
    return found.numerator if found.denominator == 1 else found


def _found(part: str, text: Any) -> Any:
    return str(text).index(part) + 1 if part in str(text) else Fault.UNREADABLE


def _number_of(text: Any) -> Any:
    return int(text) if str(text).isascii() and str(text).isdigit() else Fault.UNREADABLE


def _nearest(number: Any, places: int) -> int:
    """Return the nearest whole number; it is only asked of numbers next to one."""
    return round(Fraction(number))


_ASKS = frozenset(("ISNUMBER", "ISERROR", "IFERROR", "ERROR.TYPE"))
"""Functions that take a fault for what it is."""
_FAULTS: Mapping[Any, int] = MappingProxyType(
    {Fault.UNDEFINED: 2, Fault.UNREADABLE: 3, Fault.BEYOND: 6, Fault.MISSING: 7}
)
_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "ABS": abs,
        "GCD": gcd,
        "INT": lambda number: number // 1,
        "MAX": max,
        "SIGN": lambda number: (number > 0) - (number < 0),
        "NOT": lambda truth: not truth,
        "OR": lambda *truths: any(truths),
        "EXACT": lambda a, b: a == b,
        "ROUND": _nearest,
        "FIND": _found,
        "LEFT": lambda text, count: str(text)[:count],
        "MID": lambda text, start, count: str(text)[start - 1 : start - 1 + count],
        "VALUE": _number_of,
        "ISNUMBER": lambda value: not isinstance(value, bool | str),
        "ISERROR": lambda value: isinstance(value, Fault),
        "ERROR.TYPE": lambda value: _FAULTS.get(value, Fault.MISSING),
        "IFERROR": lambda value, otherwise: otherwise if isinstance(value, Fault) else value,
    }
)
"""What each function comes to for whole numbers, truths and texts."""
