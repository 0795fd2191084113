"""The document as published, with every figure that was used marked · 原件与标注."""

from perfscore.documents.document import Cell, Document, Grid, Line, by_row
from perfscore.explain.page.markup import Html, cleaned, joined, scrolled, tag
from perfscore.explain.page.spots import Spots

__all__ = ["Beside"]


class Beside:
    """Lays a document out with its spots marked · 原件排版."""

    def __init__(self, document: Document, spots: Spots) -> None:
        self.document, self.spots = document, spots

    def html(self) -> Html:
        """Return the whole document: its lines and its tables."""
        several = len(self.document.parts) > 1
        return cleaned(
            joined(
                tag("section", *([tag("h3", part.name)] if several else ()), *map(self._block, part.blocks))
                for part in self.document.parts
                if not part.is_empty
            )
        )

    def _block(self, block: Line | Grid) -> Html:
        if isinstance(block, Grid):
            return self._grid(block)
        name = f"h{min(block.level + 2, 6)}" if block.level else "p"
        return tag(name, self._text(block.text, block.place), class_="line" if name == "p" else None)

    def _grid(self, grid: Grid) -> Html:
        rows, taken = by_row(grid.cells), set[tuple[int, int]]()
        last = max((cell.row + cell.rows - 1 for cell in grid.cells), default=0)
        wide = max((cell.column + cell.columns for cell in grid.cells), default=1)
        lines = [self._row(number, rows.get(number, []), taken, wide) for number in range(1, last + 1)]
        return scrolled(tag("table", tag("tbody", *lines)))

    def _row(self, number: int, cells: list[Cell], taken: set[tuple[int, int]], wide: int) -> Html:
        """Return one row; what a merged cell covers is left out, what is empty is an empty cell."""
        made, column = [], 1
        for cell in sorted(cells, key=lambda one: one.column):
            made += [tag("td") for at in range(column, cell.column) if (number, at) not in taken]
            spans = {"rowspan": cell.rows, "colspan": cell.columns}
            kept = {key: value for key, value in spans.items() if value > 1}
            made.append(tag("td", self._text(cell.text, cell.place), title=cell.place, **kept))
            column = cell.column + cell.columns
            taken |= {
                (row, at)
                for row in range(number + 1, number + cell.rows)
                for at in range(cell.column, column)
            }
        made += [tag("td") for at in range(column, wide) if (number, at) not in taken]
        return tag("tr", *made)

    def _text(self, text: str, place: str) -> Html:
        pieces: list[str] = []
        at = 0
        for spot in self.spots.marked.get(place, ()):
            if spot.start < at or spot.end <= spot.start:
                pieces.append(tag("span", id=spot.anchor))
                continue
            link = tag("a", text[spot.start : spot.end], href=f"#{spot.anchor}", class_="back")
            pieces += [text[at : spot.start], tag("mark", link, id=spot.anchor)]
            at = spot.end
        return joined(map(_broken, [*pieces, text[at:]]))


def _broken(text: str) -> Html:
    """Return a text with its own line breaks."""
    return Html("<br/>".join(Html.of(text).splitlines())) if "\n" in text else Html.of(text)
