"""Printed quantities · 印刷数量.

A quantity keeps what was printed and gives the range of exact numbers it stands for.  There is one
documented grammar (docs/quantities.md); what it cannot read is refused with the reason.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.numbers.figures import Figure, in_digits
from perfscore.numbers.printed import QuantityRefused, folded, readable, refuse_blank
from perfscore.numbers.qualifiers import Precision, qualified, read_qualifier
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import NAMED, PERIODS, Dimension, Unit, read_unit

__all__ = ["Precision", "Quantity", "QuantityRefused", "read_quantity"]

_SPAN = re.compile(r"([+-]?[0-9][^~至-]*)([~至-])([+-]?[0-9][^~至-]*)")
_EACH = re.compile(r"([^0-9每]*)每([^0-9每]{1,2}?)([^0-9每]*[0-9][0-9.,]*(?:[^0-9]*?元|[^0-9以之及]+))(.*)")
_TO = re.compile(r"([1-9][0-9]*):([1-9]|[1-9][0-9]{2,})")
# What is certainly not one yearly figure, and why.
_NOT_FIGURES = (
    ("quantity-no-number", re.compile(r"[^0-9]*")),
    ("quantity-rate", re.compile(r".*(?:每|[人户亩日月年]均).*")),
    ("quantity-about", re.compile(r".*(?:约|近|左右|上下|大概).*")),
    ("quantity-date", re.compile(r".*(?:[0-9]{4}年|[0-9]月|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]).*")),
)


_RATIO = Unit(":", Dimension("ratio", ""), Fraction(1))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity as read · 数量.

    `range` is in the base of the unit's dimension (万元, a plain ratio, 分, the counter itself), or
    a bare number where `unit` is None; its ends are open or closed as the words say, and an end
    that the words leave free is None.  `decimals` are those printed, counted in the base (-4 for
    8万册), None where the figure is not exact.  `normalised` is the text after full-width forms
    were folded, None where nothing was.
    """

    raw: str
    unit: Unit | None
    range: Range
    precision: Precision
    decimals: int | None
    normalised: str | None

    @property
    def limit(self) -> Range:
        """The number a target names · 目标值.  Printed as ``≥90%`` it is 90 %; a range stays one."""
        if self.precision in ("between", "truncated"):
            return self.range
        end = self.range.low if self.range.low is not None else self.range.high
        return self.range if end is None else Range.point(end)

    def rounded(self) -> Range:
        """Return the numbers that round to the printed figure · 舍入区间.

        Half a unit of the last printed decimal on both sides, both ends closed, because the printer
        may have sent ties either way.  A figure that is not exact stands for its own range.
        """
        number = self.range.exact
        if self.decimals is None or number is None:
            return self.range
        half = Fraction(10) ** -self.decimals / 2
        return Range(number - half, number + half)

    def cut(self) -> Range:
        """Return the numbers that give the printed figure when decimals are cut off · 截断区间."""
        number = self.range.exact
        if self.decimals is None or number is None or number < 0:
            return self.range
        return Range(number, number + Fraction(10) ** -self.decimals, high_open=True)


def read_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read a printed quantity · 识读数量.

    `unit` is the unit where it is printed apart from the figure (a column heading); a figure with a
    unit of its own must be convertible to it.  Raises QuantityRefused with the code of a problem.
    """
    given = None if unit is None else read_unit(unit)
    refuse_blank(text)
    body = _each(in_digits(readable(text)))
    for code, pattern in _NOT_FIGURES:
        if pattern.fullmatch(body):
            raise QuantityRefused(code, found=text)
    said, figure = read_qualifier(body)
    read = _to(figure, given, said) or _between(figure, given) or _single(figure, given, said)
    if said and read.precision in ("between", "truncated"):
        raise QuantityRefused("quantity-qualified-twice", found=text)
    plain = folded(text)
    return replace(read, raw=text, normalised=plain if plain != text else None)


def _each(body: str) -> str:
    """Return 每亩300元 as 300元/亩; what is printed for each year or month is no yearly figure and stays."""
    found = _EACH.fullmatch(body)
    if found is None or found[2] not in NAMED or NAMED[found[2]][0].base in PERIODS:
        return body
    return f"{found[1]}{found[3]}/{found[2]}{found[4]}"


def _to(text: str, given: Unit | None, said: Precision | None) -> Quantity | None:
    """Read 5:1 as five to one; 8:30 may be a time."""
    parts = _TO.fullmatch(text)
    if parts is None or given is not None:
        return None
    precision = said or "exact"
    value = Fraction(int(parts[1]), int(parts[2]))
    return Quantity(text, _RATIO, qualified(value, precision), precision, None, None)


def _single(text: str, given: Unit | None, said: Precision | None) -> Quantity:
    """Read one figure, under the words around it."""
    figure = Figure.read(text)
    unit = figure.unit(given)
    value, power = figure.value(unit), figure.power(unit)
    if figure.step is not None:
        cut = Range(value, value + figure.step * Fraction(10) ** power, high_open=True)
        return Quantity(text, unit, cut, "truncated", None, None)
    precision = said or "exact"
    decimals = figure.decimals - power if precision == "exact" else None
    return Quantity(text, unit, qualified(value, precision), precision, decimals, None)


def _between(text: str, given: Unit | None) -> Quantity | None:
    """Read two figures with -, ~ or 至 between them; None where it is not that."""
    parts = _SPAN.fullmatch(text)
    if parts is None or (parts[2] == "-" and (text[0] in "+-" or parts[3][0] in "+-")):
        return None
    low, high = Figure.read(parts[1]), Figure.read(parts[3])
    if low.step is not None or high.step is not None:
        raise QuantityRefused("quantity-qualified-twice", found=text)
    # 5-10万册 may begin at 5 or at 50000; a unit after the first end alone leaves the second open.
    lacks_multiplier = high.multiplier and not low.multiplier and not low.unit_name
    if lacks_multiplier or (low.unit_name and not high.unit_name):
        raise QuantityRefused("quantity-range-unit", found=text)
    unit = high.unit(given)
    own = replace(low, unit_name=low.unit_name or high.unit_name).unit(given)
    if unit and own and unit.dimension != own.dimension:
        raise QuantityRefused("quantity-units-differ", found=text, own=own.name, given=unit.name)
    ends = low.value(own), high.value(unit)
    if ends[0] > ends[1]:
        raise QuantityRefused("quantity-range-order", found=text)
    return Quantity(text, unit, Range(*ends), "between", None, None)
