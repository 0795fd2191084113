"""Change of carry-over · 结转结余变动率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["carry_over_change_rate"]

carry_over_change_rate = Indicator(
    id="carry_over_change_rate",
    label=Label(en="change of carry-over", zh="结转结余变动率"),
    description=Label(
        en="What was left at the end of this year over what was left last year, less one. "
        "Below zero less was left.",
        zh="本年末结转和结余除以上年末，再减一。为负即减少。",
    ),
    roles=(
        Role(
            name="carry_over",
            label=Label(en="carry-over and surplus of this year", zh="本年末结转和结余"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="final accounts", zh="部门决算报表"),
        ),
        Role(
            name="carry_over_last",
            label=Label(en="carry-over and surplus of last year", zh="上年末结转和结余"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="last year's final accounts", zh="上年部门决算报表"),
        ),
    ),
    formula="carry_over / carry_over_last - 1",
    better="lower",
    minimum=Fraction(-1),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
