"""A sheet of the workbook: texts that stay texts, formulas with their values, columns and print · 工作表."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfscore.explain.clean import clean
from perfscore.explain.formats.text import width
from perfscore.explain.formats.xlsx.styles import Book, size_of
from perfscore.explain.wording.words import Words
from perfscore.language.interpretations.cells import Cell, Fault

__all__ = ["Column", "Sheet", "letter"]

MOST = 32_000
"""A cell holds 32,767 characters; some are left for the words that say how a longer text goes on."""
_PER_CELL = 8_000
"""Longer formulas than 8,192 characters are refused by Excel."""
_HIGHEST = 400
_LONGEST = 700
"""The points of height that are printed on one page of A4, made a little smaller; more take several pages."""
_STARTS = frozenset("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in characters."""

    head: str
    width: int


class Sheet:
    """One sheet, written from the top down · 一张工作表."""

    def __init__(self, book: Book, place: Any, columns: Sequence[Column], title: str, fixed: int = 0) -> None:
        """Begin a sheet of some name, or fill one that is there, with a title and a row of headings."""
        own = book.target.add_worksheet(place) if isinstance(place, str) else place
        self.book, self.name, self.own = book, own.get_name(), own
        self.widths = [column.width for column in columns]
        self._heights: dict[int, int] = {}
        for at, column in enumerate(columns):
            own.set_column(at, at, column.width, book.style("plain"))
        self.row = 2
        # The title runs over the columns beside it.
        own.write_string(0, 0, clean(title)[:MOST], book.style("name"))
        own.set_row(0, 24)
        if any(column.head for column in columns):
            for at, column in enumerate(columns):
                self.text(self.row, at, column.head, "head")
            own.freeze_panes(self.row, fixed)
            own.repeat_rows(self.row - 1)
            self.row += 1
        own.set_landscape()
        own.set_paper(9)
        own.fit_to_pages(1, 0)
        own.set_margins(*map(Decimal, ("0.5", "0.5", "0.6", "0.7")))
        own.hide_gridlines(2)
        own.set_footer("&L&A&C&P / &N")

    def close(self) -> None:
        """Set a sheet that is but little longer than a page to be printed on one."""
        if sum(self._heights.get(row, 15) for row in range(1, self.row)) <= _LONGEST:
            self.own.fit_to_pages(1, 1)

    def refer(self, at: int, cell: Cell) -> Cell:
        """Return what refers to a column of this row from the same sheet."""
        return Cell(f"{letter(at)}{self.row}", cell.value)

    def abroad(self, cell: Cell) -> Cell:
        """Return what refers to a cell of this sheet from another one."""
        return Cell(f"'{self.name}'!{cell.text}", cell.value)

    def text(self, row: int, at: int, text: str | Sequence[str], style: str = "text") -> int:
        """Write a text as what it is; return how many rows it takes: a very long one goes on below.

        Several texts are lines of one cell.
        """
        lines = [text] if isinstance(text, str) else text
        parts = _parts("\n".join(map(clean, lines)), self.book.words)
        for below, part in enumerate(parts):
            self._write(row + below, at, part, style)
            self._grow(row + below, part, self.widths[at], style)
        return len(parts)

    def _write(self, row: int, at: int, text: str, style: str) -> None:
        quoted = text[:1] in _STARTS
        if not text:
            self.own.write_blank(row - 1, at, None, self.book.style(style))
            return
        self.own.write_string(row - 1, at, text, self.book.style(style, quoted=quoted))

    def _grow(self, row: int, text: str, room: int, style: str) -> None:
        """Make a row high enough for a text; LibreOffice does not do so when it opens a file."""
        size = size_of(style)
        per_line = max(1, room * 21 // (2 * size))
        lines = sum(-(-width(line) // per_line) or 1 for line in text.split("\n"))
        height = min(_HIGHEST, 2 + lines * size * 27 // 20)
        if height > self._heights.get(row, 15):
            self._heights[row] = height
            self.own.set_row(row - 1, height)

    def texts(self, texts: Iterable[str], styles: Sequence[str] | str = "text") -> None:
        """Write a row of texts, the last over all columns that are left, and go on below it."""
        listed = list(texts)
        named = [styles] * len(listed) if isinstance(styles, str) else styles
        *before, last = listed
        rows = [self.text(self.row, at, text, named[at]) for at, text in enumerate(before)]
        end = self.row + max(rows, default=1)
        self.across(last, named[-1], first=len(before))
        self.row = max(self.row, end)

    def across(self, text: str, style: str, first: int = 0) -> None:
        """Write a text over all columns from one on, and go on below it."""
        last, room = len(self.widths) - 1, sum(self.widths[first:])
        for part in _parts(clean(text), self.book.words):
            if last > first:
                shape = self.book.style(style)
                self.own.merge_range(self.row - 1, first, self.row - 1, last, "", shape)
            self._write(self.row, first, part, style)
            self._grow(self.row, part, room, style)
            self.row += 1

    def keyed(self, key: str, text: str) -> None:
        """Write a text over the columns behind its key."""
        self.text(self.row, 0, key, "key")
        self.across(text, "text", first=1)

    def formula(self, row: int, at: int, cell: Cell, style: str = "whole", number: str | None = None) -> None:
        """Write a formula with what it comes to."""
        assert len(cell.text) < _PER_CELL, cell.text[:80]
        shown = self.book.style(style, number)
        self.own.write_formula(row - 1, at, f"={cell.text}", shown, _drawn(cell.value))

    def value(self, row: int, at: int, value: Any, style: str, number: str | None = None) -> None:
        """Write what a person may change: a number, a word, a day, or nothing."""
        shown = self.book.style(style, number)
        if isinstance(value, Fraction):
            self.own.write_number(row - 1, at, _decimal(value), shown)
        elif isinstance(value, date):
            self.own.write_datetime(row - 1, at, value, shown)
        elif value:
            self.text(row, at, value, style)
        else:
            self.own.write_blank(row - 1, at, None, shown)

    def colour(self, span: str, meanings: Mapping[str, str]) -> None:
        """Colour cells by the words in them."""
        for word, style in meanings.items():
            self.own.conditional_format(
                span,
                {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.tint(style)},
            )

    def fade(self, span: str) -> None:
        """Show faults in a faint colour: a cell that has no value is no mistake."""
        self.own.conditional_format(span, {"type": "errors", "format": self.book.tint("quiet")})


def letter(at: int) -> str:
    """Return the letters of a column."""
    return chr(65 + at) if at < 26 else letter(at // 26 - 1) + letter(at % 26)


def _drawn(value: Any) -> Any:
    """Return what a cell comes to, as the file keeps it."""
    if isinstance(value, Fault):
        return value.value
    return _decimal(value) if isinstance(value, Fraction) else value


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _parts(text: str, words: Words) -> list[str]:
    """Return a text in as many cells as it takes, each saying that it goes on."""
    if len(text) <= MOST:
        return [text]
    cut = [text[at : at + MOST] for at in range(0, len(text), MOST)]
    more = words("workbook.goes_on")
    return [*(f"{part}{more}" for part in cut[:-1]), cut[-1]]
