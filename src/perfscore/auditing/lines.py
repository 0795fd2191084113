"""One line of a card against its claim: the verdict, and the kind of trouble · 逐项审核.

What an audit is made of; the ledger shares the points of these lines out.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from perfscore.inputs.report import Claim
from perfscore.numbers.content import Compared
from perfscore.numbers.ranges import Range
from perfscore.score.award import Award
from perfscore.score.scorecard import SectionTotal

if TYPE_CHECKING:
    from perfscore.auditing.causes import Explained

__all__ = ["CriterionAudit", "SectionAudit", "Verdict"]

Verdict = Literal["reproduced", "consistent", "contradicted", "cannot_tell"]
Why = Literal["impossible", "rounded", "explained", "unexplained", "judged", "loose", "unknown"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CriterionAudit(Compared):
    """One criterion against its claim · 评分项审核.

    `verdict` is None where nothing is claimed and the evidence says something; `explained_by` what
    would lead to a contradicted claim.
    """

    award: Award
    claim: Claim | None
    claimed: Range | None
    verdict: Verdict | None
    explained_by: "tuple[Explained, ...]" = ()

    def _content(self) -> tuple[Any, ...]:
        return self.award, self.claim, self.claimed, self.verdict

    @property
    def why(self) -> Why | None:
        """Say what kind of trouble a claim is in, None where it is reproduced or there is no claim.

        Outside the points this card has; rounded otherwise than the rule says; explained by another rule
        or amount; not explained by any that was tried; within what a judge may give; within what loose
        figures allow; unknown.
        """
        full = self.award.step.criterion.points
        match self.verdict:
            case "contradicted" if self.claimed is not None:
                if self.claimed.meet(Range(Fraction(0), full)) is None:
                    return "impossible"
                if any(way.rounds for way in self.explained_by):
                    return "rounded"
                return "explained" if self.explained_by else "unexplained"
            case "consistent":
                judged = any(e.binding.judged and not e.settled for e in self.award.evidence)
                return "judged" if judged else "loose"
            case "cannot_tell" if self.claim is not None:
                return "unknown"
        return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionAudit(Compared):
    """One section of the card against its claim · 分项审核."""

    total: SectionTotal
    claim: Claim
    verdict: Verdict

    def _content(self) -> tuple[Any, ...]:
        return self.total, self.claim, self.verdict
