"""Carry-over rate · 结转结余率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["carry_over_rate"]

carry_over_rate = Indicator(
    id="carry_over_rate",
    label=Label(en="carry-over rate", zh="结转结余率"),
    description=Label(
        en="What was left at the end of the year, carried over or surplus, over the "
        "expenditure budget. Less is better.",
        zh="年末结转和结余除以支出预算数，越低越好。",
    ),
    roles=(
        Role(
            name="carry_over",
            label=Label(en="carry-over and surplus", zh="年末结转和结余"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="budget",
            label=Label(en="expenditure budget", zh="支出预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="budget adjustments, final accounts", zh="预算调整文件、部门决算报表"),
        ),
    ),
    formula="carry_over / budget",
    better="lower",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
