"""Satisfaction rate · 满意率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["satisfaction_rate"]

satisfaction_rate = Indicator(
    id="satisfaction_rate",
    label=Label(en="satisfaction rate", zh="满意率"),
    description=Label(
        en="The people who said they were satisfied over all who were asked. Where the "
        "returns of a survey are known, it checks the satisfaction a report prints.",
        zh="满意人数除以被调查人数。掌握调查问卷汇总时，可用来核对报告所列的满意度。",
    ),
    roles=(
        Role(
            name="satisfied",
            label=Label(en="people satisfied", zh="满意人数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="returns of the satisfaction survey", zh="满意度调查问卷汇总"),
        ),
        Role(
            name="surveyed",
            label=Label(en="people asked", zh="被调查人数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="returns of the satisfaction survey", zh="满意度调查问卷汇总"),
        ),
    ),
    formula="satisfied / surveyed",
    better="higher",
    minimum=Fraction(0),
    reference=("财预〔2013〕53号, row 社会公众或服务对象满意度 (general knowledge, not read in a source)"),
)
