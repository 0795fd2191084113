"""Budget adjustment rate · 预算调整率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["budget_adjustment_rate"]

budget_adjustment_rate = Indicator(
    id="budget_adjustment_rate",
    label=Label(en="budget adjustment rate", zh="预算调整率"),
    description=Label(
        en="The amounts adjusted during the year, added up whichever way they went, over "
        "the initial budget. Adjustments that policy, force majeure or the government "
        "brought about are left out.",
        zh="年度内预算调整金额合计（追加、追减、结构调整）除以年初预算数。因政策、不可抗力或政府要求的调整除外。",
    ),
    roles=(
        Role(
            name="adjusted",
            label=Label(en="amount adjusted", zh="预算调整数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="budget adjustments", zh="预算调整文件"),
        ),
        Role(
            name="initial_budget",
            label=Label(en="initial budget", zh="年初预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="approved department budget", zh="部门预算批复"),
        ),
    ),
    formula="adjusted / initial_budget",
    better="lower",
    minimum=Fraction(0),
    reference=(
        "财预〔2013〕53号 (general knowledge); bands read in 岳阳市 附件3-1, "
        "added over initial budget in a Hunan county card"
    ),
)
