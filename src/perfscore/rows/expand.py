"""Rows of a filled form as criteria of their own · 表格行展开为评分项.

A ruleset says how rows are scored by their sign; a report brings the rows.  Here each row becomes a
criterion with facts of its own, so that every later stage treats it like any other.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from perfscore.fields import Label
from perfscore.inputs.report import Claim, Fact, Report, RowNote
from perfscore.numbers import Rounding, decimal_text
from perfscore.planned import Plan, Step
from perfscore.rows.cells import read_row, row_claim, row_points
from perfscore.rows.row import Row, same_heading
from perfscore.rows.scored import row_facts, row_rule, row_step
from perfscore.rows.shared import shared_step

__all__ = ["expand_rows"]


def expand_rows(plan: Plan, report: Report) -> tuple[Plan, Report]:
    """Put the rows of a report's form in the place of the criterion they belong to.

    A criterion without rows stays as it is; points that its rows do not carry stay with it, unknown.
    What could not be read of a row is noted in the report that is returned.
    """
    if not report.targets:
        return plan, report
    rows = [read_row(number, entry, report) for number, entry in enumerate(report.targets, 1)]
    form = _Form(report, [note for row in rows for note in row.notes])
    scored = [row for row in rows if row.entry.part_of is None]
    form.name(plan.steps, scored)
    placed = set(form.shown)
    for step in plan.steps:
        own = [row for row in scored if _belongs(step, row) and row.number not in placed]
        placed |= {row.number for row in own}
        form.place(step, own)
    homeless = [row for row in scored if row.number not in placed]
    form.notes += [row.note("row-without-criterion") for row in homeless]
    unscored = tuple(row for row in scored if row.number not in form.shown)
    return replace(plan, steps=tuple(form.steps), unscored=unscored), replace(
        report, facts=form.facts, claims=form.claims, printed_points=form.points, row_notes=tuple(form.notes)
    )


class _Form:
    """The steps, facts and claims of a form, as its rows are placed."""

    def __init__(self, report: Report, notes: list[RowNote]) -> None:
        self.steps: list[Step] = []
        self.facts: dict[str, Fact] = dict(report.facts)
        self.claims: dict[str, Claim] = dict(report.claims)
        self.points: dict[str, Claim] = dict(report.printed_points)
        self.notes = notes
        self.named: dict[str, Row] = {}
        self.shown: set[int] = set()

    def name(self, steps: tuple[Step, ...], rows: list[Row]) -> None:
        """Take rows that bear the name of a criterion as what the form prints of that criterion."""
        for step in steps:
            label, own = step.criterion.label, step.criterion.id
            found = [
                row for row in rows if any(same_heading(row.entry.name, n) for n in (label.zh, label.en))
            ]
            if step.criterion.rows is not None or len(found) != 1:
                continue
            (row,) = found
            self.named[own] = row
            self.shown.add(row.number)
            if claim := row_claim(row):
                self.claims.setdefault(own, claim)
            if points := row_points(row):
                self.points.setdefault(own, points)

    def place(self, step: Step, own: list[Row]) -> None:
        """Put rows in the place of the criterion they belong to."""
        shared = _shared_out(step, own)
        carried = Fraction(0)
        for rows in _together(own):
            points = next((row.points for row in rows if row.points), shared)
            if points is None:
                self.notes += [row.note("row-without-points") for row in rows]
                continue
            carried += points
            self.shown |= {row.number for row in rows}
            self._score(_fine(step, points), rows, points)
        left = step.criterion.points - carried
        if shared is not None and carried:  # rounded shares need not add up to the group
            return
        if left < 0:
            values = {"group": step.criterion.id, "found": decimal_text(carried)}
            values["expected"] = decimal_text(step.criterion.points)
            self.notes.append(RowNote("rows-exceed-points", own[0].place, values))
        elif left > 0:
            named = replace(step, printed=self.named.get(step.criterion.id))
            self.steps.append(_remainder(_fine(step, left), left) if carried else named)

    def _score(self, step: Step, rows: list[Row], points: Fraction) -> None:
        rules = []
        for row in rows:
            rule, assumed = row_rule(step, row)
            facts, unknown = row_facts(row, rule)
            rules.append(rule)
            self.notes += [*assumed, *unknown]
            self.facts |= {fact.id: fact for fact in facts}
        if len(rows) > 1:
            self.steps.append(shared_step(step, rows, rules, points))
        else:
            self.steps.append(row_step(step, rows[0], rules[0], points))
        claims = (row_claim(row) for row in rows)
        if claim := next((claim for claim in claims if claim), None):
            self.claims[f"{step.criterion.id}.{rows[0].number}"] = claim


def _together(own: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows that are scored as one: those of the same printed group, else each alone."""
    groups: dict[str, list[Row]] = {}
    for row in own:
        groups.setdefault(row.entry.group or f"#{row.number}", []).append(row)
    yield from groups.values()


def _belongs(step: Step, row: Row) -> bool:
    rows = step.criterion.rows
    return rows is not None and all(
        same_heading(getattr(row.entry, key), text) for key, text in rows.where.items()
    )


def _shared_out(step: Step, own: list[Row]) -> Fraction | None:
    """Return what each row carries where a ruleset shares the points out equally."""
    rows = step.criterion.rows
    if rows is None or rows.split != "equal" or not own or any(row.points for row in own):
        return None
    return Rounding(rows.places, "half_up")(step.criterion.points / len(own))


def _fine(step: Step, points: Fraction) -> Step:
    """Return a step whose rounding leaves its full points: a row of 2.5 is no 3, whatever the others are."""
    return step if step.rounding is None else replace(step, rounding=step.rounding.keeping(points))


def _remainder(step: Step, left: Fraction) -> Step:
    """Return the points of a group that no row carries, as a criterion nothing is known of."""
    label = step.criterion.label
    unlisted = Label(zh=f"{label.zh}（未列各行）", en=f"{label.en} (rows not listed)")
    criterion = step.criterion.model_copy(update={"points": left, "label": unlisted})
    return replace(step, criterion=criterion, indicator=None, measure=None, inputs=(), rules=())
