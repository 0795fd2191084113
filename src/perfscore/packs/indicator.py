"""What an indicator is · 指标的约定.

An indicator measures and knows no weight: which facts it reads (its roles), one formula over them, and
what the result means.  Points belong to rulesets.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from pydantic import Field

from perfscore.numbers.fields import Declared, FactId, Identifier, Label, Number
from perfscore.numbers.ranges import Range

__all__ = ["Indicator", "OpaqueMeasure", "Role"]

RoleUnit = Literal["amount", "ratio", "count", "points", "number", "truth", "text", "date"]


class Role(Declared):
    """A fact an indicator reads · 指标读取的事实.

    `unit` is the sort of quantity; all ``count`` roles of an indicator take the same counter.
    `minimum`, `above` and `maximum` are in 万元 for amounts and plain numbers else (a ratio of 1 is
    100 %).
    """

    name: FactId
    label: Label
    unit: RoleUnit
    minimum: Number | None = None
    above: Number | None = None
    maximum: Number | None = None
    limit: bool = Field(default=False, title="a target: printed as ≥90% it is the number 90 %")
    document: Label | None = Field(default=None, title="the document that would show it")

    @property
    def within(self) -> Range:
        """Every value the role can have."""
        low = self.above if self.above is not None else self.minimum
        return Range(low, self.maximum, low is None or self.above is not None, self.maximum is None)


class OpaqueMeasure(Declared):
    """A Python function in place of a formula · 不透明的计算函数.

    It gets exact values by role, returns a Fraction, must be pure, and says in which roles the result
    rises and in which it falls, so that bounds are taken at the corners.
    """

    function: Callable[..., Fraction]
    rising: tuple[FactId, ...] = ()
    falling: tuple[FactId, ...] = ()


class Indicator(Declared):
    """A measure of performance · 绩效指标.

    `formula` is written over the roles; `unit` is the sort of the result, `minimum` and `maximum` what
    it can be; `better` says which way is good (``neither`` where a ruleset decides).  `reference` names
    the document the definition comes from.  `description` begins ``English · 中文``.
    """

    id: Identifier
    label: Label
    description: Label
    roles: tuple[Role, ...] = Field(min_length=1)
    formula: str | OpaqueMeasure
    unit: Literal["ratio", "amount", "count", "points", "number"] = "ratio"
    better: Literal["higher", "lower", "neither"]
    reference: str
    minimum: Number | None = None
    maximum: Number | None = None

    @property
    def within(self) -> Range:
        """Every value the measure can have."""
        return Range(self.minimum, self.maximum, self.minimum is None, self.maximum is None)
