"""How likely so many are where only chance is at work; what is taken as given for that · 偶然性.

Exact numbers throughout.  What is returned is never below the chance itself, so that a note is never made
for less than it says.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb
from types import MappingProxyType

__all__ = ["ASSUMED", "at_least", "expected_pairs", "so_many_expected"]

ASSUMED: Mapping[str, Fraction] = MappingProxyType({
    "false_notes": Fraction(1, 20),
    "window": Fraction(1, 100),
    "round_digits": Fraction(1, 5),
    "digits": Fraction(3),
})  # fmt: skip
"""What is taken as given and rests on no source; each is printed with its reason, in the catalogue.

- `false_notes`: in so many of the tables in which only chance is at work there may be a note at all.
- `window`: how far from an edge rates are counted: a percentage point, the step in which they are printed.
- `round_digits`: the share of 0 and 5 among last digits.
- `digits`: so many digits a figure has at least for its last one to be any of ten.
"""

_MOST_EXACT = 10_000
"""Beyond so many a bound takes the place of the sum of all cases, which would take seconds."""
_LOG2_E = Fraction(14_426, 10_000)
"""Below the logarithm of e to the base 2, so that the bound stays one."""
_FINE = 1_000_000


def at_least(count: int, of: int, share: Fraction) -> Fraction:
    """Return the chance that of so many at least `count` are what each is by `share` · 概率上界.

    The exact sum of the binomial distribution up to ten thousand, with a share of no more than six decimals
    (rounded up); beyond that Hoeffding's bound, ``exp(-2 t² / n)`` as a power of two that is not below it.
    """
    share = Fraction(-(-share.numerator * _FINE // share.denominator), _FINE)
    beyond = count - of * share
    if beyond <= 0:
        return Fraction(1)
    if of > _MOST_EXACT:
        return Fraction(1, 2 ** int(2 * beyond**2 / of * _LOG2_E))
    ours, whole = share.as_integer_ratio()
    others = whole - ours
    term = comb(of, count) * ours**count * others ** (of - count)
    total = term
    for number in range(count, of):
        if not term:
            break
        term = term * (of - number) * ours // ((number + 1) * others)
        total += term
    return Fraction(total, whole**of)


def so_many_expected(count: int, expected: Fraction) -> Fraction:
    """Return a bound of the chance of `count` or more, whatever hangs together (Markov) · 概率上界."""
    return min(Fraction(1), expected / count) if count else Fraction(1)


def expected_pairs(counts: Sequence[Sequence[int]], rows: int) -> Fraction:
    """Return how many pairs of rows chance makes alike, if no column hung on another · 期望对数.

    `counts` has for each column how many rows have each of its values.
    """
    pairs = Fraction(rows * (rows - 1), 2)
    for column in counts:
        alike = sum(count * (count - 1) for count in column)
        pairs *= Fraction(alike, rows * (rows - 1)) if rows > 1 else 0
    return pairs
