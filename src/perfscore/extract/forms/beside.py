"""Forms that stand side by side in one grid · 并排的表."""

from collections.abc import Iterator

from perfscore.documents.document import Grid
from perfscore.documents.layout import Layout
from perfscore.extract.forms.headings import headings
from perfscore.extract.forms.openings import begins

__all__ = ["apart"]

_LEAST = 3
"""So many headings, said again in the same order, are another table."""


def apart(grid: Grid) -> Iterator[Grid]:
    """Yield the parts of a grid that stand side by side, each with a form's beginning of its own."""
    layout = Layout(grid)
    for row in layout.numbers:
        cut = _again(layout, row)
        if cut is None or any(cell.column < cut < cell.column + cell.columns for cell in grid.cells):
            continue
        left, right = (
            Grid(grid.name, tuple(cell for cell in grid.cells if (cell.column < cut) == before))
            for before in (True, False)
        )
        beside = Layout(right)
        if any(begins(beside, above) for above in beside.numbers if above < row):
            yield left
            yield from apart(right)
            return
    yield grid


def _again(layout: Layout, row: int) -> int | None:
    """Return the column where the headings of a row begin once more, as far from them as the first ones."""
    words = headings()["targets"]
    known = [(cell.column, match.role) for cell in layout.own(row) if (match := words.find(cell.text))]
    columns, roles = [column for column, _ in known], [role for _, role in known]
    for size in range(_LEAST, len(roles) // 2 + 1):
        if roles[:size] == roles[size : 2 * size]:
            return columns[size] - columns[0] + min(cell.column for cell in layout.cells())
    return None
