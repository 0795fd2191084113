"""The format of a record: every step to a result, in the order in which it is compared · 记录的格式.

Amounts are in 万元, rates plain ratios, counts in their counter, points in those of the card.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from perfscore.numbers.exact import Mode
from perfscore.numbers.fields import Declared
from perfscore.record.made_from import (
    AskedPart,
    ClaimPart,
    EnginePart,
    Exact,
    FactPart,
    InputPart,
    Numbers,
    PackPart,
    ReadPart,
    ReportPart,
)

__all__ = [
    "FORMAT", "AppliedPart", "CriterionPart", "FindingPart", "LedgerPart", "MeasurePart", "OverridePart",
    "OverridesPart", "ReadingPart", "Record", "RoundingPart", "SectionPart", "TotalPart", "WayPart",
]  # fmt: skip

FORMAT: Literal[1] = 1
Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]


class MeasurePart(Declared):
    """The measure of a criterion · 指标值."""

    indicator: str
    provider: str | None
    formula: str | None
    tree: str | None
    reads: tuple[ReadPart, ...]
    state: str
    exact: Exact | None
    within: str
    possible: Numbers
    reasons: tuple[str, ...]


class ReadingPart(Declared):
    """The points under one reading of the rule · 一种理解."""

    id: str | None
    formula: str
    tree: str
    given: Mapping[str, Exact]
    reads: tuple[ReadPart, ...]
    exact: Exact | None
    possible: Numbers
    points: Exact | None
    attainable: Numbers
    reasons: tuple[str, ...]


class RoundingPart(Declared):
    """A declared rounding · 舍入."""

    places: int
    mode: Mode


class WayPart(Declared):
    """What would explain a claim · 可能的解释."""

    code: str
    points: Exact
    name: str


class CriterionPart(Declared):
    """One criterion · 评分项."""

    id: str
    section: str
    full: Exact
    state: Literal["scored", "missing", "not_applicable"]
    policy: str | None
    measure: MeasurePart | None
    readings: tuple[ReadingPart, ...]
    rounding: RoundingPart | None
    points: Exact | None
    counts: Exact
    attainable: Numbers
    claim: ClaimPart | None
    verdict: Verdict | None
    why: str | None
    explained_by: tuple[WayPart, ...]


class SectionPart(Declared):
    """The sum of a section · 分项."""

    name: str
    full: Exact
    points: Exact | None
    attainable: Numbers
    claim: ClaimPart | None
    verdict: Verdict | None


class AppliedPart(Declared):
    """What was done to the sum · 总分调整."""

    id: str
    kind: Literal["rescale", "cap", "floor", "bonus", "veto"]
    formula: str
    tree: str
    given: Mapping[str, Exact]
    reads: tuple[ReadPart, ...]
    exact: Exact | None
    possible: Numbers


class TotalPart(Declared):
    """From the sum to the total, and the verdict on it · 总分."""

    sum: Exact | None
    sums: Numbers
    applied: tuple[AppliedPart, ...]
    rounding: RoundingPart | None
    points: Exact | None
    attainable: Numbers
    grade: str | None
    claim: ClaimPart | None
    by_parts: bool = Field(title="is the claim contradicted by the scores printed for the lines alone")
    verdict: Verdict | None
    explained_by: tuple[WayPart, ...]


class LedgerPart(Declared):
    """Where the full points went · 分数去向."""

    full: Exact
    reproduced: Exact
    consistent: Exact
    unsupported: Exact
    contradicted: Exact
    not_claimed: Exact


class FindingPart(Declared):
    """A finding · 发现."""

    code: str
    severity: Literal["error", "warning", "note"]
    values: Mapping[str, str]
    facts: tuple[str, ...]
    check: str | None


class OverridePart(Declared):
    """An auditor's own judgement · 审计判断."""

    kind: Literal["criterion", "fact", "claim"]
    id: str
    old: str
    new: str
    who: str
    when: str
    why: str


class OverridesPart(Declared):
    """What auditors judged, and what the total is with it · 审计判断及其总分."""

    entries: tuple[OverridePart, ...]
    points: Exact | None
    attainable: Numbers
    grade: str | None
    verdict: Verdict | None


class Record(Declared):
    """A record · 记录.

    `seal` is the digest of all the rest: it tells a record that was changed from one of another version.
    Whoever changes a record can make a new one; only the recomputation tells that its content is true.
    """

    format: Literal[1]
    engine: EnginePart
    packs: tuple[PackPart, ...]
    asked: AskedPart
    inputs: tuple[InputPart, ...]
    report: ReportPart
    ruleset: Mapping[str, Any] = Field(title="in canonical form; empty where there were no rules")
    facts: tuple[FactPart, ...]
    criteria: tuple[CriterionPart, ...]
    sections: tuple[SectionPart, ...]
    total: TotalPart
    ledger: LedgerPart | None
    findings: tuple[FindingPart, ...]
    rests_on: tuple[str, ...]
    overrides: OverridesPart | None
    seal: str
