"""One criterion of every row in columns: its points, and which rows the engine has to look at · 按列得分.

The same formulas as ever, of the indicator and of the rule, under the interpretation `columns`.  Rows whose
facts leave more than one value, have none, or are of a policy that the engine alone knows are `loose`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import polars as pl

from perfscore.batch.columns.typed import Typed
from perfscore.language.interpretations import chosen, ratios, rounding
from perfscore.language.interpretations.chosen import Number
from perfscore.language.interpretations.columns import COLUMNS
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.truths import Truth, either_gone
from perfscore.language.interpretations.wholes import RUNGS, Beyond, Whole
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, POINTS, Plan, ScoringRule, Step

__all__ = ["Cells", "Route", "cells_of", "earned", "route_of"]

Mask = pl.Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The points of a criterion in units of their last decimal, one number for each reading · 一列得分.

    `missing` are rows that lack a fact, for which there is no range to find; `loose` those of the engine,
    None where there are none.  Without `readings` all are the engine's, and `why` says so in a code.
    """

    readings: tuple[Whole, ...]
    missing: Mask
    loose: Mask
    why: str = ""
    odd: Mask = None
    """Rows of which a figure is one that only the engine reads."""
    ranged: bool = False
    """Whether a missing fact leaves a range."""


def cells_of(step: Step, plan: Plan, table: Typed, uncertain: frozenset[str]) -> Cells:
    """Return the points of a criterion; `uncertain` facts have ends or a state beside them.

    What its points cannot be computed from in columns, it names.
    """
    read = [*step.inputs, *(bound for rule in step.rules for bound in rule.reads)]
    if (why := _unfit(step, plan, table, read)) or step.rounding is None:
        return Cells((), None, None, why or "unrounded")
    found = [one for bound in read if (one := table.read(bound)) is not None]
    missing, odd = either_gone(*(one.missing for one in found)), either_gone(*(one.odd for one in found))
    if beside := [pl.col(f"{bound.fact}??") for bound in read if bound.fact in uncertain]:
        odd = either_gone(odd, *beside)
    places, mode = step.rounding.places, step.rounding.mode
    policy = step.criterion.missing or plan.ruleset.ruleset.missing
    try:
        found_points = [earned(step, rule, table) for rule in step.rules]
        rounded = [rounding.rounded(one, places, mode) for one in found_points]
        if policy == "zero" and missing is not None:
            nothing = ratios.number(Fraction(0))
            rounded = [chosen.chosen(Truth(~missing), one, nothing) for one in rounded]
        readings = tuple(rounding.units(one, places) for one in rounded)
    except Beyond:
        return Cells((), None, None, "beyond")
    gone = either_gone(*map(chosen.gone_of, found_points))
    if policy != "zero":
        return Cells(readings, None, either_gone(odd, missing, gone), odd=odd, ranged=policy == "range")
    # The engine says of a row that lacks a fact what it says of it whatever else is odd.
    none = gone if gone is None or missing is None else gone & ~missing
    return Cells(readings, missing, either_gone(odd, none))


def _unfit(step: Step, plan: Plan, table: Typed, read: Iterable[Binding]) -> str:
    """Return why a criterion is the engine's in every row, empty where it is not."""
    if not step.rules:
        return "rows"
    if step.indicator is not None and step.measure is None:
        return "opaque"
    figures = plan.ruleset.ruleset.figures
    for bound in read:
        if (bound.figures or figures) == "rounded":
            return "rounded"
        if table.read(bound) is None:
            return "absent"
    return ""


@dataclass(frozen=True, slots=True)
class Route:
    """How the points of one criterion are computed: on which rung, or why by the engine · 计算方式.

    `rung` is the widest type that its columns need, empty where the engine scores every row for the reason
    `why`; `open_rows` are those of the table that it scores besides.
    """

    criterion: str
    rung: str
    why: str
    open_rows: int


def route_of(name: str, cells: Cells, table: Typed, open_rows: int) -> Route:
    """Return how a criterion is computed in a table."""
    if not cells.readings:
        return Route(name, "", cells.why, open_rows)
    columns = [whole.at(whole.type) for whole in cells.readings]
    texts = [str(column) for column in columns]
    facts = {fact for column in columns for fact in column.meta.root_names()}
    types = {str(table.frame.schema[fact]) for fact in facts} | {"Float64"}
    widest = [rung for _, rung in RUNGS if str(rung) in types or any(_casts(text, rung) for text in texts)]
    return Route(name, str(widest[-1]), "", open_rows)


def _casts(text: str, rung: Any) -> bool:
    """Say whether an expression, as Polars writes it, computes on a rung."""
    return f"{rung}".casefold() in text.casefold()


def _values(read: Iterable[Binding], table: Typed, supposed: Mapping[str, Any]) -> dict[str, Any]:
    found = {bound.name: table.read(bound) for bound in read if bound.fact not in supposed}
    known = {name: one.value for name, one in found.items() if one is not None}
    return {**known, **{bound.name: supposed[bound.fact] for bound in read if bound.fact in supposed}}


def earned(
    step: Step, rule: ScoringRule, table: Typed, supposed: Mapping[str, Any] = MappingProxyType({})
) -> Number:
    """Return the points of one reading before they are rounded; some facts may be `supposed`."""
    names: dict[str, Any] = {name: ratios.number(value) for name, value in rule.numbers.items()}
    names[POINTS] = ratios.number(step.criterion.points)
    names |= _values(rule.reads, table, supposed)
    if step.measure is None or MEASURE not in rule.formula.names:
        alone: Number = evaluate(rule.formula, COLUMNS, names)
        return alone
    measured: Number = evaluate(step.measure, COLUMNS, _values(step.inputs, table, supposed))
    found: Number = evaluate(rule.formula, COLUMNS, {**names, MEASURE: measured})
    # A measure without a value leaves no points, whichever branch a rule would take.
    return chosen.without(found, chosen.gone_of(measured))
