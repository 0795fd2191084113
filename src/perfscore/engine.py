"""The whole engine on one page · 评分引擎.  START HERE.

    files -> Report, Ruleset, Catalog -> Plan -> Measurements -> Awards -> Scorecard -> Audit -> renderings

Every stage takes frozen values and returns a frozen value that contains what it was made from.
"""

from dataclasses import replace

from perfscore.auditing.other_rulesets import explain_total
from perfscore.auditing.verdicts import Audit, audit_scorecard
from perfscore.inputs.report import Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import expect
from perfscore.packs.catalog import Catalog
from perfscore.plan.make import make_plan, plan_checks
from perfscore.plan.planned import Plan
from perfscore.plan.rows.expand import expand_rows
from perfscore.score.pipeline import score
from perfscore.score.scorecard import Scorecard

__all__ = ["assess", "audit"]


def assess(report: Report, ruleset: Ruleset | Plan, catalog: Catalog | None = None) -> Scorecard:
    """Score a report under a ruleset · 评分.

    Give a `Plan` in place of a ruleset to bind it once for many reports; a ruleset needs its
    catalogue.  Raises ProblemsFound where the ruleset or the facts cannot be used, TypeError for other
    arguments.
    """
    expect(report, Report, "report", "read_report(path) gives one")
    return score(*expand_rows(_planned(ruleset, catalog), report))


def audit(report: Report, ruleset: Ruleset | Plan, catalog: Catalog | None = None) -> Audit:
    """Score a report and compare the result with what it claims · 审核.

    Takes and raises what `assess` does.
    """
    plan = _planned(ruleset, catalog)
    result = audit_scorecard(assess(report, plan), plan_checks(report, plan.ruleset))
    if result.verdict != "contradicted":
        return result
    return replace(result, explained_by=explain_total(result))


def _planned(ruleset: Ruleset | Plan, catalog: Catalog | None) -> Plan:
    if isinstance(ruleset, Plan):
        return ruleset
    expect(ruleset, (Ruleset, Plan), "ruleset", "read_ruleset(id or path) gives one")
    expect(catalog, Catalog, "catalog", "discover() gives one; a ruleset needs what its indicators come from")
    assert catalog is not None
    return make_plan(ruleset, catalog)
