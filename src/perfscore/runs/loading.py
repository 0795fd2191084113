"""Reading what a command works on · 读取报告与规则集."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfscore.inputs.files import read_text
from perfscore.inputs.report import Report
from perfscore.inputs.reports import read_report
from perfscore.inputs.rulesets import draft_ruleset_file
from perfscore.inputs.toml.recovery import draft
from perfscore.messages import language_in
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog, catalog_for, discover, packs_named, read_ruleset
from perfscore.packs.packs import installed_packs
from perfscore.plan.make import draft_plan, make_plan
from perfscore.plan.planned import AS_PRINTED, Plan
from perfscore.runs.language import language_of

if TYPE_CHECKING:
    from perfscore.documents.document import Document
    from perfscore.extract.forms.notes import FormNote

__all__ = [
    "Loaded", "load_card", "load_draft", "load_plan", "load_plans", "load_report", "load_reports",
    "names_ruleset", "prefixes", "published",
]  # fmt: skip


class Loaded(NamedTuple):
    """A report, the language to answer in, what of its document is not in it, the document · 读入的报告."""

    report: Report
    language: str
    notes: tuple["FormNote", ...] = ()
    document: "Document | None" = None


class _Wanted(NamedTuple):
    """A ruleset by name, the packs that whoever named it allows, and where a report names it."""

    name: str
    packs: tuple[str, ...]
    named_at: Place | None = None


def load_reports(
    path: str,
    language: str | None = None,
    packs: Sequence[str] = (),
    year: int | None = None,
    password: str | None = None,
) -> list[Loaded]:
    """Return the reports of a file: the one of a report file, or all that a document holds.

    `year` is the fiscal year where a document prints none, `password` opens one that has one.
    """
    if Path(path).suffix.casefold() == ".toml":
        return [Loaded(*load_report(path, language))]
    from perfscore.extract.reports import read_reports  # inside: a report file needs no reader

    forms = read_reports(path, discover(packs), year=year, password=password)
    return [
        Loaded(form.report, language_of(language, language_in(form.toml)), form.notes, form.document)
        for form in forms
    ]


def published(loaded: Loaded, path: str) -> "Document | None":
    """Return the document that a report was read from; that of a report file where it stands beside it."""
    if loaded.document is not None:
        return loaded.document
    from perfscore.documents.opening import open_form  # inside: only a page shows it
    from perfscore.documents.reading import document_of

    named = [document.file for document in loaded.report.documents.values()]
    for name in (loaded.report.file.partition("#")[0], *filter(None, named)):
        beside = Path(path).with_name(Path(name).name)
        if beside.suffix.casefold() == ".toml" or not beside.is_file():
            continue
        with suppress(ProblemsFound):
            return document_of(open_form(beside, []))
    return None


def load_report(path: str, language: str | None = None) -> tuple[Report, str]:
    """Return a report, and the language to answer in where none was asked for."""
    try:
        report = read_report(path)
    except ProblemsFound:
        _refuse_ruleset(path)
        raise
    return report, language_of(language, report.language)


def load_plans(report: Report, named: Sequence[str], packs: Sequence[str]) -> list[Plan]:
    """Return the plans of the rulesets named on the command line, else of the report's own.

    Where neither names one, the report's own frame chooses.

    Packs are loaded where the command line names them, by ``--pack`` or by a ruleset's prefix, or a
    ruleset asks for them.  A report cannot: it is a stranger's file.
    """
    if named:
        wanted = [_Wanted(name, (*packs, *prefixes(name))) for name in dict.fromkeys(named)]
    elif report.ruleset is not None:
        _refuse_unloaded_pack(report, packs)
        wanted = [_Wanted(report.ruleset, tuple(packs), report.origin.place(("report", "ruleset")))]
    else:
        from perfscore.plan.choosing import choose_plan  # inside: most reports name their ruleset

        return [choose_plan(report, discover(packs))]
    problems: list[Problem] = []
    plans: list[Plan] = []
    for one in wanted:
        if one.name == AS_PRINTED:
            from perfscore.plan.choosing import plan_as_printed

            plans.append(plan_as_printed(report, discover(packs)))
            continue
        try:
            plans.append(load_plan(one.name, one.packs, named_at=one.named_at))
            _refuse_dictionary(plans[-1])
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return plans


def load_plan(
    name: str,
    packs: Iterable[str] = (),
    catalog: Catalog | None = None,
    named_at: Place | None = None,
) -> Plan:
    """Return the plan of a ruleset, with the packs it asks for."""
    catalog = catalog or discover(packs)
    ruleset = read_ruleset(name, catalog, named_at)
    return make_plan(ruleset, catalog_for(ruleset, catalog))


def load_card(name: str, packs: Iterable[str] = ()) -> Plan:
    """Return the plan of a ruleset that scores something, with the packs its name asks for."""
    plan = load_plan(name, (*packs, *prefixes(name)))
    _refuse_dictionary(plan)
    return plan


def load_draft(file: Path, catalog: Catalog) -> Plan:
    """Return as much of a ruleset's plan as is sound; its remarks tell what is not."""
    ruleset = read_ruleset(file, catalog, read=draft_ruleset_file)
    try:
        return draft_plan(ruleset, catalog_for(ruleset, catalog))
    except ProblemsFound as found:
        raise ProblemsFound([*ruleset.holes.problems, *found.problems]) from None


def _refuse_dictionary(plan: Plan) -> None:
    if plan.ruleset.ruleset.abstract:
        place = plan.ruleset.origin.place(("ruleset", "abstract"))
        values = {"found": plan.ruleset.id}
        raise ProblemsFound([Problem("ruleset-abstract", place, "ruleset › abstract", values)])


def _refuse_ruleset(path: str) -> None:
    """Say it in one sentence where a ruleset stands in the place of the report."""
    if _holds_ruleset(path):
        raise ProblemsFound([Problem("ruleset-for-report", Place(path))]) from None


def _holds_ruleset(path: str) -> bool:
    data = draft(read_text(Path(path))).data
    return "ruleset" in data and "report" not in data


def names_ruleset(name: str, packs: Sequence[str] = ()) -> bool:
    """Say whether what stands in the place of a report is a ruleset: its file, or the id of one."""
    if not Path(name).is_file():
        return name in discover(packs).rulesets
    return Path(name).suffix.casefold() == ".toml" and _holds_ruleset(name)


def _refuse_unloaded_pack(report: Report, packs: Sequence[str]) -> None:
    assert report.ruleset is not None
    for pack in prefixes(report.ruleset):
        installed = {provider.pack for provider in installed_packs()}
        if pack in installed and pack not in packs:
            place = report.origin.place(("report", "ruleset"))
            values = {"found": report.ruleset, "pack": pack}
            raise ProblemsFound([Problem("pack-not-allowed", place, "report › ruleset", values)])


def prefixes(name: str) -> tuple[str, ...]:
    """Return the packs an id names by its prefix; a path names none."""
    return () if "/" in name or "\\" in name else packs_named(name)
