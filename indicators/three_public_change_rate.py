"""Change of three-public spending · “三公”经费变动率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["three_public_change_rate"]

three_public_change_rate = Indicator(
    id="three_public_change_rate",
    label=Label(en="change of three-public spending", zh="“三公”经费变动率"),
    description=Label(
        en="This year's three-public spending (travel abroad, cars, receptions) over last "
        "year's, less one: zero where nothing changed, below zero where it fell. Cards "
        "differ in taking budgets or actual spending.",
        zh="本年“三公”经费除以上年，再减一：不变为零，下降为负。各地或取预算数，或取决算数。",
    ),
    roles=(
        Role(
            name="three_public",
            label=Label(en="three-public spending of this year", zh="本年“三公”经费"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="published department budget", zh="部门预算公开表"),
        ),
        Role(
            name="three_public_last",
            label=Label(en="three-public spending of last year", zh="上年“三公”经费"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="department budget published last year", zh="上年部门预算公开表"),
        ),
    ),
    formula="three_public / three_public_last - 1",
    better="lower",
    minimum=Fraction(-1),
    reference=(
        "财预〔2013〕53号 (general knowledge); formula read in a local table of 2016, rule in 岳阳市 附件3-1"
    ),
)
