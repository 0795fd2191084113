"""Values of a formula's names as facts that a case can write · 以事实表示的取值."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined
from perfscore.language.interpretations.exact import exact_value
from perfscore.language.interpretations.inverse import inverse
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import read_unit
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE, Plan, ScoringRule, Step
from perfscore.plan.proofs.directions import domain
from perfscore.testing.case_report import known_facts, unit_of

__all__ = ["Facts", "as_facts", "as_row"]

Facts = dict[str, Any]
_ROUND = (Fraction(100), Fraction(1), Fraction(1000), Fraction(10))
_MOST_ROWS = 50
_CELLS, _DAYS, _DUE = ("target", "actual"), "期限", date(2024, 6, 30)
_FAR = 150
"""Days from the last one in time; how late it is makes no difference to a rule for rows."""


def as_facts(
    plan: Plan, step: Step | None, at: Mapping[str, Any], parts: Mapping[str, Formula] = MappingProxyType({})
) -> Facts | None:
    """Return facts for which the names of a formula have some values; None where none can be written.

    `at` are the values of facts, of what is made of columns (``sum(projects.spent)``), of the measure, and of
    `parts`, which are formulas over facts.
    """
    numbers = _numbers(plan, step, at, parts)
    if numbers is None:
        return None
    facts: Facts = {name: _written(plan, name, value) for name, value in numbers.items()}
    sums = {name[4:-1]: value for name, value in at.items() if name.startswith("sum(")}
    counts = {name[6:-1]: value for name, value in at.items() if name.startswith("count(")}
    for column in {**sums, **counts}:
        table = column.partition(".")[0]
        if table in facts:
            return None  # its rows are told by another column
        facts[table] = _rows(plan, column, sums.get(column), counts.get(column))
    return None if None in facts.values() else facts


def _numbers(
    plan: Plan, step: Step | None, at: Mapping[str, Any], parts: Mapping[str, Formula]
) -> dict[str, Any] | None:
    """Return the value of each fact; where a formula over facts is to have one, facts that give it."""
    known = known_facts(plan)
    numbers = {name: value for name, value in at.items() if name in known}
    made = {name: (part, [replace(known[n], name=n) for n in part.names]) for name, part in parts.items()}
    if step is not None and step.measure is not None:
        made[MEASURE] = step.measure, [*step.inputs]
    elif MEASURE in at:
        return None
    for name, (formula, inputs) in made.items():
        if name in at:
            measured = _measured(plan, formula, inputs, at[name])
            if measured is None:
                return None
            numbers = {**measured, **numbers}
    return numbers


def as_row(step: Step, rule: ScoringRule, sign: str, at: Mapping[str, Any]) -> Facts | None:
    """Return the row of a form for which a rule for rows has some values; None where none can be written."""
    where: dict[str, Any] = dict(step.criterion.rows.where.items()) if step.criterion.rows else {}
    row: Facts = {**where, "name": where.get("name", f"{step.criterion.label.zh}示例")}
    if sign and sign != _DAYS:
        row["sign"] = sign.removesuffix("0")
    row |= {"target": "0", "points": decimal_text(step.criterion.points)}
    level = next((bound.fact for bound in rule.reads if bound.kind is Kind.TEXT), None)
    cells: dict[str, str] = {}
    if level is not None:
        cells = {"target": "达到预期", "actual": at.get(level, "")}
    elif sign == _DAYS:
        cells = _days(at)
    else:
        x = at.get(MEASURE, Fraction(1))
        target = next((t for t in _ROUND if "/" not in decimal_text(t * x)), Fraction(x.denominator))
        ratio = {"target": target, "actual": target * x} if MEASURE in at else {}
        named = {part: at[part] for part in _CELLS if part in at}
        cells = {part: decimal_text(value) for part, value in {**ratio, **named}.items()}
    return None if any("/" in text for text in cells.values()) else row | cells


def _days(at: Mapping[str, Any]) -> dict[str, str]:
    """Return days as far apart as those of two cells, in a year that a form could be of."""
    numbers = {part: at[part] for part in _CELLS if part in at}
    found: dict[str, str] = {}
    for part, number in numbers.items():
        apart = int(number - numbers.get("target", number))
        day = _DUE + timedelta(max(-_FAR, min(apart, _FAR)))
        found[part] = f"{day.year}年{day.month}月{day.day}日"
    return found


def _rows(plan: Plan, column: str, total: Fraction | None, count: Fraction | None) -> list[Facts] | None:
    number = 1 if count is None else int(count)
    if number > _MOST_ROWS or (total and not number):
        return None
    own = column.partition(".")[2]
    rows = []
    for order in range(number):
        written = _written(plan, column, (total or Fraction(0)) if order == 0 else Fraction(0))
        if written is None:
            return None
        rows.append({own: written})
    return rows


def _written(plan: Plan, name: str, value: Any) -> Any:
    """Return a value as a case writes it, in the unit of the dictionary; None where no decimal ends it."""
    if not isinstance(value, Fraction):
        return value
    kind = known_facts(plan)[name].kind
    if kind is Kind.DATE:
        return date.fromordinal(int(value)) if 0 < value <= date.max.toordinal() else None
    unit = unit_of(plan, name)
    text = decimal_text(value, per=read_unit(unit).factor if unit else None)
    return None if "/" in text else text


def _measured(plan: Plan, formula: Formula, inputs: list[Binding], x: Fraction) -> dict[str, Any] | None:
    """Return values of facts for which a formula over them has some value."""
    if any(bound.kind is not Kind.NUMBER for bound in inputs):
        return None
    for values in _tried(formula, inputs, x):
        try:
            same = exact_value(formula, values) == x
        except Undefined:
            continue
        facts = {bound.fact: values[bound.name] for bound in inputs}
        if same and None not in [_written(plan, name, value) for name, value in facts.items()]:
            return facts
    return None


def _tried(formula: Formula, inputs: list[Binding], x: Fraction) -> Iterator[dict[str, Any]]:
    """Yield values worth trying: round ones for all but one fact, and that one worked out backwards."""
    for free in reversed(inputs):
        for round_one in (*_ROUND, Fraction(x.denominator), Fraction(abs(x.numerator) or 1)):
            fixed = {b.name: _near(b, round_one) for b in inputs if b is not free}
            sets = {name: (Range.point(value),) for name, value in fixed.items()}
            for piece in inverse(formula, free.name, {**sets, free.name: domain(free)}, Range.point(x)):
                low = piece.low if not piece.low_open else None
                found = piece.exact if piece.exact is not None else low
                if found is not None and found in free.within and not (free.step and found % free.step):
                    yield {**fixed, free.name: found}


def _near(bound: Binding, number: Fraction) -> Fraction:
    """Return a number that a fact can be, the one asked for where it can."""
    number = number if bound.step is None else number // bound.step * bound.step
    if number in bound.within:
        return number
    end = bound.within.high if bound.within.high is not None else bound.within.low
    return number if end is None else end
