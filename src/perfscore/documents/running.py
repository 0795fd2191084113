"""What stands on every page and belongs to none: headers, footers, page numbers · 页眉页脚."""

import re
from collections import Counter
from collections.abc import Sequence

from perfscore.documents.placed import PageLine

__all__ = ["Sheet", "without_running"]

Sheet = tuple[int, tuple[PageLine, ...]]
"""How high a page is, and its lines from top to bottom."""

_NUMBER = re.compile(
    r"[-—–·~\s]*(?:第\s*)?[0-9ivxIVX]{1,4}\s*(?:页)?(?:\s*[/,，共]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—–·~\s]*"
)
_EDGE = 8
"""Within this part of the height, the eighth, from above and below stands what runs through all pages."""
_FEWEST = 3
"""A line on fewer pages is no header."""


def without_running(sheets: Sequence[Sheet]) -> tuple[list[tuple[PageLine, ...]], list[str]]:
    """Return the lines of each page without those that run through, and these, each text once."""
    counted = Counter(
        key for height, lines in sheets for key in {_key(line) for line in lines if _at_edge(line, height)}
    )
    often = {key for key, count in counted.items() if count >= max(_FEWEST, len(sheets) // 2)}
    kept, left_out = [], dict[str, None]()
    for height, lines in sheets:
        stays = []
        for line in lines:
            if not _at_edge(line, height):
                stays.append(line)
            elif _NUMBER.fullmatch(line.text):
                pass
            elif _key(line) in often:
                left_out[line.text] = None
            else:
                stays.append(line)
        kept.append(tuple(stays))
    return kept, list(left_out)


def _at_edge(line: PageLine, height: int) -> bool:
    box = line.box
    return box.bottom < height // _EDGE or box.top > height - height // _EDGE


def _key(line: PageLine) -> str:
    """Return a text in which the page's own number makes no difference."""
    return re.sub(r"[0-9]+", "0", line.text)
