"""Tables within a text: what each cell is called by its row and its column · 文中表格.

A row of a table is a paragraph whose cells are parted by bars.  A cell is called by the name of its row and
the heading of its column (项目支出 and 全年执行数); the row of the sum by the heading alone, but only in a
table that lists 基本支出 and 项目支出, for the sum of any other is of something else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from perfscore.extract.narrative.numbering import numbering_at
from perfscore.extract.narrative.said import LAST_YEAR, Cell
from perfscore.extract.narrative.text import Paragraph

__all__ = ["cells_in"]

_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){0,9}(?:\.[0-9]{1,30})?|[0-9]{1,30}(?:\.[0-9]{1,30})?")
_DIGIT = re.compile(r"[0-9](?!年|[0-9]{1,3}年)")
_UNIT = re.compile(r"(?:\(|单位[:：]?|,|^)(?:人民币)?(亿元|万元|千元|元|%)(?:\)|$)")
_BRACKET = re.compile(r"\([^()]{0,12}\)")
_YEAR = re.compile(r"(20[0-9]{2})年")
_LAST = re.compile(r"上年|去年|上一年")
_SUM = re.compile(r"(?:部门|单位)?(?:合计|总计|合计数|总额)")
_NESTED = re.compile(r"其中|小计|包括|[:：]")
_SUBJECT = re.compile("支出|经费|采购")
"""What the name of a row must hold to say whose money its figures are: 合计, 本级 and 机关 do not."""
_AMOUNTS = re.compile(r"(?:预算|决算|执行|支出|数|率|金额)$")
"""Headings of columns with figures, which the names of rows do not have."""
_OWN = (("基本支出", "项目支出"), ("人员经费", "公用经费", "项目支出"))
_SOURCE = re.compile(
    r"(?:(?:上级|中央|省|市|县|区|州|乡镇?|镇|本级|级|财政|专项|债券|自筹|配套|补助|转移支付|一般公共预算|政府性基金|福彩公益金"
    r"|地方|其他|社会|单位|自有|拨款|预算|投入|统筹|衔接|投资|[一-鿿]{2,8}(?=资金))+(?:资金|补助|配套|自筹|拨款|投入|预算)?|中央|省级|市级|县级|区级)"
)
"""A row that says where money comes from: the sum of such is all the money of what the report is of."""
_BEFORE = 2
"""Paragraphs above a table that may say its unit."""


def cells_in(paragraphs: Sequence[Paragraph]) -> Mapping[int, Mapping[int, Cell]]:
    """Return the cells of all tables that have headings, by paragraph and by the place of their figure."""
    found: dict[int, Mapping[int, Cell]] = {}
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and "|" in paragraphs[end].plain:
            end += 1
        if end - at > 1:
            above = "\n".join(one.plain for one in paragraphs[max(0, at - _BEFORE) : at])
            for number, cells in _table(at, [one.plain.split("|") for one in paragraphs[at:end]], above):
                found[number] = {cell.start: cell for cell in cells}
        at = max(end, at + 1)
    return found


def _table(first: int, rows: Sequence[Sequence[str]], above: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows of figures of a table, each with its cells; nothing where no row is one of headings."""
    heads: Sequence[str] = ()
    names = {_name(row) for row in rows}
    table = first if _is_flat(rows) else None
    is_own = any(map(names.issuperset, _OWN)) or _is_by_source(rows)
    for at, row in enumerate(rows):
        if _is_heads(row) and not any(_DIGIT.search(cell) for cell in row):
            heads = row if row[0] and not _AMOUNTS.search(row[0]) else ()  # what a page broke off
        elif heads and len(row) == len(heads):
            yield first + at, tuple(_row(table, row, heads, _unit_in(above), is_own))


def _is_heads(row: Sequence[str]) -> bool:
    """Say whether a row has as many cells as headings do; of two the second must say that it is an amount."""
    return len(row) > 2 or (len(row) == 2 and bool(_AMOUNTS.search(_BRACKET.sub("", row[1]))))


def _row(
    table: int | None, row: Sequence[str], heads: Sequence[str], unit: str, is_own: bool
) -> Iterator[Cell]:
    name, start = _name(row), 0
    is_sum = _SUM.fullmatch(name) is not None
    whose = "" if is_sum and is_own else name if _SUBJECT.search(name) else f"表中{name}"
    for at, (cell, head) in enumerate(zip(row, heads, strict=True)):
        figure = cell.rstrip("%")
        if at and _FIGURE.fullmatch(figure):
            called = _BRACKET.sub("", head)
            here = "%" if cell.endswith("%") or "率" in called else _unit_in(head) or unit
            column = None if table is None else (table, at)
            year = _year(head + name)
            yield Cell(start, start + len(cell), whose + called, here, year, column, is_sum)
        start += len(cell) + 1


def _name(row: Sequence[str]) -> str:
    """Return the name of a row: all words before its first figure, but for the number of the row."""
    words = row[1:] if row[0].isdigit() else row
    name = "".join(takewhile(lambda cell: not _DIGIT.search(cell), words))
    number = numbering_at(name)
    return name[number.length :] if number else name


def _is_flat(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the rows are alike but for one of the sum, so that they make it up."""
    items = [row for row in rows if any(map(_DIGIT.search, row[1:]))]
    sums = [row for row in items if _SUM.fullmatch(_name(row))]
    styles = {number.style if (number := numbering_at(row[0])) else "" for row in items if row not in sums}
    whole = sums and sums[0] in (items[0], items[-1])
    return bool(whole) and len(sums) == len(styles) == 1 and not any(map(_NESTED.search, map(_name, items)))


def _is_by_source(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the rows of a table with headings are those of where money comes from, and of the sum."""
    items = [_name(row) for row in rows if any(map(_DIGIT.search, row[1:]))]
    sources = [name for name in items if not _SUM.fullmatch(name)]
    return len(sources) > 1 and all(map(_SOURCE.fullmatch, sources))


def _unit_in(words: str) -> str:
    found = [match[1] for line in words.split("\n") for match in _UNIT.finditer(line)]
    return found[-1] if found else ""


def _year(words: str) -> int | None:
    if _LAST.search(words):
        return LAST_YEAR
    named = _YEAR.search(words)
    return int(named[1]) if named else None
