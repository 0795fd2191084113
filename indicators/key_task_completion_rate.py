"""Key task completion rate · 重点工作办结率."""

from fractions import Fraction

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role

__all__ = ["key_task_completion_rate"]

key_task_completion_rate = Indicator(
    id="key_task_completion_rate",
    label=Label(en="key task completion rate", zh="重点工作办结率"),
    description=Label(
        en="Key tasks finished over key tasks handed down by the government or the "
        "superior. Scored in proportion.",
        zh="已办结的重点工作数除以政府或上级交办的重点工作数，按比例计分。",
    ),
    roles=(
        Role(
            name="key_tasks_finished",
            label=Label(en="key tasks finished", zh="已办结重点工作数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="report on the year's work", zh="年度工作总结"),
        ),
        Role(
            name="key_tasks_assigned",
            label=Label(en="key tasks handed down", zh="交办重点工作数"),
            unit="count",
            minimum=Fraction(0),
            document=Label(en="list of tasks handed down", zh="重点工作交办清单"),
        ),
    ),
    formula="key_tasks_finished / key_tasks_assigned",
    better="higher",
    minimum=Fraction(0),
    reference="财预〔2013〕53号 (general knowledge, not read in a source)",
)
