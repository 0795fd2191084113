"""Budget completion rate · 预算完成率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["budget_completion_rate"]

budget_completion_rate = Indicator(
    id="budget_completion_rate",
    label=Label(en="budget completion rate", zh="预算完成率"),
    description=Label(
        en="The part of the budget that was carried out over the whole budget of the "
        "department. Hunan cards take two points for every whole 5 % short of 100 %.",
        zh="部门预算完成数除以预算数。湖南评分表每低于百分之百五个百分点扣两分。",
    ),
    roles=(
        Role(
            name="completed",
            label=Label(en="budget carried out", zh="预算完成数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="budget",
            label=Label(en="budget", zh="预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="budget adjustments, final accounts", zh="预算调整文件、部门决算报表"),
        ),
    ),
    formula="completed / budget",
    better="higher",
    minimum=Fraction(0),
    reference=("财预〔2013〕53号 (general knowledge); completed over budget read in the Hunan card of 2015"),
)
