"""Rows of a filled form as criteria of their own · 表格行展开为评分项.

A ruleset says how rows are scored by their sign; a report brings the rows.  Here each row becomes a
criterion with facts of its own, so that every later stage treats it like any other.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from perfscore.binding import Binding
from perfscore.fields import Label
from perfscore.inputs.report import Claim, Fact, Report
from perfscore.language.types import Kind
from perfscore.planned import Plan, Step
from perfscore.quantities.quantity import Quantity
from perfscore.ranges import Range
from perfscore.row_cells import Row, RowNote, read_row, row_claim

__all__ = ["expand_rows"]


def expand_rows(plan: Plan, report: Report) -> tuple[Plan, Report]:
    """Put the rows of a report's form in the place of the criterion they belong to.

    A criterion without rows stays as it is; points that its rows do not carry stay with it, unknown.
    What could not be read of a row is noted in the report that is returned.
    """
    if not report.targets or not any(step.criterion.rows for step in plan.steps):
        return plan, report
    notes: list[RowNote] = []
    rows = {n: read_row(n, entry, report, notes) for n, entry in enumerate(report.targets, 1)}
    steps: list[Step] = []
    facts, claims = dict(report.facts), dict(report.claims)
    placed: set[int] = set()
    for step in plan.steps:
        own = [row for row in rows.values() if row is not None and _belongs(step, row)]
        placed |= {row.number for row in own}
        for row in own:
            steps.append(_row_step(step, row, notes))
            facts |= {fact.id: fact for fact in _facts(step, row, notes)}
            claims |= _claimed(step, row)
        left = step.criterion.points - sum((row.points for row in own), Fraction(0))
        if left < 0:
            notes.append(RowNote("rows-exceed-points", own[0].place, _sums(step, left)))
        elif left > 0 or not own:
            steps.append(_remainder(step, left) if own else step)
    homeless = [row for row in rows.values() if row is not None and row.number not in placed]
    notes += [RowNote("row-without-criterion", row.place, {"row": row.entry.name}) for row in homeless]
    return replace(plan, steps=tuple(steps)), replace(
        report, facts=facts, claims=claims, row_notes=tuple(notes)
    )


def _belongs(step: Step, row: Row) -> bool:
    wanted = step.criterion.rows.where if step.criterion.rows else None
    return wanted is not None and all(getattr(row.entry, key, None) == text for key, text in wanted.items())


def _sums(step: Step, left: Fraction) -> dict[str, str]:
    full = step.criterion.points
    return {"group": step.criterion.id, "found": str(full - left), "expected": str(full)}


def _remainder(step: Step, left: Fraction) -> Step:
    """Return the points of a group that no row carries, as a criterion nothing is known of."""
    label = step.criterion.label
    unlisted = Label(zh=f"{label.zh}（未列各行）", en=f"{label.en} (rows not listed)")
    criterion = step.criterion.model_copy(update={"points": left, "label": unlisted})
    return replace(step, criterion=criterion, indicator=None, measure=None, inputs=(), rules=())


def _row_step(step: Step, row: Row, notes: list[RowNote]) -> Step:
    assert step.row is not None
    rule = step.by_sign.get(row.sign)
    if rule is None:
        known = ", ".join(sign or "–" for sign in step.by_sign)
        values = {"row": row.entry.name, "found": row.entry.sign or row.sign, "known": known}
        notes.append(RowNote("row-sign-unknown", row.place, values))
    label = Label(zh=row.entry.name, en=row.entry.name)
    criterion = step.criterion.model_copy(
        update={"id": f"{step.criterion.id}.{row.number}", "label": label, "points": row.points}
    )
    bare = replace(
        step, criterion=criterion, indicator=None, measure=None, inputs=(), rules=(), by_sign={}, row=None
    )
    if rule is None:
        return bare
    rules = (replace(rule, reads=tuple(_bound(b, row) for b in rule.reads)),)
    if not rule.shape.needs_measure():
        return replace(bare, rules=rules)
    inputs = tuple(replace(b, fact=row.fact(b.name), powers=None) for b in step.row.inputs)
    indicator, measure = step.row.indicator, step.row.measure
    return replace(bare, indicator=indicator, measure=measure, inputs=inputs, rules=rules)


def _bound(binding: Binding, row: Row) -> Binding:
    if binding.kind is not Kind.TEXT:
        return replace(binding, fact=row.fact("score"), within=Range(Fraction(0), row.points))
    return replace(binding, fact=row.fact("actual"))


def _facts(step: Step, row: Row, notes: list[RowNote]) -> Iterator[Fact]:
    """Yield the facts of a row; what cannot be read or compared is noted and stays unknown."""
    judged = row.sign == "定性"
    levels = _levels(step)
    comparable = judged or _comparable(row.target, row.actual)
    if not comparable and row.target is not None and row.actual is not None:
        values = {"row": row.entry.name, "target": row.target.raw, "actual": row.actual.raw}
        notes.append(RowNote("row-units-differ", row.place, values))
    if judged and row.entry.actual and row.entry.actual not in levels:
        values = {"row": row.entry.name, "found": row.entry.actual, "known": ", ".join(sorted(levels))}
        notes.append(RowNote("row-level-unknown", row.place, values))
    cells = (("target", row.entry.target, row.target), ("actual", row.entry.actual, row.actual))
    for part, text, quantity in cells:
        known = text in levels if judged else quantity is not None and comparable
        state = row.entry.state if known else "not_shown"
        value = text if judged and known else None
        shown = None if judged else quantity
        yield Fact(row.fact(part), state, text or "", row.place, shown, value, row.entry.unit, row.entry.at)


def _levels(step: Step) -> frozenset[str]:
    rule = step.by_sign.get("定性")
    return frozenset().union(*(b.levels or () for b in rule.reads)) if rule else frozenset()


def _comparable(target: Quantity | None, actual: Quantity | None) -> bool:
    if target is None or actual is None:
        return True
    if target.unit is None or actual.unit is None:
        return target.unit is actual.unit
    return target.unit.dimension == actual.unit.dimension


def _claimed(step: Step, row: Row) -> dict[str, Claim]:
    claim = row_claim(row)
    return {} if claim is None else {f"{step.criterion.id}.{row.number}": claim}
