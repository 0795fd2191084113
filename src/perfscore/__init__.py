"""perfscore: recompute and audit published performance scores · 绩效自评分数的复算与审核.

from perfscore import audit, render

print(render(audit("report.toml", "cn-mof-2020"), language="en"))
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.auditing.asking import Ask
    from perfscore.auditing.causes import Explained
    from perfscore.auditing.findings.finding import Finding
    from perfscore.auditing.ledger import Ledger
    from perfscore.auditing.lines import CriterionAudit, SectionAudit, Verdict
    from perfscore.auditing.solve.means import FactMeans, Means
    from perfscore.auditing.solve.solution import Decomposition, Impossible, Solution, solve_total
    from perfscore.auditing.verdicts import Audit
    from perfscore.engine import assess, audit
    from perfscore.explain.formats.data import AuditData
    from perfscore.explain.formats.rendering import render
    from perfscore.extract.reports import read_document
    from perfscore.inputs.given import make_report, make_ruleset, parse_report, parse_ruleset
    from perfscore.inputs.report import Claim, Fact, Report
    from perfscore.inputs.reports import read_report
    from perfscore.inputs.ruleset import Ruleset
    from perfscore.messages.problems import Place, Problem, ProblemsFound
    from perfscore.numbers.fields import Label, Number, Points
    from perfscore.numbers.printed import QuantityRefused
    from perfscore.numbers.quantity import Quantity, read_quantity
    from perfscore.numbers.ranges import Range
    from perfscore.packs.catalog import Catalog, discover, read_ruleset
    from perfscore.packs.hookspecs import hookimpl
    from perfscore.packs.indicator import Indicator, OpaqueMeasure, Role
    from perfscore.packs.renderer import Renderer
    from perfscore.plan.make import make_plan
    from perfscore.plan.planned import Plan, Step
    from perfscore.score.award import Award
    from perfscore.score.evidence import Evidence
    from perfscore.score.measure import Measurement
    from perfscore.score.readings import ReadingAward
    from perfscore.score.scorecard import Scorecard, SectionTotal
    from perfscore.score.sums.pointset import PointSet
    from perfscore.shapes.shape import Reads, Shape, ShapeProblem

__all__ = [
    "Ask", "Audit", "AuditData", "Award", "Catalog", "Claim", "CriterionAudit", "Decomposition",
    "Evidence", "Explained", "Fact", "FactMeans", "Finding", "Impossible", "Indicator", "Label", "Ledger",
    "Means", "Measurement", "Number", "OpaqueMeasure", "Place", "Plan", "PointSet", "Points", "Problem",
    "ProblemsFound", "Quantity", "QuantityRefused", "Range", "ReadingAward", "Reads", "Renderer", "Report",
    "Role", "Ruleset", "Scorecard", "SectionAudit", "SectionTotal", "Shape", "ShapeProblem", "Solution",
    "Step", "Verdict", "assess", "audit", "discover", "hookimpl", "make_plan", "make_report", "make_ruleset",
    "parse_report", "parse_ruleset", "read_document", "read_quantity", "read_report", "read_ruleset",
    "render", "solve_total",
]  # fmt: skip

# Where each name lives, for the interpreter; editors and mypy read the imports above.
_HOMES = {
    "auditing.asking": "Ask",
    "auditing.causes": "Explained",
    "auditing.findings.finding": "Finding",
    "auditing.ledger": "Ledger",
    "auditing.solve.means": "FactMeans Means",
    "auditing.solve.solution": "Decomposition Impossible Solution solve_total",
    "auditing.lines": "CriterionAudit SectionAudit Verdict",
    "auditing.verdicts": "Audit",
    "engine": "assess audit",
    "explain.formats.data": "AuditData",
    "explain.formats.rendering": "render",
    "extract.reports": "read_document",
    "inputs.given": "make_report make_ruleset parse_report parse_ruleset",
    "inputs.report": "Claim Fact Report",
    "inputs.reports": "read_report",
    "inputs.ruleset": "Ruleset",
    "messages.problems": "Place Problem ProblemsFound",
    "numbers.fields": "Label Number Points",
    "numbers.printed": "QuantityRefused",
    "numbers.quantity": "Quantity read_quantity",
    "numbers.ranges": "Range",
    "packs.catalog": "Catalog discover read_ruleset",
    "packs.hookspecs": "hookimpl",
    "packs.indicator": "Indicator OpaqueMeasure Role",
    "packs.renderer": "Renderer",
    "plan.make": "make_plan",
    "plan.planned": "Plan Step",
    "score.award": "Award",
    "score.evidence": "Evidence",
    "score.measure": "Measurement",
    "score.readings": "ReadingAward",
    "score.scorecard": "Scorecard SectionTotal",
    "score.sums.pointset": "PointSet",
    "shapes.shape": "Reads Shape ShapeProblem",
}


def __getattr__(name: str) -> Any:
    """Load one name of the surface when it is first asked for, and nothing that it does not need."""
    from importlib import import_module

    if name == "__version__":
        return import_module("importlib.metadata").version("perfscore")
    home = next((home for home, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module 'perfscore' has no attribute '{name}'")
    found = globals()[name] = getattr(import_module(f"perfscore.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
