"""A figure and what became of it · 数字及其处理结果."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from perfscore.extract.narrative.figures import Figure
from perfscore.extract.narrative.labels import Labels
from perfscore.extract.narrative.phrases import Hit, Phrases, Report
from perfscore.extract.narrative.said import Said
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import Quantity, read_quantity

__all__ = ["Bound", "Reading", "counted_in", "number_of", "quantity_of", "unit_of"]

_SAME = {"名": "人", "场次": "场", "台(套)": "台", "次": "次"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure and what became of it · 处理结果.

    `fact` is what its words mean, `taken` whether it is bound to it; `reason` says why not, in a code of the
    catalogue ``narrative``; `name` is what it is called where it means no fact.
    """

    said: Said
    fact: str | None = None
    taken: bool = False
    reason: str = ""
    name: str = ""
    hit: Hit | None = None
    bare: bool = False

    @property
    def value(self) -> str:
        """The figure as the report states it."""
        return self.said.figure.number if self.bare else self.said.figure.value


@dataclass(frozen=True, slots=True)
class Reading:
    """What binding needs to know of the text · 绑定所需."""

    labels: Labels
    phrases: Phrases
    report: Report
    year: int | None
    plain: str


def counted_in(said: Said) -> str:
    """Return what a figure is in, as the wordings call it: 元 for any amount."""
    figure = said.figure
    if figure.kind == "amount":
        return "元"
    return "%" if figure.kind == "rate" and figure.unit in "%％" else _SAME.get(figure.unit, figure.unit)


def unit_of(figure: Figure) -> str:
    """Return the unit of a figure as a report states it: 万元 where only 万 is printed, 台 for 台(套)."""
    if figure.kind == "amount" and figure.unit == "万":
        return "万元"
    return figure.unit.partition("(")[0]


def quantity_of(said: Said) -> Quantity | None:
    """Return the quantity a figure is, None where it is too loose to be one."""
    return _quantity(said.figure.value, unit_of(said.figure))


def number_of(said: Said) -> Fraction | None:
    """Return the number a figure is, None where it is none or a loose one."""
    quantity = quantity_of(said)
    return None if quantity is None else quantity.range.exact


@lru_cache(maxsize=4096)
def _quantity(value: str, unit: str) -> Quantity | None:
    try:
        return read_quantity(value, unit or None)
    except QuantityRefused:
        return None
