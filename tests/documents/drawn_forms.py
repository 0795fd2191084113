"""A form as a picture: drawn as a printer would, and looked for by where it was drawn."""

from pathlib import Path
from typing import Any

import pytest

from tests.extract.layouts import Laid

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_SIZE, _PAD, _LEADING, _MARGIN = 28, 10, 8, 80
Corners = dict[tuple[int, int], tuple[int, int]]


def drawn(layout: Laid, *, lines: bool = True) -> tuple[Any, Corners]:
    """Return a page of a form, and where the upper left corner of each cell is, in pixels."""
    from PIL import Image, ImageDraw

    rows, merges = layout()
    font = _font()
    width = 1840 // max(map(len, rows))
    ends = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    hidden = {(row, column) for top, left, bottom, right in merges
              for row in range(top, bottom + 1) for column in range(left, right + 1)} - set(ends)  # fmt: skip
    cells = [
        (row, column, *ends.get((row, column), (row, column)), text or "")
        for row, line in enumerate(rows, 1)
        for column, text in enumerate([*line, *[""] * (max(map(len, rows)) - len(line))], 1)
        if (row, column) not in hidden
    ]
    texts = {one[:2]: _wrapped(one[4], font, (one[3] - one[1] + 1) * width - 2 * _PAD) for one in cells}
    tops = _tops(cells, texts, len(rows))
    page = Image.new("RGB", (2000, tops[-1] + _MARGIN), "white")
    pen = ImageDraw.Draw(page)
    for row, column, bottom, right, _ in cells:
        box = (_MARGIN + (column - 1) * width, tops[row - 1], _MARGIN + right * width, tops[bottom])
        if lines:
            pen.rectangle(box, outline="black", width=2)
        said = texts[row, column]
        down = box[1] + (box[3] - box[1] - len(said) * (_SIZE + _LEADING)) // 2
        for number, text in enumerate(said):
            pen.text((box[0] + _PAD, down + number * (_SIZE + _LEADING)), text, font=font, fill="black")
    return page, {one[:2]: (_MARGIN + (one[1] - 1) * width, tops[one[0] - 1]) for one in cells}


def written(lines: list[str]) -> Any:
    """Return a page of text, a line below the other."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((180, 200 + number * 60), line, font=_font(), fill="black")
    return page


def _font() -> Any:
    from PIL import ImageFont

    path = next((path for path in _FONTS if Path(path).is_file()), None)
    if path is None:
        pytest.skip("no font with Chinese characters is installed (Debian: fonts-noto-cjk)")
    return ImageFont.truetype(path, _SIZE)


def _wrapped(text: str, font: Any, width: int) -> list[str]:
    out = []
    for line in text.split("\n"):
        held = ""
        for mark in line:
            if font.getlength(held + mark) > width:
                out.append(held)
                held = ""
            held += mark
        out.append(held)
    return out


def _tops(cells: Any, texts: Any, count: int) -> list[int]:
    heights = [_SIZE + 2 * _PAD + _LEADING] * count
    for row, column, bottom, *_ in cells:
        needed = len(texts[row, column]) * (_SIZE + _LEADING) + 2 * _PAD
        heights[bottom - 1] += max(needed - sum(heights[row - 1 : bottom]), 0)
    tops = [_MARGIN]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops
