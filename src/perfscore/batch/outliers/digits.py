"""The last digits of printed figures · 末位数字."""

import re
from collections.abc import Iterator, Sequence

from perfscore.batch.columns.wanted import Wanted
from perfscore.batch.outliers.chance import ASSUMED
from perfscore.batch.outliers.rows import SeenRow
from perfscore.inputs.report import Fact

__all__ = ["ROUND", "last_digits"]

ROUND = frozenset("05")
_FIGURE = re.compile(r"[+-]?([0-9]+(?:\.[0-9]+)?)[^0-9.]*", re.ASCII)


def last_digits(rows: Sequence[SeenRow], known: Wanted, padded: bool) -> Iterator[tuple[int, str]]:
    """Yield the last digit of each figure of a fact, with the number of its row.

    Left out are figures of few digits, and those at an end of what the fact can be: full is full.  With
    `padded` all figures have the same decimals, whatever was printed: zeros that all of them end in are cut.
    """
    printed = [
        (row.number, text) for row in rows if (text := _digits(row.report.facts.get(known.fact), known))
    ]
    cut = min((len(text) - len(text.rstrip("0")) for _, text in printed), default=0) if padded else 0
    for number, text in printed:
        digits = text[: len(text) - cut].replace(".", "").lstrip("0")
        if len(digits) >= ASSUMED["digits"]:
            yield number, digits[-1]


def _digits(fact: Fact | None, known: Wanted) -> str | None:
    """Return the digits of an exact figure, None where it has none to look at."""
    if fact is None or fact.quantity is None or (value := fact.quantity.range.exact) is None:
        return None
    if value in (known.binding.within.low, known.binding.within.high):
        return None
    found = _FIGURE.fullmatch(fact.raw.replace(",", "").strip())
    return None if found is None else found[1]
