"""The format of a record: what stands in it, and in which order it is compared · 记录的格式.

Numbers are texts, ``n/d``; sets of numbers as `perfscore.record.notation` writes them.  Amounts are in 万元,
rates plain ratios, counts in their counter, points in those of the card.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from perfscore.numbers.exact import Mode
from perfscore.numbers.fields import Declared

__all__ = [
    "FORMAT", "AppliedPart", "AskedPart", "ClaimPart", "CriterionPart", "EnginePart", "FactPart",
    "FindingPart", "InputPart", "LedgerPart", "MeasurePart", "OverridePart", "OverridesPart", "PackPart",
    "PlacePart", "ReadPart", "ReadingPart", "Record", "ReportPart", "Role", "RoundingPart", "SectionPart",
    "TotalPart", "WayPart",
]  # fmt: skip

FORMAT: Literal[1] = 1

Exact = Annotated[str, Field(pattern=r"^-?(?:0|[1-9][0-9]*)/[1-9][0-9]*$")]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Numbers = tuple[str, ...]
Role = Literal["report", "quoted", "ruleset", "overrides"]
State = Literal["stated", "assumed", "not_shown", "not_applicable", "unreadable"]
Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]


class EnginePart(Declared):
    """What computed it · 引擎."""

    name: str
    version: str


class PackPart(Declared):
    """A pack that was loaded · 指标包."""

    pack: str
    distribution: str
    version: str


class InputPart(Declared):
    """A file as it was read · 输入文件.

    `path` is relative to the folder of the record, or a name alone; `pack` is the pack that has the file.
    """

    role: Role
    path: str
    pack: str | None
    digest: Digest
    length: int


class AskedPart(Declared):
    """What was asked for beside the inputs · 运行条件."""

    ruleset: str | None
    packs: tuple[str, ...]
    year: int | None
    member: str | None = Field(title="which file of an archive")
    form: int = Field(title="which of the reports of its document, from 1")


class PlacePart(Declared):
    """Where something stands; line 0 where it has none · 位置."""

    file: str
    line: int
    column: int
    keys: str


class ClaimPart(Declared):
    """A claimed figure · 自评分."""

    raw: str
    places: int | None
    stands_for: str
    at: str | None
    quote: str | None
    place: PlacePart


class ReportPart(Declared):
    """Whose report · 报告."""

    subject: str
    fiscal_year: int
    title: str | None
    file: str
    grade: str | None


class FactPart(Declared):
    """A fact that was used · 事实."""

    id: str
    state: State
    raw: str
    unit: str | None
    exact: Exact | None
    range: str | None
    places: int | None
    value: bool | str | None
    at: str | None
    quote: str | None
    place: PlacePart


class ReadPart(Declared):
    """What a name of a formula was given · 代入的事实."""

    name: str
    fact: str
    kind: Literal["number", "truth", "text", "date", "column"]
    known: Literal["exact", "range", "missing", "not_applicable"]
    exact: Any
    possible: Any


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
    ruleset: Mapping[str, Any]
    facts: tuple[FactPart, ...]
    criteria: tuple[CriterionPart, ...]
    sections: tuple[SectionPart, ...]
    total: TotalPart
    ledger: LedgerPart | None
    findings: tuple[FindingPart, ...]
    rests_on: tuple[str, ...]
    overrides: OverridesPart | None
    seal: str
