"""``solve``: what would explain a total, or the proof that nothing can · 反推."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser

if TYPE_CHECKING:
    from perfscore.inputs.report import Report

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("report", metavar="REPORT", key="report")
    parser.add("--total", metavar="N", key="total")
    parser.add_rules()
    parser.add_year()
    parser.add_output()


def run(given: Namespace) -> int:
    """Solve one report's total, or another, under one or more rulesets."""
    from perfscore.cli.delivery import deliver, tell_notes
    from perfscore.engine import audit
    from perfscore.runs.loading import load_plans, load_reports

    loaded = load_reports(given.report, given.lang, given.pack, given.year)
    language = loaded[0].language
    plans = [(one.report, load_plans(one.report, given.ruleset, given.pack)) for one in loaded]
    audits = [audit(_asked(report, given.total), plan) for report, own in plans for plan in own]
    if given.format == "json":
        from perfscore.explain.formats.json import solution_data
        from perfscore.explain.formats.json_text import as_one, json_text

        deliver(given, as_one([json_text(solution_data(audit)) for audit in audits]))
    else:
        from perfscore.explain.content.view import solution
        from perfscore.explain.formats.rendering import joined

        deliver(given, joined([solution(audit, language) for audit in audits], given.format))
    tell_notes(loaded, language)
    return int(any(found.solution and found.solution.impossible for found in audits))


def _asked(report: "Report", total: str | None) -> "Report":
    """Return the report with the total that is asked about in the place of its own."""
    from dataclasses import replace

    from perfscore.inputs.report import Claim
    from perfscore.messages.problems import Place, Problem, ProblemsFound
    from perfscore.numbers.printed import QuantityRefused
    from perfscore.numbers.quantity import read_quantity

    if total is None:
        if report.total is None:
            raise ProblemsFound([Problem("no-total", Place(report.file), "claims › total")])
        return report
    try:
        quantity = read_quantity(total, "分")
    except QuantityRefused:
        quantity = None
    if quantity is None or quantity.range.exact is None:
        raise ProblemsFound([Problem("claim-not-exact", Place("--total", 0), "", {"found": total})])
    return replace(report, total=Claim(quantity, Place("--total", 0)))
