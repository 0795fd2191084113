"""Everything wrong with a ruleset or a report, in one pass · 一次查出全部问题."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from perfscore.engine import assess
from perfscore.inputs.files import Source, read_text
from perfscore.inputs.reports import read_report
from perfscore.inputs.toml.recovery import draft, without_holes
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.plan.planned import Plan
from perfscore.plan.proofs.doubts import doubts
from perfscore.runs.loading import load_draft, load_plan
from perfscore.testing.ruleset_cases import run_cases

__all__ = ["Checked", "checked", "problems_of"]

_HEADS = ("ruleset", "report")
_MEANT: Mapping[str, str] = MappingProxyType({
    "source-unused": "unknown-source", "row-rules-unused": "unknown-row-rules",
    "grade-unreachable": "weights-do-not-add-up",
})  # fmt: skip
"""What is not doubted beside an error: what nobody names may be what a misspelt name meant."""
_READERS = frozenset(("criteria", "checks", "modifiers"))


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what came of checking it: counts where it can be used, and what is wrong · 检查结果."""

    name: str
    kind: str = ""
    counts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def checked(file: Path, catalog: Catalog) -> Checked:
    """Check a file: what is broken is told, the rest is judged all the same."""
    try:
        _refuse_document(file)
        kind = _kind(read_text(file))
        return _ruleset(file, catalog) if kind == "ruleset" else _report(file, catalog)
    except ProblemsFound as refused:
        return Checked(str(file), problems=refused.problems)


def problems_of(plan: Plan) -> tuple[Problem, ...]:
    """Return everything wrong with a plan or a draft of one, in the order of the file."""
    told = plan.remarks
    codes, spots = {one.code for one in told}, {(one.place.file, one.place.line) for one in told}
    holes = plan.ruleset.holes
    if ("ruleset", "extends") in holes.broken:  # what it would bring is missed everywhere
        return tuple(_in_order(told))
    unsure = {doubt for doubt, error in _MEANT.items() if error in codes}
    if any(path[0] in _READERS for path in holes.broken):
        unsure.add("fact-unused")
    doubtful = [
        doubt
        for doubt in doubts(plan)
        if not (holes.hides(doubt) or doubt.code in unsure or (doubt.place.file, doubt.place.line) in spots)
    ]
    return tuple(_in_order([*told, *doubtful, *run_cases(plan)]))


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.place, problem.code))


def _refuse_document(file: Path) -> None:
    """Say of a document that it is one: only files of our own format are checked."""
    if file.is_file() and file.suffix.casefold() not in ("", ".toml"):
        raise ProblemsFound([Problem("check-document", Place(str(file), 0), "", {"found": file.suffix})])


def _kind(source: Source) -> str:
    document = draft(source)
    data = without_holes(document.data)
    if not data and not document.problems:
        raise ProblemsFound([Problem("file-empty", Place(source.label))])
    found = [head for head in _HEADS if head in data]
    if len(found) == 1:
        return found[0]
    if document.problems:
        raise ProblemsFound(document.problems)
    values = {"found": Listed(found) or Listed(data)}
    raise ProblemsFound([Problem("neither-report-nor-ruleset", Place(source.label), "", values)])


def _ruleset(file: Path, catalog: Catalog) -> Checked:
    plan = load_draft(file, catalog)
    ruleset, problems = plan.ruleset, problems_of(plan)
    if any(problem.severity == "error" for problem in problems):
        return Checked(str(file), problems=problems)
    if ruleset.ruleset.abstract:
        kind, counts = "dictionary", {"facts": len(ruleset.facts), "checks": len(ruleset.checks)}
    else:
        kind, counts = "ruleset", {"criteria": len(ruleset.criteria), "cases": len(ruleset.cases)}
    return Checked(str(file), kind, {name: str(count) for name, count in counts.items()}, problems)


def _report(file: Path, catalog: Catalog) -> Checked:
    report = read_report(file)
    facts = str(len(report.facts))
    if report.ruleset is None:
        return Checked(str(file), "report_alone", {"facts": facts})
    named_at = report.origin.place(("report", "ruleset"))
    assess(report, load_plan(report.ruleset, catalog=catalog, named_at=named_at))
    return Checked(str(file), "report", {"facts": facts, "ruleset": report.ruleset})
