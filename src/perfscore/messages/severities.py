"""How bad each problem is: one table, by code · 问题的轻重."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

__all__ = ["SEVERITIES", "Severity", "severity_of"]

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The worst first: an error refuses the input, the others are reported beside its result."""

_MILDER: Mapping[str, Severity] = MappingProxyType({
    "bonus-never-adds": "warning",
    "branch-always-passed": "warning",
    "branch-never-taken": "warning",
    "case-expects-nothing": "warning",
    "check-never-fails": "warning",
    "check-never-holds": "warning",
    "criterion-twice": "warning",
    "divisor-can-be-zero": "warning",
    "fact-unused": "warning",
    "grade-unreachable": "warning",
    "limit-twice": "warning",
    "reading-same-as-main": "warning",
    "reading-twice": "warning",
    "row-rules-unused": "warning",
    "source-unused": "note",
    "veto-never-strikes": "warning",
})  # fmt: skip
"""The codes of what an input may hold and still be used; whatever is not listed is an error."""


def severity_of(code: str) -> Severity:
    """Return how bad the problem of a code is."""
    return _MILDER.get(code, "error")
