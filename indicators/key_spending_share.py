"""Share of key spending · 重点支出安排率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["key_spending_share"]

key_spending_share = Indicator(
    id="key_spending_share",
    label=Label(en="share of key spending", zh="重点支出安排率"),
    description=Label(
        en="Spending on key projects over all project spending. Cards give points by bands from 60 to 90 %.",
        zh="重点项目支出除以项目总支出。评分表在六成至九成之间分档给分。",
    ),
    roles=(
        Role(
            name="key_spending",
            label=Label(en="spending on key projects", zh="重点项目支出"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(
                en="approved department budget, list of projects", zh="部门预算批复、项目支出明细"
            ),
        ),
        Role(
            name="project_spending",
            label=Label(en="all project spending", zh="项目总支出"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
    ),
    formula="key_spending / project_spending",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge); bands read in 岳阳市 附件3-1",
)
