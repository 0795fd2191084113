"""A total that is split more than once, by where money comes from and by what it is for · 按性质分.

Each split is a list of its own: what is added up within one is not added to the other.  A department's form
names them 按收入性质分 and 按支出性质分, on a line of their own, before the first line, or side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from perfscore.documents.document import Cell
from perfscore.extract.forms.headings import headings, is_blank, one_line
from perfscore.extract.forms.tables import Sheet

__all__ = ["Named", "Split", "Splits", "beside"]

Split = Literal["funds", "uses", "other"]
_SPLIT = re.compile(r"(?:其中[:：]?)?\s*按[^:：\s]{1,10}?(?:划?分(?:类)?|类别)(?![^:：\s])[:：]?\s*")
_PART = re.compile(r"\s*(?:其中[:：]?)?\s*([^:：0-9]{2,30})[:：]\s*([¥￥]?\s*[0-9０-９][^:：]{0,25})?\s*")


@dataclass
class Splits:
    """Which split the lines of a block stand in, one after another · 当前分法."""

    split: Split = "funds"
    opened: Cell | None = None

    def enter(self, cells: Sequence[Cell], name: str) -> tuple[str, bool]:
        """Return the name of a line without that of its split, and whether it is the split's own line.

        `cells` are those before the figures of the line, also what reaches down to it.
        """
        own = False
        for cell in cells:
            opening = _opening(cell.text)
            if opening is None:
                continue
            own = own or (one_line(cell.text) == opening and cell == cells[-1])
            if cell != self.opened:
                self.split, self.opened = _kind(opening), cell
            name = name.removeprefix(opening).strip() or name
        if self.opened is None and headings()["rows"].is_a(name, "use"):
            self.split = "uses"
        return name, own


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its amount in one cell: 项目支出：80.00 · 单元格内的金额.

    `own` says that it is the sum of its split; `amount` is None where the form leaves it blank.
    """

    split: Split
    name: str
    own: bool
    cell: Cell
    amount: Cell | None


def beside(sheet: Sheet, row: int, known: dict[int, Split]) -> list[Named]:
    """Return what a row says in cells of names and amounts, nothing where it is no such row.

    `known` holds the columns where splits begin, and learns those that begin here.
    """
    found: list[Named] = []
    for cell in sheet.layout.own(row):
        text = one_line(cell.text)
        opening = _opening(text)
        if opening is not None:
            known[cell.column] = _kind(opening)
            read = text.removeprefix(opening), opening.rstrip(":： ")
        elif part := _PART.fullmatch(text):
            read = part[2] or "", part[1].strip()
        elif is_blank(text):
            continue
        else:
            return []
        begun = [column for column in known if column <= cell.column]
        if not begun or not (is_blank(read[0]) or re.search("[0-9０-９]", read[0])):
            return []
        amount = None if is_blank(read[0]) else cell._replace(text=read[0].strip())
        found.append(Named(known[max(begun)], read[1], opening is not None, cell, amount))
    return found if any(one.amount or one.own for one in found) or len(found) > 1 else []


def _opening(text: str) -> str | None:
    """Return the words that begin a split, with their colon."""
    found = _SPLIT.match(one_line(text))
    return found[0] if found else None


def _kind(opening: str) -> Split:
    for role, split in _roles():
        if headings()["rows"].is_a(opening.removeprefix("其中").lstrip(":："), role):
            return split
    return "other"


def _roles() -> Iterator[tuple[str, Split]]:
    yield "by_source", "funds"
    yield "by_use", "uses"
