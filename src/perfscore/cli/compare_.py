"""``compare``: two rulesets on one report, two reports of one body · 比较."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from perfscore.runs.loading import Loaded

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("report", metavar="REPORT", key="report")
    parser.add("other", metavar="OTHER", nargs="?", key="compare_other")
    parser.add_rules()
    parser.add_document()
    parser.add_output("html")


def run(given: Namespace) -> int:
    """Compare one report under two rulesets, or two reports."""
    from perfscore.cli.delivery import deliver, tell_notes
    from perfscore.engine import compare
    from perfscore.explain.formats.compared import render_comparison
    from perfscore.messages.problems import ProblemsFound
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import load_plans

    rulesets = list(dict.fromkeys(given.ruleset))
    if len(rulesets) > 2 or (given.other is None and len(rulesets) < 2):
        raise UsageFault(say(language_of(given.lang, files=[given.report]), "fault.compare"))
    try:
        first = _only(given.report, given)
        second = first if given.other is None else _only(given.other, given)
    except ProblemsFound:
        _refuse_rulesets(given)
        raise
    plans = [
        load_plans(one.report, named, given.pack)[0]
        for one, named in ((first, rulesets[:1]), (second, rulesets[-1:]))
    ]
    found = compare(first.report, plans[0], second.report, plans[1])
    deliver(given, render_comparison(found, first.language, given.format))
    tell_notes((first, second) if second is not first else (first,), first.language)
    return 0


def _refuse_rulesets(given: Namespace) -> None:
    """Say what to write where rulesets stand in the place of reports: they are compared on a report."""
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import names_ruleset

    language = language_of(given.lang, files=[given.report])
    named = [one for one in (given.report, given.other) if one is not None]
    rulesets = [one for one in named if names_ruleset(one, given.pack)]
    if rulesets:
        reports = [one for one in named if one not in rulesets]
        report, other = say(language, "fault.compare_report"), say(language, "fault.compare_ruleset")
        values = {"report": (*reports, report)[0], "first": rulesets[0], "second": (*rulesets[1:], other)[0]}
        found = " · ".join(rulesets)
        raise UsageFault(say(language, "fault.compare_rulesets", found=found, **values)) from None


def _only(path: str, given: Namespace) -> "Loaded":
    """Return the one report of a file; of several nobody knows which is meant."""
    from perfscore.messages.problems import Place, Problem, ProblemsFound
    from perfscore.runs.loading import load_reports

    loaded = load_reports(path, given.lang, given.pack, given.year, given.password)
    if len(loaded) > 1:
        values = {"count": str(len(loaded))}
        raise ProblemsFound([Problem("document-several", Place(path, 0), "", values)])
    return loaded[0]
