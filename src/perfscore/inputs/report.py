"""A report: what a body stated, fact by fact, with its place · 自评报告.

What the engine works on: the facts of a report file with their printed quantities read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from perfscore.inputs.criteria import Check
from perfscore.inputs.report_format import DocumentEntry, NoteEntry, State, TargetEntry
from perfscore.inputs.row import Claim, RowNote
from perfscore.inputs.row import Row as FormRow
from perfscore.inputs.schema.origin import NOWHERE, Origin
from perfscore.messages import language_in
from perfscore.messages.problems import Place
from perfscore.numbers.fields import Label
from perfscore.numbers.quantity import Quantity

__all__ = [
    "BUDGET", "EXECUTION", "INITIAL_BUDGET", "RATE_PRINTED", "SPENT", "UNNAMED", "Claim", "Fact", "Report",
    "Row", "RowNote",
]  # fmt: skip

INITIAL_BUDGET, BUDGET, SPENT = "initial_budget", "budget", "expenditure"
"""The facts that the execution row of every national form prints: 年初预算数, 全年预算数, 全年执行数."""
RATE_PRINTED = "execution_rate_printed"
"""The fact of the rate beside them, rounded as it is printed."""
UNNAMED = "<report>"
"""What stands for the file of a report that a program gave as values without a name."""
EXECUTION = "execution"
"""The criterion that row scores."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as read · 事实.

    `quantity` for a number, `value` for a truth, a text or a date, `one_of` for words of which it is one,
    each with its place; none of them where the state is ``not_shown`` or ``not_applicable``.  `place` is in
    the report file, `at` in the document.
    """

    id: str
    state: State
    raw: str
    place: Place
    quantity: Quantity | None = None
    value: bool | str | date | None = None
    unit: str | None = None
    at: str | None = None
    quote: str | None = None
    note: Label | None = None
    figures: Literal["exact", "rounded"] | None = None
    label: Label | None = None
    one_of: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of facts · 表格中的一行."""

    label: str
    cells: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What a body stated · 报告."""

    subject: str
    fiscal_year: int
    title: str | None
    ruleset: str | None
    file: str
    digest: str
    facts: Mapping[str, Fact]
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    rows: tuple[FormRow, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    section_claims: Mapping[str, Claim] = field(default_factory=dict)
    printed_points: Mapping[str, Claim] = field(default_factory=dict)
    total: Claim | None = None
    grade: str | None = None
    checks: tuple[Check, ...] = ()
    documents: Mapping[str, DocumentEntry] = field(default_factory=dict)
    origin: Origin = NOWHERE
    row_notes: tuple[RowNote, ...] = ()
    all_rows: bool = False
    """Whether `rows` are all rows of the form's table."""
    body: str | None = None
    """Who carries it out, where the subject is a project."""
    note: str | None = None
    """What its author adds; of a form the bodies that it names."""
    notes: tuple[NoteEntry, ...] = ()
    """What the source does not show to whoever opens it."""
    full: Claim | None = None
    """The full points of the whole, as the form prints them beside its total."""
    reasons: str | None = None
    """Why points were lost, where the form says it once for all of its rows."""
    read_digest: str | None = None
    """The digest of the document, where the report was read from one; `digest` is that of what was read."""

    def __hash__(self) -> int:
        return hash((self.file, self.digest))

    def __repr__(self) -> str:
        claimed = "" if self.total is None else f", claimed {self.total.quantity.raw}"
        return f"<Report {self.subject} {self.fiscal_year}: {len(self.facts)} facts{claimed}>"

    @property
    def language(self) -> str:
        """The language of its title and subject, in which it is answered unless another is asked for."""
        return language_in(f"{self.title}{self.subject}")

    @property
    def targets(self) -> tuple[TargetEntry, ...]:
        """The rows of the form as printed."""
        return tuple(row.entry for row in self.rows)
