"""``check``: the mistakes of rulesets and reports, and the rulesets' own cases · 检查."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfscore.cli.arguments import Parser
from perfscore.engine import assess
from perfscore.inputs.files import Source, read_text
from perfscore.inputs.reports import read_report
from perfscore.inputs.toml.recovery import draft, without_holes
from perfscore.messages import Listed
from perfscore.messages.problems import SEVERITIES, Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog, discover
from perfscore.plan.proofs.doubts import doubts
from perfscore.runs.loading import load_draft, load_plan, prefixes
from perfscore.runs.statuses import DONE, FAILED
from perfscore.testing.ruleset_cases import run_cases

__all__ = ["Checked", "check_all", "options", "run"]

_HEADS = ("ruleset", "report")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what came of checking it: counts where it can be used, and what is wrong · 检查结果."""

    name: str
    kind: str = ""
    counts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def check_all(paths: Sequence[str], packs: Iterable[str]) -> list[Checked]:
    """Check files, the files of folders, and bundled rulesets by id."""
    ids = [path for path in paths if not Path(path).exists()]
    catalog = discover({*packs, *(pack for name in ids for pack in prefixes(name))})
    return [_checked(file, named, catalog) for path in paths for file, named in _files(path, catalog)]


def _files(path: str, catalog: Catalog) -> Iterator[tuple[Path, bool]]:
    """Yield the files a path stands for, and whether each was named itself."""
    folder = Path(path)
    if folder.is_dir():
        for file in sorted(folder.rglob("*.toml")):
            if _is_ours(file):
                yield file, False
    elif path in catalog.rulesets and not folder.exists():
        yield catalog.rulesets[path].value, True
    else:
        yield folder, True


def _is_ours(file: Path) -> bool:
    """Say whether a file of a folder is a ruleset or a report: a table of that name begins a line."""
    if file.name.endswith(".cases.toml"):
        return False
    try:
        text = read_text(file).text
    except ProblemsFound:
        return True
    return any(line.strip() in ("[ruleset]", "[report]") for line in text.splitlines())


def _checked(file: Path, named: bool, catalog: Catalog) -> Checked:
    try:
        _refuse_document(file)
        source = read_text(file)
        kind = _kind(source, catalog)
        return _ruleset(file, catalog) if kind == "ruleset" else _report(file, catalog)
    except ProblemsFound as refused:
        return Checked(str(file), problems=refused.problems)


def _refuse_document(file: Path) -> None:
    """Say of a document that it is one: only files of our own format are checked."""
    if file.is_file() and file.suffix.casefold() not in ("", ".toml"):
        raise ProblemsFound([Problem("check-document", Place(str(file), 0), "", {"found": file.suffix})])


def _kind(source: Source, catalog: Catalog) -> str:
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
    ruleset = plan.ruleset
    found = [
        *plan.remarks,
        *(doubt for doubt in doubts(plan) if not ruleset.holes.hides(doubt)),
        *run_cases(plan),
    ]
    found.sort(key=lambda problem: (problem.place, problem.code))
    if any(problem.severity == "error" for problem in found):
        return Checked(str(file), problems=tuple(found))
    if ruleset.ruleset.abstract:
        kind, counts = "dictionary", {"facts": len(ruleset.facts), "checks": len(ruleset.checks)}
    else:
        kind, counts = "ruleset", {"criteria": len(ruleset.criteria), "cases": len(ruleset.cases)}
    return Checked(str(file), kind, {name: str(count) for name, count in counts.items()}, tuple(found))


def _report(file: Path, catalog: Catalog) -> Checked:
    report = read_report(file)
    facts = str(len(report.facts))
    if report.ruleset is None:
        return Checked(str(file), "report_alone", {"facts": facts})
    named_at = report.origin.place(("report", "ruleset"))
    assess(report, load_plan(report.ruleset, catalog=catalog, named_at=named_at))
    return Checked(str(file), "report", {"facts": facts, "ruleset": report.ruleset})


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("paths", nargs="+", metavar="PATH", key="paths")
    parser.add("--fail-on", choices=SEVERITIES, default=SEVERITIES[0], key="fail_on")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Check files, folders and bundled rulesets; problems go to standard error."""
    from perfscore.explain.clean import clean
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import complain, to_stdout

    checked = check_all(given.paths, given.pack)
    language = language_of(given.lang, files=[one.name for one in checked])
    fine = [one for one in checked if one.kind]
    to_stdout("".join(f"{clean(line)}\n" for line in _lines(fine, language)))
    problems = [problem for one in checked for problem in one.problems]
    for problem in problems:
        complain(problem.text(language))
    counts = {"files": str(len(checked)), "problems": str(len(problems))}
    to_stdout(say(language, "check.total", **counts) + "\n")
    failing = SEVERITIES[: SEVERITIES.index(given.fail_on) + 1]
    return FAILED if any(problem.severity in failing for problem in problems) else DONE


def _lines(checked: "list[Checked]", language: str) -> list[str]:
    from perfscore.explain.content.document import Table
    from perfscore.explain.formats.text import table_lines
    from perfscore.runs.language import say

    ok = say(language, "check.ok")
    rows = tuple((ok, one.name, say(language, f"check.{one.kind}", **one.counts)) for one in checked)
    return list(table_lines(Table(rows))) if rows else []
