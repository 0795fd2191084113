"""A ruleset: the criteria as data · 规则集（评分办法）.

These models are the format of a ruleset file; each field's title says what it means.  What a model
alone cannot see (weights, bands, unknown indicators, units) is found by the plan.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr

from perfscore.fields import Declared, FactId, Identifier, Label, Number, Standing
from perfscore.inputs.origin import NOWHERE, Origin
from perfscore.numbers import Mode, Rounding

__all__ = [
    "Case", "Check", "Criterion", "FactDefinition", "FactKind", "Grade", "Head", "Modifier", "Reading", "RoundingRule",
    "Rows", "Ruleset", "Section", "SourceDocument", "TableDefinition", "Years",
]  # fmt: skip

MissingPolicy = Literal["range", "zero", "refuse"]
NotApplicablePolicy = Literal["rescale", "full", "zero", "exclude"]
Scoring = Mapping[str, Any]
FactKind = Literal["number", "truth", "text", "date"]


class Years(Declared):
    """The fiscal years a ruleset is for · 适用年度."""

    first: int = Field(alias="from", title="first fiscal year")
    last: int | None = Field(None, alias="to", title="last fiscal year, if it has lapsed")


class RoundingRule(Declared):
    """How points are rounded, and where · 舍入."""

    places: int = Field(ge=0, le=10, title="decimals kept")
    mode: Mode = Field(title="half_up, half_even, truncate or up")
    at: Literal["criterion", "total"] = Field(title="each criterion, or the total only")

    @property
    def rounding(self) -> Rounding:
        """The rounding itself."""
        return Rounding(self.places, self.mode)


class Head(Declared):
    """What a ruleset is, and its policies · 规则集说明."""

    id: Identifier
    title: Label
    version: str
    status: Literal["confirmed", "unconfirmed"] = Field(title="is it known to be the rule in force")
    points: Number = Field(gt=0, title="full points of the whole card")
    rounding: RoundingRule
    missing: MissingPolicy = Field(title="what a missing fact costs")
    not_applicable: NotApplicablePolicy = Field(title="what becomes of points that do not apply")
    fiscal_years: Years | None = None
    extends: str | None = Field(None, title="ruleset of the same pack or folder to start from")
    abstract: bool = Field(False, title="a dictionary for others to extend; scores nothing itself")
    figures: Literal["exact", "rounded"] = Field("exact", title="what a printed figure stands for")
    claims: Literal["exact", "rounded"] = Field("exact", title="what a claimed score stands for")
    packs: tuple[str, ...] = Field((), title="packs beside the bundled one that the criteria need")
    region: Label | None = None
    note: Label | None = None


class SourceDocument(Declared):
    """A document the rules come from · 制度依据."""

    issuer: str | None = None
    number: str | None = None
    title: str | None = None
    url: str | None = None
    seen: str | None = Field(None, title="what of it was read")
    standing: Standing = "sourced"


class FactDefinition(Declared):
    """An entry of the data dictionary · 数据字典条目."""

    label: Label
    kind: FactKind = "number"
    unit: str | None = Field(None, title="万元, %, 册 …; none for a bare number")
    minimum: Number | None = Field(None, title="least value, in the unit")
    above: Number | None = Field(None, title="every value is above this, in the unit")
    maximum: Number | None = Field(None, title="greatest value, in the unit")
    step: Number | None = Field(None, gt=0, title="values come in steps of this, in the unit")
    levels: tuple[str, ...] | None = Field(None, title="the texts it can be")
    document: Label | None = Field(None, title="the document that would show it")


class TableDefinition(Declared):
    """A table of facts · 数据表."""

    label: Label
    columns: Mapping[FactId, FactDefinition]


class Section(Declared):
    """A group of criteria and what it should add up to · 一级、二级指标."""

    points: Number | None = None
    label: Label | None = None


class Reading(Declared):
    """Another way the same sentence can be read · 另一种理解."""

    id: Identifier
    scoring: Scoring = Field(title="what differs in the scoring")
    says: Label | None = None


class Rows(Declared):
    """Rows of the filled form as criteria · 表格行."""

    table: Literal["targets"]
    where: Mapping[str, str] = Field(default_factory=dict, title="columns and the text they hold")


class Criterion(Declared):
    """One line of the card · 评分项."""

    id: FactId
    label: Label
    points: Number = Field(gt=0)
    section: str = Field("", title="path of its group, levels separated by /")
    indicator: str | None = None
    with_: Mapping[str, FactId] = Field(
        default_factory=dict, alias="with", title="role = fact, where names differ"
    )
    scoring: Scoring | None = None
    rows: Rows | None = None
    scoring_by_sign: Mapping[str, Scoring] | None = None
    readings: tuple[Reading, ...] = ()
    rounding: RoundingRule | None = None
    missing: MissingPolicy | None = None
    not_applicable: NotApplicablePolicy | None = None
    source: str | None = Field(None, title="a source's id, then the clause")
    says: Label | None = Field(None, title="the rule in our own words")
    standing: Standing


class Check(Declared):
    """A statement about the facts that should hold · 勾稽关系."""

    id: Identifier
    label: Label | None = None
    assert_: str = Field(alias="assert", title="a truth over the facts")
    completeness: Literal["all", "claimed", "some"] | None = Field(
        None, title="does a list claim to be complete: proven, claimed, or only some of it"
    )
    kind: Literal["sum", "contradiction", "ratio", "limit"] = "sum"
    at: str | None = None


class Modifier(Declared):
    """What happens to the sum: cap, floor, bonus, veto · 封顶、保底、加分、一票否决."""

    id: Identifier
    kind: Literal["cap", "floor", "bonus", "veto"]
    label: Label
    at: Number | None = Field(None, title="the cap or the floor")
    formula: str | None = Field(None, title="the bonus, in points")
    most: Number | None = Field(None, title="the most a bonus may add")
    when: str | None = Field(None, title="the truth that triggers a veto")
    gives: Number | None = Field(None, title="the most a vetoed card may have")
    source: str | None = None
    standing: Standing = "sourced"


class Grade(Declared):
    """The name of a span of totals · 等级."""

    name: str
    from_: Number = Field(alias="from")
    label: Label | None = None


class Case(Declared):
    """A test that lives with the rules · 规则自测用例."""

    name: str | None = None
    facts: Mapping[str, Any] = Field(default_factory=dict)
    expect: Mapping[str, str]
    source: str | None = None


class Ruleset(Declared):
    """A ruleset file · 规则集.

    `origin` knows where each part stands and the digest of what was read.
    """

    format: Literal[1]
    ruleset: Head
    sources: Mapping[str, SourceDocument] = Field(default_factory=dict)
    facts: Mapping[FactId, FactDefinition] = Field(default_factory=dict)
    tables: Mapping[FactId, TableDefinition] = Field(default_factory=dict)
    sections: Mapping[str, Section] = Field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    checks: tuple[Check, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    grades: tuple[Grade, ...] = ()
    cases: tuple[Case, ...] = ()

    _origin: Origin = PrivateAttr(NOWHERE)

    @property
    def origin(self) -> Origin:
        """Where each part of the ruleset stands."""
        return self._origin

    def at(self, origin: Origin) -> Self:
        """Return the ruleset with the places of its files."""
        placed = self.model_copy()
        placed._origin = origin
        return placed

    @property
    def id(self) -> str:
        """The ruleset's id."""
        return self.ruleset.id

    @property
    def points(self) -> Fraction:
        """Full points of the whole card."""
        return self.ruleset.points
