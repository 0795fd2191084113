"""What a worksheet may be, seen as its elements pass · 工作表预检.

Readers of spreadsheets differ where a file is not in order: a row written twice, a cell in the wrong
row, a size that is not true.  A sheet that passes here reads the same everywhere.
"""

import re

from perfscore.documents.document import Unreadable

__all__ = ["Budget", "SharedStrings", "Worksheet"]

MOST_CELLS = 300_000
MOST_BOX = 20_000_000
MOST_MERGED = 100_000
MOST_STRINGS = 500_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})")


class Budget:
    """What all sheets of a workbook may hold together · 工作簿上限."""

    def __init__(self) -> None:
        self.cells = self.merged = self.strings = 0
        self.formulas = False


class Worksheet:
    """Sees one sheet pass · 工作表."""

    def __init__(self, part: str, budget: Budget) -> None:
        self.part, self.budget = part, budget
        self.row = self.column = self.lowest = self.rightmost = 0
        self.merges: set[tuple[int, int]] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        if name == "row":
            self._row(attributes.get("r"))
        elif name == "c":
            self._cell(attributes.get("r"))
        elif name in ("v", "is"):
            self._filled()
        elif name == "f":
            self.budget.formulas = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """See an element end."""

    def _row(self, printed: str | None) -> None:
        number = self.row + 1 if printed is None else _whole(printed)
        if not self.row < number <= LAST_ROW:
            self._refuse("form-rows-unordered", f"row {printed}")
        self.row, self.column = number, 0

    def _cell(self, printed: str | None) -> None:
        row, column = (self.row, self.column + 1) if printed is None else _position(printed)
        if row != self.row or not self.column < column <= LAST_COLUMN:
            self._refuse("form-cells-unordered", str(printed))
        self.column = column
        self.budget.cells += 1
        if self.budget.cells > MOST_CELLS:
            self._refuse("form-too-many-cells", str(printed), most=str(MOST_CELLS))

    def _filled(self) -> None:
        self.lowest, self.rightmost = self.row, max(self.rightmost, self.column)
        if self.lowest * self.rightmost > MOST_BOX:
            self._refuse("form-far-cell", f"row {self.row}", most=str(MOST_BOX))

    def _merge(self, printed: str) -> None:
        ends = _RANGE.fullmatch(printed)
        if ends is None:
            self._refuse("form-merge", printed)
            return
        (top, left), (bottom, right) = _position(ends[1]), _position(ends[2])
        area = max(bottom - top + 1, 0) * max(right - left + 1, 0)
        self.budget.merged += area
        if self.budget.merged > MOST_MERGED:
            self._refuse("form-merge-too-large", printed, most=str(MOST_MERGED))
        own = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if area < 1 or own & self.merges:
            self._refuse("form-merge", printed)
        self.merges |= own

    def _refuse(self, code: str, where: str, **values: str) -> None:
        raise Unreadable(code, f"{self.part} {where}", **values)


class SharedStrings:
    """Counts the shared texts of a workbook · 共享字符串."""

    def __init__(self, part: str, budget: Budget) -> None:
        self.part, self.budget = part, budget

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        self.budget.strings += name == "si"
        if self.budget.strings > MOST_STRINGS:
            raise Unreadable("form-too-much", self.part, most=str(MOST_STRINGS))

    def end(self, name: str) -> None:
        """See an element end."""


def _whole(printed: str) -> int:
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 8 else 0


def _position(printed: str) -> tuple[int, int]:
    """Return row and column of a reference, zeros where it is none."""
    found = _REFERENCE.fullmatch(printed)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
