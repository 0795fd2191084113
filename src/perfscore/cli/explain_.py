"""``explain``: the whole explanation of a report's score, verdict first · 说明."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser

if TYPE_CHECKING:
    from perfscore.audit import Audit

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("report", metavar="REPORT", key="report")
    parser.add_rules()
    parser.add("--criterion", metavar="ID", key="criterion")
    parser.add_output()


def run(given: Namespace) -> int:
    """Explain one report under one or more rulesets."""
    from perfscore.inputs.files import read_text

    read_text(Path(given.report))  # before everything else is imported, for a quick answer
    from perfscore.cli.delivery import deliver
    from perfscore.cli.loading import load_plans, load_report
    from perfscore.cli.statuses import status_of
    from perfscore.engine import audit
    from perfscore.explain.rendering import render

    report, own_language = load_report(given.report)
    plans = load_plans(report, given.ruleset, given.pack)
    audits = [audit(report, plan) for plan in plans]
    if given.criterion is not None:
        _refuse_unknown(given.criterion, audits)
    language = given.lang or own_language
    deliver(given, render(*audits, language=language, format=given.format, criterion=given.criterion))
    return status_of(audits)


def _refuse_unknown(criterion: str, audits: "list[Audit]") -> None:
    from perfscore.problems import Place, Problem, ProblemsFound, nearest

    known = {line.award.step.criterion.id for audit in audits for line in audit.criteria}
    if criterion not in known:
        values = {"found": criterion, "known": ", ".join(sorted(known)), **nearest(criterion, known)}
        raise ProblemsFound([Problem("unknown-criterion", Place("--criterion", 0), "", values)])
