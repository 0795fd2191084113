"""What is doubtful about a ruleset, proven without facts · 规则集的疑点.

What nobody can have meant (a veto that strikes every card) and what is likely a slip (a branch that no value
reaches).  Each is an answer of the interpretations of the one formula, none is a guess from samples.
"""

import ast
from collections.abc import Iterator
from dataclasses import replace

from perfscore.inputs.schema.origin import Path
from perfscore.language.interpretations.prefix import prefix_text
from perfscore.messages.problems import Problem
from perfscore.plan.faults import words
from perfscore.plan.planned import Plan, PlannedCheck, ScoringRule, Step
from perfscore.plan.proofs.branches import dead_branches, divisors_at_zero
from perfscore.plan.proofs.spaces import Stated, scored, stated
from perfscore.plan.proofs.totals import doubt_totals
from perfscore.plan.proofs.unused import doubt_unused

__all__ = ["doubts"]


def doubts(plan: Plan) -> tuple[Problem, ...]:
    """Return what is doubtful about a ruleset whatever the facts are · 规则集的疑点."""
    found = [*doubt_unused(plan), *doubt_totals(plan)]
    for check in plan.checks:
        # What another file says is told there.
        if plan.ruleset.origin.place(("checks", check.check.id)).file == plan.ruleset.origin.file:
            found += _check(plan, check)
    for step in plan.steps:
        found += _step(plan, step)
    return tuple(found)


def _check(plan: Plan, check: PlannedCheck) -> Iterator[Problem]:
    """Yield a statement that every report, or none, meets; where it has no value it is not asked."""
    of = stated(check.formula, check.reads)
    path: Path = ("checks", check.check.id, "assert")
    code = ""
    if of.where(of.formula.tree).never:
        code = "check-never-holds"
    elif of.where(ast.UnaryOp(ast.Not(), of.formula.tree)).never:
        code = "check-never-fails"
    if code:
        values = {"found": check.check.assert_, "bounds": of.bounds(of.formula.tree)}
        yield Problem(code, plan.ruleset.origin.place(path), words(path), values)


def _step(plan: Plan, step: Step) -> Iterator[Problem]:
    told = set[tuple[str, ...]]()
    row = step.row
    of_rows = replace(step, indicator=row.indicator, measure=row.measure, inputs=row.inputs) if row else step
    read = [(rule, scored(step, rule)) for rule in step.rules]
    for rule, of in (*read, *((rule, scored(of_rows, rule)) for rule in step.by_sign.values())):
        for problem in _rule(plan, rule, of):
            # A reading gives only what differs: what it takes over is told with the main rule.
            said = (problem.code, *map(str, sorted(problem.values.items())))
            if said not in told:
                yield problem
            told.add(said)
    yield from _readings(plan, read)


def _rule(plan: Plan, rule: ScoringRule, of: Stated) -> Iterator[Problem]:
    place = plan.ruleset.origin.place((*rule.path, "formula"))
    where = words(rule.path[:3])
    for branch in dead_branches(of):
        values = {"found": branch.says, "condition": branch.condition, "bounds": branch.bounds}
        code = "branch-never-taken" if branch.holds else "branch-always-passed"
        yield Problem(code, place, where, values)
    for divisor in divisors_at_zero(of):
        yield Problem("divisor-can-be-zero", place, where, {"divisor": divisor.says, "at": divisor.at})


def _readings(plan: Plan, rules: list[tuple[ScoringRule, Stated]]) -> Iterator[Problem]:
    """Yield readings that give the same points as one before them, whatever the facts are."""
    for index, (rule, of) in enumerate(rules):
        for other, before in rules[:index]:
            if _same(before, of):
                values = {"found": rule.reading or "", "other": other.reading or ""}
                code = "reading-same-as-main" if other.reading is None else "reading-twice"
                yield Problem(code, plan.ruleset.origin.place(rule.path[:-1]), words(rule.path[:4]), values)
                break


def _same(one: Stated, other: Stated) -> bool:
    if prefix_text(one.formula) == prefix_text(other.formula):
        return one.space == other.space
    both = one.beside(other)
    return both.where(ast.Compare(one.formula.tree, [ast.NotEq()], [other.formula.tree])).never
