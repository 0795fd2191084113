"""Printed quantities · 印刷数量.

A quantity keeps what was printed and gives the range of exact numbers it stands for.  There is one
documented grammar (docs/quantities.md); what it cannot read is refused with the reason.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.numbers.figures import Figure, in_digits
from perfscore.numbers.printed import QuantityRefused, folded, readable, refuse_blank
from perfscore.numbers.qualifiers import Precision, qualified, read_qualifier, words_around
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import NAMED, PER_HEAD_OR_PERIOD, Dimension, Unit, read_unit

__all__ = ["Precision", "Quantity", "QuantityRefused", "read_quantity", "why_refused"]

_SPAN = re.compile(r"([+-]?[0-9][^~至-]*)([~至-])([+-]?[0-9][^~至-]*)")
_PROPORTION = re.compile(r"(1:[1-9][0-9.]*|[1-9][0-9.]*:1)")
_PER = re.compile(rf"((?:每(?:{'|'.join(sorted(NAMED, key=len, reverse=True))}))+|[人户亩]均)(.+)")
_PRICE = re.compile("[0-9][0-9.,]*[^0-9]+")
# What is certainly not one yearly figure, and why.
_NOT_FIGURES = (
    ("quantity-about", re.compile("(?:上|数|几|近|约)[十百千万亿][^0-9]*")),
    ("quantity-no-number", re.compile(r"[^0-9]*")),
    ("quantity-rate", re.compile(r".*(?:每|[人户亩日月年]均).*")),
    ("quantity-about", re.compile(r".*(?:约|近|左右|上下|大概).*")),
    ("quantity-date", re.compile(r".*(?:[0-9]{4}年|[0-9]月|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]).*")),
)


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
    is_day: bool = False
    """Whether it is a day or a span of days, each day its ordinal."""

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


def read_quantity(
    text: str, unit: str | None = None, *, counter: str = "", per_period: bool = False
) -> Quantity:
    """Read a printed quantity · 识读数量.

    `unit` is the unit where it is printed apart from the figure (a column heading); a figure with a
    unit of its own must be convertible to it.  Two figures that are only compared with each other may
    be in a `counter` that no table has, or per period, 每月2次.  Raises QuantityRefused with the code of
    a problem.
    """
    given = None if unit is None else read_unit(unit, counter)
    refuse_blank(text)
    before, figure, after = words_around(readable(text))
    if figure.startswith("¥"):
        figure, given = figure[1:], _money(text, given)
    body = f"{before}{_behind(in_digits(figure), given, per_period)}{after}"
    for code, pattern in _NOT_FIGURES:
        if pattern.fullmatch(body):
            raise QuantityRefused(code, found=text)
    said, figure = read_qualifier(body)
    read = _between(figure, given, counter) or _single(figure, given, said, counter)
    if said and read.precision in ("between", "truncated"):
        raise QuantityRefused("quantity-qualified-twice", found=text)
    plain = folded(text)
    return replace(read, raw=text, normalised=plain if plain != text else None)


def _money(text: str, given: Unit | None) -> Unit:
    """Return the unit of a figure with ¥ before it: 元, unless another unit of money stands apart."""
    own = read_unit("元")
    if given is not None and given.dimension != own.dimension:
        raise QuantityRefused("quantity-units-differ", found=text, own=own.name, given=given.name)
    return given or own


def why_refused(text: str, unit: str | None) -> dict[str, str]:
    """Return why a text is no quantity: the code of a problem as `reason`, and its values; else nothing."""
    try:
        read_quantity(text, unit)
    except QuantityRefused as refused:
        return {**refused.values, "reason": refused.code}
    return {}


def _single(text: str, given: Unit | None, said: Precision | None, counter: str) -> Quantity:
    """Read one figure, under the words around it."""
    if _PROPORTION.fullmatch(text):
        return _proportion(text, given, said or "exact")
    figure = Figure.read(text)
    unit = figure.unit(given, counter)
    value, power = figure.value(unit), figure.power(unit)
    if figure.step is not None:
        cut = Range(value, value + figure.step * Fraction(10) ** power, high_open=True)
        return Quantity(text, unit, cut, "truncated", None, None)
    precision = said or "exact"
    decimals = figure.decimals - power if precision == "exact" else None
    return Quantity(text, unit, qualified(value, precision), precision, decimals, None)


def _between(text: str, given: Unit | None, counter: str) -> Quantity | None:
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
    unit = high.unit(given, counter)
    own = replace(low, unit_name=low.unit_name or high.unit_name).unit(given, counter)
    if unit and own and unit.dimension != own.dimension:
        raise QuantityRefused("quantity-units-differ", found=text, own=own.name, given=unit.name)
    ends = low.value(own), high.value(unit)
    if ends[0] > ends[1]:
        raise QuantityRefused("quantity-range-order", found=text)
    return Quantity(text, unit, Range(*ends), "between", None, None)


def _proportion(text: str, given: Unit | None, precision: Precision) -> Quantity:
    """Read 5:1; it is compared with other proportions only, since 1:1 is not 100 % of anything."""
    unit = Unit(":1", Dimension("compound", ":1"), Fraction(1))
    if given is not None and given.dimension != unit.dimension:
        raise QuantityRefused("quantity-units-differ", found=text, own=unit.name, given=given.name)
    left, right = (Figure.read(part).number for part in text.split(":"))
    return Quantity(text, unit, qualified(left / right, precision), precision, None, None)


def _behind(body: str, given: Unit | None, per_period: bool) -> str:
    """Return a price or a count per something with its unit behind it: 每亩300元 as 300元/亩.

    A count per period and an average stay what they are where a year's figure is wanted: 每月2场, 人均2册.
    """
    parts = _PER.fullmatch(body)
    if parts is None or (given is not None and given.dimension.kind != "compound"):
        return body
    per = parts[1].removesuffix("均").removeprefix("每").split("每")
    periods = PER_HEAD_OR_PERIOD - {"人", "户"}
    averaged = parts[1].endswith("均") or any(read_unit(name).dimension.base in periods for name in per)
    counted = parts[2].endswith("元") or per_period or not averaged
    return f"{parts[2]}/{'·'.join(per)}" if counted and _PRICE.fullmatch(words_around(parts[2])[1]) else body
