"""Outputs delivered · 实际完成率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["output_counts"]

output_counts = Indicator(
    id="output_counts",
    label=Label(en="outputs delivered", zh="实际完成率"),
    description=Label(
        en="What was delivered over what was planned, counted in one unit (events, books, "
        "trainees). Reaching the plan earns full points.",
        zh="实际完成数量除以计划数量，按同一计量单位（场、册、人）计数。完成计划得满分。",
    ),
    roles=(
        Role(
            name="actual",
            label=Label(en="delivered", zh="实际完成数量"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
        Role(
            name="planned",
            label=Label(en="planned", zh="计划数量"),
            limit=True,
            unit="count",
            minimum=Fraction(0),
            document=Label(en="table of goals", zh="绩效目标表"),
        ),
    ),
    formula="actual / planned",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号, row 实际完成率 (general knowledge, not read in a source)",
)
