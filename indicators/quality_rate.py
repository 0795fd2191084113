"""Quality rate · 质量达标率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["quality_rate"]

quality_rate = Indicator(
    id="quality_rate",
    label=Label(en="quality rate", zh="质量达标率"),
    description=Label(
        en="Work up to standard over all work finished. Scored in proportion, or full at 100 %.",
        zh="质量达标的工作数除以完成的工作数。按比例计分，或达百分之百得满分。",
    ),
    roles=(
        Role(
            name="up_to_standard",
            label=Label(en="up to standard", zh="质量达标数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="acceptance records", zh="验收资料"),
        ),
        Role(
            name="done",
            label=Label(en="finished", zh="实际完成数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
    ),
    formula="up_to_standard / done",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
