"""From points to totals and grades, for all rows at once · 按列汇总.

The sum, what modifiers do to it and the grade read the plan's own formulas, under `columns`.  Where facts
leave a total open under modifiers, a row is the engine's as a whole.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import polars as pl

from perfscore.batch.columns.points import HIGH, LOW, POINTS
from perfscore.batch.columns.results import Results
from perfscore.batch.columns.typed import Read, Typed
from perfscore.language.interpretations import chosen, ratios, rounding
from perfscore.language.interpretations.chosen import Number
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.ratios import of_column
from perfscore.language.interpretations.truths import Truth, either_gone
from perfscore.language.interpretations.wholes import Whole, type_of
from perfscore.plan.planned import TOTAL, PlannedModifier

__all__ = ["graded", "modified", "sums"]


def sums(results: Results, columns: list[str]) -> Iterator[pl.Expr]:
    """Yield the sum of the points in units of the total's decimals, and its ends where they may differ."""
    wide = any(name + LOW in columns for name in results.places)
    for end in (POINTS, LOW, HIGH) if wide else (POINTS,):
        parts = []
        for name, places in results.places.items():
            column = name + end if name + end in columns else name + POINTS
            assert places is not None
            factor = 10 ** (results.sum_places - places)
            parts.append(pl.col(column) * factor if factor > 1 else pl.col(column))
        yield pl.sum_horizontal(parts, ignore_nulls=False).alias(TOTAL + end)


def modified(results: Results, table: Typed) -> tuple[Whole, pl.Expr | None]:
    """Return the total in its own units, and the rows that only the engine can tell.

    A rule that lacks a fact is left out where what is missing counts as nothing.  Raises Beyond.
    """
    full = sum(step.criterion.points for step in results.plan.steps) * 10**results.sum_places
    column = pl.col(TOTAL + POINTS).cast(type_of(int(full)))
    total: Number = of_column(Whole(column, 0, int(full)), Fraction(1, 10**results.sum_places))
    whole: pl.Expr | None = None
    head = results.plan.ruleset.ruleset
    for rule in results.plan.modifiers:
        read = {bound.name: table.read(bound) for bound in rule.reads}
        found = {name: one for name, one in read.items() if one is not None}
        missing = either_gone(*(one.missing for one in found.values()))
        beside = [pl.col(f"{bound.fact}??") for bound in rule.reads if bound.fact in results.layout.loose]
        whole = either_gone(whole, *beside, *(one.odd for one in found.values()))
        if len(found) < len(read):
            whole = pl.lit(True)
            continue
        changed = _applied(rule, found, total)
        gone = chosen.gone_of(changed)
        if head.missing == "zero" and missing is not None:
            total = chosen.chosen(Truth(missing), total, changed)
            gone = None if gone is None else gone & ~missing
        else:
            total, whole = changed, either_gone(whole, missing)
        whole = either_gone(whole, gone)
    assert results.total_places is not None
    return rounding.units(total, results.total_places), whole


def _applied(rule: PlannedModifier, found: Mapping[str, Read], total: Number) -> Number:
    names = {name: ratios.number(value) for name, value in rule.constants.items()}
    values = {name: one.value for name, one in found.items()}
    changed: Number = evaluate(rule.formula, COLUMNS, {**names, **values, TOTAL: total})
    return changed


def graded(results: Results, wide: bool) -> pl.Expr:
    """Return the name of the grade, null where the totals that are possible lie in more than one."""
    assert results.total_places is not None
    grades, scale = results.plan.ruleset.grades, 10**results.total_places
    limits = [-(-(grade.from_ * scale).numerator // (grade.from_ * scale).denominator) for grade in grades]
    low, high = (pl.col(TOTAL + end) for end in ((LOW, HIGH) if wide else (POINTS, POINTS)))
    names = _first(low, limits, [pl.lit(grade.name) for grade in grades])
    if not wide or not grades:
        return names
    places = [pl.lit(number) for number in range(len(grades))]
    same = _first(low, limits, places).eq_missing(_first(high, limits, places))
    return pl.when(same).then(names)


def _first(end: pl.Expr, limits: list[int], values: list[pl.Expr]) -> pl.Expr:
    """Return the value of the first limit that is reached, null where none is."""
    found = pl.lit(None)
    for limit, value in zip(reversed(limits), reversed(values), strict=True):
        found = pl.when(end >= limit).then(value).otherwise(found)
    return found
