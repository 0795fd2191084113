"""Everything the library offers, imported · 全部公开接口.

`perfscore` gives these names one by one, when they are first asked for, so that a command which needs
none of them starts at once.
"""

from perfscore.auditing.asking import Ask
from perfscore.auditing.causes import Explained
from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.ledger import Ledger
from perfscore.auditing.lines import CriterionAudit, SectionAudit, Verdict
from perfscore.auditing.solve.means import FactMeans, Means
from perfscore.auditing.solve.solution import Decomposition, Impossible, Solution, solve_total
from perfscore.auditing.verdicts import Audit
from perfscore.engine import assess, audit
from perfscore.explain.formats.rendering import render
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
    "Ask", "Audit", "Award", "Catalog", "Claim", "CriterionAudit", "Decomposition",
    "Evidence", "Explained", "Fact", "FactMeans", "Finding", "Impossible", "Indicator", "Label",
    "Ledger", "Means", "Measurement", "Number", "OpaqueMeasure", "Place", "Plan", "PointSet", "Points",
    "Problem", "ProblemsFound", "Quantity", "QuantityRefused", "Range", "ReadingAward", "Reads",
    "Report", "Role", "Ruleset", "Scorecard", "SectionAudit", "SectionTotal", "Shape", "ShapeProblem",
    "Solution", "Step", "Verdict", "assess", "audit", "discover", "hookimpl", "make_plan", "read_quantity",
    "read_report", "read_ruleset", "render", "solve_total",
]  # fmt: skip
