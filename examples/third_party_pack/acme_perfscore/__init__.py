"""ACME's indicators, shapes, rulesets, readers and formats · ACME 指标包（示例）."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from perfscore import Indicator, Renderer, Shape, hookimpl
from perfscore.documents.reader import FormReader

from .half_then_full import HalfThenFull
from .points_list import points_list
from .tab_separated import tab_separated
from .volunteer_hours_rate import volunteer_hours_rate


@hookimpl
def perfscore_indicators() -> list[Indicator]:
    """Return the indicators of the pack."""
    return [volunteer_hours_rate]


@hookimpl
def perfscore_shapes() -> list[type[Shape]]:
    """Return the shapes of the pack."""
    return [HalfThenFull]


@hookimpl
def perfscore_rulesets() -> Traversable:
    """Return the folder of the pack's rulesets."""
    return files(__name__) / "rulesets"


@hookimpl
def perfscore_readers() -> list[FormReader]:
    """Return the readers of forms of the pack."""
    return [tab_separated]


@hookimpl
def perfscore_renderers() -> list[Renderer]:
    """Return the formats of the pack."""
    return [points_list]
