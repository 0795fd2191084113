"""One row of a table as the report it is, with the rules that scored it · 解释一行."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from perfscore.batch.columns.reports import RowReader
from perfscore.batch.columns.wanted import ROW, layout_of
from perfscore.batch.table.sinks import made_from
from perfscore.batch.table.sources import open_table, read_table
from perfscore.inputs.report import Report
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.runs.loading import load_card

__all__ = ["Origin", "explained", "origin_of", "row_named", "row_report"]

_PART, _YEAR = 100_000, "fiscal_year"
_NAMES = 2
"""How many of the texts that say whose a row is name its report."""


class Origin(NamedTuple):
    """Where the facts of a table of scores stand, and the rules they were scored by · 来源."""

    facts: str
    ruleset: str | None
    digest: str | None
    decimals: int | None
    query: str | None


def origin_of(path: str) -> Origin:
    """Return where the facts of a table of scores stand; a table of facts is its own."""
    said = made_from(Path(path)) or {}
    if not said.get("source"):
        return Origin(path, None, None, None, None)
    found: dict[str, Any] = dict(said)
    return Origin(found["source"], found["ruleset"], found["digest"], found["decimals"], found["query"])


def row_named(path: str, subject: str) -> int:
    """Return the number of the only row that says a text in one of its columns; raise ProblemsFound."""
    table = read_table(path)
    texts = [name for name, type_ in table.schema.items() if type_ == pl.String]
    numbered = table if ROW in table.columns else table.with_row_index(ROW, 1)
    rows = numbered.filter(pl.any_horizontal(pl.col(texts) == subject))[ROW].to_list() if texts else []
    if len(rows) == 1:
        return int(rows[0])
    code = "table-subject-many" if rows else "table-subject-none"
    values = {"found": subject, "count": str(len(rows)), "known": Listed(str(row) for row in rows[:10])}
    raise ProblemsFound([Problem(code, Place(path), "", values)])


def row_report(origin: Origin, plan: Plan, number: int) -> Report:
    """Return the report that a row of a table is; raise ProblemsFound where there is none, or it is bad."""
    source = open_table(origin.facts, origin.query)
    part = next(iter(source.parts(_PART, (number - 1) // _PART)), pl.DataFrame()) if number > 0 else None
    row = None if part is None else part.slice((number - 1) % _PART, 1)
    if row is None or row.is_empty():
        values = {"found": str(number)}
        raise ProblemsFound([Problem("table-row-missing", Place(origin.facts), "", values)])
    said = row.row(0, named=True)
    report = RowReader(plan, origin.facts, origin.decimals).report(number, said)
    carried = [said[name] for name in layout_of(row.columns, plan).carried if name != _YEAR]
    named = [str(value) for value in carried if isinstance(value, str)]
    year = str(said.get(_YEAR) or "")
    subject = " ".join(named[:_NAMES]) or f"{origin.facts} #{number}"
    return replace(report, subject=subject, fiscal_year=int(year) if year.isdecimal() else report.fiscal_year)


def explained(
    path: str, number: int | None, subject: str | None, rulesets: Sequence[str], packs: Sequence[str]
) -> tuple[Report, list[Plan], bool]:
    """Return the report of one row, the rules to explain it by, and whether these changed meanwhile.

    Raises ProblemsFound where there is no such row, or nobody says by which rules.
    """
    origin = origin_of(path)
    names = list(rulesets) or ([] if origin.ruleset is None else [origin.ruleset])
    if not names:
        raise ProblemsFound([Problem("table-rules-missing", Place(path))])
    plans = [load_card(name, packs) for name in dict.fromkeys(names)]
    row = row_named(path, subject or "") if number is None else number
    report = row_report(origin, plans[0], row)
    changed = not rulesets and origin.digest not in (None, plans[0].ruleset.origin.digest)
    return report, plans, changed
