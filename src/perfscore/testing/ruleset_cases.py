"""Running the cases that live with the rules · 规则集自带用例.

A case gives facts in the units of the dictionary and says what criteria, or the total, then earn: a
number is what the main reading gives on the printed figures, a range all that any reading allows.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfscore.engine import assess
from perfscore.inputs.criteria import Case
from perfscore.inputs.report import Fact, Report, Row
from perfscore.inputs.report_format import FactEntry
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.types import Kind
from perfscore.messages import Listed
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.numbers.exact import decimal_text, exact
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding
from perfscore.plan.planned import GRADE, TOTAL, Plan
from perfscore.score.scorecard import Scorecard

__all__ = ["run_cases"]

_POLICIES = frozenset(("ruleset", policy) for policy in ("rounding", "missing", "not_applicable"))


def run_cases(plan: Plan) -> tuple[Problem, ...]:
    """Run every case of a ruleset; return where one does not come out as it says · 运行用例."""
    known, holes = _known_facts(plan), plan.ruleset.holes
    problems: list[Problem] = []
    for position, case in enumerate(plan.ruleset.cases):
        index = holes.number("cases", position)
        try:
            report = _CaseReport(plan, case, index, known).report()
            problems += _differences(plan, case, index, assess(report, plan))
        except ProblemsFound as found:
            problems += found.problems
    return tuple(problem for problem in problems if not holes.hides(problem))


def _known_facts(plan: Plan) -> Mapping[str, Binding]:
    """Return every fact and column the plan reads, with how it is bound."""
    rules = [rule for step in plan.steps for rule in (*step.rules, *step.by_sign.values())]
    groups = [step.inputs for step in plan.steps] + [rule.reads for rule in rules]
    groups += [check.reads for check in plan.checks] + [rule.reads for rule in plan.modifiers]
    return {binding.fact: binding for group in groups for binding in group}


class _CaseReport:
    """Makes a report of the facts of one case."""

    def __init__(self, plan: Plan, case: Case, index: int, known: Mapping[str, Binding]) -> None:
        self.plan, self.case, self.known = plan, case, known
        self.path: Path = ("cases", index)
        self.where = _where(case, index)
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
        if self.problems:
            raise ProblemsFound(self.problems)
        file = self.plan.ruleset.origin.file
        year = self.plan.ruleset.ruleset.fiscal_years
        return Report(
            self.where, year.first if year else 2000, None, self.plan.ruleset.id, file, "", facts, tables
        )

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
        unit = entry.unit or self._unit(name)
        try:
            quantity = read_quantity(raw, unit)
        except QuantityRefused as refused:
            self._fault(refused.code, path, **refused.values)
            return None
        return Fact(name, entry.state, raw, place, quantity, unit=unit)

    def _unit(self, name: str) -> str | None:
        """Return the dictionary's unit, else the base of what the fact is read for."""
        if name in self.plan.ruleset.facts:
            return self.plan.ruleset.facts[name].unit
        bound = self.known[name]
        return bound.unit or (bound.powers[0][0] if bound.powers else None)

    def _fault(self, code: str, path: Path, **values: str) -> None:
        place = self.plan.ruleset.origin.place(path)
        self.problems.append(Problem(code, place, self.where, values))


def _differences(plan: Plan, case: Case, index: int, card: Scorecard) -> Iterator[Problem]:
    """Yield every expectation that the card does not meet."""
    awards = {award.step.criterion.id: award for award in card.awards}
    broken = plan.ruleset.holes.broken
    for name, expected in case.expect.items():
        if ("criteria", name) in broken or broken & _POLICIES or (broken and name in (TOTAL, GRADE)):
            continue  # it cannot be judged: something it rests on is broken itself
        place = plan.ruleset.origin.place(("cases", index, "expect", name))
        if name == GRADE:
            found = card.grade.name if card.grade else ""
        elif name == TOTAL:
            found = _found(expected, card.total, card.range)
        elif name in awards:
            found = _found(expected, awards[name].points, awards[name].range)
        else:
            known = [*awards, TOTAL, GRADE]
            values = {"found": name, "known": Listed(known), **nearest(name, known)}
            yield Problem("case-unknown-criterion", place, _where(case, index), values)
            continue
        if not _same(expected, found):
            values = {"name": name, "expected": expected, "found": found or "?"}
            yield Problem("case-differs", place, _where(case, index), values)


def _found(expected: str, points: Fraction | None, within: Range) -> str:
    """Return what to compare: the range where one is expected, or where no number is fixed."""
    if points is None or expected.startswith(("[", "(")):
        return str(within)
    return decimal_text(points)


def _same(expected: str, found: str) -> bool:
    """Compare as numbers where both are, so that 9.5 is 9.50; else as texts."""
    try:
        return exact(expected) == exact(found)
    except ValueError:
        return expected == found


def _where(case: Case, index: int) -> str:
    return f"cases › {case.name or index + 1}"
