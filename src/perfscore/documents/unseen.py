"""What of a sheet nobody sees who opens it · 隐藏的内容."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.document import Cell, Remark, by_row

__all__ = ["DELETED", "STRUCK", "LeftOut", "Unseen", "column_letters"]

DELETED, STRUCK = "form-tracked-change", "form-struck-through"
"""The codes of what is said of text that was deleted or hidden, and of text that is struck through."""


class LeftOut:
    """What of a text is not read, by the code of what is said of it · 未读文字."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}

    def add(self, code: str, text: str = "") -> None:
        """Add what is not read, or only that there is something."""
        self._texts.setdefault(code, []).append(text)

    def remarks(self, place: str, shown: str) -> Iterator[Remark]:
        """Yield what is to be said; where the words are not known it is said beside those that show."""
        for code, texts in sorted(self._texts.items()):
            yield Remark(code, place, "".join(texts).strip() or shown)


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a file says is hidden: the sheet, rows by number, columns from one to another · 隐藏部分."""

    sheet: bool
    rows: Iterable[int]
    columns: Iterable[tuple[int, int]]

    def remarks(self, title: str, cells: Sequence[Cell]) -> Iterator[Remark]:
        """Yield what is to be said: rows and columns count where something stands in them."""
        if self.sheet:
            yield Remark("form-hidden-sheet", title)
        hidden = set(self.rows)
        rows = by_row(cell for cell in cells if cell.row in hidden) if hidden else {}
        for number, inside in sorted(rows.items()):
            words = " ".join(cell.text for cell in inside)
            yield Remark("form-hidden-row", f"{title}!{number}:{number}", words)
        for first, last in self.columns:
            words = " ".join(cell.text for cell in cells if first <= cell.column <= last)
            if words:
                yield Remark("form-hidden-column", f"{title}!{column_letters(first)}", words)


def column_letters(number: int) -> str:
    """Return the name of a column: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
