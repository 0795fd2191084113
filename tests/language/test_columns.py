"""Formulas in columns of whole numbers have the values the evaluator finds, row by row, on every rung."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perfscore.language.compile.formula import Formula, compile_formula, rounded
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations import chosen
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.comparing import Words
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value
from perfscore.language.interpretations.ratios import of_column
from perfscore.language.interpretations.truths import Truth
from perfscore.language.interpretations.wholes import Beyond, Whole, type_of
from perfscore.numbers.exact import MODES, Rounding
from tests.language.formulas import Case, cases, law

Rows = Sequence[dict[str, Any]]


def in_columns(formula: Formula, rows: Rows) -> list[Any]:
    """Return the value of each row, None where it has none."""
    frame, names = columns(formula.names, rows)
    found = evaluate(formula, COLUMNS, names)
    if isinstance(found, Truth):
        parts = {"n": lit(found.expr), "gone": lit(found.gone)}
        said = frame.select(**parts)
        return [None if row[1] else row[0] for row in said.iter_rows()]
    ratio = chosen.settled(found)
    parts = {
        "n": ratio.n.at(pl.Int128()),
        "d": ratio.d.at(pl.Int128()),
        "gone": lit(chosen.gone_of(ratio)),
    }
    said = frame.select(
        pl.int_range(pl.len()).alias("row"), **{k: v for k, v in parts.items() if v is not None}
    )
    return [
        None if row["gone"] else Fraction(ratio.c * row["n"], ratio.k * row["d"])
        for row in said.iter_rows(named=True)
    ]  # fmt: skip


def lit(found: Any) -> pl.Expr:
    return found if isinstance(found, pl.Expr) else pl.lit(bool(found))


def columns(names: Sequence[str], rows: Rows) -> tuple[pl.DataFrame, dict[str, Any]]:
    frame: dict[str, pl.Series] = {}
    meant: dict[str, Any] = {}
    for name in names:
        values = [row[name] for row in rows]
        if isinstance(values[0], Fraction):
            scale = lcm(*(value.denominator for value in values))
            whole = [int(value * scale) for value in values]
            type_ = type_of(max(map(abs, whole)))
            frame[name] = pl.Series(whole, dtype=pl.Int128).cast(type_)
            meant[name] = of_column(Whole(pl.col(name), min(whole), max(whole)), Fraction(1, scale))
        elif isinstance(values[0], bool):
            frame[name], meant[name] = pl.Series(values), Truth(pl.col(name))
        else:
            frame[name], meant[name] = pl.Series(list(map(str, values))), Words(pl.col(name))
    return pl.DataFrame({"#": range(len(rows)), **frame}), meant


def alone(formula: Formula, row: dict[str, Any]) -> Any:
    try:
        return exact_value(formula, row)
    except Undefined:
        return None


@law
@given(cases())
def test_columns_have_the_value_the_evaluator_finds(case: Case) -> None:
    assume("p.q" not in case.formula.names and case.samples)
    try:
        found = in_columns(case.formula, case.samples)
    except Beyond:
        assume(False)

    assert [alone(case.formula, row) for row in case.samples] == found


@law
@given(cases(), st.sampled_from(MODES), st.integers(0, 3))
def test_a_rounding_goes_through_to_what_is_chosen_from(case: Case, mode: Any, places: int) -> None:
    assume("p.q" not in case.formula.names and case.samples and case.formula.kind is Kind.NUMBER)
    formula = rounded(case.formula, Rounding(places, mode))
    try:
        found = in_columns(formula, case.samples)
    except Beyond:
        assume(False)

    assert [alone(formula, row) for row in case.samples] == found


@pytest.mark.parametrize("limit", [2**53, 2**63, 2**127])
@pytest.mark.parametrize(
    "text", ["round(7 * a / b, 0)", "a - b", "floor(a / b)", "a / b >= 1", "min(a, b) * 2"]
)
def test_at_the_limit_of_each_rung(text: str, limit: int) -> None:
    names = {"a": Kind.NUMBER, "b": Kind.NUMBER}
    kind = Kind.TRUTH if ">=" in text else Kind.NUMBER
    formula = compile_formula(text, names, kind)
    for most in (limit // 14 - 9, limit // 7, limit - 1, limit):
        ties = [
            {"a": Fraction(2 * n + 1), "b": Fraction(2 * m)}
            for n, m in ((most // 2 - 1, 3), (most // 3, most // 7))
        ]
        near = [
            {"a": Fraction(most - 1), "b": Fraction(most)},
            {"a": Fraction(most), "b": Fraction(most - 1)},
        ]
        rows = ties + near + [{"a": Fraction(-most), "b": Fraction(3)}]
        try:
            found = in_columns(formula, rows)
        except Beyond:
            assert limit == 2**127
            continue

        assert [alone(formula, row) for row in rows] == found
