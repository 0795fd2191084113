"""The same lines as a file, by the libraries that forms are written with."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlsxwriter

from tests.extract.filled import Content
from tests.extract.layouts import Laid

_NUMBER = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,6}))?(%?)", re.ASCII)


def with_openpyxl(layout: Laid, path: Path, before: int = 0, column: int = 0) -> None:
    """Write with openpyxl, text as text; the form may begin anywhere in the sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    lines, merges = layout()
    for number, line in enumerate(lines, before + 1):
        for place, text in enumerate(line, column + 1):
            if text:
                sheet.cell(number, place, text).data_type = "s"  # "=30" is a target, no formula
    for top, left, bottom, right in merges:
        sheet.merge_cells(
            start_row=top + before,
            start_column=left + column,
            end_row=bottom + before,
            end_column=right + column,
        )
    book.save(path)


def with_xlsxwriter(layout: Laid, path: Path) -> None:
    """Write with XlsxWriter: numbers as numbers with the printed decimals, percentages by their format."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        lines, merges = layout()
        for top, left, bottom, right in merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        styles: dict[str, Any] = {}
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                found = _NUMBER.fullmatch(text or "")
                if found is None and text:
                    sheet.write_string(number, place, text)
                elif found is not None:
                    code = "0" + (f".{'0' * len(found[2])}" if found[2] else "") + found[3]
                    if code not in styles:
                        styles[code] = book.add_format({"num_format": code})
                    value = float(f"{found[1]}.{found[2] or 0}") / (100 if found[3] else 1)
                    sheet.write_number(number, place, value, styles[code])


def with_docx(layout: Laid, path: Path, times: int = 1) -> None:
    """Write with python-docx: the title above the table, everything else in it."""
    document = docx.Document()
    for _ in range(times):
        lines, merges = layout()
        document.add_paragraph(str(lines[0][0]))
        table = document.add_table(len(lines) - 1, max(map(len, lines)))
        cells = [row.cells for row in table.rows]
        for number, line in enumerate(lines[1:]):
            for place, text in enumerate(line):
                if text:
                    cells[number][place].text = text
        for top, left, bottom, right in merges:
            if top > 1:
                kept = cells[top - 2][left - 1].text
                cells[top - 2][left - 1].merge(cells[bottom - 2][right - 1]).text = kept
        document.add_paragraph()
    document.save(str(path))


def as_csv(layout: Laid, path: Path, encoding: str = "utf-8") -> None:
    """Write the cells as comma-separated text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([text or "" for text in line] for line in layout()[0])


def as_json(content: Content, path: Path) -> None:
    """Write the rows as JSON, with numbers where there are any."""
    money = content.money
    data = {
        "项目名称": content.project,
        "年度": content.year,
        f"资金（{content.money_unit}）": {
            "年初预算数": money.initial, "全年预算数": money.budget, "全年执行数": money.spent,
            "执行率": money.rate, "分值": int(content.points), "得分": content.execution,
        },
        "指标": [
            {
                "一级指标": row.level1, "二级指标": row.level2, "指标名称": row.name, "符号": row.sign,
                "目标值": row.target, "单位": row.unit, "完成值": row.actual, "分值": row.points,
                "得分": row.claimed, "偏差原因": row.reason,
            }
            for row in content.rows
        ],
        "总分": content.total,
    }  # fmt: skip
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
