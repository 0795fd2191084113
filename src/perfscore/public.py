"""Everything the library offers, imported · 全部公开接口.

`perfscore` gives these names one by one, when they are first asked for, so that a command which needs
none of them starts at once.
"""

from perfscore.audit import Ask, Audit, CriterionAudit, SectionAudit, Verdict
from perfscore.award import Award
from perfscore.detective import Explained
from perfscore.engine import assess, audit
from perfscore.evidence import Evidence
from perfscore.explain.rendering import render
from perfscore.fields import Label, Number, Points
from perfscore.finding import Finding
from perfscore.inputs.report import Claim, Fact, Report
from perfscore.inputs.reports import read_report
from perfscore.inputs.ruleset import Ruleset
from perfscore.ledger import Ledger
from perfscore.measure import Measurement
from perfscore.plan import make_plan
from perfscore.planned import Plan, Step
from perfscore.plugins.catalog import Catalog, discover
from perfscore.plugins.hookspecs import hookimpl
from perfscore.plugins.indicator import Indicator, OpaqueMeasure, Role
from perfscore.plugins.lookup import read_ruleset
from perfscore.problems import Place, Problem, ProblemsFound
from perfscore.quantities.printed import QuantityRefused
from perfscore.quantities.quantity import Quantity, read_quantity
from perfscore.ranges import Range
from perfscore.reading import ReadingAward
from perfscore.scorecard import Scorecard, SectionTotal
from perfscore.shapes.shape import Reads, Shape, ShapeProblem
from perfscore.solve import Decomposition, Impossible, Solution, solve_total
from perfscore.solving.means import FactMeans, Means
from perfscore.sums.pointset import PointSet

__all__ = [
    "Ask", "Audit", "Award", "Catalog", "Claim", "CriterionAudit", "Decomposition",
    "Evidence", "Explained", "Fact", "FactMeans", "Finding", "Impossible", "Indicator", "Label",
    "Ledger", "Means", "Measurement", "Number", "OpaqueMeasure", "Place", "Plan", "PointSet", "Points",
    "Problem", "ProblemsFound", "Quantity", "QuantityRefused", "Range", "ReadingAward", "Reads",
    "Report", "Role", "Ruleset", "Scorecard", "SectionAudit", "SectionTotal", "Shape", "ShapeProblem",
    "Solution", "Step", "Verdict", "assess", "audit", "discover", "hookimpl", "make_plan", "read_quantity",
    "read_report", "read_ruleset", "render", "solve_total",
]  # fmt: skip
