"""A form as a web page, as offices publish it: written here, from the same lines as the workbooks."""

from html import escape
from pathlib import Path

from tests.extract.layouts import Laid

HEAD = '<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>信息公开</title></head><body>\n'


def table(layout: Laid) -> str:
    """Return the lines as a table; what is merged is one cell, what is empty is an empty cell."""
    lines, merges = layout()
    wide = max(max(map(len, lines)), max((right for _, _, _, right in merges), default=0))
    begins = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    covered = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    out = ['<table border="1">']
    for row, line in enumerate(lines, 1):
        out.append("<tr>")
        for column in range(1, wide + 1):
            if (row, column) in covered and (row, column) not in begins:
                continue
            high, broad = begins.get((row, column), (1, 1))
            spans = f' rowspan="{high}"' * (high > 1) + f' colspan="{broad}"' * (broad > 1)
            text = line[column - 1] if column <= len(line) else None
            out.append(f"<td{spans}>{escape(text or '').replace(chr(10), '<br>')}</td>")
        out.append("</tr>")
    return "\n".join([*out, "</table>"])


def as_page(layout: Laid, path: Path, charset: str = "utf-8", around: str = "{table}") -> None:
    """Write a page in an encoding, with whatever stands around the table."""
    text = HEAD.format(charset=charset) + around.replace("{table}", table(layout)) + "\n</body></html>"
    path.write_bytes(text.encode({"gb2312": "gb18030"}.get(charset, charset)))
