"""Control of public funds · 公用经费控制率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["public_funds_control_rate"]

public_funds_control_rate = Indicator(
    id="public_funds_control_rate",
    label=Label(en="control of public funds", zh="公用经费控制率"),
    description=Label(
        en="Public (running) expenditure over its budget. Up to 100 % is in order.",
        zh="公用经费实际支出除以预算数。不超过百分之百为达标。",
    ),
    roles=(
        Role(
            name="public_funds",
            label=Label(en="public (running) expenditure", zh="公用经费支出"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="public_funds_budget",
            label=Label(en="public (running) expenditure budgeted", zh="公用经费预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="approved department budget", zh="部门预算批复"),
        ),
    ),
    formula="public_funds / public_funds_budget",
    better="lower",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
