"""A row of a table as a report: each cell read as a figure of a report file is · 一行即一份报告.

The one place where a cell becomes a fact, for whatever is scored row by row, and to explain a row.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from perfscore.batch.columns.wanted import CLAIM, ENDS, STATE, STATES, Wanted, wanted
from perfscore.inputs.as_printed import day_in
from perfscore.inputs.report import Claim, Fact, Report
from perfscore.inputs.report_format import State
from perfscore.language.compile.types import Kind
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import Quantity, read_quantity
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan

__all__ = ["RowReader"]

Row = Mapping[str, Any]


class RowReader:
    """Reads rows of a table as reports under one plan · 读取一行.

    `source` is the table's name, `decimals` to how many decimals a double is read, None where doubles are
    refused.
    """

    def __init__(self, plan: Plan, source: str, decimals: int | None = None) -> None:
        self.plan, self.source, self.decimals = plan, source, decimals
        self._wanted = wanted(plan)
        self._lines = {step.criterion.id: f"{CLAIM}.{step.criterion.id}" for step in plan.steps}

    def report(self, number: int, row: Row) -> Report:
        """Return the report of a row; raise ProblemsFound with every cell that cannot be read."""
        problems: list[Problem] = []
        facts = {fact.id: fact for fact in self._facts(number, row, problems)}
        total = self._claim(number, CLAIM, row.get(CLAIM), problems)
        lines = {id_: self._claim(number, name, row.get(name), problems) for id_, name in self._lines.items()}
        if problems:
            raise ProblemsFound(problems)
        claims = {id_: claim for id_, claim in lines.items() if claim is not None}
        return Report("", 0, None, None, self.source, "", facts, claims=claims, total=total)

    def _facts(self, number: int, row: Row, problems: list[Problem]) -> Iterator[Fact]:
        for name, known in self._wanted.items():
            try:
                if (fact := self._fact(known, number, row)) is not None:
                    yield fact
            except QuantityRefused as refused:
                problems.append(self._problem(refused, number, name))

    def _problem(self, refused: QuantityRefused, number: int, column: str) -> Problem:
        return Problem(refused.code, self._place(number), column, dict(refused.values))

    def _place(self, number: int) -> Place:
        return Place(self.source, number)

    def _fact(self, known: Wanted, number: int, row: Row) -> Fact | None:
        """Return what a row says of a fact, None where it says nothing."""
        name, place = known.fact, self._place(number)
        state: State = row.get(f"{name}.{STATE}") or "stated"
        if state not in STATES:
            raise QuantityRefused("table-state", found=state, known=", ".join(STATES))
        value, ends = _given(row, name), [_given(row, f"{name}.{end}") for end in ENDS]
        if state not in STATES[:2]:
            if found := [str(one) for one in (value, *ends) if one is not None]:
                raise QuantityRefused("fact-with-value", state=state, found=found[0])
            return Fact(name, state, "", place, unit=known.unit)
        between = None if ends == [None, None] else self._between(known, ends)
        if value is None:
            return None if between is None else Fact(name, state, "", place, between, unit=known.unit)
        quantity, said, raw = self._value(known, value)
        if between is not None and (quantity is None or quantity.range != between.range):
            raise QuantityRefused("table-value-and-ends", found=raw, fact=name)
        return Fact(name, state, raw, place, quantity, said, known.unit)

    def _value(self, known: Wanted, value: Any) -> tuple[Quantity | None, bool | str | date | None, str]:
        if isinstance(value, bool):
            return None, value, "true" if value else "false"
        if isinstance(value, date):
            own = value.date() if isinstance(value, datetime) else value
            return None, own, own.isoformat()
        if not isinstance(value, str):
            text = self._digits(value)
            return read_quantity(text, known.unit), None, text
        if known.kind is Kind.TEXT:
            return None, value, value
        if known.kind is Kind.TRUTH:
            return None, _truth(value), value
        if known.kind is Kind.DATE and (day := day_in(value, None)) is not None:
            return None, day, value
        return read_quantity(value, known.unit), None, value

    def _digits(self, value: Any) -> str:
        """Return the digits of a number; of a double where its author said how many places it has."""
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, int):
            return str(value)
        if self.decimals is None:
            raise QuantityRefused("table-double", found=repr(value))
        text = format(value, f".{self.decimals}f")
        if type(value)(text) != value:
            raise QuantityRefused("table-double-places", found=repr(value), places=str(self.decimals))
        return text

    def _between(self, known: Wanted, ends: list[Any]) -> Quantity:
        read = [None if end is None else self._quantity(known.unit, end) for end in ends]
        low, high = (None if one is None else one.range.exact for one in read)
        if low is not None and high is not None and low > high:
            raise QuantityRefused("quantity-range-order", found=f"{ends[0]} – {ends[1]}")
        unit = next(one.unit for one in read if one is not None)
        return Quantity("", unit, Range(low, high, low is None, high is None), "between", None, None)

    def _quantity(self, unit: str | None, value: Any) -> Quantity:
        return read_quantity(value if isinstance(value, str) else self._digits(value), unit)

    def _claim(self, number: int, column: str, value: Any, problems: list[Problem]) -> Claim | None:
        if value is None or value == "":
            return None
        try:
            quantity = self._quantity("分", value)
            if quantity.range.exact is None:
                raise QuantityRefused("claim-not-exact", found=quantity.raw)
        except QuantityRefused as refused:
            problems.append(self._problem(refused, number, column))
            return None
        return Claim(quantity, self._place(number), column)


def _given(row: Row, column: str) -> Any:
    """Return what stands in a cell, None where nothing does."""
    return None if (value := row.get(column)) == "" else value


_TRUTHS = {"true": True, "false": False, "是": True, "否": False}


def _truth(text: str) -> bool:
    found = _TRUTHS.get(text.strip().casefold())
    if found is None:
        raise QuantityRefused("table-truth", found=text)
    return found
