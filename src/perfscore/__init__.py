"""perfscore: recompute and audit published performance scores · 绩效自评分数的复算与审核.

from perfscore import audit, discover, read_report, read_ruleset, render

catalog = discover()
report = read_report("report.toml")
result = audit(report, read_ruleset("yueyanglou-2024", catalog), catalog)
print(result.verdict, result.card.range)
print(render(result, language="en"))
"""
# ruff: noqa: F403, F405 - the names are those of perfscore.public, written out for readers

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.public import *

__all__ = [
    "Ask", "Audit", "Award", "Catalog", "Claim", "CriterionAudit", "Decomposition",
    "Evidence", "Explained", "Fact", "FactMeans", "Finding", "Impossible", "Indicator", "Label",
    "Ledger", "Means", "Measurement", "Number", "OpaqueMeasure", "Place", "Plan", "PointSet", "Points",
    "Problem", "ProblemsFound", "Quantity", "QuantityRefused", "Range", "ReadingAward", "Reads",
    "Report", "Role", "Ruleset", "Scorecard", "SectionAudit", "SectionTotal", "Shape", "ShapeProblem",
    "Solution", "Step", "Verdict", "assess", "audit", "discover", "hookimpl", "make_plan", "read_quantity",
    "read_report", "read_ruleset", "render", "solve_total",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("perfscore")
    if name not in __all__:
        raise AttributeError(f"module 'perfscore' has no attribute '{name}'")
    from perfscore import public

    return getattr(public, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The package, in which ``audit`` is the function even after the module of that name is read."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
