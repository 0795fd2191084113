"""Procurement execution rate · 政府采购执行率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["procurement_execution_rate"]

procurement_execution_rate = Indicator(
    id="procurement_execution_rate",
    label=Label(en="procurement execution rate", zh="政府采购执行率"),
    description=Label(
        en="Procurement carried out over the procurement budget. Some cards take points "
        "both above and below 100 %, so which way is better is for the ruleset to say.",
        zh="政府采购实际金额除以采购预算数。有的评分表高于或低于百分之百都扣分，优劣方向由规则集规定。",
    ),
    roles=(
        Role(
            name="procurement",
            label=Label(en="procurement carried out", zh="政府采购实际金额"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="procurement_budget",
            label=Label(en="procurement budgeted", zh="政府采购预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="procurement budget", zh="政府采购预算表"),
        ),
    ),
    formula="procurement / procurement_budget",
    better="neither",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
