"""Plan: criteria bound to indicators, shapes and facts · 评分方案.

Every mistake that needs no facts is found here, all at once: unknown indicators and facts, weights
that do not add up, formulas, units, bands, directions.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from perfscore.inputs.dictionary import FactDefinition, FactKind, TableDefinition
from perfscore.inputs.report import Fact, Report, Row
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import Problem, ProblemsFound, refuse_errors
from perfscore.numbers.fields import Label
from perfscore.packs.catalog import Catalog
from perfscore.plan.binder import Binder
from perfscore.plan.faults import Faults
from perfscore.plan.planned import Plan, PlannedCheck, Step
from perfscore.plan.proofs.prove import prove_step
from perfscore.plan.proofs.rows import prove_rows
from perfscore.plan.proofs.totals import prove_vetoes
from perfscore.plan.proofs.weights import prove_dictionary, prove_ids, prove_weights
from perfscore.plan.statements import Statements

__all__ = ["draft_plan", "make_plan", "plan_checks"]

_SHARED = ("row_rules ", "facts ")


def make_plan(ruleset: Ruleset, catalog: Catalog) -> Plan:
    """Bind a ruleset to a catalogue · 编制方案.

    Raises ProblemsFound with every mistake of the ruleset that can be found without facts.
    """
    plan = draft_plan(ruleset, catalog)
    refuse_errors(plan.remarks)
    return plan


def draft_plan(ruleset: Ruleset, catalog: Catalog) -> Plan:
    """Bind what is sound of a ruleset; `remarks` tells the rest, errors among it · 方案草稿.

    What is broken drops out, and what needs it is not judged.
    """
    if ruleset.holes.broken & _NEEDED_FOR_NAMES:
        return Plan(ruleset, (), (), (), catalog, remarks=ruleset.holes.problems)
    faults = Faults(ruleset)
    binder, statements = Binder(faults, catalog), Statements(faults)
    steps = [step for criterion in ruleset.criteria if (step := binder.step(criterion))]
    checks = [check for declared in ruleset.checks if (check := statements.check(declared))]
    modifiers = [rule for declared in ruleset.modifiers if (rule := statements.modifier(declared))]
    faults.source(ruleset.ruleset.source, ("ruleset", "source"))
    for grade in ruleset.grades:
        faults.source(grade.source, ("grades", grade.name, "source"))
    problems = [*faults.problems, *prove_dictionary(ruleset), *prove_ids(ruleset), *prove_weights(ruleset)]
    problems += [*prove_rows(ruleset), *prove_vetoes(ruleset, modifiers)]
    sound: list[Step] = []
    for step in steps:
        found = [*prove_step(step, ruleset)]
        problems += found
        sound += [] if any(problem.severity == "error" for problem in found) else [step]
    dropped = [("criteria", one.id) for one in ruleset.criteria if one not in [s.criterion for s in sound]]
    dropped += [("checks", one.id) for one in ruleset.checks if one not in [c.check for c in checks]]
    dropped += [
        ("modifiers", one.id) for one in ruleset.modifiers if one not in [m.modifier for m in modifiers]
    ]
    if dropped or ruleset.holes.lost:
        lost = [value for table, value in ruleset.holes.lost if table == "criteria"]
        written = [*map(ruleset.origin.written, dropped), *lost]
        names = [name for value in written for name in _read_unsaid(value, catalog)]
        ruleset = ruleset.with_holes(ruleset.holes.and_dropped(dropped, [*written, *names]))
    remarks = [problem for problem in _each_once(problems) if not ruleset.holes.hides(problem)]
    told = (*ruleset.holes.problems, *remarks)
    return Plan(ruleset, tuple(sound), tuple(checks), tuple(modifiers), catalog, remarks=told)


_NEEDED_FOR_NAMES = frozenset({("ruleset", "extends"), ("ruleset", "packs"), ("ruleset",)})
"""Where these cannot be read, nobody knows which names there are."""


def _read_unsaid(criterion: Any, catalog: Catalog) -> Iterator[str]:
    """Yield the facts that a broken criterion may read although it does not name them."""
    table = criterion if isinstance(criterion, dict) else {}
    if isinstance(name := table.get("id"), str):
        yield from (f"{name}_points", f"{name}_level")
    indicator = table.get("indicator")
    if isinstance(indicator, str) and indicator in catalog.indicators:
        yield from (role.name for role in catalog.indicators[indicator].value.roles)


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without repetitions; what several criteria share is told for the first of them."""
    found: dict[Any, Problem] = {}
    for one in problems:
        values = () if one.where.startswith(_SHARED) else tuple(sorted(one.values.items()))
        found.setdefault((one.code, one.place, one.where, values), one)
    return list(found.values())


def plan_checks(report: Report, ruleset: Ruleset) -> tuple[PlannedCheck, ...]:
    """Bind the checks a report declares itself · 报告自带的勾稽检查.

    They may name any fact of the dictionary and any fact and column of the report.
    """
    if not report.checks:
        return ()
    facts = {fact.id: _as_definition(fact) for fact in report.facts.values() if fact.id not in ruleset.facts}
    tables = {name: _columns(name, rows, ruleset.tables.get(name)) for name, rows in report.tables.items()}
    known = {"facts": {**ruleset.facts, **facts}, "tables": {**ruleset.tables, **tables}}
    faults = Faults(ruleset.model_copy(update=known).at(report.origin))
    statements = Statements(faults)
    checks = tuple(check for declared in report.checks if (check := statements.check(declared)))
    if faults.problems:
        raise ProblemsFound(faults.problems)
    return checks


def _as_definition(fact: Fact) -> FactDefinition:
    kind: FactKind = "number"
    if fact.quantity is None and fact.value is not None:
        kind = "truth" if isinstance(fact.value, bool) else "text"
    unit = fact.quantity.unit.name if fact.quantity and fact.quantity.unit else fact.unit
    return FactDefinition(label=fact.label or Label(zh=fact.id, en=fact.id), kind=kind, unit=unit)


def _columns(name: str, rows: tuple[Row, ...], known: TableDefinition | None) -> TableDefinition:
    """Return a table's definition: what the dictionary has, and the report's own columns."""
    columns = {column: _as_definition(cell) for row in rows for column, cell in row.cells.items()}
    if known is None:
        return TableDefinition(label=Label(zh=name, en=name), columns=columns)
    return TableDefinition(label=known.label, columns={**columns, **known.columns})
