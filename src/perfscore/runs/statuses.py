"""What an exit status says · 退出状态."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfscore.auditing.verdicts import Audit

__all__ = ["CANNOT_TELL", "CONTRADICTED", "DONE", "INTERNAL", "REFUSED", "UNWRITTEN", "status_of"]

DONE, CONTRADICTED, REFUSED, CANNOT_TELL, UNWRITTEN, INTERNAL = 0, 1, 2, 3, 4, 70


def status_of(audits: "Iterable[Audit]") -> int:
    """Return the status of some audits: contradicted before cannot tell before done."""
    found = {_status(audit) for audit in audits}
    return next((status for status in (CONTRADICTED, CANNOT_TELL) if status in found), DONE)


def _status(audit: "Audit") -> int:
    verdicts = {audit.verdict, *(line.verdict for line in audit.criteria)}
    verdicts |= {line.verdict for line in audit.sections}
    errors = any(finding.severity == "error" for finding in audit.findings)
    if errors or "contradicted" in verdicts:
        return CONTRADICTED
    return CANNOT_TELL if audit.verdict == "cannot_tell" else DONE
