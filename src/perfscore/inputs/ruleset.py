"""A ruleset: the criteria as data · 规则集（评分办法）.

These models are the format of a ruleset file; each field's title says what it means.  What a model
alone cannot see (weights, bands, unknown indicators, units) is found by the plan.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, PrivateAttr

from perfscore.inputs.case import Case
from perfscore.inputs.criteria import (
    Check,
    Criterion,
    Grade,
    MissingPolicy,
    Modifier,
    NotApplicablePolicy,
    RoundingRule,
    Scoring,
)
from perfscore.inputs.dictionary import FactDefinition, TableDefinition
from perfscore.inputs.schema.origin import NOWHERE, Origin
from perfscore.inputs.schema.partly import NO_HOLES, Holes
from perfscore.numbers.fields import Declared, FactId, Identifier, Label, Number, Standing

__all__ = [
    "Head",
    "Ruleset",
    "Section",
    "SourceDocument",
    "Years",
]


class Years(Declared):
    """The fiscal years a ruleset is for · 适用年度."""

    first: int = Field(alias="from", title="first fiscal year")
    last: int | None = Field(default=None, alias="to", title="last fiscal year, if it has lapsed")


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
    extends: str | None = Field(default=None, title="ruleset of the same pack or folder to start from")
    abstract: bool = Field(default=False, title="a dictionary for others to extend; scores nothing itself")
    figures: Literal["exact", "rounded"] = Field(default="exact", title="what a printed figure stands for")
    claims: Literal["exact", "rounded"] = Field(default="exact", title="what a claimed score stands for")
    packs: tuple[str, ...] = Field(default=(), title="packs beside the bundled one that the criteria need")
    region: Label | None = None
    kind: Literal["project", "department"] | None = Field(
        default=None, title="what its reports are about; none where it is for both"
    )
    source: str | None = Field(default=None, title="what the card as a whole rests on: a source's id, …")
    note: Label | None = None


class SourceDocument(Declared):
    """A document the rules come from · 制度依据."""

    issuer: str | None = None
    number: str | None = None
    title: str | None = None
    url: str | None = None
    seen: str | None = Field(default=None, title="what of it was read")
    standing: Standing = "sourced"


class Section(Declared):
    """A group of criteria and what it should add up to · 一级、二级指标."""

    points: Number | None = None
    label: Label | None = None


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
    row_rules: Mapping[Identifier, Mapping[str, Scoring]] = Field(
        default_factory=dict, title="named sets of scoring for the rows of a form, by sign"
    )
    criteria: tuple[Criterion, ...] = ()
    checks: tuple[Check, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    grades: tuple[Grade, ...] = ()
    cases: tuple[Case, ...] = ()

    _origin: Origin = PrivateAttr(NOWHERE)
    _holes: Holes = PrivateAttr(NO_HOLES)

    @property
    def origin(self) -> Origin:
        """Where each part of the ruleset stands."""
        return self._origin

    @property
    def holes(self) -> Holes:
        """What of the file could not be read, in a draft."""
        return self._holes

    def __hash__(self) -> int:
        return hash(self.origin)

    def __repr__(self) -> str:
        return f"<Ruleset {self.id} {self.ruleset.version}: {len(self.criteria)} criteria>"

    __str__ = __repr__

    def at(self, origin: Origin) -> Self:
        """Return the ruleset with the places of its files."""
        placed = self.model_copy()
        placed._origin = origin
        return placed

    def with_holes(self, holes: Holes) -> Self:
        """Return the ruleset as a draft in which more is left out."""
        drafted = self.model_copy()
        drafted._holes = holes
        return drafted

    def is_for(self, fiscal_year: int) -> bool:
        """Say whether the ruleset is for a fiscal year."""
        years = self.ruleset.fiscal_years
        return years is None or years.first <= fiscal_year <= (years.last or fiscal_year)

    @property
    def id(self) -> str:
        """The ruleset's id."""
        return self.ruleset.id

    @property
    def points(self) -> Fraction:
        """Full points of the whole card."""
        return self.ruleset.points
