"""Rows of a filled form as criteria of their own · 表格行展开为评分项.

A ruleset says how rows are scored by their sign; a report brings the rows.  Here each row becomes a
criterion with facts of its own, so that every later stage treats it like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.binding import Binding
from perfscore.fields import Label
from perfscore.inputs.report import Claim, Fact, Report, TargetEntry
from perfscore.language.types import Kind
from perfscore.planned import Plan, Step
from perfscore.problems import Place
from perfscore.quantities.printed import QuantityRefused
from perfscore.quantities.quantity import Quantity, read_quantity
from perfscore.ranges import Range

__all__ = ["expand_rows"]

_SIGNS = {
    "≥": "≥", ">=": "≥", "≧": "≥", ">": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "<": "≤",
    "=": "=", "═": "=", "==": "=", "定性": "定性",
}  # fmt: skip
_PRECISIONS = {"at_least": "≥", "more_than": "≥", "at_most": "≤", "less_than": "≤"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells read; what could not be read is None and stays unknown."""

    number: int
    entry: TargetEntry
    place: Place
    points: Fraction
    sign: str
    target: Quantity | None
    actual: Quantity | None


def expand_rows(plan: Plan, report: Report) -> tuple[Plan, Report]:
    """Put the rows of a report's form in the place of the criterion they belong to.

    Points that no row of the report carries stay with the criterion itself, unknown.
    """
    if not report.targets or not any(step.criterion.rows for step in plan.steps):
        return plan, report
    steps: list[Step] = []
    facts = dict(report.facts)
    claims = dict(report.claims)
    for step in plan.steps:
        rows = tuple(_matching(step, report)) if step.criterion.rows else ()
        left = step.criterion.points - sum(row.points for row in rows)
        for row in rows:
            steps.append(_row_step(step, row))
            facts |= {fact.id: fact for fact in _facts(step, row)}
            claims |= _claim(step, row)
        if left > 0 or not rows:
            criterion = step.criterion.model_copy(update={"points": left})
            steps.append(replace(step, criterion=criterion) if rows else step)
    return replace(plan, steps=tuple(steps)), replace(report, facts=facts, claims=claims)


def _matching(step: Step, report: Report) -> Iterator[_Row]:
    assert step.criterion.rows is not None
    wanted = step.criterion.rows.where
    for index, entry in enumerate(report.targets):
        if all(getattr(entry, column, None) == text for column, text in wanted.items()):
            points = _read(entry.points, "分")
            exact = None if points is None else points.range.exact
            if exact is None or exact <= 0:
                continue
            target, actual = _read(entry.target, entry.unit), _read(entry.actual, entry.unit)
            place = report.origin.place(("targets", index))
            yield _Row(index + 1, entry, place, exact, _sign(entry, target), target, actual)


def _read(text: str | None, unit: str | None) -> Quantity | None:
    try:
        return None if text is None else read_quantity(text, unit)
    except QuantityRefused:
        return None


def _sign(entry: TargetEntry, target: Quantity | None) -> str:
    """Return the sign a row is scored by: printed apart, printed in its target, or none."""
    if entry.sign and entry.sign.strip() in _SIGNS:
        return _SIGNS[entry.sign.strip()]
    if target is None:
        return "定性" if entry.target else ""
    return _PRECISIONS.get(target.precision, "")


def _row_step(step: Step, row: _Row) -> Step:
    rule = step.by_sign.get(row.sign) or step.by_sign.get("")
    label = Label(zh=row.entry.name, en=row.entry.name)
    criterion = step.criterion.model_copy(
        update={"id": f"{step.criterion.id}.{row.number}", "label": label, "points": row.points}
    )
    inputs = tuple(replace(b, fact=_fact_id(row, b.name), powers=None) for b in step.inputs)
    rules = (replace(rule, reads=tuple(_bound(b, row) for b in rule.reads)),) if rule else ()
    if rule is None or not rule.shape.needs_measure():
        return replace(
            step,
            criterion=criterion,
            indicator=None,
            measure=None,
            inputs=(),
            rules=rules,
            by_sign={},
        )
    return replace(step, criterion=criterion, inputs=inputs, rules=rules, by_sign={})


def _bound(binding: Binding, row: _Row) -> Binding:
    if binding.kind is not Kind.TEXT:
        return replace(binding, fact=_fact_id(row, "score"), within=Range(Fraction(0), row.points))
    return replace(binding, fact=_fact_id(row, "actual"))


def _fact_id(row: _Row, part: str) -> str:
    return f"targets.{row.number}.{part}"


def _facts(step: Step, row: _Row) -> Iterator[Fact]:
    """Yield the facts of a row; what cannot be read or compared is not shown."""
    entry = row.entry
    cells = ((row.entry.target, _limit(row.target)), (row.entry.actual, row.actual))
    comparable = _comparable(row.target, row.actual)
    for part, (text, quantity) in zip(("target", "actual"), cells, strict=True):
        judged = row.sign == "定性"
        known = text in _levels(step) if judged else quantity is not None and comparable
        state = entry.state if known else "not_shown"
        value = text if judged and known else None
        shown = None if judged else quantity
        yield Fact(_fact_id(row, part), state, text or "", row.place, shown, value, entry.unit, entry.at)


def _levels(step: Step) -> frozenset[str]:
    rule = step.by_sign.get("定性")
    return frozenset().union(*(b.levels or () for b in rule.reads)) if rule else frozenset()


def _limit(target: Quantity | None) -> Quantity | None:
    """Return the number a target names: ``≥90%`` is measured against 90 %."""
    if target is None:
        return None
    end = target.range.exact or target.range.low or target.range.high
    return target if end is None else replace(target, range=Range.point(end))


def _comparable(target: Quantity | None, actual: Quantity | None) -> bool:
    if target is None or actual is None:
        return True
    if target.unit is None or actual.unit is None:
        return target.unit is actual.unit
    return target.unit.dimension == actual.unit.dimension


def _claim(step: Step, row: _Row) -> dict[str, Claim]:
    quantity = _read(row.entry.claimed, "分")
    if quantity is None or quantity.range.exact is None:
        return {}
    return {f"{step.criterion.id}.{row.number}": Claim(quantity, row.place, row.entry.at)}
