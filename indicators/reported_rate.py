"""Reported rate · 所报比率."""

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["reported_rate"]

reported_rate = Indicator(
    id="reported_rate",
    label=Label(en="reported rate", zh="所报比率"),
    description=Label(
        en="A rate as a document states it, where a card scores it but does not say, or says in its own "
        "way, what it is worked out from. Its bounds are those of the fact it reads.",
        zh="文件所报的比率本身。用于评分表按某项比率计分、但未说明或另行说明其算法的情形；取值范围即所读事实的范围。",
    ),
    roles=(Role(name="rate", label=Label(en="rate as reported", zh="所报比率"), unit="ratio"),),
    formula="rate",
    better="neither",
    reference="rows of local cards that name a rate of their own: 预算控制率 in the Hunan county card",
)
