"""Control of three-public spending · “三公”经费控制率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["three_public_control_rate"]

three_public_control_rate = Indicator(
    id="three_public_control_rate",
    label=Label(en="control of three-public spending", zh="“三公”经费控制率"),
    description=Label(
        en="Three-public spending over its budget. Up to 100 % is in order; cards take "
        "points for every percentage point above.",
        zh="“三公”经费决算数除以预算数。不超过百分之百为达标，每超一个百分点扣分。",
    ),
    roles=(
        Role(
            name="three_public_actual",
            label=Label(en="three-public spending", zh="“三公”经费决算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="published final accounts", zh="部门决算公开表"),
        ),
        Role(
            name="three_public_budget",
            label=Label(en="three-public spending budgeted", zh="“三公”经费预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="published department budget", zh="部门预算公开表"),
        ),
    ),
    formula="three_public_actual / three_public_budget",
    better="lower",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge); rule read in 岳阳市 附件3-1",
)
