"""Rows as steps of the plan with facts of their own, alone or sharing one score · 表格行的计分步骤.

A form may print one score beside several rows.  How the rows weigh against each other it does not say:
the points lie between those of the worst and of the best row, and where all rows earn the same they are
those.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.inputs.report import Fact, RowNote
from perfscore.inputs.report_format import State
from perfscore.inputs.row import Cell, Row
from perfscore.language.compile.formula import Formula, compile_formula, put_in, shared_between
from perfscore.language.compile.types import Kind
from perfscore.messages import Listed
from perfscore.numbers.fields import Label
from perfscore.numbers.printed import same_name
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, ScoringRule, Step

__all__ = [
    "rescored", "row_fact", "row_facts", "row_rule", "row_step", "shared_step", "stated_rate", "stated_step",
]  # fmt: skip

_JUDGED, _STATED = "judged", "stated"
REPEATED = "="
"""The spelling of a level that stands for a result repeating the words of its target."""


def row_rule(step: Step, row: Row) -> tuple[ScoringRule | None, tuple[RowNote, ...]]:
    """Return the rule a row is scored by, None where the ruleset has none, and what was assumed."""
    notes = []
    kind = row.kind or _usual_sign(step, row)
    rule = step.by_sign.get(kind)
    if rule is not None and not kind and row.actual.is_nothing and row.target.quantity is None:
        return None, ()  # whether 0 is all that was wanted or nothing of it the target would say
    if rule is not None and row.is_within:
        notes.append(row.note("row-within-span", found=row.actual.text, target=row.target.text))
    elif rule is not None and not row.kind and row.target.quantity is not None:
        notes.append(row.note("row-without-sign", sign=kind or "≥"))
    if rule is None:
        known = Listed(sign or "–" for sign in step.by_sign)
        notes.append(row.note("row-sign-unknown", found=row.entry.sign or kind, known=known))
    return rule, tuple(notes)


def _usual_sign(step: Step, row: Row) -> str:
    """Return the sign a ruleset takes for a row without one, by its name or the headings above it."""
    signs = step.criterion.rows.signs if step.criterion.rows else {}
    named = (sign for word, sign in signs.items() if word in row.entry.name)
    headings = (row.entry.level2, row.entry.level1)
    found = (sign for heading in headings for word, sign in signs.items() if same_name(heading, word))
    return next(named, next(found, ""))


def row_step(step: Step, row: Row, rule: ScoringRule | None, points: Fraction) -> Step:
    """Return the criterion that a row is; without a rule nothing is known of its points."""
    label = Label(zh=row.entry.name, en=row.entry.name)
    updated = {"id": f"{step.criterion.id}.{row.number}", "label": label, "points": points}
    criterion = step.criterion.model_copy(update=updated)
    bare = replace(
        step, criterion=criterion, indicator=None, measure=None, inputs=(), rules=(), by_sign={}, row=None,
        printed=row,
    )  # fmt: skip
    if rule is None or step.row is None:
        return bare
    rules = (_own(step, rule, row, points),)
    if not rule.shape.needs_measure():
        return replace(bare, rules=rules)
    inputs = tuple(replace(bound, fact=row.fact(bound.name), powers=None) for bound in step.row.inputs)
    indicator, measure = step.row.indicator, step.row.measure
    return replace(bare, indicator=indicator, measure=measure, inputs=inputs, rules=rules)


def stated_step(step: Step, row: Row, facts: Container[str]) -> Step | None:
    """Return a criterion whose rate a row prints as it is, where the amounts behind it are not all shown.

    None where they are (the printed rate is then held against theirs), or where the row prints no rate.
    """
    printed, indicator = row.actual.quantity, step.indicator
    if printed is None or indicator is None or indicator.unit != "ratio" or not row.applies:
        return None
    if printed.unit is None or printed.unit.dimension.kind != "ratio":
        return None
    if all(bound.fact in facts for bound in step.inputs):
        return None
    return replace(stated_rate(step, row.fact("actual"), printed.unit.name), printed=row)


def stated_rate(step: Step, fact: str, unit: str) -> Step:
    """Return a criterion whose measure is a rate that a fact states, whatever its amounts would give."""
    within = Range(None, None) if step.indicator is None else step.indicator.within
    stated = Binding(_STATED, fact, Kind.NUMBER, step.criterion.label, within, unit=unit)
    return replace(step, measure=compile_formula(_STATED, {_STATED: Kind.NUMBER}), inputs=(stated,))


def rescored(step: Step, row: Row, rule: ScoringRule) -> Step:
    """Return a row's step under another rule."""
    return replace(step, rules=(_own(step, rule, row, step.criterion.points),))


def _own(step: Step, rule: ScoringRule, row: Row, points: Fraction) -> ScoringRule:
    cells = {bound.name: bound.label for bound in step.row.inputs} if step.row else {}
    return rule.reading_of(tuple(_bound(bound, row, points, cells) for bound in rule.reads))


