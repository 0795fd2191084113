"""Payment progress rate · 支付进度率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["payment_progress_rate"]

payment_progress_rate = Indicator(
    id="payment_progress_rate",
    label=Label(en="payment progress rate", zh="支付进度率"),
    description=Label(
        en="The share of the money paid by a day over the share that was to be paid by "
        "then. Below 100 % payments are late.",
        zh="截至某日的实际支付进度除以同日的计划支付进度。低于百分之百即支付滞后。",
    ),
    roles=(
        Role(
            name="payment_progress",
            label=Label(en="share paid", zh="实际支付进度"),
            unit="ratio",
            minimum=Fraction(0),
            document=Label(en="treasury payments", zh="国库支付记录"),
        ),
        Role(
            name="planned_progress",
            label=Label(en="share to be paid", zh="计划支付进度"),
            unit="ratio",
            minimum=Fraction(0),
            document=Label(en="plan of payments", zh="用款计划"),
        ),
    ),
    formula="payment_progress / planned_progress",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
