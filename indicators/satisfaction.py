"""Satisfaction against its target · 服务对象满意度."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["satisfaction"]

satisfaction = Indicator(
    id="satisfaction",
    label=Label(en="satisfaction against its target", zh="服务对象满意度"),
    description=Label(
        en="The satisfaction found by a survey over the satisfaction aimed at. Scored in "
        "proportion: reaching the target earns full points.",
        zh="调查满意度除以满意度目标值。按比例计分，达到目标值得满分。",
    ),
    roles=(
        Role(
            name="satisfaction",
            label=Label(en="satisfaction found", zh="满意度"),
            unit="ratio",
            minimum=Fraction(0),
            maximum=Fraction(1),
            document=Label(en="returns of the satisfaction survey", zh="满意度调查问卷汇总"),
        ),
        Role(
            name="satisfaction_target",
            label=Label(en="satisfaction aimed at", zh="满意度目标值"),
            limit=True,
            unit="ratio",
            above=Fraction(0),
            maximum=Fraction(1),
            document=Label(en="table of goals", zh="绩效目标表"),
        ),
    ),
    formula="satisfaction / satisfaction_target",
    better="higher",
    minimum=Fraction(0),
    reference=(
        "财预〔2020〕10号, the group of ten points on the 天长 and 中江 forms; "
        "the formula is general knowledge, not read in a source"
    ),
)