def _bound(binding: Binding, row: Row, points: Fraction, cells: Mapping[str, Label]) -> Binding:
    """Bind what a rule reads beside its measure to the row's own cells."""
    if binding.fact in ("actual", "target"):
        label, limit = cells.get(binding.fact, binding.label), binding.fact == "target"
        return replace(binding, fact=row.fact(binding.fact), label=label, powers=None, limit=limit)
    if binding.kind is Kind.TEXT:
        return replace(binding, fact=row.fact("actual"))
    return replace(binding, fact=row.fact("score"), within=Range(Fraction(0), points))


def row_facts(row: Row, rule: ScoringRule | None) -> tuple[tuple[Fact, ...], tuple[RowNote, ...]]:
    """Return the facts of a row; what cannot be compared or has no level stays unknown, with a note."""
    level = next((bound for bound in rule.reads if bound.kind is Kind.TEXT), None) if rule else None
    if not row.applies:
        facts = tuple(row_fact(row, part, cell, "not_applicable") for part, cell in _parts(row))
        return facts, (row.note("row-not-applicable"),)
    if level is not None:
        return _judged(row, level)
    if not row.comparable:
        note = row.note("row-units-differ", target=row.target.text, actual=row.actual.text)
        return tuple(row_fact(row, part, cell, "not_shown") for part, cell in _parts(row)), (note,)
    return tuple(
        row_fact(row, part, cell, row.entry.state if cell.quantity else "not_shown")
        for part, cell in _parts(row)
    ), ()


def _parts(row: Row) -> Iterator[tuple[str, Cell]]:
    return iter((("target", row.target), ("actual", row.actual)))


def row_fact(row: Row, part: str, cell: Cell, state: State = "stated", word: str | None = None) -> Fact:
    """Return what a row prints in one cell as a fact."""
    quantity = cell.quantity if word is None else None
    if quantity is not None and cell.is_day and part == "target":
        last = quantity.range.high
        quantity = quantity if last is None else replace(quantity, range=Range.point(last))
    if quantity is not None and part == "target" and row.is_within:
        assert row.actual.quantity is not None
        quantity = replace(quantity, range=row.actual.quantity.range)  # of the target the nearest number
    return Fact(
        row.fact(part), state, cell.text, row.place, quantity, word, row.entry.unit, row.entry.place_of(part),
        note=row.entry.note,
    )  # fmt: skip


def _judged(row: Row, level: Binding) -> tuple[tuple[Fact, ...], tuple[RowNote, ...]]:
    known = {*level.words, *level.spellings}
    said = row.actual.text.strip()
    notes = []
    if said not in known and said and REPEATED in known and said == row.target.text.strip():
        said = REPEATED
        notes.append(row.note("row-words-repeated", found=row.actual.text))
    elif said not in known and not row.actual.blank:
        notes.append(row.note("row-level-unknown", found=row.actual.text, known=Listed(level.words)))
    state: State = row.entry.state if said in known else "not_shown"
    actual = row_fact(row, "actual", row.actual, state, said if said in known else None)
    target = row_fact(row, "target", row.target, "not_shown")
    return (target, actual), tuple(notes)


def shared_step(
    step: Step, rows: Sequence[Row], rules: Sequence[ScoringRule | None], points: Fraction
) -> Step:
    """Return the one criterion that several rows are; without a rule for each nothing is known."""
    first = rows[0]
    alone = [row_step(step, row, rule, points) for row, rule in zip(rows, rules, strict=True)]
    names = [row.entry.name for row in rows]
    label = Label(zh="、".join(names), en=", ".join(names))
    criterion = alone[0].criterion.model_copy(update={"label": label})
    whole = replace(alone[0], criterion=criterion, indicator=None, measure=None, inputs=(), rules=())
    if not all(part.rules for part in alone):
        return whole
    parts: list[Formula] = []
    reads: list[Binding] = []
    constants: dict[str, Fraction] = {}
    for row, part in zip(rows, alone, strict=True):
        formula, bound, given = _renamed(part, row.number)
        parts.append(formula)
        reads += bound
        constants |= given
    judged = Binding(
        _JUDGED, first.fact("score"), Kind.NUMBER, label, Range(Fraction(0), points), judged=True, unit="分"
    )
    rule = alone[0].rules[0]
    together = shared_between(parts, _JUDGED)
    return replace(
        whole, rules=(replace(rule, formula=together, constants=constants, reads=(*reads, judged)),)
    )


def _renamed(step: Step, number: int) -> tuple[Formula, list[Binding], dict[str, Fraction]]:
    """Return the formula of a row with names of its own, its measure put in, and what it reads."""
    rule = step.rules[0]
    own = {name: f"{name}_{number}" for name in (*rule.constants, *(b.name for b in rule.reads))}
    inputs = {bound.name: f"{bound.name}_{number}" for bound in step.inputs}
    measure = {} if step.measure is None else {MEASURE: put_in(step.measure, inputs)}
    reads = [replace(b, name=own[b.name]) for b in rule.reads]
    reads += [replace(b, name=inputs[b.name]) for b in step.inputs]
    constants = {own[name]: value for name, value in rule.numbers.items()}
    return put_in(rule.formula, {**own, **measure}), reads, constants
