"""What columns leave open, by the engine: each distinct set of facts once · 逐行部分.

Of one criterion only its own facts matter, so rows that agree in them agree in its points.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from perfscore.auditing.findings.find import tested
from perfscore.auditing.verdicts import criterion_audit
from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.results import lacks
from perfscore.batch.columns.wanted import CLAIM, ENDS, STATE
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan, PlannedCheck, Step
from perfscore.score.pipeline import score
from perfscore.score.scorecard import Scorecard

__all__ = ["INDEX", "by_engine", "check_by_engine"]

INDEX = "#"


_AWARD: Mapping[str, Any] = {
    "points": pl.Int64, "low": pl.Int64, "high": pl.Int64, "lacks": pl.Boolean, "whole": pl.Boolean,
    "verdict": pl.String,
}  # fmt: skip
_CHECK: Mapping[str, Any] = {"holds": pl.Boolean, "whole": pl.Boolean}


def by_engine(plan: Plan, step: Step, frame: pl.DataFrame, reader: RowReader) -> pl.DataFrame:
    """Return what each row of a frame gets for a criterion, by its index, which the frame has.

    ``points``, ``low`` and ``high`` are in units, null where they are none; ``lacks`` says that a fact is
    missing, ``whole`` that the whole row is the engine's, ``verdict`` what is to be said of the claim.
    """
    alone = replace(plan, steps=(step,), modifiers=(), checks=())
    facts = (*step.inputs, *(bound for rule in step.rules for bound in rule.reads))
    more = f"{CLAIM}.{step.criterion.id}"
    return _each(frame, facts, more, _AWARD, lambda row: _award(score(alone, reader.report(0, row))))


def check_by_engine(plan: Plan, check: PlannedCheck, frame: pl.DataFrame, reader: RowReader) -> pl.DataFrame:
    """Return what a check says of each row: whether it ``holds``, which are the engine's as a ``whole``."""
    alone = replace(plan, steps=(), modifiers=(), checks=())

    def tell(row: Mapping[str, Any]) -> dict[str, Any]:
        finding = tested(check, score(alone, reader.report(0, row)))
        return {"holds": None if finding is None else finding.holds, "whole": False}

    found = _each(frame.with_row_index(INDEX), check.reads, "", _CHECK, tell)
    return found.sort(INDEX)


def _each(
    frame: pl.DataFrame,
    facts: Iterable[Binding],
    more: str,
    schema: Mapping[str, Any],
    tell: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> pl.DataFrame:
    """Return what is told of each row: of rows that agree in the columns of some facts, once."""
    names = {bound.fact for bound in facts}
    wanted = {f"{name}.{suffix}" for name in names for suffix in (*ENDS, STATE)} | names | {more}
    keys = [name for name in frame.columns if name in wanted]
    distinct = frame.select(keys).unique(maintain_order=True) if keys else None
    rows = [_told(tell, row) for row in ([{}] if distinct is None else distinct.iter_rows(named=True))]
    found = pl.DataFrame(rows, schema=dict(schema))
    if distinct is None:
        return frame.select(INDEX).join(found, how="cross")
    own = distinct.hstack(found)
    return frame.select(INDEX, *keys).join(own, on=keys, nulls_equal=True, how="left").drop(keys)


def _told(tell: Callable[[Mapping[str, Any]], dict[str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of a row; one that cannot be read is the engine's as a whole, which says why."""
    try:
        return tell(row)
    except ProblemsFound:
        return {"whole": True}


def _award(card: Scorecard) -> dict[str, Any]:
    award = card.awards[0]
    rounding = award.step.rounding
    assert rounding is not None
    ends = (award.points, award.range.low, award.range.high)
    points, low, high = (None if one is None else int(one * 10**rounding.places) for one in ends)
    whole = award.counts != award.step.criterion.points or low is None or high is None
    return {
        "points": points, "low": low, "high": high, "lacks": lacks(award), "whole": whole,
        "verdict": criterion_audit(award, card).verdict,
    }  # fmt: skip
