"""The cells of the tables on pages with drawn lines, by pdfplumber · 有线表格.

pdfplumber finds the rectangles; what is written in them is known from the characters of the page.
"""

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from perfscore.documents.document import Unreadable
from perfscore.documents.placed import Box

__all__ = ["boxes_of", "framed"]

_NEAR = 300
"""Lines nearer than 3 points meet, as everywhere."""
MOST_CELLS = 20_000
"""No page has more; what draws more lines is a picture."""


def boxes_of(content: bytes, numbers: Sequence[int]) -> dict[int, list[list[Box]]]:
    """Return the tables of the pages with these numbers, each as the rectangles of its cells."""
    if not numbers:
        return {}
    import pdfplumber
    from pdfminer import pdftypes

    pdftypes.decompress_corrupted = _without_check
    found: dict[int, list[list[Box]]] = {}
    number = numbers[0]
    try:
        with pdfplumber.open(BytesIO(content), pages=list(numbers)) as file:
            for page in file.pages:
                number = page.page_number
                found[number] = [_boxes(table, number) for table in page.find_tables()]
                page.close()
    except Unreadable:
        raise
    except Exception as error:  # pdfminer raises what it likes on a broken page
        raise Unreadable("form-broken", f"第{number}页", found=type(error).__name__) from None
    return found


def _without_check(data: bytes) -> bytes:
    """Return what a damaged stream unpacks to: all before the damage, or before what does not belong to it.

    The library tries byte by byte, which takes the square of the length of whatever follows the stream.
    """
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[2:])


def _boxes(table: Any, number: int) -> list[Box]:
    if len(table.cells) > MOST_CELLS:
        raise Unreadable("form-too-many-cells", f"第{number}页", most=str(MOST_CELLS))
    return [Box(*(int(edge * 100) for edge in cell)) for cell in table.cells]


def framed(strokes: Sequence[Box], number: int) -> list[list[Box]]:
    """Return the tables that lines make which another format draws, each as the rectangles of its cells."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(stroke) for stroke in strokes], *[_NEAR] * 4)
    cells = intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))
    if len(cells) > MOST_CELLS:
        raise Unreadable("form-too-many-cells", f"第{number}页", most=str(MOST_CELLS))
    return [[Box(*map(int, cell)) for cell in table] for table in cells_to_tables(cells)]


def _edge(stroke: Box) -> dict[str, object]:
    level = stroke.bottom - stroke.top <= stroke.right - stroke.left
    across, down = (stroke.left + stroke.right) // 2, (stroke.top + stroke.bottom) // 2
    left, right = (stroke.left, stroke.right) if level else (across, across)
    top, bottom = (down, down) if level else (stroke.top, stroke.bottom)
    return {
        "x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left,
        "height": bottom - top, "orientation": "h" if level else "v", "object_type": "line",
    }  # fmt: skip
