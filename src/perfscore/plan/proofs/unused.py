"""What stands in a ruleset for nothing, or twice · 多余的声明."""

from collections.abc import Iterable, Iterator

from perfscore.inputs.schema.origin import Path
from perfscore.language.interpretations.prefix import prefix_text
from perfscore.messages.problems import Problem
from perfscore.plan.faults import words
from perfscore.plan.planned import Plan, Step
from perfscore.plan.proofs.spaces import scored

__all__ = ["doubt_unused"]


def doubt_unused(plan: Plan) -> Iterator[Problem]:
    """Yield facts, sources and row rules of the file that nobody uses, empty cases, criteria that repeat."""
    for path in (*_facts(plan), *_sources(plan), *_row_rules(plan)):
        yield from _in_file(plan, f"{_CODES[path[0]]}-unused", path)
    for index, case in enumerate(plan.ruleset.cases):
        if not case.expect:
            at: Path = ("cases", index)
            where = f"cases › {case.name or index + 1}"
            yield Problem("case-expects-nothing", plan.ruleset.origin.place(at), where)
    yield from _repeated(plan)


_CODES = {"facts": "fact", "sources": "source", "row_rules": "row-rules"}


def _in_file(plan: Plan, code: str, path: Path) -> Iterator[Problem]:
    """Yield a problem of a part of the file itself: what it extends is there for others as well."""
    place = plan.ruleset.origin.place(path)
    if not plan.ruleset.ruleset.abstract and place.file == plan.ruleset.origin.file:
        yield Problem(code, place, words(path), {"found": str(path[-1])})


def _facts(plan: Plan) -> Iterator[Path]:
    rules = [rule for step in plan.steps for rule in (*step.rules, *step.by_sign.values())]
    groups = [step.inputs for step in plan.steps] + [rule.reads for rule in rules]
    groups += [check.reads for check in plan.checks] + [rule.reads for rule in plan.modifiers]
    used = {bound.fact for group in groups for bound in group}
    return (("facts", fact) for fact in plan.ruleset.facts if fact not in used)


def _sources(plan: Plan) -> Iterator[Path]:
    ruleset = plan.ruleset
    named: Iterable[str | None] = [
        *(one.source for part in (ruleset.criteria, ruleset.modifiers, ruleset.cases) for one in part),
        *(check.at for check in ruleset.checks),
    ]
    used = {word for name in named if name for word in name.replace(";", " ").replace("；", " ").split()}
    return (("sources", source) for source in ruleset.sources if source not in used)


def _row_rules(plan: Plan) -> Iterator[Path]:
    used = {one.rows.rules for one in plan.ruleset.criteria if one.rows}
    return (("row_rules", name) for name in plan.ruleset.row_rules if name not in used)


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
