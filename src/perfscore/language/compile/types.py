"""What a formula may hold: kinds of values, functions and their signatures · 公式语言的类型与函数."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from perfscore.language.compile.choices import Choice

__all__ = ["FUNCTIONS", "MOST_PLACES", "Kind", "Signature", "Type"]

MOST_PLACES = 10


class Kind(StrEnum):
    """The kind of a value · 值的种类."""

    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"
    DATE = "date"
    COLUMN = "column"


Type = Kind | Choice
"""The kind of a value, or the words it can be."""


class Signature(NamedTuple):
    """How many values a function takes, and which kind they are · 函数签名.

    `places` says that the second value is a number of decimals and must be written as a whole number.
    """

    least: int
    most: int
    takes: Kind = Kind.NUMBER
    places: bool = False


_ONE = Signature(1, 1)
_ROUNDING = Signature(2, 2, places=True)
_AGGREGATE = Signature(1, 1, Kind.COLUMN)

FUNCTIONS: Mapping[str, Signature] = MappingProxyType(
    {
        "min": Signature(2, 20),
        "max": Signature(2, 20),
        "abs": _ONE,
        "clamp": Signature(3, 3),
        "floor": _ONE,
        "ceil": _ONE,
        "round": _ROUNDING,
        "round_half_even": _ROUNDING,
        "truncate": _ROUNDING,
        "round_up": _ROUNDING,
        "whole_steps": _ONE,
        "part_steps": _ONE,
        "sum": _AGGREGATE,
        "count": _AGGREGATE,
    }
)
