"""A form that was read, as the text of a report file · 生成 report.toml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfscore.documents.document import Cell
from perfscore.extract.forms.amounts import Funds, funds_in_pairs, read_funds
from perfscore.extract.forms.figures import amount, figure, points, rate, score
from perfscore.extract.forms.fund_tables import fund_tables, stated_sums
from perfscore.extract.forms.headings import one_line
from perfscore.extract.forms.indicators import read_indicators
from perfscore.extract.forms.labels import Surroundings, read_surroundings
from perfscore.extract.forms.notes import FormNote, hiding
from perfscore.extract.forms.sums import Indicators, Listed, read_listed, read_sums
from perfscore.extract.forms.tables import Sheet
from perfscore.extract.pictured import Pictured
from perfscore.extract.toml_writer import Value, array_items, table
from perfscore.inputs.cells import points_printed
from perfscore.inputs.report import BUDGET, EXECUTION, INITIAL_BUDGET, RATE_PRINTED, SPENT
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import folded

__all__ = ["Form", "form_of", "toml_of", "unread_within"]

_CELL = re.compile(r".*![A-Z]+([0-9]+)", re.DOTALL)
_NOT_READ = frozenset(("form-not-understood", "form-merged-text", "form-error-value"))
_NO_VALUE, _CUT = "form-formula-empty", "form-cut"
_FACTS = {"initial": INITIAL_BUDGET, "budget": BUDGET, "spent": SPENT}


@dataclass(frozen=True, slots=True)
class Form:
    """Everything read of one form · 一张表的内容."""

    sheet: Sheet
    funds: Funds | None
    rates: str
    indicators: Indicators
    around: Surroundings
    notes: list[FormNote]
    listed: tuple[Listed, ...] = ()


def form_of(sheet: Sheet) -> Form:
    """Read the parts of a form."""
    funds, heading = None, ""
    indicators = Indicators()
    listed: list[Listed] = []
    for one in sheet.tables:
        if one.kind == "targets":
            read_indicators(sheet, one, indicators)
        if one.kind in ("criteria", "facts"):
            listed += read_listed(sheet, one)
            read_sums(sheet, one, indicators)
        if one.kind != "funds":
            continue
        funds = read_funds(sheet, one)
        head = one.columns.get("rate")
        heading = " ".join(
            cell.text for cell in one.heads if head and cell.column <= head < cell.column + cell.columns
        )
    around = read_surroundings(sheet)
    funds = funds or funds_in_pairs(sheet, around)
    return Form(sheet, funds, heading, indicators, around, sheet.notes, tuple(listed))


def toml_of(form: Form, year: int, file: str, subject: str, read_from: str, pictured: Pictured) -> str:
    """Return the report file of a form; what cannot be read of its figures is added to its notes.

    `read_from` is the name of its file, with a number where that holds several.
    """
    lines = ["format = 1", ""]
    lines += table("report", {**_head(form, year, subject), "read_from": read_from})
    lines += table("documents.form", {"title": file})
    lines += _claims(form, pictured)
    lines += table("facts", pictured.each(_facts(form)))
    for name, entries in fund_tables(form.funds, form.rates, form.notes):
        lines += array_items(f"tables.{name}", tuple(pictured.all(entries)))
    rows: tuple[Mapping[str, Value], ...] = tuple(map(pictured.marked, form.indicators.rows))
    lines += array_items("targets", rows)
    lines += array_items("notes", hiding(form.notes, "form"))
    return "\n".join(lines)


def _head(form: Form, year: int, subject: str) -> dict[str, Value]:
    values, title = form.around.values, form.around.title
    head: dict[str, Value] = {"subject": subject, "fiscal_year": year}
    if title is not None:
        head["title"] = one_line(title.text)
    named = (values.get(role) for role in ("body", "department", "superior"))
    if body := next((name for name in named if name and name != subject), None):
        head["body"] = body
    if _is_whole(form):
        head["rows"] = "all"
    if "ruleset" in values:
        head["ruleset"] = values["ruleset"]
    if "reasons" in values:
        head["reasons"] = one_line(values["reasons"])
    bodies = [values[role] for role in ("superior", "body", "department") if role in values]
    if bodies:
        head["note"] = "；".join(dict.fromkeys(bodies))
    return head


def _is_whole(form: Form) -> bool:
    """Say whether every row of the table was read: down to its total, and nothing that was not understood."""
    found = form.indicators
    return (
        found.top is not None and found.end is not None and bool(found.rows) and not any(unread_within(form))
    )


def unread_within(form: Form) -> Iterator[FormNote]:
    """Yield what of the table of indicators was not understood."""
    found, rows = form.indicators, {cell.place: cell.row for cell in form.sheet.layout.cells()}
    for note in form.notes:
        line = rows.get(note.place) or _line(note.place)
        within = line is None or (
            found.top is not None and found.top <= line and (found.end is None or line < found.end)
        )
        if (
            note.code == _CUT
            or (note.code in _NOT_READ and within)
            or (note.code == _NO_VALUE and line in found.read)
        ):
            yield note


def _line(place: str) -> int | None:
    """Return the line of a cell that holds nothing to be seen, as a spreadsheet names it."""
    named = _CELL.fullmatch(place)
    return int(named[1]) if named else None


def _claims(form: Form, pictured: Pictured) -> Iterator[str]:
    found, around = form.indicators, form.around.labels
    total = score(found.total, form.notes) or score(around.get("total"), form.notes)
    beside = around.get("total")
    if total and found.total and beside is not None and one_line(beside.text) != total["value"]:
        form.notes.append(FormNote("form-left-out", beside.place, beside.text))
    claims: dict[str, Value] = {"total": total} if total else {}
    if found.full is not None:
        claims |= _full(found.full, form.notes)
    grade = one_line(found.grade.text) if found.grade else form.around.values.get("grade")
    if grade:
        claims["grade"] = grade
    yield from table("claims", pictured.each(claims))
    line = form.funds.total if form.funds else None
    execution = score(line.cells.get("claimed"), form.notes) if line else {}
    own: dict[str, Value] = {EXECUTION: execution} if execution else {}
    own |= {
        one.id: claim
        for one in form.listed
        if one.kind == "criteria" and (claim := score(one.cell, form.notes))
    }
    yield from table("claims.criteria", pictured.each(own))
    printed = _execution_points(form)
    yield from table("claims.points", {EXECUTION: printed} if printed else {})
    sections = {name: claim for name, cell in found.sections.items() if (claim := score(cell, form.notes))}
    yield from table("claims.sections", pictured.each(sections))


def _full(cell: Cell, notes: list[FormNote]) -> dict[str, Value]:
    """Return the full points that stand beside a total."""
    read = points_printed(one_line(cell.text))
    if read is not None and read.range.exact is not None:
        return {"full": decimal_text(read.range.exact)}
    notes.append(FormNote("form-points-sum", cell.place, cell.text))
    return {}


def _facts(form: Form) -> dict[str, Value]:
    notes = form.notes
    facts: dict[str, Value] = {}
    for one in form.listed:
        if one.kind == "facts":
            facts[one.id] = figure(one.cell, one.unit, notes)
    facts |= stated_sums(form.funds, notes)
    if form.funds is None or form.funds.total is None:
        return facts
    line = form.funds.total
    columns = {role for one in form.sheet.tables if one.kind == "funds" for role in one.columns}
    for role, fact in _FACTS.items():
        cell = line.cells.get(role)
        if cell is not None:
            facts[fact] = amount(cell, line.units[role], notes)
        elif role in columns:
            facts[fact] = {"state": "not_shown"}
    if "rate" in line.cells:
        facts[RATE_PRINTED] = rate(line.cells["rate"], form.rates, notes)
    if not _execution_points(form):  # what is a number is a claim on the points
        facts |= _unread_points(form)
    return facts


def _unread_points(form: Form) -> dict[str, Value]:
    cell, text = _points_cell(form)
    return {} if cell is None else {"execution_points_printed": points(text, cell, form.notes)}


def _execution_points(form: Form) -> str:
    """Return the points printed for the execution row, where they are a number."""
    _, text = _points_cell(form)
    read = points_printed(text)
    if read is None or read.range.exact is None:
        return ""
    return decimal_text(read.range.exact) if folded(text).endswith("%") else text


def _points_cell(form: Form) -> tuple[Cell | None, str]:
    """Return what prints the points of the execution row: a cell of its own, or the heading above it."""
    if form.funds is None or form.funds.total is None:
        return None, ""
    cell = form.funds.total.cells.get("points")
    return (form.funds.points, form.funds.points_text) if cell is None else (cell, one_line(cell.text))
