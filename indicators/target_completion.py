"""Target completion · 目标完成率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["target_completion"]

target_completion = Indicator(
    id="target_completion",
    label=Label(en="target completion", zh="目标完成率"),
    description=Label(
        en="What was reached over what was aimed at, both in the same unit. The measure of "
        "every row of a filled form; a target of zero has no completion and needs a "
        "limit instead.",
        zh="实际完成值除以目标值，两者单位相同。自评表各行均用此指标；目标值为零时没有完成率，应改用限值。",
    ),
    roles=(
        Role(
            name="actual",
            label=Label(en="reached", zh="实际完成值"),
            unit="number",
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
        Role(
            name="target",
            label=Label(en="target", zh="目标值"),
            limit=True,
            unit="number",
            minimum=Fraction(0),
            document=Label(en="table of goals", zh="绩效目标表"),
        ),
    ),
    formula="actual / target",
    better="neither",
    reference=(
        "财预〔2020〕10号 (general knowledge); actual over target as the "
        "finance ministry's budget software computes a positive row"
    ),
)
