"""What is counted over all lines, one line at a time, and nothing else is kept · 汇总计数."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.batch.folder.entry import Entry, Noted, Refusal
from perfscore.runs.statuses import CANNOT_TELL, CONTRADICTED, REFUSED, deciding

__all__ = ["Refused", "Seen", "Tally"]

_MOST_TOLD = 20
"""So many files refused for one reason are told one by one; all of them are counted."""


@dataclass(slots=True)
class Seen:
    """How often a criterion was scored, and how often points were lost on it · 评分项的次数."""

    label: str
    scored: int = 0
    lost: int = 0


@dataclass(slots=True)
class Refused:
    """How many files were refused for one reason, and the first of them · 拒收的次数."""

    count: int = 0
    told: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """The counts of a run · 汇总.

    A mutable count, the one place of a run where something adds up; `points` and `judged` are sums over
    every criterion of every report, `said` is the first sentence met for each code of `notes`, `hidden`
    what of a form nobody sees who opens it.
    """

    audited: int = 0
    refused: int = 0
    reports: int = 0
    verdicts: Counter[str | None] = field(default_factory=Counter)
    rulesets: Counter[str] = field(default_factory=Counter)
    differences: Counter[Fraction] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    said: dict[str, str] = field(default_factory=dict)
    hidden: list[tuple[str, Noted]] = field(default_factory=list)
    criteria: dict[tuple[str, str], Seen] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)
    points: Fraction = Fraction(0)
    judged: Fraction = Fraction(0)
    refusals: dict[str, Refused] = field(default_factory=dict)
    without: list[tuple[str, str]] = field(default_factory=list)

    def file(self, entries: Sequence[Entry]) -> None:
        """Count a file by its lines: audited where one is a report, else without any, else refused."""
        for entry in entries:
            self._line(entry)
        self.statuses.update(entry.status for entry in deciding(entries, lambda entry: entry.is_hidden))
        held = next((entry for entry in entries if entry.holds is not None), None)
        if any(entry.refused is None and entry.holds is None for entry in entries):
            self.audited += 1
        elif held is not None and held.holds is not None:
            self.without.append((held.file, held.holds))
        elif entries:
            self.refused += 1

    @property
    def files(self) -> int:
        """How many files are accounted for."""
        return self.audited + self.refused + len(self.without)

    def _line(self, entry: Entry) -> None:
        """Count a line."""
        if entry.holds is not None:
            return
        if entry.refused is not None:
            refused = self.refusals.setdefault(entry.refused.problems[0][1], Refused())
            refused.count += 1
            if len(refused.told) < _MOST_TOLD:
                refused.told.append(entry.refused)
            return
        self.reports += 1
        self.verdicts[entry.verdict] += 1
        self.rulesets[entry.ruleset] += 1
        if entry.difference is not None:
            self.differences[entry.difference] += 1
        self.findings.update({(found.severity, found.code) for found in entry.findings})
        for note in entry.notes:
            self.said.setdefault(note.code, note.message)
            if note.hides:
                self.hidden.append((entry.file, note))
        self.notes.update({note.code for note in entry.notes})
        for mark in entry.marks:
            seen = self.criteria.setdefault((entry.ruleset, mark.id), Seen(mark.label))
            seen.scored += mark.lost is not None
            seen.lost += bool(mark.lost)
            self.points += mark.points
            self.judged += mark.judged

    def status(self, allow_refused: bool = False) -> int:
        """Return the exit status of the run.

        What was refused comes first: then nobody knows yet what the whole run would say.  A run that
        audited nothing is as good as refused.
        """
        if not self.reports:
            return REFUSED
        order = (CONTRADICTED, CANNOT_TELL) if allow_refused else (REFUSED, CONTRADICTED, CANNOT_TELL)
        return next((status for status in order if status in self.statuses), 0)
