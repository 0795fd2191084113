"""What a finding is · 发现的约定."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from perfscore.evidence import Evidence
from perfscore.inputs.criteria import Check

__all__ = ["Finding", "Severity"]

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Something an auditor should know · 发现.

    `code` is stable and has a sentence in the catalogue, whose blanks `values` fill; `evidence` are
    the facts it rests on.
    """

    code: str
    severity: Severity
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    check: Check | None = None
    facts: tuple[str, ...] = ()

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of the facts it rests on."""
        return self.facts or tuple(item.binding.fact for item in self.evidence)
