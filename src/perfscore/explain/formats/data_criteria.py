"""The JSON of one criterion as models · 评分项 JSON 的模型.

Numbers are texts: a decimal, or ``n/d`` where none ends.  What cannot be told is null.
"""

from pydantic import BaseModel, ConfigDict

from perfscore.auditing.lines import Verdict

__all__ = ["Computed", "CriterionData", "Data", "Ends", "ExplainedData"]


class Data(BaseModel):
    """What all parts of the JSON share: frozen, no other keys · 共同约定."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Ends(Data):
    """A range: null where it has no end · 区间."""

    low: str | None
    high: str | None


class Computed(Ends):
    """What a criterion earns; `total` where the facts leave one value · 复算."""

    total: str | None


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


class ExplainedData(Data):
    """What else would give a contradicted claim · 矛盾的来历."""

    code: str
    points: str
    message: str
    name: str | None


class ReadingData(Ends):
    """One reading of a rule · 规则的一种读法."""

    id: str | None
    points: str | None


class FormulaData(Data):
    """The formulas of a criterion · 公式."""

    measure: str | None
    points: str | None


class CriterionData(Data):
    """One criterion · 评分项."""

    id: str
    section: str
    points: str
    computed: Computed
    claimed: str | None
    verdict: Verdict | None
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
