"""The questions asked of every pack · 插件接口."""

from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from perfscore.documents.reader import FormReader
    from perfscore.packs.indicator import Indicator
    from perfscore.packs.renderer import Renderer
    from perfscore.shapes.shape import Shape

__all__ = ["PROJECT", "hookimpl", "hookspec"]

PROJECT = "perfscore"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def perfscore_indicators() -> "list[Indicator]":
    """Return the indicators of the pack · 提供指标."""


@hookspec
def perfscore_shapes() -> "list[type[Shape]]":
    """Return the shapes of the pack · 提供计分方法."""


@hookspec
def perfscore_rulesets() -> Traversable:
    """Return the folder of the pack's ruleset files · 提供规则集文件夹."""


@hookspec
def perfscore_readers() -> "list[FormReader]":
    """Return the readers of forms of the pack · 提供表格读取器."""


@hookspec
def perfscore_renderers() -> "list[Renderer]":
    """Return the formats that the pack writes results in · 提供输出格式."""


@hookspec
def perfscore_phrases() -> Traversable:
    """Return the folder of the pack's wordings of facts in narratives · 提供用语文件夹."""
