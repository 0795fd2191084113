"""One filled form, written in the layouts of a dozen offices by three libraries.

What a form says is `CONTENT`; every function lays it out in its own way and writes the file.
"""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import xlsxwriter


class Row(NamedTuple):
    """An indicator row."""

    level1: str
    level2: str
    name: str
    sign: str
    target: str
    unit: str
    actual: str
    points: str
    claimed: str
    reason: str = ""


PROJECT, BODY, SUPERIOR, YEAR = "图书购置经费", "某市图书馆", "某市文化局", 2024
INITIAL, BUDGET, SPENT = "100.00", "120.00", "114.00"
POINTS, RATE, EXECUTION, TOTAL = "10", "95.00%", "9.50", "98.00"
ROWS = (
    Row("产出指标", "数量指标", "购置图书", "≥", "80000", "册", "82000", "20", "20"),
    Row("产出指标", "质量指标", "验收合格率", "≥", "95", "%", "98", "20", "20"),
    Row("产出指标", "成本指标", "单册成本", "≤", "30", "元", "28.50", "10", "10"),
    Row("效益指标", "社会效益指标", "读者到馆人次", "=", "30", "万人次", "28.5", "30", "28.50", "馆舍维修"),
    Row("满意度指标", "服务对象满意度指标", "读者满意度", "≥", "90", "%", "93", "10", "10"),
)
GOALS = ("购置图书8万册，改善馆藏", "已完成")
FUNDS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
Lines = list[list[str | None]]
Merges = list[tuple[int, int, int, int]]


def with_unit(row: Row, text: str) -> str:
    return f"{text}{row.unit}"


def levels(rows: Sequence[Row], first: int, column: int) -> Merges:
    """Return the merges of equal groups in the columns of the two levels."""
    found: Merges = []
    for offset in (0, 1):
        start = 0
        for index in range(1, len(rows) + 1):
            if index == len(rows) or rows[index][: offset + 1] != rows[start][: offset + 1]:
                if index - start > 1:
                    found.append((first + start, column + offset, first + index - 1, column + offset))
                start = index
    return found


def national() -> tuple[Lines, Merges]:
    lines: Lines = [
        ["项目支出绩效自评表"],
        [f"（{YEAR}年度）"],
        ["项目名称", None, PROJECT],
        ["主管部门", None, SUPERIOR, None, None, "实施单位", BODY],
        ["项目资金\n（万元）", None, None, *FUNDS],
        [None, "年度资金总额", None, INITIAL, BUDGET, SPENT, POINTS, RATE, EXECUTION],
        [None, "其中：当年财政拨款", None, "80", "100", "94", "—", "94%", "—"],
        [None, "上年结转资金", None, None, None, None, "—", None, "—"],
        ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
        [None, GOALS[0], None, None, None, GOALS[1]],
        ["绩效指标", "一级\n指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分",
         "偏差原因分析及改进措施"],
    ]  # fmt: skip
    first = len(lines) + 1
    for row in ROWS:
        lines.append(
            [None, row.level1, row.level2, row.name, f"{row.sign}{with_unit(row, row.target)}",
             with_unit(row, row.actual), row.points, row.claimed, row.reason or None]
        )  # fmt: skip
    lines.append(["总分", None, None, None, None, None, "100", TOTAL])
    merges = [
        (1, 1, 1, 9),
        (2, 1, 2, 9),
        (3, 1, 3, 2),
        (3, 3, 3, 9),
        (4, 1, 4, 2),
        (4, 3, 4, 5),
        (4, 7, 4, 9),
    ]
    merges += [(5, 1, 8, 1), (5, 2, 5, 3), *((row, 2, row, 3) for row in (6, 7, 8)), (9, 1, 10, 1)]
    merges += [(9, 2, 9, 5), (9, 6, 9, 9), (10, 2, 10, 5), (10, 6, 10, 9), (first - 1, 1, first + 4, 1)]
    merges += [*levels(ROWS, first, 2), (first + 5, 1, first + 5, 6)]
    return lines, merges


def department() -> tuple[Lines, Merges]:
    lines: Lines = [
        [f"{YEAR}年度部门整体支出绩效自评表"],
        ["部门（单位）名称：", PROJECT],
        ["年度部门预算\n执行情况", "部门资金（单位：万元）", "年初预算数", "调整预算数（A）",
         "全年执行数（B）", "执行率（B/A）", "得分", "分值"],
        [None, "资金总额：", INITIAL, BUDGET, SPENT, RATE, EXECUTION, POINTS],
        [None, "其中：当年财政拨款", "80", "100", "94", "94%"],
        ["一级指标", "二级指标", "指标名称", "得分", "分值", "全年完成值", "年度目标值", "扣分原因"],
    ]  # fmt: skip
    first = len(lines) + 1
    for row in ROWS:
        target = f"{row.sign}{with_unit(row, row.target)}"
        lines.append(
            [row.level1, row.level2, row.name, row.claimed, row.points, with_unit(row, row.actual), target,
             row.reason or None]
        )  # fmt: skip
    lines += [["合计", None, None, TOTAL, "100"], ["注：本表由部门填报。"]]
    merges = [(1, 1, 1, 8), (3, 1, 5, 1), *levels(ROWS, first, 1), (first + 5, 1, first + 5, 3)]
    return lines, [*merges, (first + 6, 1, first + 6, 8)]


