"""What stands in a ruleset for nothing, or twice · 多余的声明."""

from collections.abc import Iterator

from perfscore.inputs.schema.origin import Path
from perfscore.language.interpretations.prefix import prefix_text
from perfscore.messages.problems import Problem
from perfscore.plan.faults import words
from perfscore.plan.planned import Plan, Step
from perfscore.plan.proofs.spaces import scored

__all__ = ["doubt_unused"]


def doubt_unused(plan: Plan) -> Iterator[Problem]:
    """Yield facts, sources and row rules of the file that nobody uses, empty cases, criteria that repeat."""
    for code, part, names in (
        ("fact-unused", "facts", _facts(plan)),
        ("source-unused", "sources", _sources(plan)),
        ("row-rules-unused", "row_rules", _row_rules(plan)),
    ):
        yield from (problem for name in names for problem in _in_file(plan, code, (part, name)))
    for index, case in enumerate(plan.ruleset.cases):
        if case.expects_nothing:
            at: Path = ("cases", plan.ruleset.holes.number("cases", index))
            where = f"cases › {case.name or index + 1}"
            yield Problem("case-expects-nothing", plan.ruleset.origin.place(at), where)
    yield from _repeated(plan)


def _in_file(plan: Plan, code: str, path: Path) -> Iterator[Problem]:
    """Yield a problem of a part of the file itself: what it extends is there for others as well."""
    place = plan.ruleset.origin.place(path)
    if not plan.ruleset.ruleset.abstract and place.file == plan.ruleset.origin.file:
        yield Problem(code, place, words(path), {"found": str(path[-1])})


def _facts(plan: Plan) -> Iterator[str]:
    rules = [rule for step in plan.steps for rule in (*step.rules, *step.by_sign.values())]
    groups = [step.inputs for step in plan.steps] + [rule.reads for rule in rules]
    groups += [check.reads for check in plan.checks] + [rule.reads for rule in plan.modifiers]
    used = {bound.fact for group in groups for bound in group}
    return (fact for fact in plan.ruleset.facts if fact not in used)


def _sources(plan: Plan) -> Iterator[str]:
    ruleset = plan.ruleset
    named = [ruleset.ruleset.source, *(check.at for check in ruleset.checks)]
    for parts in (ruleset.criteria, ruleset.modifiers, ruleset.grades, ruleset.cases):
        named += [part.source for part in parts]
    used = {word for name in named if name for word in name.replace(";", " ").replace("；", " ").split()}
    return (source for source in ruleset.sources if source not in used)


def _row_rules(plan: Plan) -> Iterator[str]:
    used = {one.rows.rules for one in plan.ruleset.criteria if one.rows}
    return (name for name in plan.ruleset.row_rules if name not in used)


def _repeated(plan: Plan) -> Iterator[Problem]:
    """Yield criteria that give the same points for the same facts as one before them."""
    known: dict[tuple[object, ...], Step] = {}
    for step in plan.steps:
        if not step.rules or step.criterion.rows is not None:
            continue
        indicator = step.indicator.id if step.indicator else None
        facts = tuple((bound.name, bound.fact) for bound in step.inputs)
        same = known.setdefault((indicator, facts, prefix_text(scored(step, step.rules[0]).formula)), step)
        if same is not step:
            path: Path = ("criteria", step.criterion.id)
            values = {"other": same.criterion.id}
            yield Problem("criterion-twice", plan.ruleset.origin.place(path), words(path), values)
