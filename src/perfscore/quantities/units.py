"""Units of printed quantities · 计量单位.

Inside, an amount is in 万元, a ratio is a plain ratio, points are 分 and a count is in its own
counter.  A factor is always a power of ten.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from perfscore.problems import nearest
from perfscore.quantities.printed import QuantityRefused, readable
from perfscore.quantities.unit_words import (
    MULTIPLIERS,
    NAMED,
    PER_HEAD_OR_PERIOD,
    Dimension,
    Kind,
    Meaning,
)

__all__ = [
    "Dimension",
    "Kind",
    "Unit",
    "multiplier_power",
    "read_unit",
    "split_multiplier",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed · 单位.  One of it is `factor` of the base of its dimension."""

    name: str
    dimension: Dimension
    factor: Fraction

    @property
    def power(self) -> int:
        """The factor as a power of ten."""
        return len(str(self.factor.numerator)) - len(str(self.factor.denominator))

    def to_base(self, number: Fraction) -> Fraction:
        """Return a number of this unit in the base of its dimension."""
        return number * self.factor

    def from_base(self, number: Fraction) -> Fraction:
        """Return a number of the base in this unit."""
        return number / self.factor


_BRACKETS = re.compile(r"([^()]*)\(([^()]+)\)")


def split_multiplier(text: str) -> tuple[str, str]:
    """Return the multiplier a text begins with (万, 亿, … or nothing) and the rest · 拆出倍数."""
    if text in NAMED:
        return "", text
    found = max((m for m in MULTIPLIERS if text.startswith(m)), key=len, default="")
    return found, text[len(found) :]


def multiplier_power(multiplier: str) -> int:
    """Return the power of ten of a multiplier, 0 for none."""
    return MULTIPLIERS[multiplier] if multiplier else 0


def read_unit(text: str) -> Unit:
    """Read a printed unit · 识读单位.

    Reads the named units, a multiplier before 元 or a counter (万元, 万人次), compounds (元/人·月,
    also with 、 and a second /), a unit in brackets, and a unit with its own name in brackets.
    Raises QuantityRefused for anything else.
    """
    name = _readable(text)
    if brackets := _BRACKETS.fullmatch(name):
        outer, inner = brackets[1], read_unit(brackets[2])
        if outer and _meaning(outer) != (inner.dimension, inner.power):
            raise QuantityRefused("unit-two-names", found=text, first=outer, second=inner.name)
        return inner if not outer else Unit(outer, inner.dimension, inner.factor)
    if name in MULTIPLIERS:
        raise QuantityRefused("unit-multiplier-alone", found=name)
    meaning = _meaning(name)
    if meaning is None:
        raise QuantityRefused("unit-unknown", found=text, **nearest(name, NAMED))
    dimension, power = meaning
    return Unit(name, dimension, Fraction(10) ** power)


def _readable(text: str) -> str:
    """Return the text of a unit; a word in Latin letters is no damaged figure but an unknown unit."""
    try:
        return readable(text)
    except QuantityRefused as refused:
        if refused.code == "quantity-character" and text.isascii() and text.isprintable():
            raise QuantityRefused("unit-unknown", found=text) from None
        raise


def _meaning(name: str) -> Meaning | None:
    return _word(name) or _compound(name)


def _word(name: str) -> Meaning | None:
    """Return what a simple unit means: a named one, or a multiplier before 元 or a counter."""
    multiplier, rest = split_multiplier(name)
    found = NAMED.get(rest)
    if found is None or (multiplier and found[0].kind not in ("amount", "counter")):
        return None
    return found[0], found[1] + multiplier_power(multiplier)


def _compound(name: str) -> Meaning | None:
    """Return what a rate means: money per anything, or a count per head, household or period."""
    above, slash, below = name.partition("/")
    top = _word(above)
    parts = [_word(part) for part in re.split("[/·、]", below)] if slash else []
    if top is None or not parts:
        return None
    bases, power = [], top[1]
    for part in parts:
        if part is None or part[0].kind != "counter":
            return None
        bases.append(part[0].base)
        power -= part[1]
    if top[0].kind == "amount":
        return Dimension("compound", f"元/{'·'.join(bases)}"), power + 4
    # 台/套 and 人/次 are two names of one counter, not a rate.
    if top[0].kind != "counter" or not PER_HEAD_OR_PERIOD.issuperset(bases):
        return None
    return Dimension("compound", f"{top[0].base}/{'·'.join(bases)}"), power
