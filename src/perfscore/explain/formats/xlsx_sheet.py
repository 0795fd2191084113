"""A sheet of the workbook: texts that stay texts, formulas with their values, columns and print · 工作表."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfscore.explain.clean import clean
from perfscore.explain.formats.text import width
from perfscore.explain.wording.words import Words
from perfscore.language.interpretations.cells import Cell, Fault

__all__ = ["Book", "Column", "Sheet", "letter"]

MOST = 32_000
"""A cell holds 32,767 characters; some are left for the words that say how a longer text goes on."""
_PER_CELL = 8_000
"""Longer formulas than 8,192 characters are refused by Excel."""
_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#BFBFBF"}
_RIGHT = {"align": "right", "indent": 1, **_LINE}
_FILL = {"bg_color": "#FFF9E5", **_RIGHT}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {"text_wrap": True},
    "title": {"bold": True, "font_size": 14, "text_wrap": True},
    "name": {"bold": True, "font_size": 12, "font_color": "#1F3864"},
    "section": {
        "bold": True, "font_size": 11, "font_color": "#1F3864", "bottom": 1, "bottom_color": "#8EA9DB",
    },
    "figure": _RIGHT,
    "key": {"font_color": "#595959", "text_wrap": True, **_LINE},
    "head": {"bold": True, "bg_color": "#D9E2F3", "text_wrap": True, **_LINE},
    "text": {"text_wrap": True, **_LINE},
    "number": {"num_format": "#,##0.######", **_RIGHT},
    "points": {"bold": True, **_RIGHT},
    "input": {"num_format": "#,##0.############", **_FILL},
    "word": {"text_wrap": True, **_FILL},
    "day": {"num_format": "yyyy-mm-dd", **_FILL},
    "whole": {"num_format": "0", "font_color": "#7F7F7F", "font_size": 9, **_RIGHT},
    "block": {"bold": True, "bg_color": "#F2F2F2", **_LINE},
    "small": {"text_wrap": True, "font_size": 9, "font_color": "#595959", **_LINE},
    "good": {"font_color": "#375623", "bg_color": "#EAF3E3"},
    "warn": {"font_color": "#7F6000", "bg_color": "#FFF4D6"},
    "bad": {"font_color": "#8B1A1A", "bg_color": "#FBE5E1"},
    "quiet": {"font_color": "#BFBFBF"},
}  # fmt: skip
_HIGHEST = 400
_STARTS = frozenset("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in characters."""

    head: str
    width: int


@dataclass(slots=True)
class Book:
    """The workbook that is written, and its styles, each made once."""

    target: Any
    words: Words
    styles: dict[tuple[str, str | None, bool], Any] = field(default_factory=dict)

    def style(self, name: str, number: str | None = None, quoted: bool = False) -> Any:
        """Return a style, with another format of its numbers where one is given."""
        key = (name, number, quoted)
        if key not in self.styles:
            more = {"num_format": number} if number else {}
            self.styles[key] = self.target.add_format({**_BASE, **_STYLES[name], **more})
            if quoted:  # a text that begins like a formula stays one when its cell is edited
                self.styles[key].set_quote_prefix(True)
        return self.styles[key]

    def sheet(self, name: Any, columns: Sequence[Column], title: str, fixed: int = 0) -> "Sheet":
        """Add a sheet with a title and a row of headings, ready for print; or fill one that is there."""
        own = self.target.add_worksheet(name) if isinstance(name, str) else name
        return Sheet(self, own, columns, title, fixed)


class Sheet:
    """One sheet, written from the top down · 一张工作表."""

    def __init__(self, book: Book, own: Any, columns: Sequence[Column], title: str, fixed: int) -> None:
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
        own.set_margins(0.5, 0.5, 0.6, 0.6)
        own.hide_gridlines(2)
        own.set_footer("&C&P / &N")

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
        self.own.write_string(row - 1, at, text, self.book.style(style, quoted=quoted))

    def _grow(self, row: int, text: str, room: int, style: str) -> None:
        """Make a row high enough for a text; LibreOffice does not do so when it opens a file."""
        size = _STYLES[style].get("font_size", _BASE["font_size"])
        per_line = max(1, room * 21 // (2 * size))
        lines = sum(-(-width(line) // per_line) or 1 for line in text.split("\n"))
        height = min(_HIGHEST, 4 + lines * (size + 4))
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
                {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._tint(style)},
            )

    def fade(self, span: str) -> None:
        """Show faults in a faint colour: a cell that has no value is no mistake."""
        self.own.conditional_format(span, {"type": "errors", "format": self._tint("quiet")})

    def _tint(self, name: str) -> Any:
        key = (f"tint {name}", None, False)
        if key not in self.book.styles:
            self.book.styles[key] = self.book.target.add_format(dict(_STYLES[name]))
        return self.book.styles[key]


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
