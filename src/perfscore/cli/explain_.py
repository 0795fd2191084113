"""``explain``: the whole explanation of a report's score, verdict first · 说明."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from perfscore.cli.arguments import Parser, UsageFault
from perfscore.runs.language import language_of, say

if TYPE_CHECKING:
    from perfscore.auditing.verdicts import Audit
    from perfscore.explain.content.view import Part
    from perfscore.inputs.overrides import OverridesRead
    from perfscore.inputs.report import Report
    from perfscore.packs.catalog import Entry
    from perfscore.packs.renderer import Renderer
    from perfscore.plan.planned import Plan
    from perfscore.runs.loading import Loaded

__all__ = ["options", "run"]

_PARTS = ("full", "findings", "ask", "ways")
_MOST_OF_TEMPLATE = 20 * 1024 * 1024


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("report", metavar="REPORT", key="report")
    parser.add_rules()
    parser.add("--criterion", metavar="ID", key="criterion")
    parser.add("--overrides", metavar="FILE", key="overrides")
    parser.add("--record", metavar="FILE", key="record")
    for part in _PARTS:
        parser.add(f"--{part}", action="append_const", dest="parts", const=part, key=f"part_{part}")
    parser.add("--row", type=int, metavar="N", key="explain_row")
    parser.add("--subject", metavar="TEXT", key="explain_subject")
    parser.add_document()
    parser.add_output(others=True)
    parser.add("--template", metavar="FILE", key="template")


def run(given: Namespace) -> int:
    """Explain the reports of a file under one or more rulesets."""
    from perfscore.cli.delivery import deliver, deliver_files, tell_notes
    from perfscore.engine import audit
    from perfscore.explain.formats.rendering import TEXTS, render, render_bytes
    from perfscore.runs.loading import load_plans, published
    from perfscore.runs.statuses import status_of

    form = None if given.format in TEXTS else _form(given)
    if form is None and given.template is not None:
        raise UsageFault(say(language_of(given.lang), "fault.no_template", found=given.format))
    if given.row is None and given.subject is None:
        loaded = _reports(given)
        plans = [(one.report, load_plans(one.report, given.ruleset, given.pack)) for one in loaded]
    else:
        loaded, plans = _row(given)
    language = loaded[0].language
    audits = [audit(report, plan) for report, own in plans for plan in own]
    judged = None
    if given.overrides is not None:
        from perfscore.auditing.overrides import overruled
        from perfscore.inputs.overrides import read_overrides

        judged = read_overrides(given.overrides)
        audits = [overruled(result, judged) for result in audits]
    criterion = None if given.criterion is None else _criterion(given.criterion, audits, language)
    if given.record is not None:
        _write_records(given, audits, len(loaded), judged)
    if form is None:
        beside = published(loaded[0], given.report) if given.format == "html" else None
        shown = [
            render(
                *audits, language=language, format=given.format, criterion=criterion, beside=beside, part=part
            )
            for part in _parts(given)
        ]
        deliver(given, "\n".join(shown))
    else:
        template = _template(given.template)
        contents = [render_bytes(audit, form, language, **template) for audit in audits]
        own = [given.template, given.overrides]
        inputs = [given.report, *given.ruleset, *(path for path in own if path)]
        deliver_files(given, contents, inputs)
    tell_notes(loaded, language)
    return status_of(audits)


def _reports(given: Namespace) -> "list[Loaded]":
    """Return the reports of a file; refuse a table of reports, of which it must be said which row."""
    from importlib.util import find_spec

    from perfscore.messages.problems import Place, Problem, ProblemsFound
    from perfscore.runs.loading import load_card, load_reports

    try:
        return load_reports(given.report, given.lang, given.pack, given.year, given.password)
    except ProblemsFound:
        if find_spec("polars") is not None:
            from perfscore.batch.table.spoken import is_table

            if is_table(given.report, [load_card(name, given.pack) for name in given.ruleset]):
                raise ProblemsFound([Problem("table-row-which", Place(given.report, 0))]) from None
        raise


def _row(given: Namespace) -> "tuple[list[Loaded], list[tuple[Report, list[Plan]]]]":
    """Return one row of a table as a report, and the rules that it was scored by."""
    from perfscore.batch.table.explained import explained
    from perfscore.batch.table.spoken import spoken
    from perfscore.runs.loading import Loaded
    from perfscore.runs.output import complain

    language = language_of(given.lang or spoken(given.report), files=[given.report, *given.ruleset])
    report, plans, changed = explained(given.report, given.row, given.subject, given.ruleset, given.pack)
    if changed:
        complain(say(language, "explain_row.changed", ruleset=plans[0].ruleset.id))
    return [Loaded(report, language)], [(report, plans)]


def _form(given: Namespace) -> "Entry[Renderer]":
    """Return the format that is no text; refuse one that nobody provides, and options it has no use for."""
    from perfscore.explain.formats.rendering import TEXTS
    from perfscore.messages import Listed
    from perfscore.messages.problems import Place, Problem, nearest
    from perfscore.packs.catalog import discover, packs_named

    catalog = discover((*given.pack, *packs_named(given.format)))
    known = (*TEXTS, *catalog.renderers)
    if given.format not in catalog.renderers:
        values = {"found": given.format, "known": Listed(known), **nearest(given.format, known)}
        problem = Problem("unknown-format", Place("--format", 0), "", values)
        raise UsageFault(problem.text(language_of(given.lang)))
    form = catalog.renderers[given.format]
    if given.template is not None and not form.value.template:
        raise UsageFault(say(language_of(given.lang), "fault.no_template", found=given.format))
    if given.criterion is not None or {*(given.parts or ())} - {"full"}:
        raise UsageFault(say(language_of(given.lang), "fault.whole", found=given.format))
    return form


def _template(path: str | None) -> "dict[str, Any]":
    """Return another template as a renderer takes it: its bytes, and its name for what is wrong with it."""
    from pathlib import Path

    from perfscore.inputs.files import read_bytes

    if path is None:
        return {}
    name, content, _ = read_bytes(Path(path), limit=_MOST_OF_TEMPLATE)
    return {"template": content, "name": name}


def _write_records(
    given: Namespace, audits: "list[Audit]", reports: int, judged: "OverridesRead | None"
) -> None:
    """Write what each result was made from; the records of several are numbered."""
    from itertools import product
    from pathlib import Path

    from perfscore.cli.delivery import numbered, refuse_inputs
    from perfscore.record.canonical import sealed
    from perfscore.record.files import Folders
    from perfscore.record.run import Run, recorded
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_file

    if given.report == "-":
        raise UsageFault(say(language_of(given.lang), "fault.record_stdin"))
    named = list(dict.fromkeys(given.ruleset)) or [None]
    files = numbered(given.record, len(audits))
    overrides = [given.overrides] if given.overrides else []
    refuse_inputs(files, [given.report, *given.ruleset, *overrides], language_of(given.lang))
    every = product(range(1, reports + 1), named)
    runs = [Run(given.report, form, rules, given.pack, given.year, judged) for form, rules in every]
    for file, result, run in zip(files, audits, runs, strict=True):
        to_file(file, sealed(recorded(result, run, Folders(Path(file).parent))))


def _parts(given: Namespace) -> "list[Part]":
    """Return what is shown: a first screen to read, everything where it goes into a file or a program."""
    wanted = dict.fromkeys(given.parts or ())
    filed = given.output not in (None, "-")
    if given.format != "text" or given.criterion is not None or "full" in wanted or (filed and not wanted):
        return ["whole"]
    return list(wanted) or ["brief"]


def _criterion(named: str, audits: "list[Audit]", language: str) -> str:
    """Return the id of a criterion that is named by its id or its name; refuse what is neither."""
    from perfscore.messages.problems import Place, Problem, nearest

    criteria = (line.award.step.criterion for audit in audits for line in audit.criteria)
    known = {criterion.id: criterion.label for criterion in criteria}
    called = [id_ for id_, label in known.items() if named in (label.zh, label.en)]
    if named in known or len(called) == 1:
        return named if named in known else called[0]
    listed = called or list(known)
    close = {} if called else nearest(named, known)
    values = {"found": named, "count": str(len(listed)), **close}
    code = "criterion-label-twice" if called else "unknown-criterion"
    problem = Problem(code, Place("--criterion", 0), "", values).text(language)
    lines = () if close else (f"  {id_}  {known[id_].text(language)}" for id_ in listed)
    raise UsageFault("\n".join((problem, *lines)))