def sichuan() -> tuple[Lines, Merges]:
    lines: Lines = [
        ["报表编号：510000_0013zp"],
        [f"部门预算项目支出绩效自评表({YEAR}年度)"],
        ["项目名称", None, PROJECT],
        ["主管部门", None, SUPERIOR, None, None, "实施单位\n（盖章）", None, BODY],
        ["项目基本情况", "1.年度目标完成情况", "项目年度目标", None, None, None, "年度目标完成情况"],
        [None, None, GOALS[0], None, None, None, GOALS[1]],
        ["预算执行情况(10分)", "年度预算数(万元)", "年初预算", "调整后预算数", "预算执行数", "预算执行率",
         "权重", "得分", "原因"],
        [None, "总额", INITIAL, BUDGET, SPENT, RATE, POINTS, EXECUTION, "1.执行率=执行数/调整后预算数"],
        [None, "其中：财政资金", "80", "100", "94", "94%", "/", "/"],
        [None, "其他资金", None, None, None, None, "/", "/"],
        ["绩效指标(90分)", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值",
         "权重", "得分", "未完成原因分析"],
    ]  # fmt: skip
    first = len(lines) + 1
    for row in ROWS:
        lines.append([None, *row[:3], row.sign, row.target, row.unit, *row[6:9], row.reason or None])
    lines += [["合计", None, None, None, None, None, None, None, "100", TOTAL]]
    lines += [
        ["评价结论", "完成较好"],
        ["存在问题", "无"],
        ["项目负责人：某某", None, None, None, "财务负责人：某某"],
    ]
    merges = [
        (2, 1, 2, 11),
        (3, 1, 3, 2),
        (3, 3, 3, 11),
        (4, 1, 4, 2),
        (4, 3, 4, 5),
        (4, 6, 4, 7),
        (4, 8, 4, 11),
    ]
    merges += [
        (5, 1, 6, 1),
        (5, 2, 6, 2),
        (5, 3, 5, 6),
        (5, 7, 5, 11),
        (6, 3, 6, 6),
        (6, 7, 6, 11),
        (7, 1, 10, 1),
    ]
    merges += [(8, 9, 10, 11), (first - 1, 1, first + 4, 1), *levels(ROWS, first, 2)]
    return lines, [*merges, (first + 6, 2, first + 6, 11)]


