"""The lines of a card: criteria, readings, checks, modifiers, grades · 评分项等条目."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from perfscore.numbers.exact import Mode, Rounding
from perfscore.numbers.fields import Declared, FactId, Identifier, Label, Number, Standing

__all__ = [
    "Check", "Criterion", "Grade", "MissingPolicy", "Modifier", "NotApplicablePolicy", "Reading",
    "RoundingRule", "Rows", "Scoring",
]  # fmt: skip

MissingPolicy = Literal["range", "zero", "refuse"]
NotApplicablePolicy = Literal["rescale", "full", "zero", "exclude"]
Scoring = Mapping[str, Any]


class RoundingRule(Declared):
    """How points are rounded, and where · 舍入."""

    places: int = Field(ge=0, le=10, title="decimals kept")
    mode: Mode = Field(title="half_up, half_even, truncate or up")
    at: Literal["criterion", "total"] = Field(title="each criterion, or the total only")

    @property
    def rounding(self) -> Rounding:
        """The rounding itself."""
        return Rounding(self.places, self.mode)


class Reading(Declared):
    """Another way the same sentence can be read · 另一种理解."""

    id: Identifier
    scoring: Scoring = Field(title="what differs in the scoring")
    says: Label | None = None


class Rows(Declared):
    """Rows of the filled form as criteria · 表格行.

    Headings are compared without blanks, without what stands in brackets and without a final 指标:
    ``产出`` is ``产出指标（50分）``.
    """

    table: Literal["targets"]
    where: Mapping[Literal["level1", "level2", "name"], str] = Field(
        default_factory=dict, title="columns and the text they hold"
    )
    rules: Identifier | None = Field(default=None, title="named set of row_rules that scores them")
    signs: Mapping[str, Literal["≥", "≤", "="]] = Field(
        default_factory=dict, title="heading or word of a name = sign taken where a row prints none"
    )
    split: Literal["printed", "equal"] = Field(
        default="printed", title="points as printed, or shared out equally"
    )
    places: int = Field(default=2, ge=0, le=10, title="decimals of points shared out equally")
    flag_above: Number | None = Field(default=None, gt=1, title="completion above which a reviewer is told")


class Criterion(Declared):
    """One line of the card · 评分项."""

    id: FactId
    label: Label
    points: Number = Field(gt=0)
    section: str = Field(default="", title="path of its group, levels separated by /")
    indicator: str | None = None
    with_: Mapping[str, FactId] = Field(
        default_factory=dict, alias="with", title="role = fact, where names differ"
    )
    scoring: Scoring | None = None
    rows: Rows | None = None
    scoring_by_sign: Mapping[str, Scoring] = Field(
        default_factory=dict, title="scoring of rows by their sign, beside or in place of rows.rules"
    )
    readings: tuple[Reading, ...] = ()
    rounding: RoundingRule | None = None
    missing: MissingPolicy | None = None
    not_applicable: NotApplicablePolicy | None = None
    source: str | None = Field(default=None, title="a source's id, then the clause")
    says: Label | None = Field(default=None, title="the rule in our own words")
    standing: Standing


class Check(Declared):
    """A statement about the facts that should hold · 勾稽关系."""

    id: Identifier
    label: Label | None = None
    assert_: str = Field(alias="assert", title="a truth over the facts")
    completeness: Literal["all", "claimed", "some"] | None = Field(
        default=None, title="does a list claim to be complete: proven, claimed, or only some of it"
    )
    kind: Literal["sum", "contradiction", "ratio", "limit", "cut", "empty", "repeat"] = Field(
        default="sum", title="what it means if it does not hold"
    )
    at: str | None = None


class Modifier(Declared):
    """What happens to the sum: cap, floor, bonus, veto · 封顶、保底、加分、一票否决."""

    id: Identifier
    kind: Literal["cap", "floor", "bonus", "veto"]
    label: Label
    at: Number | None = Field(default=None, title="the cap or the floor")
    formula: str | None = Field(default=None, title="the bonus, in points")
    most: Number | None = Field(default=None, title="the most a bonus may add")
    when: str | Mapping[FactId, Any] | None = Field(
        default=None, title="the truth that triggers a veto, or what each of some facts must be"
    )
    gives: Number | None = Field(default=None, title="the most a vetoed card may have")
    source: str | None = None
    standing: Standing = "sourced"


class Grade(Declared):
    """The name of a span of totals · 等级."""

    name: str
    from_: Number = Field(alias="from")
    label: Label | None = None
    source: str | None = Field(default=None, title="a source's id, then the clause")
