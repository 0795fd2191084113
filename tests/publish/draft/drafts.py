"""A criteria table as a file of every format, and what is drafted from it."""

import html
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.publish.draft.compose import Draft, draft_of
from perfscore.publish.draft.measures import Measures
from tests.cards import catalog

HEAD = ("一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准")
Line = tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """Cells that are one: from the first row and column to the last, both counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


CARD: tuple[Line, ...] = (
    HEAD,
    ("投入（10分）", "预算配置（10分）", "在职人员控制率", "5", "", "视控制情况评定。"),
    ("", "", "“三公”经费变动率", "5", "", "不超过0的，得5分；每超过一个百分点扣0.5分，扣完为止。"),
    (
        "过程（20分）",
        "预算管理（20分）",
        "制度健全性",
        "4",
        "看制度",
        "①制度已制定，2分；\n②制度已执行，2分。",
    ),
    ("", "", "资金使用合规性", "6", "", "每发现一处违规支出扣2分，扣完为止。"),
    ("", "", "预算执行率", "10", "执行数除以预算数", "按预算执行率计算得分，最高不超过满分。"),
    ("合计", "", "", "30", "", ""),
)
MERGED = (Area(2, 1, 3, 1), Area(2, 2, 3, 2), Area(4, 1, 6, 1), Area(4, 2, 6, 2))


def as_xlsx(path: Path, lines: tuple[Line, ...] = CARD, merged: tuple[Area, ...] = MERGED) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            if text:
                sheet.cell(number, place, text)
    for area in merged:
        sheet.merge_cells(
            start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right
        )
    book.save(path)
    return path


def as_docx(path: Path, lines: tuple[Line, ...] = CARD, merged: tuple[Area, ...] = MERGED) -> Path:
    document = docx.Document()
    table = document.add_table(len(lines), len(lines[0]))
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            table.cell(number, place).text = text
    for area in merged:
        first = table.cell(area.top - 1, area.left - 1)
        kept = first.text
        first.merge(table.cell(area.bottom - 1, area.right - 1)).text = kept
    document.save(str(path))
    return path


def as_html(path: Path, lines: tuple[Line, ...] = CARD, merged: tuple[Area, ...] = MERGED) -> Path:
    begun = {(area.top, area.left): area for area in merged}
    hidden = {
        (row, column)
        for area in merged
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    } - begun.keys()
    rows = []
    for number, line in enumerate(lines, 1):
        cells = []
        for place, text in enumerate(line, 1):
            if (number, place) in hidden:
                continue
            area = begun.get((number, place))
            spans = "" if area is None else f' rowspan="{area.bottom - area.top + 1}"'
            cells.append(f"<td{spans}>{html.escape(text).replace(chr(10), '<br>')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    page = f'<html><head><meta charset="utf-8"></head><body><table>{"".join(rows)}</table></body></html>'
    path.write_text(page, "utf-8")
    return path


def as_markdown(path: Path, lines: tuple[Line, ...] = CARD) -> Path:
    head, *rest = ["| " + " | ".join(text.replace("\n", "<br>") for text in line) + " |" for line in lines]
    path.write_text("\n".join([head, "|---" * len(lines[0]) + "|", *rest]) + "\n", "utf-8")
    return path


@cache
def measures() -> Measures:
    return Measures(catalog())


def toml_from(path: Path) -> str:
    return drafted_from(path).toml("zh")


def drafted_from(path: Path) -> Draft:
    return draft_of(path, catalog(), id="card")
