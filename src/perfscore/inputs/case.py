"""A case: facts, and what a card makes of them · 规则自测用例."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import Field

from perfscore.inputs.report_format import Claims, TargetEntry
from perfscore.numbers.fields import Declared, Identifier, Number

__all__ = ["CHECK_OUTCOMES", "Case", "CheckOutcome"]

CheckOutcome = Literal["holds", "fails", "open"]
CHECK_OUTCOMES: tuple[str, ...] = get_args(CheckOutcome)
_Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]


class Case(Declared):
    """A test that lives with the rules · 规则自测用例.

    A number is what the printed figures earn, a range all that any reading allows.  A check is ``open``
    where the facts do not decide it.
    """

    name: str | None = None
    facts: Mapping[str, Any] = Field(default_factory=dict)
    targets: tuple[TargetEntry, ...] = Field(default=(), title="rows of a form, as in a report")
    claims: Claims = Field(default_factory=Claims, title="what a report claims, as in a report")
    expect: Mapping[str, str] = Field(
        default_factory=dict,
        title="points by criterion or row, `total`, `grade`: a number, or a range such as `[0, 10]`",
    )
    not_attainable: Mapping[str, Number | tuple[Number, ...]] = Field(
        default_factory=dict, title="points of criteria, or the total, that these facts cannot give"
    )
    readings: Mapping[Identifier, Mapping[Identifier, str]] = Field(
        default_factory=dict, title="points that another reading of a criterion gives"
    )
    modifiers: Mapping[Identifier, str] = Field(
        default_factory=dict, title="what a rule over the sum adds to it, or takes off"
    )
    checks: Mapping[Identifier, CheckOutcome] = Field(
        default_factory=dict, title="how a check comes out: holds, fails, open"
    )
    verdicts: Mapping[str, _Verdict] = Field(
        default_factory=dict, title="the verdict on the total, a criterion or a section claimed"
    )
    source: str | None = None
    note: str | None = Field(default=None, title="the arithmetic, as worked out by hand")
    confirmed: bool = Field(default=True, title="false: worked out by the program, and nobody confirmed it")

    @property
    def expects_nothing(self) -> bool:
        """Whether it passes whatever the rules give."""
        said = (self.expect, self.not_attainable, self.readings, self.modifiers, self.checks, self.verdicts)
        return not any(said)
