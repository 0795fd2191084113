"""What a missing fact leaves open, for many rows at once · 缺项得分的上下限.

Two looks at a criterion meet.  From outside: all it could give whatever the table's other facts are, by the
engine's sets, once.  From inside: in each row what it gives for some values that the missing facts can have,
in columns.  A row in which both come to the same ends has just these; others are the engine's.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import polars as pl

from perfscore.batch.columns.cells import earned
from perfscore.batch.columns.loose import INDEX
from perfscore.batch.columns.points import UNITS
from perfscore.batch.columns.typed import Typed
from perfscore.batch.columns.wanted import CLAIM
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations import chosen, ratios, rounding
from perfscore.language.interpretations.truths import Truth
from perfscore.language.interpretations.wholes import Beyond
from perfscore.numbers.ranges import Range, hull
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Step
from perfscore.score.evidence import Evidence, unknown
from perfscore.score.measure import measured
from perfscore.score.readings import award_reading

__all__ = ["ends_of"]

_LARGE, _SMALL = Fraction(10**12), Fraction(1, 10**6)
"""What is tried of facts without an end, and beside an end that cannot be reached or divides by zero."""
_MOST_MISSING = 3


def ends_of(step: Step, table: Typed, rows: pl.DataFrame) -> pl.DataFrame | None:
    """Return the ends of the points in rows that lack a fact, by their index; None where none are found.

    `rows` are those that columns leave open, with their facts, an ``odd`` that only the engine can read and
    what is claimed, where it is.
    """
    read = {bound.fact: bound for bound in (*step.inputs, *(b for rule in step.rules for b in rule.reads))}
    masks = {fact: one.missing for fact, bound in read.items() if (one := table.read(bound)) is not None}
    flags = {fact: mask for fact, mask in masks.items() if mask is not None}
    claim = f"{CLAIM}.{step.criterion.id}"
    plain = rows.filter(pl.col(claim).is_null()) if claim in rows.columns else rows
    if not flags or plain.is_empty():
        return None
    told = plain.with_columns(**{f"{fact}!": mask for fact, mask in flags.items()})
    parts = told.partition_by([f"{fact}!" for fact in flags], as_dict=True)
    found = []
    for pattern, part in parts.items():
        missing = [read[fact] for fact, is_missing in zip(flags, pattern, strict=True) if is_missing]
        if 0 < len(missing) <= _MOST_MISSING and (solved := _solved(step, table, part, missing)) is not None:
            found.append(solved)
    return pl.concat(found) if found else None


def _solved(step: Step, table: Typed, rows: pl.DataFrame, missing: Sequence[Binding]) -> pl.DataFrame | None:
    outside = _outside(step, table, {bound.fact for bound in missing})
    declared = step.rounding
    assert declared is not None
    if outside.low is None or outside.high is None or outside.exact is not None:
        return None
    low, high = (int(end * 10**declared.places) for end in (outside.low, outside.high))
    try:
        inside = list(_inside(step, table, missing))
    except Beyond:
        return None
    if not inside:
        return None
    ends = rows.select(INDEX, low=pl.min_horizontal(inside), high=pl.max_horizontal(inside))
    same = ends.filter((pl.col("low") == low) & (pl.col("high") == high))
    everything = low == 0 and high == step.criterion.points * 10**declared.places
    return same.select(
        INDEX,
        pl.lit(None, dtype=pl.Int64).alias("points"),
        pl.col("low", "high").cast(pl.Int64),
        pl.lit(True).alias("lacks"),
        pl.lit(False).alias("whole"),
        pl.lit("cannot_tell" if everything else None, dtype=pl.String).alias("verdict"),
    )


def _outside(step: Step, table: Typed, missing: set[str]) -> Range:
    """Return the ends of all that a criterion can give, whatever the facts that the table has are."""

    def known(bound: Binding) -> Evidence:
        possible = unknown(bound)
        if bound.fact not in missing and table.holds(bound.fact):
            possible = ((table.span(bound.fact).meet(bound.within) or bound.within),)
        return Evidence(bound, None, "missing" if bound.fact in missing else "range", None, possible)

    measurement = measured(step, tuple(map(known, step.inputs)))
    readings = [award_reading(measurement, rule, tuple(map(known, rule.reads))) for rule in step.rules]
    return hull(*(reading.attainable.hull for reading in readings))


def _inside(step: Step, table: Typed, missing: Sequence[Binding]) -> Iterator[pl.Expr]:
    """Yield points that a criterion gives for some values of the missing facts, null where it gives none."""
    declared = step.rounding
    assert declared is not None
    for values in product(*(_tried(bound) for bound in missing)):
        supposed: Mapping[str, Any] = {
            bound.fact: value for bound, value in zip(missing, values, strict=True)
        }
        for rule in step.rules:
            points = rounding.rounded(earned(step, rule, table, supposed), declared.places, declared.mode)
            units = rounding.units(points, declared.places).at(UNITS)
            gone = chosen.gone_of(points)
            yield units if gone is None else pl.when(~gone).then(units)


def _tried(bound: Binding) -> list[Any]:
    """Return values that a missing fact can have: its ends, or near to them."""
    if bound.kind is Kind.TRUTH:
        return [Truth(False), Truth(True)]
    if bound.kind is not Kind.NUMBER:
        return []
    pieces: tuple[Range, ...] = unknown(bound)
    whole = hull(*pieces)
    low = -_LARGE if whole.low is None else whole.low
    high = _LARGE if whole.high is None else whole.high
    tried = {low, high} if bound.step is not None else {low, low + _SMALL, high - _SMALL, high}
    return [ratios.number(value) for value in sorted(tried) if any(value in piece for piece in pieces)]
