"""What an exit status says · 退出状态."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from perfscore.auditing.verdicts import Audit

__all__ = [
    "CANNOT_TELL", "CONTRADICTED", "DONE", "FAILED", "INTERNAL", "REFUSED", "UNWRITTEN", "deciding",
    "status_of",
]  # fmt: skip

Form = TypeVar("Form")
FAILED = 1
"""A check found what it was asked to fail on."""
DONE, CONTRADICTED, REFUSED, CANNOT_TELL, UNWRITTEN, INTERNAL = 0, 1, 2, 3, 4, 70


def status_of(audits: "Iterable[Audit]") -> int:
    """Return the status of the audits of one file: contradicted before cannot tell before done."""
    found = {_status(audit) for audit in deciding(audits, _is_hidden)}
    return next((status for status in (CONTRADICTED, CANNOT_TELL) if status in found), DONE)


def deciding(forms: Iterable[Form], is_hidden: Callable[[Form], bool]) -> list[Form]:
    """Return the forms of one file that decide: one on a hidden sheet does where no other can be seen."""
    listed = list(forms)
    return [form for form in listed if not is_hidden(form)] or listed


def _is_hidden(audit: "Audit") -> bool:
    if not audit.report.notes:
        return False
    from perfscore.extract.forms.notes import HIDDEN_SHEET  # inside: most reports have no notes

    return any(note.code == HIDDEN_SHEET for note in audit.report.notes)


def _status(audit: "Audit") -> int:
    verdicts = {audit.verdict, *(line.verdict for line in audit.criteria)}
    verdicts |= {line.verdict for line in audit.sections}
    errors = any(finding.severity == "error" for finding in audit.findings)
    if errors or "contradicted" in verdicts:
        return CONTRADICTED
    return CANNOT_TELL if audit.verdict == "cannot_tell" else DONE
