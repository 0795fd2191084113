"""Staff control rate · 在职人员控制率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["staff_control_rate"]

staff_control_rate = Indicator(
    id="staff_control_rate",
    label=Label(en="staff control rate", zh="在职人员控制率"),
    description=Label(
        en="Staff in service over authorised posts. Up to 100 % is in order; the Hunan "
        "cards take points for every percentage point above.",
        zh="在职人员数除以编制数。不超过百分之百为达标；湖南评分表每超一个百分点扣分。",
    ),
    roles=(
        Role(
            name="staff",
            label=Label(en="staff in service", zh="在职人员数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="base data table, final accounts", zh="基础数据表、部门决算报表"),
        ),
        Role(
            name="posts",
            label=Label(en="authorised posts", zh="编制数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="approval of posts", zh="机构编制批复"),
        ),
    ),
    formula="staff / posts",
    better="lower",
    minimum=Fraction(0),
    reference=(
        "财预〔2013〕53号 (general knowledge); formula read in a local "
        "table of 2016, rule in the Hunan card of 2015"
    ),
)
