"""The format of a report file · 报告文件的格式.

What is written, as written; `perfscore.inputs.report` has what is read from it.
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from perfscore.inputs.criteria import Check
from perfscore.messages.problems import Refused
from perfscore.numbers.fields import Declared, FactId, Identifier, Label, Printed

__all__ = ["ClaimEntry", "DocumentEntry", "FactEntry", "ReportFile", "State", "TargetEntry"]

State = Literal["stated", "assumed", "not_shown", "not_applicable", "unreadable"]


class FactEntry(Declared):
    """One fact as written in a report file · 一项事实.

    `value` is text as printed (``"8万余"``), true or false, or a date; `low` and `high` give a range
    in words of the author's own where the print needs one, `one_of` the words of which one is meant.
    """

    value: Any = None
    low: Printed | None = None
    high: Printed | None = None
    one_of: tuple[Printed, ...] = Field(default=(), title="the words of a choice that it may be")
    unit: str | None = None
    state: State = "stated"
    at: str | None = Field(default=None, title="where it stands: document id, then the place in it")
    quote: str | None = Field(default=None, title="the words of the document")
    note: Label | None = Field(default=None, title="why it is assumed, not shown or not applicable")
    label: Label | None = Field(default=None, title="its name, where no ruleset has one")
    figures: Literal["exact", "rounded"] | None = Field(default=None, title="overrides the ruleset's policy")

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if self.one_of and not (self.value is None and self.low is None and self.high is None):
            raise Refused("fact-value-twice", at=("one_of",))
        return self


class DocumentEntry(Declared):
    """A document the facts stand in · 来源文件."""

    title: str
    file: str | None = None
    url: str | None = None
    issuer: str | None = None


class ReportHead(Declared):
    """Whose report, for which year · 报告说明."""

    subject: str
    fiscal_year: int = Field(ge=1949, le=2200)
    title: str | None = None
    body: str | None = Field(default=None, title="who carries it out, where the subject is a project")
    ruleset: str | None = None
    note: str | None = None
    reasons: str | None = Field(
        default=None, title="why points were lost, where the form says it once for all of its rows"
    )
    read_from: str | None = Field(default=None, title="the published file it was read from")
    extends: str | None = Field(default=None, title="a report file of the same folder this one completes")
    rows: Literal["all", "some"] = Field(
        default="some", title="are the targets all rows of the form's table, or may rows be left out"
    )


class ClaimEntry(Declared):
    """A claimed score with its place · 自评得分."""

    value: Printed
    at: str | None = None
    quote: str | None = None
    state: Literal["stated", "assumed"] = "stated"
    note: Label | None = Field(default=None, title="why it is assumed")

    @property
    def assumption(self) -> Label | None:
        """Why it is assumed; None for one that is stated."""
        return self.note if self.state == "assumed" else None


class Claims(Declared):
    """What the body says it scored · 自评分数."""

    total: Printed | ClaimEntry | None = None
    grade: str | None = None
    full: Printed | None = Field(
        default=None, title="full points of the whole, as the form prints them beside its total"
    )
    criteria: Mapping[str, Printed | ClaimEntry] = Field(default_factory=dict)
    sections: Mapping[str, Printed | ClaimEntry] = Field(default_factory=dict)
    points: Mapping[str, Printed] = Field(
        default_factory=dict, title="full points of a criterion, as the form prints them"
    )


class TargetEntry(Declared):
    """A row of a filled form, as printed · 绩效指标行."""

    name: str
    level1: str | None = None
    level2: str | None = None
    sign: str | None = None
    target: Printed | None = None
    actual: Printed | None = None
    unit: str | None = None
    points: Printed | None = None
    claimed: Printed | None = None
    reason: str | None = None
    part_of: str | None = Field(default=None, title="name of the row that this one only informs (其中)")
    group: str | None = Field(default=None, title="rows that share one printed score carry the same text")
    standard: str | None = Field(default=None, title="the row's own scoring rule, as printed")
    share: Printed | None = Field(
        default=None, title="weight in percent, where a column of its own prints it"
    )
    converted: Printed | None = Field(
        default=None, title="score after a second weighting (折算得分), as printed"
    )
    at: str | None = None
    cells: Mapping[Literal["target", "actual", "points", "claimed"], str] = Field(
        default_factory=dict, title="where these cells of the row stand, where `at` is that of its name"
    )
    state: State = "stated"
    note: Label | None = Field(default=None, title="why it is assumed or not applicable")

    def place_of(self, cell: str) -> str | None:
        """Return where a cell of the row stands, the row's own place where that is not known."""
        return self.cells.get(cell, self.at)  # type: ignore[call-overload, no-any-return]


class NoteEntry(Declared):
    """Something of the source that somebody who opens it does not see so · 原件说明.

    `code` is one of a form reader's (``form-hidden-row`` …), `at` where it stands, `text` what is there.
    """

    code: Identifier
    at: str
    text: str = ""


class ReportFile(Declared):
    """A report file · 报告文件."""

    format: Literal[1]
    report: ReportHead
    documents: Mapping[Identifier, DocumentEntry] = Field(default_factory=dict)
    claims: Claims = Field(default_factory=Claims)
    facts: Mapping[FactId, FactEntry] = Field(default_factory=dict)
    tables: Mapping[FactId, tuple[Mapping[str, Any], ...]] = Field(default_factory=dict)
    targets: tuple[TargetEntry, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
