"""The forms of a grid, one behind the other · 表格分段."""

import re
from collections.abc import Iterator

from perfscore.forms.grid import Grid
from perfscore.forms.headings import headings, one_line, plain_heading
from perfscore.forms.layout import Layout
from perfscore.forms.sheet import Sheet
from perfscore.forms.tables import Table, table_at

__all__ = ["is_title", "sheets"]

_TITLE = re.compile(r".{0,60}(?:绩效|自评|评价|评分|打分)[^。，,:]{0,30}表.{0,30}", re.DOTALL)


def sheets(grid: Grid) -> Iterator[Sheet]:
    """Yield every form of a grid; nothing where the grid has no table that is known.

    A form begins with its title or the name of its project, or where a budget block follows indicator
    rows.  A heading row printed again on the next page does not begin one.
    """
    layout = Layout(grid)
    begins: list[int] = []
    tables: list[list[Table]] = []
    start: int | None = None
    bottom = 0
    for row in layout.numbers:
        if row <= bottom:
            continue
        table = table_at(layout, row)
        if table is None:
            if start is None and _begins(layout, row):
                start = row
            continue
        bottom = table.bottom
        if not tables or _is_another(table, tables[-1], start):
            begins.append(row if start is None else start)
            tables.append([])
        tables[-1].append(table)
        start = None
    begins[:1] = layout.numbers[:1] if begins else []
    ends = [*(begin - 1 for begin in begins[1:]), *layout.numbers[-1:]]
    for first, last, own in zip(begins, ends, tables, strict=False):
        yield Sheet(layout, first, last, tuple(own))


def _is_another(table: Table, before: list[Table], start: int | None) -> bool:
    if start is not None and any(other.kind == "targets" for other in before):
        return True
    if start is not None and table.kind == "funds":
        return True
    return table.kind == "funds" and any(other.kind == "targets" for other in before)


def _begins(layout: Layout, row: int) -> bool:
    cells = layout.own(row)
    if len(cells) == 1 and is_title(cells[0].text):
        return True
    words = headings()["labels"]
    found = (words.find(re.split("[:：]", cell.text)[0]) for cell in cells[:1])
    return any(match is not None and match.role == "project" for match in found)


def is_title(text: str) -> bool:
    """Say whether a line is the title of a form."""
    line = one_line(text)
    return len(line) <= 80 and _TITLE.fullmatch(line) is not None and not plain_heading(line).startswith("注")
