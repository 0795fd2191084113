"""Comparisons over many reports as plain data · 提示的数据形式."""

from typing import Any

from perfscore.batch.outliers.chance import ASSUMED
from perfscore.batch.outliers.content import named
from perfscore.batch.outliers.look import Compared, Outliers
from perfscore.batch.said import Said
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range

__all__ = ["outliers_data"]

FORMAT = 1


def outliers_data(found: Outliers, said: Said) -> dict[str, Any]:
    """Return every comparison as plain data with all its rows, numbers as text: a decimal, or ``n/d``."""
    ruleset = found.seen.plan.ruleset
    return {
        "format": FORMAT,
        "ruleset": {
            "id": ruleset.id, "version": ruleset.ruleset.version, "digest": ruleset.origin.digest,
        },
        "rows": found.seen.rows.height,
        "assumed": {name: decimal_text(value) for name, value in ASSUMED.items()},
        "limit": decimal_text(found.limit),
        "compared": [_one(one, one in found.notes, said) for one in found.compared],
    }  # fmt: skip


def _one(one: Compared, note: bool, said: Said) -> dict[str, Any]:
    edge = one.edge
    about = {} if one.fact is None else {"fact": one.fact.fact}
    if edge is not None:
        about = {"criterion": edge.step.criterion.id, "edge": decimal_text(edge.at)}
    sides = {} if edge is None else {"earning": _ends(edge.earning), "other": _ends(edge.other)}
    return {
        "test": one.test, **about, **sides, "note": note, "says": named(one, said), "of": one.of,
        "count": one.count, "expected": decimal_text(one.expected), "chance_at_most": _short(one),
        "rows": list(one.rows), "alike": [list(rows) for rows in one.groups],
    }  # fmt: skip


def _ends(of: Range) -> str:
    return str(of)


def _short(one: Compared) -> str:
    """Return a bound of the chance as one over a whole number: the exact one may have thousands of digits."""
    return "0" if not one.chance else f"1/{one.chance.denominator // one.chance.numerator}"
