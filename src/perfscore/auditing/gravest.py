"""What weighs most of all that an audit shows: the one order for every format · 轻重次序."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.lines import CriterionAudit, SectionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.language.sets.spans import difference
from perfscore.numbers.ranges import Range

__all__ = ["Grave", "contradicted", "gravest"]

Grave = CriterionAudit | SectionAudit | Finding


def gravest(audit: Audit) -> tuple[Grave, ...]:
    """Return what is wrong, then what looks odd, then what nobody can tell, each by its weight.

    A claim that is only rounded in another way comes behind the errors; notes are not grave.
    """
    wrong, found = contradicted(audit), [one for one in audit.findings if not one.holds]
    untold = [one for one in audit.criteria if one.verdict == "cannot_tell"]
    return (
        *(one for one in wrong if not _is_rounded(one)),
        *(one for one in found if one.severity == "error"),
        *(one for one in wrong if _is_rounded(one)),
        *(one for one in found if one.severity == "warning"),
        *sorted(untold, key=lambda one: -one.award.step.criterion.points),
    )


def contradicted(audit: Audit) -> tuple[CriterionAudit | SectionAudit, ...]:
    """Return the claims on criteria and sections that cannot hold, the one that is furthest off first."""
    return tuple(sorted(_contradicted(audit), key=_off, reverse=True))


def _is_rounded(line: CriterionAudit | SectionAudit) -> bool:
    return isinstance(line, CriterionAudit) and line.why == "rounded"


def _contradicted(audit: Audit) -> Iterator[CriterionAudit | SectionAudit]:
    yield from (line for line in audit.criteria if line.verdict == "contradicted")
    yield from (part for part in audit.sections if part.verdict == "contradicted")


def _off(line: CriterionAudit | SectionAudit) -> Fraction:
    """Return how far a claim is from what can be had."""
    claimed, computed = _claimed(line)
    if claimed is None:
        return Fraction(0)
    off = difference(claimed, computed)
    ends = [abs(end) for end in (off.low, off.high) if end is not None]
    return min(ends, default=Fraction(0))


def _claimed(line: CriterionAudit | SectionAudit) -> tuple[Range | None, Range]:
    if isinstance(line, CriterionAudit):
        return line.claimed, line.award.range
    return line.claim.quantity.range, line.total.range
