"""A row of a form, its cells read · 读后的表格行."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfscore.inputs.report_format import TargetEntry
from perfscore.messages.problems import Place
from perfscore.numbers.fields import Label
from perfscore.numbers.once import derived
from perfscore.numbers.printed import name_stem
from perfscore.numbers.quantity import Quantity

__all__ = ["Cell", "Claim", "Kind", "Row", "RowNote", "named", "points_of"]

Kind = str
"""A sign (``≥``, ``≤``, ``=``), ``=0`` for a target of nothing, ``定性``, ``期限``, or ``""`` for no sign."""

_NOTHING = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", "…", "……", "不适用", "N/A"))


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about a row of a form that an auditor should know · 表格行的说明.

    `code` is that of a finding and `values` fill its sentence.
    """

    code: str
    place: Place
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed figure as read · 自评分.

    `assumption` says why it is assumed, as what a picture shows is; None for one that is stated.
    """

    quantity: Quantity
    place: Place
    at: str | None = None
    quote: str | None = None
    assumption: Label | None = None


def points_of(claim: Claim | None) -> Fraction | None:
    """Return the points that are claimed, None where there are none or they are no single number."""
    return None if claim is None else claim.quantity.range.exact


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed in a cell, and the quantity it was read as, if it was · 单元格.

    Days are a quantity too; `is_day` tells them apart.  A `doubtful` figure can be read in two ways, so it
    is read in none.
    """

    text: str
    quantity: Quantity | None = None
    doubtful: bool = False

    @property
    def is_day(self) -> bool:
        """Say whether it names a day or several."""
        return self.quantity is not None and self.quantity.is_day

    @property
    def is_nothing(self) -> bool:
        """Say whether it is the number zero."""
        return self.quantity is not None and self.quantity.range.exact == 0

    @property
    def blank(self) -> bool:
        """Say whether the cell holds nothing, or a stroke in place of a value."""
        return self.text.strip() in _NOTHING

    @property
    def struck(self) -> bool:
        """Say whether a stroke stands where a value would."""
        return self.blank and bool(self.text.strip())

    @property
    def words(self) -> bool:
        """Say whether the cell holds words and no number."""
        return self.quantity is None and not self.blank and not any(map(str.isdigit, self.text))


@dataclass(frozen=True)
class Row:
    """A row with its cells read; what could not be read stays unknown · 表格行.

    `points` is None where the row prints none; `claim` is what it claims for itself and `printed` the
    points as a claim on them, `share` and `converted` its weight and its score weighted by it, each where it
    is one figure.  `notes` say what an auditor should know of
    the reading.
    """

    number: int
    entry: TargetEntry
    place: Place
    points: Fraction | None
    kind: Kind
    target: Cell
    actual: Cell
    notes: tuple[RowNote, ...] = ()
    claim: Claim | None = None
    printed: Claim | None = None
    share: Fraction | None = None
    converted: Fraction | None = None

    @property
    def applies(self) -> bool:
        """Say whether the row applies: a stroke in both cells says that it does not."""
        return self.entry.state != "not_applicable" and not (self.target.struck and self.actual.struck)

    @property
    def comparable(self) -> bool:
        """Say whether target and result, where both are read, are of one kind."""
        target, actual = self.target.quantity, self.actual.quantity
        if target is None or actual is None:
            return True
        if target.is_day or actual.is_day:
            return target.is_day and actual.is_day
        if target.unit is None or actual.unit is None:
            return target.unit is actual.unit
        return target.unit.dimension == actual.unit.dimension

    @property
    def is_within(self) -> bool:
        """Say whether it lies between the ends of its target, 98%-100%: reached, whichever way it counts."""
        target, actual = self.target.quantity, self.actual.quantity
        if target is None or actual is None or target.precision != "between" or target.is_day:
            return False
        number = actual.range.exact
        return number is not None and self.comparable and number in target.range

    @derived
    def stems(self) -> Mapping[str, str]:
        """Its name and headings as rulesets are asked for them, whose criteria each row is held against."""
        columns = (("level1", self.entry.level1), ("level2", self.entry.level2), ("name", self.entry.name))
        return {column: name_stem(text) for column, text in columns if text is not None}

    def fact(self, part: str) -> str:
        """Return the id of one of the row's facts."""
        return f"targets.{self.number}.{part}"

    def note(self, code: str, **values: str) -> RowNote:
        """Return a note about the row."""
        return RowNote(code, self.place, {**named(self.entry), **values})


def named(entry: TargetEntry) -> dict[str, str]:
    """Return what a finding calls a row: its name, and its place in the form where that is known."""
    return {"row": entry.name, "at": entry.at} if entry.at else {"row": entry.name}
