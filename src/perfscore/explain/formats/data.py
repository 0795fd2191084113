"""The JSON of a result as models, for editors, web services and JSON Schema · JSON 结果的模型.

Numbers are texts: a decimal, or ``n/d`` where none ends.  Points are in the points of the card, rates plain
ratios, amounts in 万元.  What cannot be told is null.
"""

from typing import Literal

from perfscore.auditing.lines import Verdict
from perfscore.explain.formats.data_criteria import Computed, CriterionData, Data, Ends, ExplainedData

__all__ = ["AuditData"]


class ComputedTotal(Computed):
    """What the card gives · 总分复算."""

    grade: str | None


class ReportData(Data):
    """Whose report · 报告."""

    subject: str
    fiscal_year: int
    title: str | None
    file: str
    digest: str


class ChosenData(Data):
    """Why these rules, where nobody named any, and which fit as well · 选用理由."""

    reasons: list[str]
    others: list[str]


class RulesetData(Data):
    """The rules · 规则集."""

    id: str
    version: str
    status: Literal["confirmed", "unconfirmed"]
    digest: str
    points: str
    chosen: ChosenData | None


class Claimed(Data):
    """What the report says of itself · 自评."""

    total: str | None
    grade: str | None


class LedgerData(Data):
    """Where the full points went · 分数去向."""

    reproduced: str
    consistent: str
    unsupported: str
    contradicted: str
    not_claimed: str


class FindingData(Data):
    """What the facts give away · 发现."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    facts: list[str]
    check: str | None


class AskData(Data):
    """What to ask for next · 应索取的事实."""

    fact: str
    points: str
    label: str
    document: str | None
    judged: bool


class MeansData(Ends):
    """The values an unknown fact can have · 未知事实的取值."""

    fact: str
    about: str | None
    about_decimal: str | None
    possible: list[str]


class DecompositionData(Data):
    """One way in which a total can have come about · 一种失分方式."""

    lost: dict[str, str]
    means: dict[str, str]
    facts: list[MeansData]


class ImpossibleData(Data):
    """The totals next to one that cannot be had · 不可能的总分."""

    below: str | None
    above: str | None
    step: str | None


class SectionData(Data):
    """One section of the card · 分项."""

    name: str
    points: str
    computed: Ends
    claimed: str | None
    verdict: Verdict | None


class AssumptionData(Data):
    """A fact that is assumed · 假定."""

    fact: str
    label: str
    raw: str
    note: str | None
    place: str


class OverrideData(Data):
    """One judgement of an auditor, named by what it is about · 一项审计判断."""

    criterion: str | None = None
    fact: str | None = None
    claim: str | None = None
    old: str
    new: str
    who: str
    when: str
    why: str


class OverridesData(Data):
    """What auditors judged, and what the total is with it · 审计判断."""

    entries: list[OverrideData]
    computed: ComputedTotal
    verdict: Verdict | None


class AuditData(Data):
    """What `Audit.to_dict` gives and ``render(format="json")`` prints · 审核结果的数据."""

    format: Literal[1]
    report: ReportData
    ruleset: RulesetData | None
    verdict: Verdict | None
    claimed: Claimed
    computed: ComputedTotal
    criteria: list[CriterionData]
    ledger: LedgerData | None
    findings: list[FindingData]
    ask_next: list[AskData]
    decompositions: list[DecompositionData]
    more_decompositions: bool
    impossible: ImpossibleData | None
    sections: list[SectionData]
    rests_on: list[AssumptionData]
    explained_by: list[ExplainedData]
    overrides: OverridesData | None
