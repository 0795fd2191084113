"""The sheet of facts: each value that may be changed, and the exact numbers it stands for · 事实表."""

from dataclasses import dataclass
from typing import Any

from perfscore.explain.content.facts import fact_place, printed
from perfscore.explain.formats.xlsx.figures import (
    DIGITS,
    HIGH,
    ID,
    LABEL,
    PLACE,
    QUOTE,
    RAW,
    SAME,
    STATE,
    UNIT,
    VALUE,
    FactRow,
    typed,
)
from perfscore.explain.formats.xlsx.sheet import Column, Sheet, letter
from perfscore.explain.formats.xlsx.styles import Book, States
from perfscore.inputs.report import Report
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.cells import Cell, either, given
from perfscore.numbers.ranges import Range
from perfscore.score.evidence import Evidence

__all__ = ["FactSheet", "Stated"]

_WIDTHS = (20, 16, 13, 7, 10, 13, 13, 9, 24, 17, 16, 13, 10, 13, 10, 13, 10, 13, 10, 7)
_NAMES = (
    "fact", "raw", "value", "unit", "state", "low", "high", "places", "place", "quote", "id",
    "digits", "per", "n", "d", "low_n", "low_d", "high_n", "high_d", "same",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """What the sheet of facts says of one fact, as cells for other sheets · 一项事实的各格.

    `n` alone is a truth or a text.  `ends` are the lower and the upper end, None where the sheet cannot
    follow them; `exact` says that the figure stands for itself alone.
    """

    label: str
    kind: Kind
    n: Cell
    d: Cell | None
    state: Cell
    same: Cell
    ends: tuple[tuple[Cell, Cell], tuple[Cell, Cell]] | None
    within: Range
    exact: bool


class FactSheet:
    """Facts, each written when it is first asked for · 事实表."""

    def __init__(self, book: Book, name: str, title: str, report: Report) -> None:
        words = book.words
        columns = [Column(words(f"workbook_fact.{n}"), w) for n, w in zip(_NAMES, _WIDTHS, strict=True)]
        self.sheet: Sheet = Sheet(book, name, columns, title, fixed=1)
        self.words, self.states, self.report = words, States.of(words), report
        self.first = self.sheet.row
        self._known: dict[tuple[Any, ...], Stated] = {}
        self._inputs: dict[Any, Cell] = {}

    def stated(self, item: Evidence, label: str, at: object = None) -> Stated:
        """Return the cells of a fact; `at` tells the cells of one column apart."""
        binding = item.binding
        key = (binding.fact, at, binding.kind, item.exact, item.possible, binding.within)
        if key not in self._known:
            self._known[key] = self._written(item, label, (binding.fact, at))
        return self._known[key]

    @property
    def unchanged(self) -> Cell:
        """Whether every fact is what the report says."""
        column = letter(SAME)
        span = f"'{self.sheet.name}'!{column}{self.first}:{column}{max(self.sheet.row - 1, self.first)}"
        return Cell(f"COUNTIF({span},FALSE)=0", True, alone=False)

    def close(self) -> None:
        """Set what holds for all rows: colours, the part that is printed, columns that nobody fills in."""
        sheet, states = self.sheet, self.states
        last = max(sheet.row - 1, self.first)
        sheet.colour(f"{letter(STATE)}{self.first}:{letter(STATE)}{last}", {
            states.known: "good", states.loose: "warn", states.missing: "warn", states.unreadable: "bad",
        })  # fmt: skip
        sheet.fade(f"{letter(DIGITS)}{self.first}:{letter(SAME)}{last}")
        sheet.own.print_area(0, 0, last - 1, ID)

    def _written(self, item: Evidence, label: str, key: Any) -> Stated:
        sheet, words, fact = self.sheet, self.words, item.fact
        own = FactRow(sheet, words, self.states, item)
        value, style, places = own.value()
        cell = Cell(f"{letter(VALUE)}{sheet.row}", typed(value))
        first = self._inputs.setdefault(key, cell)
        if first is cell:
            sheet.value(sheet.row, VALUE, value, style)
            self._choices(item)
        else:  # read under another name; there is one place to change it
            sheet.formula(sheet.row, VALUE, either(first.same(""), given(""), first), "number")
        texts = {
            LABEL: label, RAW: printed(fact, words) if fact else "", UNIT: own.unit[0],
            PLACE: fact_place(fact, self.report, words) if fact else words("fact.not_listed"),
            QUOTE: (fact.quote or "") if fact else "", ID: item.binding.fact,
        }  # fmt: skip
        taken = [
            sheet.text(sheet.row, at, text, "small" if at > HIGH else "text") for at, text in texts.items()
        ]
        found = self._stated(own, cell, places, label, bounded=key[1] is None)
        sheet.row += max(taken)
        return found

    def _stated(self, own: FactRow, cell: Cell, places: int, label: str, bounded: bool) -> Stated:
        abroad, item, d = self.sheet.abroad, own.item, None
        if own.is_said:
            n = own.said(cell)
        else:
            n, d = own.number(cell, places)
        state = own.state(cell, n, d, bounded)
        ends = None
        if d is not None:
            low, high = own.ends(n, d, state)
            ends = (abroad(low[0]), abroad(low[1])), (abroad(high[0]), abroad(high[1]))
        return Stated(
            label, item.binding.kind, abroad(n), abroad(d) if d else None, abroad(state),
            abroad(own.same(n, d, state)), ends, item.binding.within,
            item.known != "exact" or item.settled,
        )  # fmt: skip

    def _choices(self, item: Evidence) -> None:
        """Offer the words that mean something."""
        row, truths = self.sheet.row, [self.words("fact.true"), self.words("fact.false")]
        levels = truths if item.binding.kind is Kind.TRUTH else item.binding.words
        if levels and len(",".join(levels)) < 240 and not any("," in level for level in levels):
            listed = {"validate": "list", "source": [*levels, self.states.absent], "error_type": "warning"}
            self.sheet.own.data_validation(row - 1, VALUE, row - 1, VALUE, listed)
