"""Whether a table that nobody drew goes on with a row or with the rest of one · 跨页的行.

Where the cells of a row are not drawn, a page's end leaves no mark in it.  Whoever joins the pages takes for
a rest what goes on from full cells without figures; here it is refused where that may be wrong.
"""

import re
from collections.abc import Sequence

from perfscore.documents.columns import Columns, Unclear
from perfscore.documents.continued import repeated
from perfscore.documents.unruled import Held, Row

__all__ = ["refuse_doubtful_cut"]

_FIGURE = re.compile("[0-9%]")


def refuse_doubtful_cut(pages: Sequence[Sequence[Row]], page: Sequence[Row], columns: Columns) -> None:
    """Raise Unclear where nobody can say whether a page begins with the rest of the row before it.

    `pages` are those before.  A row is new where it has a cell that the last one has not, or a figure below
    a figure; it is a rest where each of its cells goes on from a full one and no row of the table holds so
    little.
    """
    if not pages:
        return
    rows = page[repeated(_texts(pages[0], columns), _texts(page, columns)) :]
    if not rows:
        return
    above = {cell.columns: cell for row in pages[-1] for cell in row if cell.last_row == len(pages[-1]) - 1}
    pairs = [(above[cell.columns], cell) for cell in rows[0] if cell.columns in above]
    none = [one.had_no_room(other, columns) for one, other in pairs]
    figures = [_is_figure(one) and _is_figure(other) for one, other in pairs]
    if len(pairs) < len(rows[0]) or (any(figures) and not all(none)):
        return
    little = {cell.columns for cell in rows[0]}
    others = [*(row for before in pages for row in before), *rows[1:]]
    alone = any({cell.columns for cell in row} <= little for row in others)
    if any(figures) or alone or not all(none) or not all(one.is_full(columns) for one, _ in pairs):
        raise Unclear


def _texts(rows: Sequence[Row], columns: Columns) -> list[list[str]]:
    return [[cell.text(columns) for cell in row] for row in rows]


def _is_figure(cell: Held) -> bool:
    return _FIGURE.search(cell.lines[0].text) is not None
