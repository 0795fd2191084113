"""A table of facts scored by several plans, and what that comes to in some format · 试算运行."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import polars as pl

from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.impact.compared import compared
from perfscore.batch.impact.content import FIRST, Shown, impact_document
from perfscore.batch.impact.criteria import criteria_moved
from perfscore.batch.impact.data import impact_data, impact_rows, sweep_data, sweep_rows
from perfscore.batch.impact.drawings import impact_drawn, sweep_drawn
from perfscore.batch.impact.sweep import Sweep
from perfscore.batch.impact.sweep_content import Value, sweep_document
from perfscore.batch.said import Said
from perfscore.explain.content.document import Document
from perfscore.explain.formats.rendering import written_out
from perfscore.explain.page.markup import Html
from perfscore.explain.page.page import page_of
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.score.pipeline import score

__all__ = ["Facts", "impact_text", "sweep_text"]


class Facts(NamedTuple):
    """A table of facts, what problems call it, how many decimals its doubles have · 事实表."""

    name: str
    frame: pl.DataFrame
    decimals: int | None = None

    def scored(self, plan: Plan) -> pl.DataFrame:
        """Return the scores that a plan gives."""
        return Scorer(plan, self.name, self.decimals).score(self.frame)

    def problems(self, row: int, plan: Plan) -> tuple[Problem, ...]:
        """Return what is wrong with a row under a plan, asked by itself."""
        try:
            reader = RowReader(plan, self.name, self.decimals)
            score(plan, reader.report(row, self.frame.row(row - 1, named=True)))
        except ProblemsFound as refused:
            return refused.problems
        return ()


def impact_text(facts: Facts, plans: tuple[Plan, Plan], language: str, format: Any, full: bool) -> str:
    """Return what a table is under two plans, written out."""
    shown = _shown(facts, (facts.scored(plans[0]), facts.scored(plans[1])), plans)
    if format == "csv":
        return impact_rows(shown.found)
    ids = {side: plan.ruleset.id for side, plan in zip(("old", "new"), plans, strict=True)}
    return _written(
        _said(language)("title", **ids),
        lambda said: impact_document(shown, said, full),
        lambda said: impact_drawn(shown, said),
        lambda: impact_data(shown),
        language,
        format,
    )


def sweep_text(facts: Facts, plan: Plan, wanted: Sweep, language: str, format: Any, full: bool) -> str:
    """Return what each value of a parameter does to a table, written out."""
    before = facts.scored(plan)
    values = []
    for tried in wanted.plans(plan.catalog):
        if tried.plan is None:
            values.append(Value(tried, None))
            continue
        after = facts.scored(tried.plan)
        values.append(Value(tried, _shown(facts, (before, after), (plan, tried.plan))))
    if format == "csv":
        return sweep_rows(values)
    return _written(
        _said(language)("sweep_title", path=wanted.name),
        lambda said: sweep_document(wanted, values, said, full),
        lambda said: sweep_drawn(values, said),
        lambda: sweep_data(wanted, values),
        language,
        format,
    )


def _written(
    title: str,
    content: Callable[[Said], Document],
    drawn: Callable[[Said], Mapping[str, Html]],
    data: Callable[[], dict[str, Any]],
    language: str,
    format: Any,
) -> str:
    if format == "html":
        return page_of(title, lambda one: content(_said(one)), language, lambda one: drawn(_said(one)))
    return written_out(title, lambda one: content(_said(one)), data, language, format)


def _said(language: str) -> Said:
    return Said("impact", language)


def _shown(facts: Facts, scores: tuple[pl.DataFrame, pl.DataFrame], plans: tuple[Plan, Plan]) -> Shown:
    found = compared(facts.frame, scores, plans)
    refusals = [
        problem
        for row in found.refused[:FIRST]
        for problem in next(filter(None, (facts.problems(row, plan) for plan in plans)), ())
    ]
    return Shown(found, criteria_moved(found, scores), refusals)
