"""Volunteer hours rate · 志愿服务时长完成率."""

from fractions import Fraction

from perfscore import Indicator, Label, Role

volunteer_hours_rate = Indicator(
    id="acme.volunteer_hours_rate",
    label=Label(zh="志愿服务时长完成率", en="volunteer hours rate"),
    description=Label(
        zh="志愿者实际服务时长占计划时长的比例",
        en="Hours volunteers served, over the hours planned for the year",
    ),
    roles=(
        Role(
            name="served_hours",
            label=Label(zh="实际服务时长", en="hours served"),
            unit="count",
            minimum=Fraction(0),
            document=Label(zh="志愿服务签到记录", en="sign-in records of the volunteers"),
        ),
        Role(
            name="planned_hours",
            label=Label(zh="计划服务时长", en="hours planned"),
            unit="count",
            minimum=Fraction(0),
            document=Label(zh="年度志愿服务计划", en="volunteer plan of the year"),
        ),
    ),
    formula="served_hours / planned_hours",
    unit="ratio",
    better="higher",
    minimum=Fraction(0),
    reference="Invented for this example; no authority uses it",
)
