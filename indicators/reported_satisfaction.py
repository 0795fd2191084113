"""Reported satisfaction · 满意度."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["reported_satisfaction"]

reported_satisfaction = Indicator(
    id="reported_satisfaction",
    label=Label(en="reported satisfaction", zh="满意度"),
    description=Label(
        en="The satisfaction as it is reported, against no target. For cards that score it "
        "by bands of 90, 80 and 70 %.",
        zh="报告中的满意度本身，不与目标值比较。用于按九成、八成、七成分档计分的评分表。",
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
    ),
    formula="satisfaction",
    better="higher",
    minimum=Fraction(0),
    maximum=Fraction(1),
    reference=("Hunan county card, row 社会公众或服务对象满意度 (general knowledge, not read in a source)"),
)
