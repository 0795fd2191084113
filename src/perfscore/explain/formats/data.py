"""The JSON of a result as models, for editors, web services and JSON Schema · JSON 结果的模型.

Numbers are texts: a decimal, or ``n/d`` where none ends.  Points are in the points of the card, rates plain
ratios, amounts in 万元.  What cannot be told is null.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["AuditData"]

Named = Literal["reproduced", "consistent", "contradicted", "cannot_tell"] | None


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Ends(_Data):
    """A range: null where it has no end · 区间."""

    low: str | None
    high: str | None


class Computed(Ends):
    """What a criterion earns; `total` where the facts leave one value · 复算."""

    total: str | None


class ComputedTotal(Computed):
    """What the card gives · 总分复算."""

    grade: str | None


class ReportData(_Data):
    """Whose report · 报告."""

    subject: str
    fiscal_year: int
    title: str | None
    file: str
    digest: str


class RulesetData(_Data):
    """The rules · 规则集."""

    id: str
    version: str
    status: Literal["confirmed", "unconfirmed"]
    digest: str
    points: str


class Claimed(_Data):
    """What the report says of itself · 自评."""

    total: str | None
    grade: str | None


class MeasureData(Ends):
    """The value of an indicator · 指标值."""

    indicator: str
    state: str
    provider: str | None


class FactData(Ends):
    """A fact as printed and as read · 事实."""

    id: str
    raw: str | None
    at: str | None
    label: str
    state: str
    unit: str | None
    quote: str | None
    note: str | None
    place: str | None


class ExplainedData(_Data):
    """What else would give a contradicted claim · 矛盾的来历."""

    code: str
    points: str
    message: str
    name: str | None


class ReadingData(Ends):
    """One reading of a rule · 规则的一种读法."""

    id: str | None
    points: str | None


class FormulaData(_Data):
    """The formulas of a criterion · 公式."""

    measure: str | None
    points: str | None


class CriterionData(_Data):
    """One criterion · 评分项."""

    id: str
    section: str
    points: str
    computed: Computed
    claimed: str | None
    verdict: Named
    measure: MeasureData | None
    missing: list[str]
    steps: list[str]
    facts: list[FactData]
    explained_by: list[ExplainedData]
    label: str
    state: str
    says: str | None
    source: str | None
    standing: str
    formula: FormulaData
    readings: list[ReadingData]
    why: str | None


class LedgerData(_Data):
    """Where the full points went · 分数去向."""

    reproduced: str
    consistent: str
    unsupported: str
    contradicted: str
    not_claimed: str


class FindingData(_Data):
    """What the facts give away · 发现."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    facts: list[str]
    check: str | None


class AskData(_Data):
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


class DecompositionData(_Data):
    """One way in which a total can have come about · 一种失分方式."""

    lost: dict[str, str]
    means: dict[str, str]
    facts: list[MeansData]


class ImpossibleData(_Data):
    """The totals next to one that cannot be had · 不可能的总分."""

    below: str | None
    above: str | None
    step: str | None


class SectionData(_Data):
    """One section of the card · 分项."""

    name: str
    points: str
    computed: Ends
    claimed: str | None
    verdict: Named


class AssumptionData(_Data):
    """A fact that is assumed · 假定."""

    fact: str
    label: str
    raw: str
    note: str | None
    place: str


class AuditData(_Data):
    """What `Audit.to_dict` gives and ``render(format="json")`` prints · 审核结果的数据."""

    format: Literal[1]
    report: ReportData
    ruleset: RulesetData
    verdict: Named
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
