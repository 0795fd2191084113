"""A table of facts scored by several plans, and what that comes to in some format · 试算运行."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.impact.compared import Impact, compared
from perfscore.batch.impact.content import FIRST, Shown, impact_document
from perfscore.batch.impact.criteria import criteria_moved
from perfscore.batch.impact.data import impact_data, impact_rows, sweep_data, sweep_rows
from perfscore.batch.impact.drawings import impact_drawn, sweep_drawn
from perfscore.batch.impact.sweep import sweep_in
from perfscore.batch.impact.sweep_content import Value, sweep_document
from perfscore.batch.said import Said
from perfscore.batch.table.sources import read_table
from perfscore.explain.content.document import Document
from perfscore.explain.formats.rendering import written_out
from perfscore.explain.page.markup import Html
from perfscore.explain.page.page import page_of
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.score.pipeline import score

__all__ = ["impact_text", "sweep_text"]


def impact_text(path: str, plans: tuple[Plan, Plan], language: str, format: Any, full: bool) -> str:
    """Return what a table is under two plans, written out; raise ProblemsFound where it is no table."""
    facts = read_table(path)
    scores = tuple(Scorer(plan, path).score(facts) for plan in plans)
    shown = _shown(facts, path, (scores[0], scores[1]), plans)
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


def sweep_text(
    path: str, plan: Plan, sweep: tuple[str, str | None], language: str, format: Any, full: bool
) -> str:
    """Return what each value of a parameter does to a table, written out.

    Raises SweepRefused for a sweep that cannot be understood, ProblemsFound for a file that is no table.
    """
    wanted = sweep_in(plan.ruleset, *sweep)
    facts = read_table(path)
    before = Scorer(plan, path).score(facts)
    values = []
    for tried in wanted.plans(plan.catalog):
        if tried.plan is None:
            values.append(Value(tried, None))
            continue
        after = Scorer(tried.plan, path).score(facts)
        values.append(Value(tried, _shown(facts, path, (before, after), (plan, tried.plan))))
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


def _shown(
    facts: pl.DataFrame, path: str, scores: tuple[pl.DataFrame, pl.DataFrame], plans: tuple[Plan, Plan]
) -> Shown:
    found = compared(facts, scores, plans)
    return Shown(found, criteria_moved(found, scores), tuple(_refusals(facts, path, found)))


def _refusals(facts: pl.DataFrame, path: str, found: Impact) -> Iterator[Problem]:
    """Yield what is wrong with the first of the refused rows; each is asked once more, by itself."""
    for row in found.refused[:FIRST]:
        cells = facts.row(row - 1, named=True)
        for plan in found.plans:
            try:
                score(plan, RowReader(plan, path).report(row, cells))
            except ProblemsFound as refused:
                yield from refused.problems
                break
