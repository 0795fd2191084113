"""Rows of a filled form as criteria of their own · 表格行展开为评分项.

A ruleset says how rows are scored by their sign; a report brings the rows.  Here each row becomes a
criterion with facts of its own, so that every later stage treats it like any other.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest

from perfscore.inputs.report import Claim, Fact, Report, RowNote
from perfscore.inputs.row import Row
from perfscore.numbers.exact import added
from perfscore.plan.planned import Plan, Step
from perfscore.plan.rows.carried import remainder, stands_alone, unlike, unlike_card
from perfscore.plan.rows.scored import row_fact, row_facts, row_rule, row_step, shared_step, stated_step

__all__ = ["expand_rows"]


def expand_rows(plan: Plan, report: Report) -> tuple[Plan, Report]:
    """Put the rows of a report's form in the place of the criterion they belong to.

    A criterion without rows stays as it is; points that its rows do not carry stay with it, unknown,
    unless the report says that it has all rows: then a group has the points that its rows print.
    What could not be read of a row is noted in the report that is returned.
    """
    if not report.rows:
        return plan, report
    form = _Form(report, [note for row in report.rows for note in row.notes])
    scored = [row for row in report.rows if row.entry.part_of is None]
    form.name(plan.steps, scored)
    placed = set(form.shown)
    groups: list[tuple[Step, list[Row]]] = []
    for step in plan.steps:
        own = [row for row in scored if step.takes(row) and row.number not in placed]
        placed |= {row.number for row in own}
        groups.append((step, own))
    homeless = [row for row in scored if row.number not in placed]
    form.whole = report.all_rows and not homeless  # a row of no group may be what another group lacks
    for step, own in groups:
        form.place(step, own)
    form.notes += [row.note("row-without-criterion") for row in homeless]
    form.add_up(plan)
    unscored = tuple(row for row in scored if row.number not in form.shown)
    return replace(plan, steps=tuple(form.steps), unscored=unscored), replace(
        report, facts=form.facts, claims=form.claims, printed_points=form.points, row_notes=tuple(form.notes)
    )


class _Form:
    """The steps, facts and claims of a form, as its rows are placed."""

    def __init__(self, report: Report, notes: list[RowNote]) -> None:
        self.report = report
        self.steps: list[Step] = []
        self.facts: dict[str, Fact] = dict(report.facts)
        self.claims: dict[str, Claim] = dict(report.claims)
        self.points: dict[str, Claim] = dict(report.printed_points)
        self.notes = notes
        self.named: dict[str, Row] = {}
        self.shown: set[int] = set()
        self.whole = False  # the form has all rows, each in its group
        self.rounded = Fraction(0)  # what equal shares lack of the groups that they share out
        self.summed = True  # each row says its points, so they can be added up

    def name(self, steps: tuple[Step, ...], rows: list[Row]) -> None:
        """Take rows that bear the name of a criterion as what the form prints of that criterion."""
        for step in steps:
            if step.criterion.rows is not None:
                continue
            own, found = step.criterion.id, [row for row in rows if step.is_named(row)]
            if len(found) != 1:
                continue
            (row,) = found
            self.named[own] = row
            self.shown.add(row.number)
            if row.claim:
                self.claims.setdefault(own, row.claim)
            if row.printed:
                self.points.setdefault(own, row.printed)

    def place(self, step: Step, own: list[Row]) -> None:
        """Put rows in the place of the criterion they belong to."""
        together = list(_together(own))
        carried = Fraction(0)
        for rows, shared in zip_longest(together, _shared_out(step, own, len(together))):
            points = next((row.points for row in rows if row.points), shared)
            if points is None:
                self.notes += [row.note(_weightless(row)) for row in rows]
                continue
            carried += points
            self.shown |= {row.number for row in rows}
            self._score(_fine(step, points), rows, points)
        silent = any(row.points is None and row.number not in self.shown for row in own)
        self.summed = self.summed and not silent
        self._weigh(step, own, carried, self.whole and not silent)

    def _weigh(self, step: Step, own: list[Row], carried: Fraction, closed: bool) -> None:
        """Compare what the rows of a group carry with its points; a closed group has no other rows."""
        left = step.criterion.points - carried
        stands = not own and (step.criterion.id in self.named or stands_alone(step, self.facts, self.claims))
        if left < 0 or (left and closed and not stands):
            note = unlike(step, own, carried, self.report)
            self.notes.append(note)
            self.rounded += left if note.code == "rows-share-points" else 0
        elif left:
            self.steps.append(remainder(_fine(step, left), left) if carried else self._named(step))

    def _named(self, step: Step) -> Step:
        """Return a criterion as the row that bears its name prints it, with its rate where that is all."""
        row = self.named.get(step.criterion.id)
        if row is None:
            return step
        stated = stated_step(step, row, self.facts)
        if stated is None:
            return replace(step, printed=row)
        self.facts[row.fact("actual")] = row_fact(row, "actual", row.actual, row.entry.state)
        self.notes.append(row.note("row-rate-stated", found=row.actual.text))
        return stated

    def add_up(self, plan: Plan) -> None:
        """Note where all the points that a form prints are not those of the card."""
        if self.whole and self.summed:
            self.notes += unlike_card(plan, self.steps, self.points, self.report, self.rounded)

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
        if claim := next((row.claim for row in rows if row.claim), None):
            self.claims[f"{step.criterion.id}.{rows[0].number}"] = claim


def _weightless(row: Row) -> str:
    """Return why a row carries no points: it prints none, or it prints 0."""
    return "row-without-points" if row.points is None else "row-without-weight"


def _together(own: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows that are scored as one: those of the same printed group, else each alone."""
    groups: dict[str, list[Row]] = {}
    for row in own:
        groups.setdefault(row.entry.group or f"#{row.number}", []).append(row)
    yield from groups.values()


def _shared_out(step: Step, own: list[Row], count: int) -> list[Fraction]:
    """Return what each score of a group carries where a ruleset shares the points out equally.

    Shares are cut to the places of the ruleset, and what is left over goes to the first rows, one unit
    to each, so that the group has its points: 60 in seven is 8.58 and six of 8.57.
    """
    rows, full = step.criterion.rows, step.criterion.points
    if rows is None or rows.split != "equal" or not own or any(row.points for row in own):
        return []
    unit = Fraction(1, 10**rows.places)
    share = full / count // unit * unit
    if not share:
        return [full / count] * count
    more = int((full - share * count) // unit)
    shares = [share + unit * (order < more) for order in range(count)]
    return [shares[0] + full - added(shares), *shares[1:]]


def _fine(step: Step, points: Fraction) -> Step:
    """Return a step whose rounding leaves its full points: a row of 2.5 is no 3, whatever the others are."""
    return step if step.rounding is None else replace(step, rounding=step.rounding.keeping(points))
