"""Rows that share one score · 合并计分的几行.

A form may print one score beside several rows.  How the rows weigh against each other it does not say:
the points lie between those of the worst and of the best row, and where all rows earn the same they are
those.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.binding import Binding
from perfscore.fields import Label
from perfscore.language.composing import put_in, shared_between
from perfscore.language.formula import Formula
from perfscore.language.types import Kind
from perfscore.planned import MEASURE, ScoringRule, Step
from perfscore.ranges import Range
from perfscore.rows.row import Row
from perfscore.rows.scored import row_step

__all__ = ["shared_step"]

_JUDGED = "judged"


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
