"""The bundled pack: indicators, shapes and rulesets · 自带指标包.

It enters by the entry point that every other pack uses.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

from perfscore.documents.reader import BUNDLED, FormReader
from perfscore.packs.hookspecs import hookimpl
from perfscore.packs.indicator import Indicator
from perfscore.packs.renderer import BUNDLED as RENDERERS
from perfscore.packs.renderer import Renderer
from perfscore.shapes.all_or_nothing import AllOrNothing
from perfscore.shapes.bands import Bands
from perfscore.shapes.checklist import Checklist
from perfscore.shapes.conditions import Conditions
from perfscore.shapes.deadline import Deadline
from perfscore.shapes.deduction import Deduction
from perfscore.shapes.discretion import Discretion
from perfscore.shapes.formula import OwnFormula
from perfscore.shapes.judged import Judged
from perfscore.shapes.proportional import Proportional
from perfscore.shapes.shape import Shape

from .asset_use_rate import asset_use_rate
from .budget_adjustment_rate import budget_adjustment_rate
from .budget_completion_rate import budget_completion_rate
from .budget_execution_rate import budget_execution_rate
from .carry_over_change_rate import carry_over_change_rate
from .carry_over_rate import carry_over_rate
from .key_spending_share import key_spending_share
from .key_task_completion_rate import key_task_completion_rate
from .on_time_rate import on_time_rate
from .output_counts import output_counts
from .payment_progress_rate import payment_progress_rate
from .procurement_execution_rate import procurement_execution_rate
from .public_funds_control_rate import public_funds_control_rate
from .quality_rate import quality_rate
from .reported_rate import reported_rate
from .reported_satisfaction import reported_satisfaction
from .satisfaction import satisfaction
from .satisfaction_rate import satisfaction_rate
from .staff_control_rate import staff_control_rate
from .target_completion import target_completion
from .three_public_change_rate import three_public_change_rate
from .three_public_control_rate import three_public_control_rate

__all__ = [
    "perfscore_indicators",
    "perfscore_readers",
    "perfscore_renderers",
    "perfscore_rulesets",
    "perfscore_shapes",
]


@hookimpl
def perfscore_indicators() -> list[Indicator]:
    """Return the bundled indicators · 自带指标."""
    return [
        asset_use_rate,
        budget_adjustment_rate,
        budget_completion_rate,
        budget_execution_rate,
        carry_over_change_rate,
        carry_over_rate,
        key_spending_share,
        key_task_completion_rate,
        on_time_rate,
        output_counts,
        payment_progress_rate,
        procurement_execution_rate,
        public_funds_control_rate,
        quality_rate,
        reported_rate,
        reported_satisfaction,
        satisfaction,
        satisfaction_rate,
        staff_control_rate,
        target_completion,
        three_public_change_rate,
        three_public_control_rate,
    ]


@hookimpl
def perfscore_shapes() -> list[type[Shape]]:
    """Return the bundled shapes · 自带计分方法."""
    return [
        Proportional,
        Deduction,
        Bands,
        Conditions,
        Judged,
        Discretion,
        Checklist,
        AllOrNothing,
        Deadline,
        OwnFormula,
    ]


@hookimpl
def perfscore_rulesets() -> Traversable:
    """Return the folder of the bundled rulesets · 自带规则集."""
    return files("perfscore_rulesets")


@hookimpl
def perfscore_readers() -> list[FormReader]:
    """Return the bundled readers of forms · 自带表格读取器."""
    return list(BUNDLED)


@hookimpl
def perfscore_renderers() -> list[Renderer]:
    """Return the bundled formats that are no text · 自带输出格式."""
    return list(RENDERERS)
