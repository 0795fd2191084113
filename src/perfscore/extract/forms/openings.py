"""Where a form begins, and where it only goes on: its opening printed again on the next page · 表的开头."""

import re
from collections.abc import Iterable

from perfscore.documents.layout import Layout
from perfscore.extract.forms.headings import headings, one_line
from perfscore.numbers.printed import plain_name

__all__ = ["begins", "is_title", "repeats"]

_TITLE = re.compile(r".{0,60}(?:绩效|自评|评价|评分|打分)[^。，,:]{0,30}表.{0,30}", re.DOTALL)
_AGAIN = re.compile(r"[(（]?续表?[一二三四五六七八九十0-9]*[)）]?|[(（]?接上页[)）]?")


def begins(layout: Layout, row: int) -> bool:
    """Say whether a form begins in a row: with its title, or the name of its project."""
    cells = layout.own(row)
    if len(cells) == 1 and is_title(cells[0].text):
        return True
    words = headings()["labels"]
    found = (words.find(re.split("[:：]", cell.text)[0]) for cell in cells[:1])
    return any(match is not None and match.role == "project" for match in found)


def is_title(text: str) -> bool:
    """Say whether a line is the title of a form."""
    line = one_line(text)
    return len(line) <= 80 and _TITLE.fullmatch(line) is not None and not plain_name(line).startswith("注")


def repeats(layout: Layout, lines: Iterable[int], above: Iterable[int], heading: int) -> bool:
    """Say whether lines say nothing but what the form above them has said, whose total is still to come.

    `heading` is the last line of its headings.  A line that says only that it goes on repeats too.
    """
    rows = list(above)
    words = headings()["rows"]
    below = (layout.own(row) for row in rows if row > heading)
    if any(own and words.is_a(own[0].text, "total") for own in below):
        return False
    said = {_line(layout, row) for row in rows} | {""}
    return all(_line(layout, row) in said for row in lines)


def _line(layout: Layout, row: int) -> str:
    cells = (_AGAIN.sub("", re.sub(r"\s+", "", cell.text)) for cell in layout.own(row))
    return "|".join(filter(None, cells))
