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

_POINT = 100
_NEAR = 3
"""Lines nearer than 3 points meet, as everywhere."""
MOST_CELLS, MOST_PAIRS = 10_000, 500_000
"""No page has more; what draws more is a picture, and the search takes the square of how many lines cross."""


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
                tables = _tables(page.edges, _NEAR, number)
                found[number] = [[_box(cell, _POINT) for cell in table] for table in tables]
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


def framed(strokes: Sequence[Box], number: int) -> list[list[Box]]:
    """Return the tables that lines make which another format draws, each as the rectangles of its cells."""
    tables = _tables([_edge(stroke) for stroke in strokes], _NEAR * _POINT, number)
    return [[_box(cell, 1) for cell in table] for table in tables]


def _tables(edges: list[Any], near: int, number: int) -> list[list[Any]]:
    """Return the tables that edges make, step by step, so that each is bounded by what the last has found."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges

    edges = filter_edges(merge_edges(edges, *[near] * 4), min_length=near)
    level = sum(edge["orientation"] == "h" for edge in edges)
    _bound(level * (len(edges) - level), MOST_PAIRS, number)
    crossings = edges_to_intersections(edges, near, near)
    _bound(len(crossings), MOST_CELLS, number)
    return cells_to_tables(intersections_to_cells(crossings))


def _bound(found: int, most: int, number: int) -> None:
    if found > most:
        raise Unreadable("form-too-many-cells", f"第{number}页", most=str(MOST_CELLS))


def _box(cell: Sequence[Any], scale: int) -> Box:
    return Box(*(int(edge * scale) for edge in cell))


def _edge(stroke: Box) -> dict[str, object]:
    level = stroke.bottom - stroke.top <= stroke.right - stroke.left
    across, down = (stroke.left + stroke.right) // 2, (stroke.top + stroke.bottom) // 2
    left, right = (stroke.left, stroke.right) if level else (across, across)
    top, bottom = (down, down) if level else (stroke.top, stroke.bottom)
    return {
        "x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left,
        "height": bottom - top, "orientation": "h" if level else "v", "object_type": "line",
    }  # fmt: skip
