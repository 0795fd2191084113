"""Asset use rate · 固定资产利用率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["asset_use_rate"]

asset_use_rate = Indicator(
    id="asset_use_rate",
    label=Label(en="asset use rate", zh="固定资产利用率"),
    description=Label(
        en="Fixed assets in use over all fixed assets, by value. A target of 90 % was met "
        "in a published table.",
        zh="在用固定资产除以全部固定资产（按金额）。公开的自评表中有以九成为目标值的。",
    ),
    roles=(
        Role(
            name="assets_in_use",
            label=Label(en="fixed assets in use", zh="在用固定资产"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="annual report on assets", zh="国有资产年度报告"),
        ),
        Role(
            name="fixed_assets",
            label=Label(en="all fixed assets", zh="固定资产总额"),
            unit="amount",
            minimum=Fraction(0),
            document=Label(en="annual report on assets", zh="国有资产年度报告"),
        ),
    ),
    formula="assets_in_use / fixed_assets",
    better="higher",
    minimum=Fraction(0),
    reference=(
        "财预〔2013〕53号 (general knowledge); an indicator of the 重庆高新区 department table of 2021"
    ),
)
