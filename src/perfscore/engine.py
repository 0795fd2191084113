"""The whole engine on one page · 评分引擎.  START HERE.

    files -> Report, Ruleset, Catalog -> Plan -> Measurements -> Awards -> Scorecard -> Audit -> renderings

Every stage takes frozen values and returns a frozen value that contains what it was made from.
"""

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from perfscore.auditing.comparison import Comparison, compared
from perfscore.auditing.verdicts import Audit, audit_scorecard
from perfscore.inputs.report import Report
from perfscore.inputs.reports import read_report
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import expect
from perfscore.packs.catalog import Catalog, default_catalog, discover, read_ruleset
from perfscore.plan.make import make_plan, plan_checks
from perfscore.plan.planned import Plan
from perfscore.score.pipeline import score, supposed
from perfscore.score.scorecard import Scorecard

__all__ = ["assess", "audit", "compare", "what_if"]


Reported = Report | str | PathLike[str] | Mapping[str, Any]
"""A report, the path of its file or of a published document that holds one, or its values."""

Ruled = Ruleset | Plan | str | PathLike[str] | Mapping[str, Any]
"""A ruleset, its id, the path of its file or its values; or the plan made of it."""


def assess(report: Reported, ruleset: Ruled | None = None, catalog: Catalog | None = None) -> Scorecard:
    """Score a report under a ruleset · 评分.

    Without a ruleset the one that the report names counts, else the one whose frame fits it best
    (`Scorecard.plan.choice` says why).
    Give a `Plan` in place of a ruleset to bind it once for many reports.  Without a catalogue the bundled
    pack and those that the ruleset names are loaded.  Raises ProblemsFound where the ruleset or the facts
    cannot be used, TypeError for other arguments.
    """
    report = _read(report)
    plan = _planned(ruleset, report, catalog)
    if not report.rows:
        return score(plan, report)
    from perfscore.plan.rows.expand import expand_rows  # inside: most reports have no rows of a form

    return score(*expand_rows(plan, report))


def audit(report: Reported, ruleset: Ruled | None = None, catalog: Catalog | None = None) -> Audit:
    """Score a report and compare the result with what it claims · 审核.

    Takes and raises what `assess` does.
    """
    report = _read(report)
    plan = _planned(ruleset, report, catalog)
    return _audited(assess(report, plan), report)


def compare(
    report: Reported,
    ruleset: Ruled | None = None,
    other_report: Reported | None = None,
    other_ruleset: Ruled | None = None,
    catalog: Catalog | None = None,
) -> Comparison:
    """Compare two rulesets on one report, or two reports · 比较.

    Without another report it is one report under two rulesets; without another ruleset each report has its
    own, or the one given.  Takes and raises what `assess` does.
    """
    first = _read(report)
    second = first if other_report is None else _read(other_report)
    plans = [_planned(ruleset, first, catalog), _planned(other_ruleset or ruleset, second, catalog)]
    results = [audit(one, plan) for one, plan in zip((first, second), plans, strict=True)]
    return compared(results[0], assess(first, plans[1]), results[1])


def what_if(result: Audit | Scorecard, facts: Mapping[str, Any]) -> Audit | Scorecard:
    """Return a result with other facts; see its `with_facts` · 假设其他事实."""
    other = supposed(result.card if isinstance(result, Audit) else result, facts)
    return _audited(other, other.report) if isinstance(result, Audit) else other


def _audited(card: Scorecard, report: Report) -> Audit:
    result = audit_scorecard(card, plan_checks(report, card.plan.ruleset))
    if result.verdict != "contradicted":
        return result
    from perfscore.auditing.other_rulesets import explain_total  # inside: few totals need explaining

    return replace(result, explained_by=explain_total(result, report))


def _read(report: Reported) -> Report:
    if isinstance(report, Report):
        return report
    if isinstance(report, Mapping):
        from perfscore.inputs.given import make_report

        return make_report(report)
    hint = "make_report() makes one of other values"
    expect(report, (Report, str, PathLike, Mapping), "a report (itself, its path, its values)", hint)
    if isinstance(report, str | PathLike) and Path(report).suffix.casefold() not in ("", ".toml"):
        from perfscore.extract.reports import the_report  # inside: a report file needs no reader

        return the_report(report)
    return read_report(report)


def _planned(ruleset: Ruled | None, report: Report, catalog: Catalog | None) -> Plan:
    if isinstance(ruleset, Plan):
        return ruleset
    if catalog is not None:
        expect(catalog, Catalog, "catalog", "discover() gives one")
    if ruleset is None:
        if report.ruleset is None:
            from perfscore.plan.choosing import choose_plan  # inside: most callers name a ruleset

            return choose_plan(report, catalog or discover())
        own = read_ruleset(report.ruleset, catalog, report.origin.place(("report", "ruleset")))
        return make_plan(own, catalog or default_catalog(own))
    if isinstance(ruleset, Mapping):
        from perfscore.inputs.given import make_ruleset

        ruleset = make_ruleset(ruleset)
    elif not isinstance(ruleset, Ruleset):
        ruleset = read_ruleset(ruleset, catalog)
    return make_plan(ruleset, catalog or default_catalog(ruleset))
