"""The sheet of facts: each value that may be changed, and the exact numbers it stands for · 事实表."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.explain.clean import clean
from perfscore.explain.content.facts import fact_place, printed
from perfscore.explain.formats.xlsx_sheet import Book, Column, Sheet, letter
from perfscore.explain.wording.words import Words, unit_of
from perfscore.inputs.report import Fact
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.cells import BEYOND, LIMIT, MISSING, Cell, called, either, given
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range, hull
from perfscore.score.evidence import Evidence

__all__ = ["FactSheet", "Stated", "States"]

_LABEL, _RAW, _VALUE, _UNIT, _STATE, _LOW, _HIGH, _PLACES, _PLACE, _QUOTE, _ID = range(11)
_DIGITS, _PER, _N, _D, _LOW_N, _LOW_D, _HIGH_N, _HIGH_D, _SAME = range(11, 20)
_WIDTHS = (24, 18, 14, 8, 9, 11, 11, 7, 30, 22, 16, 13, 10, 13, 10, 13, 10, 13, 10, 7)
_NAMES = (
    "fact", "raw", "value", "unit", "state", "low", "high", "places", "place", "quote", "id",
    "digits", "per", "n", "d", "low_n", "low_d", "high_n", "high_d", "same",
)  # fmt: skip
_MOST_PLACES, _MOST_DIGITS = 6, 14
_SHORT = 200
"""A formula holds no text of more than 255 characters."""
_DAY_ZERO = 693_594
"""The number of the day that spreadsheets count from."""


@dataclass(frozen=True, slots=True)
class States:
    """The words of the states a fact or a score can be in · 状态用语."""

    known: str
    missing: str
    absent: str
    loose: str
    unreadable: str

    @classmethod
    def of(cls, words: Words) -> "States":
        """Return them in a language."""
        return cls(*(words(f"workbook.state_{name}") for name in
                     ("known", "missing", "absent", "loose", "unreadable")))  # fmt: skip


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

    def __init__(self, book: Book, name: str, title: str) -> None:
        words = book.words
        columns = [Column(words(f"workbook.fact_{n}"), w) for n, w in zip(_NAMES, _WIDTHS, strict=True)]
        self.sheet: Sheet = book.sheet(name, columns, title, fixed=1)
        self.words, self.states = words, States.of(words)
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
        column = letter(_SAME)
        span = f"'{self.sheet.name}'!{column}{self.first}:{column}{max(self.sheet.row - 1, self.first)}"
        return Cell(f"COUNTIF({span},FALSE)=0", True, alone=False)

    def close(self) -> None:
        """Set what holds for all rows: colours, the part that is printed, columns that nobody fills in."""
        sheet, states = self.sheet, self.states
        last = max(sheet.row - 1, self.first)
        sheet.colour(f"{letter(_STATE)}{self.first}:{letter(_STATE)}{last}", {
            states.known: "good", states.loose: "warn", states.missing: "warn", states.unreadable: "bad",
        })  # fmt: skip
        sheet.fade(f"{letter(_DIGITS)}{self.first}:{letter(_SAME)}{last}")
        sheet.own.print_area(0, 0, last - 1, _ID)

    def _written(self, item: Evidence, label: str, key: Any) -> Stated:
        sheet, words, fact = self.sheet, self.words, item.fact
        row, first = sheet.row, self._inputs.get(key)
        value, style, places = self._value(item)
        cell = Cell(f"{letter(_VALUE)}{row}", value if value is not None else "")
        if first is None:
            sheet.value(row, _VALUE, value, style)
            self._inputs[key] = cell
            self._choices(item, row)
        else:  # read under another name; there is one place to change it
            sheet.formula(row, _VALUE, either(first.same(""), given(""), first), "number")
        if item.binding.kind in (Kind.TRUTH, Kind.TEXT):
            n, d = self._said(item, cell), None
        else:
            n, d = self._number(item, cell, places)
        state = sheet.refer(_STATE, self._state(item, cell, n))
        sheet.formula(row, _STATE, self._state(item, cell, n), "text")
        ends = None if d is None else self._ends(item, n, d, state)
        same = self._same(item, n, d, state)
        sheet.formula(row, _SAME, same)
        unit = self._unit(item)[0]
        place = fact_place(fact, words) if fact else words("fact.not_listed")
        quote = fact.quote if fact and fact.quote else ""
        raw = printed(fact, words) if fact else ""
        styles = {_LABEL: label, _RAW: raw, _UNIT: unit, _PLACE: place, _QUOTE: quote, _ID: item.binding.fact}
        taken = [sheet.text(row, at, text, "small" if at > _HIGH else "text") for at, text in styles.items()]
        abroad = sheet.abroad
        found = Stated(
            label, item.binding.kind, abroad(n), abroad(d) if d else None, abroad(state),
            abroad(sheet.refer(_SAME, same)),
            ((abroad(ends[0][0]), abroad(ends[0][1])), (abroad(ends[1][0]), abroad(ends[1][1])))
            if ends else None,
            item.binding.within, item.known != "exact" or item.settled,
        )  # fmt: skip
        sheet.row += max(taken)
        return found

    def _value(self, item: Evidence) -> tuple[Any, str, int]:
        """Return what stands in the cell to change, its style, and the decimals that are read of it."""
        fact, words = item.fact, self.words
        if item.known == "not_applicable":
            return self.states.absent, "word", _MOST_PLACES
        if item.known == "missing" or fact is None:
            return None, "word" if item.binding.kind in (Kind.TRUTH, Kind.TEXT) else "input", _MOST_PLACES
        if item.known == "range":
            return _loose(fact), "word", _MOST_PLACES
        if isinstance(item.exact, bool):
            return words("fact.true" if item.exact else "fact.false"), "word", 0
        if isinstance(item.exact, str):
            return clean(item.exact), "word", 0
        if item.binding.kind is Kind.DATE:
            return _day(item.exact)
        return _figure(item.exact / self._unit(item)[1])

    def _unit(self, item: Evidence) -> tuple[str, Fraction]:
        """Return the unit of the value and what one of it is."""
        quantity = item.fact.quantity if item.fact else None
        unit = quantity.unit if quantity else unit_of(item.binding.unit)
        return ("", Fraction(1)) if unit is None else (unit.name, unit.factor)

    def _choices(self, item: Evidence, row: int) -> None:
        """Offer the words that mean something."""
        levels = (
            [self.words("fact.true"), self.words("fact.false")] if item.binding.kind is Kind.TRUTH else []
        )
        if item.binding.kind is Kind.TEXT and item.binding.levels:
            levels = sorted(item.binding.levels)
        if levels and len(",".join(levels)) < 240 and not any("," in level for level in levels):
            listed = {"validate": "list", "source": [*levels, self.states.absent], "error_type": "warning"}
            self.sheet.own.data_validation(row - 1, _VALUE, row - 1, _VALUE, listed)

    def _said(self, item: Evidence, cell: Cell) -> Cell:
        words, row = self.words, self.sheet.row
        empty, absent = cell.same(""), cell.same(self.states.absent)
        if item.binding.kind is Kind.TRUTH:
            yes, no = cell.same(words("fact.true")), cell.same(words("fact.false"))
            found = either(yes, given(True), either(no, given(False), MISSING))
        else:
            found = either(empty, MISSING, either(absent, MISSING, cell))
        self.sheet.formula(row, _N, found)
        return Cell(f"{letter(_N)}{row}", found.value)

    def _number(self, item: Evidence, cell: Cell, places: int) -> tuple[Cell, Cell]:
        """Write the exact number a cell stands for: its digits as a whole number, over a power of ten."""
        sheet, row = self.sheet, self.sheet.row
        many = Cell(f"{letter(_PLACES)}{row}", places)
        sheet.value(row, _PLACES, Fraction(places), "whole")
        is_number = called("ISNUMBER", cell)
        slash = called("FIND", "/", cell)
        top = called("VALUE", called("LEFT", cell, slash - 1))
        below = called("VALUE", called("MID", cell, slash + 1, 20))
        ten = Cell(f"10^{many.text}", 10**places)
        digits = sheet.refer(_DIGITS, either(is_number, called("ROUND", cell * ten, 0), top))
        sheet.formula(row, _DIGITS, either(is_number, called("ROUND", cell * ten, 0), top))
        per = sheet.refer(_PER, either(is_number, ten, below))
        sheet.formula(row, _PER, either(is_number, ten, below))
        unit = Fraction(1) if item.binding.kind is Kind.DATE else self._unit(item)[1]
        whole_n, whole_d = digits * unit.numerator, per * unit.denominator
        if item.binding.kind is Kind.DATE:
            whole_n, whole_d = digits + _DAY_ZERO, per
        # What has more decimals than are read, or is no whole number over another, is not read at all.
        off = called("ABS", cell * ten - digits) * 10**15
        are_whole = (called("INT", digits) + called("INT", per)).same(digits + per)
        fits = either(is_number, off <= called("ABS", digits), either(per > 0, are_whole, given(False)))
        size = called("MAX", called("ABS", whole_n), whole_d)
        shared = called("GCD", called("ABS", whole_n), whole_d)
        n = either(fits, either(size < LIMIT, whole_n / shared, BEYOND), MISSING)
        sheet.formula(row, _N, n)
        sheet.formula(row, _D, whole_d / shared)
        return sheet.refer(_N, n), sheet.refer(_D, whole_d / shared)

    def _state(self, item: Evidence, cell: Cell, n: Cell) -> Cell:
        states, fact = self.states, item.fact
        readable = called("ISNUMBER", n)
        if item.binding.kind in (Kind.TRUTH, Kind.TEXT):
            readable = called("NOT", called("ISERROR", n))
        known = either(readable, given(states.known), given(states.unreadable))
        if item.known == "range" and fact is not None:
            loose = _loose(fact)
            known = either(cell.same(loose), given(states.loose), known)
        absent = either(cell.same(states.absent), given(states.absent), known)
        return either(cell.same(""), given(states.missing), absent)

    def _ends(
        self, item: Evidence, n: Cell, d: Cell, state: Cell
    ) -> tuple[tuple[Cell, Cell], tuple[Cell, Cell]]:
        """Write the ends of what a fact can be: itself, what loose words say, or all it could be."""
        sheet, unit = self.sheet, self._unit(item)[1]
        within = item.binding.within
        loose = hull(*item.possible) if item.known == "range" and isinstance(item.possible, tuple) else within
        half = self._half(item)
        found = []
        for at, side, shown in ((_LOW_N, -1, _LOW), (_HIGH_N, 1, _HIGH)):
            said, free = _end(loose, side), _end(within, side)
            own = (
                (n, d)
                if not half
                else (n * half.denominator + d * (half.numerator * side), d * half.denominator)
            )
            cells = []
            for which in (0, 1):
                known, words = state.same(self.states.known), state.same(self.states.loose)
                cell = either(known, own[which], either(words, given(said[which]), given(free[which])))
                sheet.formula(sheet.row, at + which, cell)
                cells.append(sheet.refer(at + which, cell))
            found.append((cells[0], cells[1]))
            sheet.formula(sheet.row, shown, self._shown(item, cells[0], cells[1], unit, side), "number")
        return found[0], found[1]

    def _shown(self, item: Evidence, n: Cell, d: Cell, unit: Fraction, side: int) -> Cell:
        endless = given(self.words("workbook.endless_low" if side < 0 else "workbook.endless_high"))
        if item.binding.kind is Kind.DATE:
            return called("IFERROR", either(d.same(0), endless, n - _DAY_ZERO), "")
        return called("IFERROR", either(d.same(0), endless, n * unit.denominator / (d * unit.numerator)), "")

    def _half(self, item: Evidence) -> Fraction:
        """Return how far the number behind a rounded figure may lie from it."""
        quantity = item.fact.quantity if item.fact else None
        if not item.rounded or quantity is None or quantity.decimals is None:
            return Fraction(0)
        return Fraction(10) ** -quantity.decimals / 2

    def _same(self, item: Evidence, n: Cell, d: Cell | None, state: Cell) -> Cell:
        """Return whether a fact is what the report says."""
        unchanged = state.same(state.value)
        if item.known != "exact":
            return unchanged
        if d is None:
            told = clean(item.exact)[:_SHORT] if isinstance(item.exact, str) else item.exact
            same = called("EXACT", called("LEFT", n, _SHORT), told) if isinstance(told, str) else n.same(told)
        else:
            number = Fraction(item.exact)
            same = either(n.same(number.numerator), d.same(number.denominator), given(False))
        return either(unchanged, same, given(False))


def _loose(fact: Fact) -> str:
    return clean(fact.raw)[:_SHORT]


def _end(of: Range, side: int) -> tuple[int, int]:
    end = of.low if side < 0 else of.high
    return (side, 0) if end is None else end.as_integer_ratio()


def _day(number: Fraction) -> tuple[Any, str, int]:
    day = date.fromordinal(int(number))
    return (day, "day", 0) if day.year > 1900 else (day.isoformat(), "word", 0)


def _figure(number: Fraction) -> tuple[Any, str, int]:
    """Return a figure as a decimal where it ends within what spreadsheets keep, else as a fraction."""
    text = decimal_text(number)
    before, _, after = text.lstrip("-").partition(".")
    if "/" in text or len(before) + len(after) > _MOST_DIGITS:
        return f"{number.numerator}/{number.denominator}", "word", _MOST_PLACES
    room = max(0, _MOST_DIGITS - len(before))
    return number, "input", max(len(after), min(_MOST_PLACES, room))