def yunnan() -> tuple[Lines, Merges]:
    lines: Lines = [
        [f"{YEAR}年度项目支出绩效自评表"],
        ["公开14表"],
        ["项目名称", PROJECT],
        ["主管部门", SUPERIOR, None, None, None, "实施单位", BODY],
        [
            "项目资金\n（万元）",
            None,
            None,
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        [None, "年度资金总额", None, INITIAL, BUDGET, SPENT, POINTS, RATE, EXECUTION],
        [None, "其中：当年财政拨款", None, "80", "100", "94", None, "94%"],
        [
            "绩效指标",
            None,
            None,
            "年度指标值",
            None,
            None,
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        ["一级\n指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ]
    first = len(lines) + 1
    signs = {"≥": ">=", "≤": "<=", "=": "﹦"}
    for row in ROWS:
        lines.append([*row[:3], signs[row.sign], row.target, row.unit, *row[6:9], row.reason or None])
    lines += [["其他需要说明事项", "无"], ["总分", None, None, None, None, None, None, "100", TOTAL, "优"]]
    merges = [(1, 1, 1, 10), (3, 2, 3, 10), (5, 1, 7, 3), (8, 1, 8, 3), (8, 4, 8, 6)]
    merges[2:3] = [(5, 1, 7, 1), *((row, 2, row, 3) for row in (5, 6, 7))]
    merges += [(8, column, 9, column) for column in (7, 8, 9, 10)]
    return lines, [
        *merges,
        *levels(ROWS, first, 1),
        (first + 5, 2, first + 5, 10),
        (first + 6, 1, first + 6, 7),
    ]


def shanghai() -> tuple[Lines, Merges]:
    lines: Lines = [
        ["财政项目支出绩效自评表"],
        [f"（{YEAR} 年度）"],
        ["项目名称", None, PROJECT],
        ["主管部门", None, SUPERIOR, None, None, "实施单位", BODY],
        ["项目资金\n（元）", None, None, *FUNDS],
        [None, "年度资金总额", None, "1,000,000.00", "1,200,000.00", "1,140,000", POINTS, RATE, EXECUTION],
        [None, "其中：当年财政拨款", None, "800000", "1000000", "940000", "—", "94%", "—"],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析",
        ],
    ]
    first = len(lines) + 1
    signs = {"≥": ">=", "≤": "<=", "=": "="}
    for row in ROWS:
        target = f"{signs[row.sign]}{with_unit(row, row.target)}"
        lines.append(
            [None, *row[:3], target, with_unit(row, row.actual), row.points, row.claimed, row.reason or None]
        )
    lines.append(["总分", None, None, None, None, None, "100", TOTAL])
    merges = [(1, 1, 1, 9), (2, 1, 2, 9), (5, 1, 7, 1), *((row, 2, row, 3) for row in (5, 6, 7))]
    return lines, [*merges, (8, 1, first + 4, 1), *levels(ROWS, first, 2), (first + 5, 1, first + 5, 6)]


def chongqing() -> tuple[Lines, Merges]:
    lines: Lines = [
        [f"{YEAR}年度部门整体绩效自评表"],
        ["主管部门", PROJECT, "财政处室", "教科文科", "自评总分（分）", TOTAL],
        ["部门联系人", "某某", "联系电话", "023-0000000"],
        ["部门预算\n执行情况\n（万元）", "年初预算数", "全年（调整）预算数", "全年执行数", "执行率（%）",
         "执行率权重（分）", "执行率得分（分）"],
        [None, INITIAL, BUDGET, SPENT, "95.00", POINTS, EXECUTION],
        ["当年绩效目标", "年初绩效目标", None, "全年目标实际完成情况"],
        [None, GOALS[0], None, GOALS[1]],
        ["绩效指标", "指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值",
         "得分系数（%）", "指标权重（分）", "指标得分（分）", "是否核心指标"],
    ]  # fmt: skip
    for row in ROWS:
        lines.append(
            [
                None,
                row.name,
                row.unit,
                row.sign,
                "1",
                row.target,
                row.actual,
                "100",
                row.points,
                row.claimed,
                "是",
            ]
        )
    return lines, [(1, 1, 1, 11), (4, 1, 5, 1), (6, 1, 7, 1), (6, 2, 6, 3), (7, 2, 7, 3), (8, 1, 13, 1)]


Layout = Callable[[], tuple[Lines, Merges]]


def with_openpyxl(layout: Layout, path: Path, before: int = 0, column: int = 0) -> None:
    """Write with openpyxl, text as text; the form may begin anywhere in the sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    lines, merges = layout()
    for number, line in enumerate(lines, before + 1):
        for place, text in enumerate(line, column + 1):
            if text is not None:
                sheet.cell(number, place, text).data_type = "s"  # "=30" is a target, no formula
    for top, left, bottom, right in merges:
        sheet.merge_cells(
            start_row=top + before,
            start_column=left + column,
            end_row=bottom + before,
            end_column=right + column,
        )
    book.save(path)


def with_xlsxwriter(layout: Layout, path: Path) -> None:
    """Write with XlsxWriter: numbers as numbers, percentages by their format."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        styles = {
            "2": book.add_format({"num_format": "0.00"}), "%2": book.add_format({"num_format": "0.00%"}),
            "%": book.add_format({"num_format": "0%"}),
        }  # fmt: skip
        lines, merges = layout()
        for top, left, bottom, right in merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                plain = (text or "").removesuffix("%")
                if text is None:
                    continue
                if plain.replace(".", "", 1).isdigit() and plain.isascii():
                    kind = ("%" if text.endswith("%") else "") + ("2" if "." in plain else "")
                    value = float(plain) / (100 if "%" in kind else 1)
                    sheet.write_number(number, place, value, styles.get(kind))
                else:
                    sheet.write_string(number, place, text)


def with_docx(layout: Layout, path: Path, times: int = 1) -> None:
    """Write with python-docx: the title above the table, everything else in it."""
    document = docx.Document()
    for _ in range(times):
        lines, merges = layout()
        document.add_paragraph(str(lines[0][0]))
        table = document.add_table(len(lines) - 1, max(map(len, lines)))
        for number, line in enumerate(lines[1:]):
            for place, text in enumerate(line):
                if text is not None:
                    table.cell(number, place).text = text
        for top, left, bottom, right in merges:
            if top > 1:
                kept = table.cell(top - 2, left - 1).text
                merged = table.cell(top - 2, left - 1).merge(table.cell(bottom - 2, right - 1))
                merged.text = kept
        document.add_paragraph()
    document.save(str(path))


def as_csv(layout: Layout, path: Path, encoding: str = "utf-8") -> None:
    """Write the cells as comma-separated text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([text or "" for text in line] for line in layout()[0])


def as_json(path: Path) -> None:
    """Write the rows as JSON, with numbers where there are any."""
    head = [
        "一级指标",
        "二级指标",
        "指标名称",
        "符号",
        "目标值",
        "单位",
        "完成值",
        "分值",
        "得分",
        "偏差原因",
    ]
    data = {
        "项目名称": PROJECT,
        "年度": YEAR,
        "资金（万元）": {
            "年初预算数": INITIAL, "全年预算数": BUDGET, "全年执行数": SPENT, "执行率": RATE, "分值": 10,
            "得分": EXECUTION,
        },
        "指标": [dict(zip(head, row, strict=True)) for row in ROWS],
        "总分": TOTAL,
    }  # fmt: skip
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
