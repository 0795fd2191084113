"""What a finding is · 发现的约定."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from perfscore.inputs.criteria import Check
from perfscore.inputs.report import Report
from perfscore.messages import Listed
from perfscore.score.evidence import Evidence

__all__ = ["HOLDING", "Finding", "Severity", "place_in", "row_places"]

Severity = Literal["error", "warning", "note"]
HOLDING = frozenset(("checked", "rate-holds"))
"""Findings that say of something that it was compared, and holds."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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
    def holds(self) -> bool:
        """Whether it says that something was compared, and holds."""
        return self.code in HOLDING

    def __repr__(self) -> str:
        about = self.check.id if self.check is not None else ", ".join(self.fact_ids)
        return f"<Finding {self.severity} {self.code}{': ' if about else ''}{about}>"

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of the facts it rests on."""
        return self.facts or tuple(item.binding.fact for item in self.evidence)


def place_in(report: Report, at: str) -> str:
    """Return where something stands, without the document where there is only one."""
    only = next(iter(report.documents)) if len(report.documents) == 1 else ""
    return at.removeprefix(f"{only} ") if only else at


def row_places(report: Report, rows: Sequence[tuple[int, str | None]]) -> dict[str, str]:
    """Return where rows stand, by their line and ``at``: in the form where that is known, and their lines.

    The sentence of a finding names ``at`` in place of ``line``.  The document is left out where there is
    only one, the sheet where it is that of the row before.
    """
    rows = list(dict.fromkeys(rows))
    values: dict[str, str] = {"line": Listed(str(line) for line, _ in rows)}
    cells = [at for _, at in rows if at]
    if len(cells) < len(rows):
        return values
    cells = [place_in(report, at) for at in cells]
    short = [cells[0]]
    for before, cell in pairwise(cells):
        sheet, mark, rest = cell.rpartition("!")
        short.append(rest if mark and before.startswith(f"{sheet}!") else cell)
    return {**values, "at": Listed(short)}
