"""The report that a case gives · 用例的事实."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfscore.inputs.case import Case
from perfscore.inputs.cells import read_row
from perfscore.inputs.report import Claim, Fact, Report, Row
from perfscore.inputs.report_format import ClaimEntry, FactEntry
from perfscore.inputs.row import Row as FormRow
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.types import Kind
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan

__all__ = ["case_report", "case_words", "known_facts", "unit_of"]


def case_report(plan: Plan, case: Case, index: int) -> Report:
    """Return what a case says as a report; raise ProblemsFound where the ruleset knows no such fact."""
    return _CaseReport(plan, case, index).report()


def case_words(case: Case, index: int) -> str:
    """Return what a message calls a case."""
    return f"cases › {case.name or index + 1}"


def known_facts(plan: Plan) -> Mapping[str, Binding]:
    """Return every fact and column the plan reads, with how it is bound."""
    return plan.once(_known, "")


def unit_of(plan: Plan, name: str) -> str | None:
    """Return the dictionary's unit of a fact, else the base of what the fact is read for."""
    if name in plan.ruleset.facts:
        return plan.ruleset.facts[name].unit
    bound = known_facts(plan)[name]
    return bound.unit or (bound.powers[0][0] if bound.powers else None)


def _known(plan: Plan, _: str) -> Mapping[str, Binding]:
    rules = [rule for step in plan.steps for rule in (*step.rules, *step.by_sign.values())]
    groups = [step.inputs for step in plan.steps] + [rule.reads for rule in rules]
    groups += [check.reads for check in plan.checks] + [rule.reads for rule in plan.modifiers]
    return {binding.fact: binding for group in groups for binding in group}


class _CaseReport:
    def __init__(self, plan: Plan, case: Case, index: int) -> None:
        self.plan, self.case, self.known = plan, case, known_facts(plan)
        self.path: Path = ("cases", index)
        self.where = case_words(case, index)
        self.problems: list[Problem] = []

    def report(self) -> Report:
        facts: dict[str, Fact] = {}
        tables: dict[str, tuple[Row, ...]] = {}
        for name, written in self.case.facts.items():
            path: Path = (*self.path, "facts", name)
            if isinstance(written, list | tuple):
                tables[name] = tuple(self._rows(name, written, path))
            elif fact := self._fact(name, written, path):
                facts[name] = fact
        file, year = self.plan.ruleset.origin.file, self._year()
        claims = {
            name: claim
            for name, said in self.case.claims.criteria.items()
            if (claim := self._claim(said, (*self.path, "claims", "criteria", name)))
        }
        sections = {
            name: claim
            for name, said in self.case.claims.sections.items()
            if (claim := self._claim(said, (*self.path, "claims", "sections", name)))
        }
        total = self._claim(self.case.claims.total, (*self.path, "claims", "total"))
        if self.problems:
            raise ProblemsFound(self.problems)
        return Report(
            self.where, year, None, self.plan.ruleset.id, file, "", facts, tables, self._targets(),
            claims, sections, total=total, grade=self.case.claims.grade,
        )  # fmt: skip

    def _year(self) -> int:
        years = self.plan.ruleset.ruleset.fiscal_years
        return years.first if years else 2000

    def _targets(self) -> tuple[FormRow, ...]:
        origin = self.plan.ruleset.origin
        return tuple(
            read_row(number, entry, origin.place((*self.path, "targets", number - 1)), self._year())
            for number, entry in enumerate(self.case.targets, 1)
        )

    def _claim(self, said: str | ClaimEntry | None, path: Path) -> Claim | None:
        if said is None:
            return None
        text = said if isinstance(said, str) else said.value
        try:
            quantity = read_quantity(text, "分")
        except QuantityRefused as refused:
            self._fault(refused.code, path, **refused.values)
            return None
        return Claim(quantity, self.plan.ruleset.origin.place(path))

    def _rows(self, table: str, rows: Any, path: Path) -> Iterator[Row]:
        for order, row in enumerate(rows):
            columns = row if isinstance(row, dict) else {}
            cells = {
                column: fact
                for column, written in columns.items()
                if column != "name"
                and (fact := self._fact(f"{table}.{column}", written, (*path, order, column)))
            }
            yield Row(str(columns.get("name", f"#{order + 1}")), cells)

    def _fact(self, name: str, written: Any, path: Path) -> Fact | None:
        origin = self.plan.ruleset.origin
        if name not in self.known and name not in self.plan.ruleset.facts:
            self._fault("case-unknown-fact", path, found=name, **nearest(name, self.known))
            return None
        data = written if isinstance(written, dict) else {"value": written}
        entry = origin.declared(FactEntry, path, data)
        place = origin.place(path)
        if entry.state in ("not_shown", "not_applicable"):
            return Fact(name, entry.state, "", place)
        if entry.one_of:
            words = tuple((word, place) for word in entry.one_of)
            return Fact(name, entry.state, " / ".join(entry.one_of), place, one_of=words)
        if not isinstance(entry.value, str | int | Fraction) or isinstance(entry.value, bool):
            return Fact(name, entry.state, str(entry.value), place, None, entry.value)
        raw = decimal_text(entry.value) if isinstance(entry.value, Fraction) else str(entry.value)
        if name in self.known and self.known[name].kind is Kind.TEXT:
            return Fact(name, entry.state, raw, place, None, raw)
        unit = entry.unit or unit_of(self.plan, name)
        try:
            quantity = read_quantity(raw, unit)
        except QuantityRefused as refused:
            self._fault(refused.code, path, **refused.values)
            return None
        return Fact(name, entry.state, raw, place, quantity, unit=unit)

    def _fault(self, code: str, path: Path, **values: str) -> None:
        place = self.plan.ruleset.origin.place(path)
        self.problems.append(Problem(code, place, self.where, values))
