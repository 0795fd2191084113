"""What auditors judged, and the card that comes of it · 审计判断及其结果.

One value on the result, which every format draws beside what was computed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from perfscore.auditing.lines import Verdict
from perfscore.inputs.criteria import Grade
from perfscore.numbers.fields import Label
from perfscore.numbers.ranges import Range
from perfscore.score.scorecard import Scorecard

__all__ = ["Overridden", "Override", "Subject"]

Subject = Literal["criterion", "fact", "claim"]


@dataclass(frozen=True, slots=True)
class Override:
    """One judgement that fits the result · 一项审计判断.  `label` is None for the total."""

    kind: Subject
    id: str
    label: Label | None
    old: str
    new: str
    who: str
    when: date
    why: str


@dataclass(frozen=True, slots=True)
class Overridden:
    """What auditors judged, and the card that comes of it · 审计判断及其结果.

    `verdict` compares the claim, as judged, with that card; None where there is no claim.
    """

    entries: tuple[Override, ...]
    card: Scorecard
    verdict: Verdict | None

    @property
    def range(self) -> Range:
        """The lowest and the highest total possible with what was judged."""
        return self.card.range

    @property
    def grade(self) -> Grade | None:
        """The grade of that total."""
        return self.card.grade

    def of(self, kind: Subject, id_: str) -> tuple[Override, ...]:
        """Return the judgements of one criterion, fact or claim."""
        return tuple(entry for entry in self.entries if (entry.kind, entry.id) == (kind, id_))
