"""One fact as cells: its value, the exact number it stands for, its state and its ends · 单项事实的各格."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.explain.clean import clean
from perfscore.explain.formats.xlsx.sheet import Sheet, letter
from perfscore.explain.formats.xlsx.styles import States
from perfscore.explain.wording.words import Words, unit_of
from perfscore.inputs.report import Fact
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.cells import BEYOND, LIMIT, MISSING, Cell, called, either, given
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range, hull
from perfscore.score.evidence import Evidence

__all__ = ["FactRow", "typed"]

LABEL, RAW, VALUE, UNIT, STATE, LOW, HIGH, PLACES, PLACE, QUOTE, ID = range(11)
DIGITS, PER, N, D, LOW_N, LOW_D, HIGH_N, HIGH_D, SAME = range(11, 20)
_MOST_PLACES, _MOST_DIGITS = 6, 14
_MOST_WORDS = 2_000  # characters: a formula as a whole has room for 8,192
_SHORT = 200  # a formula holds no text of more than 255 characters
_DAY_ZERO = 693_594  # the number of the day that spreadsheets count from


class FactRow:
    """The cells of one fact, in the row that the sheet has come to · 一项事实的一行."""

    def __init__(self, sheet: Sheet, words: Words, states: States, item: Evidence) -> None:
        self.sheet, self.words, self.states, self.item, self.row = sheet, words, states, item, sheet.row

    def value(self) -> tuple[Any, str, int]:
        """Return what stands in the cell to change, its style, and the decimals that are read of it."""
        item, fact, words = self.item, self.item.fact, self.words
        if item.known == "not_applicable":
            return self.states.absent, "word", _MOST_PLACES
        if item.known == "missing" or fact is None:
            return None, "word" if self.is_said else "input", _MOST_PLACES
        if item.known == "range":
            return _loose(fact), "word", _MOST_PLACES
        if isinstance(item.exact, bool):
            return words("fact.true" if item.exact else "fact.false"), "word", 0
        if isinstance(item.exact, str):
            return clean(item.exact), "word", 0
        if item.binding.kind is Kind.DATE:
            return _day(item.exact)
        return _figure(item.exact / self.unit[1])

    @property
    def is_said(self) -> bool:
        """Whether it is a truth or a text."""
        return self.item.binding.kind in (Kind.TRUTH, Kind.TEXT)

    @property
    def unit(self) -> tuple[str, Fraction]:
        """Return the unit of the value and what one of it is."""
        quantity = self.item.fact.quantity if self.item.fact else None
        unit = quantity.unit if quantity else unit_of(self.item.binding.unit)
        return ("", Fraction(1)) if unit is None else (unit.name, unit.factor)

    def said(self, cell: Cell) -> Cell:
        """Write the truth or the text a cell stands for."""
        words = self.words
        empty, absent = cell.same(""), cell.same(self.states.absent)
        if self.item.binding.kind is Kind.TRUTH:
            yes, no = cell.same(words("fact.true")), cell.same(words("fact.false"))
            found = either(yes, given(True), either(no, given(False), MISSING))
        elif listed := self._listed():
            found = either(called("OR", *(called("EXACT", cell, word) for word in listed)), cell, MISSING)
        else:
            found = either(empty, MISSING, either(absent, MISSING, cell))
        return self._put(N, found)

    def _listed(self) -> list[str]:
        """Return the words a choice can be, none where a formula could not hold them all."""
        words = [clean(word) for word in self.item.binding.words]
        return (
            words if max(map(len, words), default=0) <= _SHORT and len("".join(words)) < _MOST_WORDS else []
        )

    def number(self, cell: Cell, places: int) -> tuple[Cell, Cell]:
        """Write the exact number a cell stands for: its digits as a whole number, over a power of ten."""
        sheet, row = self.sheet, self.row
        many = Cell(f"{letter(PLACES)}{row}", places)
        sheet.value(row, PLACES, Fraction(places), "whole")
        is_number = called("ISNUMBER", cell)
        slash = called("FIND", "/", cell)
        top = called("IFERROR", called("VALUE", called("LEFT", cell, slash - 1)), MISSING)
        below = called("IFERROR", called("VALUE", called("MID", cell, slash + 1, 20)), MISSING)
        ten = Cell(f"10^{many.text}", 10**places)
        digits = self._put(DIGITS, either(is_number, called("ROUND", cell * ten, 0), top))
        per = self._put(PER, either(is_number, ten, below))
        unit = Fraction(1) if self.item.binding.kind is Kind.DATE else self.unit[1]
        whole_n, whole_d = digits * unit.numerator, per * unit.denominator
        if self.item.binding.kind is Kind.DATE:
            whole_n, whole_d = digits + _DAY_ZERO, per
        # What has more decimals than are read, or is no whole number over another, is not read at all.
        off = called("ABS", cell * ten - digits) * 10**15
        are_whole = (called("INT", digits) + called("INT", per)).same(digits + per)
        fits = either(is_number, off <= called("ABS", digits), either(per > 0, are_whole, given(False)))
        size = called("MAX", called("ABS", whole_n), whole_d)
        shared = called("GCD", called("ABS", whole_n), whole_d)
        n = either(fits, either(size < LIMIT, whole_n / shared, BEYOND), MISSING)
        return self._put(N, n), self._put(D, whole_d / shared)

    def _put(self, at: int, cell: Cell, style: str = "whole") -> Cell:
        """Write a cell of the row; return what refers to it."""
        self.sheet.formula(self.row, at, cell, style)
        return self.sheet.refer(at, cell)

    def state(self, cell: Cell, n: Cell, d: Cell | None, bounded: bool) -> Cell:
        """Write the state a fact is in; where it is `bounded`, what cannot be says nothing."""
        states, fact = self.states, self.item.fact
        fault = either(called("ERROR.TYPE", n).same(6), given(states.beyond), given(states.unreadable))
        known = given(states.known)
        for beyond in self._beyond(n, d) if d is not None and bounded else ():
            known = either(beyond, given(states.missing), known)
        known = either(called("ISERROR", n), fault, known)
        if self.item.known == "range" and fact is not None:
            known = either(cell.same(_loose(fact)), given(states.loose), known)
        absent = either(cell.same(states.absent), given(states.absent), known)
        return self._put(STATE, either(cell.same(""), given(states.missing), absent), "text")

    def _beyond(self, n: Cell, d: Cell) -> Iterator[Cell]:
        """Yield whether a number lies below, and above, all that the fact can be."""
        within = self.item.binding.within
        if within.low is not None:
            yield n * within.low.denominator < d * within.low.numerator
        if within.high is not None:
            yield n * within.high.denominator > d * within.high.numerator

    def ends(self, n: Cell, d: Cell, state: Cell) -> tuple[tuple[Cell, Cell], tuple[Cell, Cell]]:
        """Write the ends of what a fact can be: itself, what loose words say, or all it could be."""
        unit, within = self.unit[1], self.item.binding.within
        loose, possible = within, self.item.possible
        if self.item.known == "range" and isinstance(possible, tuple):
            loose = hull(*possible)
        half = self._half()
        found = []
        for at, side, shown in ((LOW_N, -1, LOW), (HIGH_N, 1, HIGH)):
            said, free = _end(loose, side), _end(within, side)
            cells, own = [], (n, d)
            if half:
                end = n * half.denominator + d * (half.numerator * side)
                own = called("MAX", end, 0) if within.low == 0 else end, d * half.denominator
            for which in (0, 1):
                known, words = state.same(self.states.known), state.same(self.states.loose)
                cell = either(known, own[which], either(words, given(said[which]), given(free[which])))
                cells.append(self._put(at + which, cell))
            found.append((cells[0], cells[1]))
            self._put(shown, self._shown(cells[0], cells[1], unit, side), "number")
        return found[0], found[1]

    def _shown(self, n: Cell, d: Cell, unit: Fraction, side: int) -> Cell:
        endless = given(self.words("workbook.endless_low" if side < 0 else "workbook.endless_high"))
        if self.item.binding.kind is Kind.DATE:
            return called("IFERROR", either(d.same(0), endless, n - _DAY_ZERO), "")
        return called("IFERROR", either(d.same(0), endless, n * unit.denominator / (d * unit.numerator)), "")

    def _half(self) -> Fraction:
        """Return how far the number behind a rounded figure may lie from it."""
        quantity = self.item.fact.quantity if self.item.fact else None
        if not self.item.rounded or quantity is None or quantity.decimals is None:
            return Fraction(0)
        return Fraction(10) ** -quantity.decimals / 2

    def same(self, n: Cell, d: Cell | None, state: Cell) -> Cell:
        """Return whether a fact is what the report says."""
        unchanged = state.same(state.value)
        if self.item.known != "exact":
            return self._put(SAME, unchanged)
        if d is None:
            told = clean(self.item.exact)[:_SHORT] if isinstance(self.item.exact, str) else self.item.exact
            same = called("EXACT", called("LEFT", n, _SHORT), told) if isinstance(told, str) else n.same(told)
        else:
            number = Fraction(self.item.exact)
            same = either(n.same(number.numerator), d.same(number.denominator), given(False))
        return self._put(SAME, either(unchanged, same, given(False)))


def _loose(fact: Fact) -> str:
    return clean(fact.raw)[:_SHORT]


def _end(of: Range, side: int) -> tuple[int, int]:
    end = of.low if side < 0 else of.high
    return (side, 0) if end is None else end.as_integer_ratio()


def typed(value: Any) -> Any:
    """Return what a spreadsheet makes of a value that is typed: a day is a number, nothing an empty text."""
    if isinstance(value, date):
        return value.toordinal() - _DAY_ZERO
    return "" if value is None else value


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
