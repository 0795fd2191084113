"""Budget execution rate · 预算执行率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["budget_execution_rate"]

budget_execution_rate = Indicator(
    id="budget_execution_rate",
    label=Label(en="budget execution rate", zh="预算执行率"),
    description=Label(
        en="What was spent in the year over the revised budget. Most cards score it in "
        "proportion, ten points at most; above 100 % nothing more is earned.",
        zh="全年执行数除以全年预算数。多数评分表按比例计分，满分十分，超过百分之百不多得分。",
    ),
    roles=(
        Role(
            name="executed",
            label=Label(en="expenditure of the year", zh="全年执行数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="budget",
            label=Label(en="revised budget", zh="全年预算数"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="budget adjustments, final accounts", zh="预算调整文件、部门决算报表"),
        ),
    ),
    formula="executed / budget",
    better="higher",
    minimum=Fraction(0),
    reference=(
        "财预〔2020〕10号 (general knowledge); executed over adjusted budget as printed on the 四川 form"
    ),
)
