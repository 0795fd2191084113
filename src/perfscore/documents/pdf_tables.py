"""The cells of the tables on a PDF's pages, by pdfplumber · PDF 表格.

pdfplumber finds the rectangles; what is written in them is known from the characters of the page.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from perfscore.documents.document import Unreadable
from perfscore.documents.placed import Box

__all__ = ["boxes_of"]

MOST_CELLS = 20_000
"""No page has more; what draws more lines is a picture."""


def boxes_of(content: bytes, numbers: Sequence[int]) -> dict[int, list[list[Box]]]:
    """Return the tables of the pages with these numbers, each as the rectangles of its cells."""
    if not numbers:
        return {}
    import pdfplumber

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


def _boxes(table: Any, number: int) -> list[Box]:
    if len(table.cells) > MOST_CELLS:
        raise Unreadable("form-too-many-cells", f"第{number}页", most=str(MOST_CELLS))
    return [Box(*(int(edge * 100) for edge in cell)) for cell in table.cells]
