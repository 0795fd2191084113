"""Claims and checks against the facts, for all rows at once · 按列核对.

Where facts leave one value only a claim is that or it is not.  What else there is to say of a claim within
what is possible is the engine's, row by row.
"""

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from perfscore.batch.columns.points import ENGINE, HIGH, LOW, POINTS, SAID
from perfscore.batch.columns.results import Results
from perfscore.batch.columns.typed import Typed
from perfscore.batch.columns.wanted import CLAIM
from perfscore.language.interpretations import ratios
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.evaluate import evaluate, evaluate_node
from perfscore.language.interpretations.ratios import Ratio, of_column
from perfscore.language.interpretations.truths import Truth, either_gone
from perfscore.language.interpretations.wholes import Beyond, Whole
from perfscore.plan.planned import TOTAL, PlannedCheck

__all__ = ["Judged", "checked", "judged"]

_ROOM = 1_000
"""How many times the full points a total can be, with every bonus there is."""


class Judged(NamedTuple):
    """A column of verdicts or truths, and the rows that only the engine can tell · 核对结果列."""

    column: pl.Expr
    whole: pl.Expr | None


def judged(results: Results, table: Typed, columns: list[str]) -> Iterator[tuple[str, Judged]]:
    """Yield the verdicts on what the table claims, by their columns."""
    if results.layout.total:
        assert results.total_places is not None
        full = int(results.plan.ruleset.points * 10**results.total_places)
        yield "verdict", _verdict(TOTAL, CLAIM, full, results.total_places, table, columns)
    for step in results.plan.steps:
        name = step.criterion.id
        if name in results.layout.lines:
            places = results.places[name]
            assert places is not None
            full = int(step.criterion.points * 10**places)
            yield f"verdict.{name}", _of_line(name, full, places, table, columns)


def _of_line(name: str, full: int, places: int, table: Typed, columns: list[str]) -> Judged:
    found, whole = _verdict(name, f"{CLAIM}.{name}", full, places, table, columns)
    if name + LOW in columns:
        anything = (pl.col(name + LOW) == 0) & (pl.col(name + HIGH) == full)
        found = pl.when(anything & found.is_null()).then(pl.lit("cannot_tell")).otherwise(found)
    if name + ENGINE not in columns:
        return Judged(found, whole)
    engine = pl.col(name + ENGINE)
    said = pl.when(engine).then(pl.col(name + SAID)).otherwise(found)
    return Judged(said, None if whole is None else whole & ~engine)


def _verdict(of: str, claim: str, full: int, places: int, table: Typed, columns: list[str]) -> Judged:
    if not table.holds(claim):
        return Judged(pl.lit(None, dtype=pl.String), pl.lit(True))
    said = table.number(claim)
    none = said.missing if said.missing is not None else pl.lit(False)

    def compared(end: str, op: type[ast.cmpop]) -> pl.Expr | bool:
        points = Whole(pl.col(of + end), 0, full * _ROOM)
        return ratios.compared(said.value, of_column(points, Fraction(1, 10**places)), op)

    one = pl.when(none).then(None).when(_lit(compared(POINTS, ast.Eq))).then(pl.lit("reproduced"))
    if of + LOW not in columns:
        return Judged(one.otherwise(pl.lit("contradicted")), said.odd)
    outside = _lit(compared(LOW, ast.Lt)) | _lit(compared(HIGH, ast.Gt))
    single = (pl.col(of + LOW) == pl.col(of + HIGH)) & pl.col(of + POINTS).is_not_null()
    column = pl.when(outside & ~none).then(pl.lit("contradicted")).when(single).then(one)
    return Judged(column, either_gone(said.odd, ~none & ~outside & ~single))


def _lit(found: pl.Expr | bool) -> pl.Expr:
    return pl.lit(found) if isinstance(found, bool) else found


def checked(check: PlannedCheck, results: Results, table: Typed) -> Judged | None:
    """Return whether a check holds in each row, null where nothing is compared; None: ask the engine."""
    layout, figures = results.layout, results.plan.ruleset.ruleset.figures
    names = {bound.fact for bound in check.reads}
    if names - {*layout.facts, *layout.loose}:  # a column that no row has
        return Judged(pl.lit(None, dtype=pl.Boolean), None)
    found = {bound.name: table.read(bound) for bound in check.reads}
    read = {name: one for name, one in found.items() if one is not None}
    if names & {*layout.loose} or len(read) < len(found):
        return None
    if any((bound.figures or figures) == "rounded" for bound in check.reads):
        return None
    values = {name: one.value for name, one in read.items()}
    try:
        truth: Truth = evaluate(check.formula, COLUMNS, values)
        shown = _compares(check.formula.tree, values) & ~_all_nothing(list(values.values()))
    except Beyond:
        return None
    missing = either_gone(truth.gone, *(one.missing for one in read.values()))
    column = pl.when(~_lit(truth.expr)).then(pl.lit(False)).when(shown).then(pl.lit(True))
    odd = either_gone(*(one.odd for one in read.values()))
    return Judged(column if missing is None else pl.when(~missing).then(column), odd)


def _compares(tree: ast.expr, values: dict[str, object]) -> pl.Expr:
    """Return where a check that holds rests on a comparison; one that asks nothing compares nothing."""
    if isinstance(tree, ast.Compare):
        return pl.lit(True)
    if not (isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or)):
        return pl.lit(False)
    *others, last = tree.values
    found = _compares(last, values)
    for part in others:
        truth: Truth = evaluate_node(part, COLUMNS, values)
        found = found & ~_lit(truth.expr)
    return found


def _all_nothing(values: list[object]) -> pl.Expr:
    """Return where every figure is 0: nothing is held against nothing."""
    zero = ratios.number(Fraction(0))
    found = [
        _lit(ratios.compared(value, zero, ast.Eq)) if isinstance(value, Ratio)
        else ~_lit(value.expr) if isinstance(value, Truth) else pl.lit(False)
        for value in values
    ]  # fmt: skip
    return pl.all_horizontal(found)
