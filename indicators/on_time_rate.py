"""On-time rate · 完成及时率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["on_time_rate"]

on_time_rate = Indicator(
    id="on_time_rate",
    label=Label(en="on-time rate", zh="完成及时率"),
    description=Label(
        en="Work finished in time over all work finished. Scored in proportion, or full at 100 %.",
        zh="按时完成的工作数除以完成的工作数。按比例计分，或达百分之百得满分。",
    ),
    roles=(
        Role(
            name="done_on_time",
            label=Label(en="finished in time", zh="按时完成数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
        Role(
            name="done",
            label=Label(en="finished", zh="实际完成数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
    ),
    formula="done_on_time / done",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
