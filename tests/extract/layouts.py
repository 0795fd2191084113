"""The layouts of a dozen offices: each lays a filled form out in its own way, cell by cell.

Whatever a content leaves empty is an empty cell, as in a form that is printed first and filled later.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tests.extract.filled import FILLED, Content, Money, Row

Lines = list[list[str | None]]
Merges = list[tuple[int, int, int, int]]
Layout = Callable[[Content], tuple[Lines, Merges]]
Laid = Callable[[], tuple[Lines, Merges]]
AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
FUNDS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def merged_down(marks: Sequence[object], first: int, column: int) -> Merges:
    """Return the merges of a column over the rows that have the same mark; an empty one stands alone."""
    found: Merges = []
    start = 0
    for index in range(1, len(marks) + 1):
        if index == len(marks) or marks[index] != marks[start]:
            if index - start > 1 and marks[start]:
                found.append((first + start, column, first + index - 1, column))
            start = index
    return found


def levels(rows: Sequence[Row], first: int, column: int) -> Merges:
    """Return the merges of equal groups in the columns of the two levels."""
    both = [row.level2 and (row.level1, row.level2) for row in rows]
    return [
        *merged_down([row.level1 for row in rows], first, column),
        *merged_down(both, first, column + 1),
    ]


def shared(rows: Sequence[Row], first: int, *columns: int) -> Merges:
    """Return the merges of the scores that several rows share."""
    groups = [row.group for row in rows]
    return [merge for column in columns for merge in merged_down(groups, first, column)]


def down(top: int, bottom: int, column: int) -> Merges:
    """Return the merge of a column from one row to another, none where they are one."""
    return [(top, column, bottom, column)] if bottom > top else []


def lined(rows: Sequence[Row], cells: Callable[[Row], Sequence[str]], before: int = 0) -> Lines:
    """Return a line for each row, its first cells left free."""
    return [[*[None] * before, *cells(row)] for row in rows]


def national(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, some, rows = content.money, content.of_which, content.rows
    lines: Lines = [
        ["项目支出绩效自评表"],
        [f"（{content.year}年度）"],
        ["项目名称", None, content.project],
        ["主管部门", None, content.superior, None, None, "实施单位", content.body],
        [f"项目资金\n（{content.money_unit}）", None, None, *FUNDS],
        [None, "年度资金总额", None, money.initial, money.budget, money.spent, content.points, money.rate,
         content.execution],
        [None, "其中：当年财政拨款", None, some.initial, some.budget, some.spent, "—", some.rate, "—"],
        [None, "上年结转资金", None, None, None, None, "—", None, "—"],
        ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
        [None, content.goals[0], None, None, None, content.goals[1]],
        ["绩效指标", "一级\n指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分",
         "偏差原因分析及改进措施"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(
        rows,
        lambda row: (
            row.level1,
            row.level2,
            row.name,
            row.goal,
            row.done,
            row.points,
            row.claimed,
            row.reason,
        ),
        before=1,
    )
    lines.append(["总分", None, None, None, None, None, "100", content.total])
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
    merges += [(9, 2, 9, 5), (9, 6, 9, 9), (10, 2, 10, 5), (10, 6, 10, 9), *down(first - 1, last, 1)]
    merges += [*levels(rows, first, 2), *shared(rows, first, 7, 8), (last + 1, 1, last + 1, 6)]
    return lines, merges


def department(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, some, rows = content.money, content.of_which, content.rows
    lines: Lines = [
        [f"{content.year}年度部门整体支出绩效自评表"],
        ["部门（单位）名称：", content.project],
        ["年度部门预算\n执行情况", f"部门资金（单位：{content.money_unit}）", "年初预算数", "调整预算数（A）",
         "全年执行数（B）", "执行率（B/A）", "得分", "分值"],
        [None, "资金总额：", money.initial, money.budget, money.spent, money.rate, content.execution,
         content.points],
        [None, "其中：当年财政拨款", some.initial, some.budget, some.spent, some.rate],
        ["一级指标", "二级指标", "指标名称", "得分", "分值", "全年完成值", "年度目标值", "扣分原因"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(
        rows,
        lambda row: (
            row.level1,
            row.level2,
            row.name,
            row.claimed,
            row.points,
            row.done,
            row.goal,
            row.reason,
        ),
    )
    lines += [["合计", None, None, content.total, "100"], ["注：本表由部门填报。"]]
    merges = [(1, 1, 1, 8), (3, 1, 5, 1), *levels(rows, first, 1), *shared(rows, first, 4, 5)]
    return lines, [*merges, (last + 1, 1, last + 1, 3), (last + 2, 1, last + 2, 8)]


def sichuan(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, some, rows = content.money, content.of_which, content.rows
    printed = f"({content.points}分)" if content.points else ""
    lines: Lines = [
        ["报表编号：510000_0013zp"],
        [f"部门预算项目支出绩效自评表({content.year}年度)"],
        ["项目名称", None, content.project],
        ["主管部门", None, content.superior, None, None, "实施单位\n（盖章）", None, content.body],
        ["项目基本情况", "1.年度目标完成情况", "项目年度目标", None, None, None, "年度目标完成情况"],
        [None, None, content.goals[0], None, None, None, content.goals[1]],
        [f"预算执行情况{printed}", f"年度预算数({content.money_unit})", "年初预算", "调整后预算数",
         "预算执行数", "预算执行率", "权重", "得分", "原因"],
        [None, "总额", money.initial, money.budget, money.spent, money.rate, content.points,
         content.execution, "1.执行率=执行数/调整后预算数"],
        [None, "其中：财政资金", some.initial, some.budget, some.spent, some.rate, "/", "/"],
        [None, "其他资金", None, None, None, None, "/", "/"],
        ["绩效指标(90分)", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值",
         "权重", "得分", "未完成原因分析"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(rows, apart, before=1)
    lines += [["合计", None, None, None, None, None, None, None, "100", content.total]]
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
    merges += [(8, 9, 10, 11), *down(first - 1, last, 1), *levels(rows, first, 2)]
    return lines, [*merges, *shared(rows, first, 9, 10), (last + 2, 2, last + 2, 11)]


def yunnan(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, some, rows = content.money, content.of_which, content.rows
    lines: Lines = [
        [f"{content.year}年度项目支出绩效自评表"],
        ["公开14表"],
        ["项目名称", content.project],
        ["主管部门", content.superior, None, None, None, "实施单位", content.body],
        [f"项目资金\n（{content.money_unit}）", None, None, *FUNDS],
        [None, "年度资金总额", None, money.initial, money.budget, money.spent, content.points, money.rate,
         content.execution],
        [None, "其中：当年财政拨款", None, some.initial, some.budget, some.spent, None, some.rate],
        ["绩效指标", None, None, "年度指标值", None, None, "实际完成值", "分值", "得分",
         "偏差原因分析及改进措施"],
        ["一级\n指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(rows, lambda row: apart(row, {"≥": ">=", "≤": "<=", "=": "﹦"}))
    lines += [
        ["其他需要说明事项", "无"],
        ["总分", None, None, None, None, None, None, "100", content.total, content.grade],
    ]
    merges = [(1, 1, 1, 10), (3, 2, 3, 10), (5, 1, 7, 1), *((row, 2, row, 3) for row in (5, 6, 7))]
    merges += [(8, 1, 8, 3), (8, 4, 8, 6), *((8, column, 9, column) for column in (7, 8, 9, 10))]
    merges += [*levels(rows, first, 1), *shared(rows, first, 8, 9)]
    return lines, [*merges, (last + 1, 2, last + 1, 10), (last + 2, 1, last + 2, 7)]


def shanghai(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, some, rows = in_yuan(content, content.money), in_yuan(content, content.of_which), content.rows
    lines: Lines = [
        ["财政项目支出绩效自评表"],
        [f"（{content.year} 年度）"],
        ["项目名称", None, content.project],
        ["主管部门", None, content.superior, None, None, "实施单位", content.body],
        ["项目资金\n（元）", None, None, *FUNDS],
        [None, "年度资金总额", None, money.initial, money.budget, money.spent, content.points, money.rate,
         content.execution],
        [None, "其中：当年财政拨款", None, some.initial, some.budget, some.spent, "—", some.rate, "—"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
         "偏差原因分析"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(
        rows,
        lambda row: (
            row.level1, row.level2, row.name, row.goal.replace("≥", ">=").replace("≤", "<="), row.done,
            row.points, row.claimed, row.reason,
        ),
        before=1,
    )  # fmt: skip
    lines.append(["总分", None, None, None, None, None, "100", content.total])
    merges = [(1, 1, 1, 9), (2, 1, 2, 9), (5, 1, 7, 1), *((row, 2, row, 3) for row in (5, 6, 7))]
    merges += [*down(first - 1, last, 1), *levels(rows, first, 2), *shared(rows, first, 7, 8)]
    return lines, [*merges, (last + 1, 1, last + 1, 6)]


def chongqing(content: Content = FILLED) -> tuple[Lines, Merges]:
    money, rows = content.money, content.rows
    lines: Lines = [
        [f"{content.year}年度部门整体绩效自评表"],
        ["主管部门", content.project, "财政处室", "教科文科", "自评总分（分）", content.total],
        ["部门联系人", "某某", "联系电话", "023-0000000"],
        [f"部门预算\n执行情况\n（{content.money_unit}）", "年初预算数", "全年（调整）预算数", "全年执行数",
         "执行率（%）", "执行率权重（分）", "执行率得分（分）"],
        [None, money.initial, money.budget, money.spent, money.rate.removesuffix("%"), content.points,
         content.execution],
        ["当年绩效目标", "年初绩效目标", None, "全年目标实际完成情况"],
        [None, content.goals[0], None, content.goals[1]],
        ["绩效指标", "指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值",
         "得分系数（%）", "指标权重（分）", "指标得分（分）", "是否核心指标"],
    ]  # fmt: skip
    first, last = len(lines) + 1, len(lines) + len(rows)
    lines += lined(
        rows,
        lambda row: (
            row.name, row.unit, row.sign, content.initial_target, row.target, row.actual, "", row.points,
            row.claimed, "是",
        ),
        before=1,
    )  # fmt: skip
    merges = [(1, 1, 1, 11), (4, 1, 5, 1), (6, 1, 7, 1), (6, 2, 6, 3), (7, 2, 7, 3), *down(8, last, 1)]
    return lines, [*merges, *shared(rows, first, 9, 10)]


def apart(row: Row, spelt: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the cells of a row where sign, figure and unit have a column each."""
    sign = (spelt or {}).get(row.sign, row.sign)
    return (
        row.level1, row.level2, row.name, sign, row.target, row.unit, row.actual, row.points, row.claimed,
        row.reason,
    )  # fmt: skip


def in_yuan(content: Content, money: Money) -> Money:
    """Return amounts as an office prints them that counts in 元; one that is no number stays as it is."""
    if content.money_unit == "元":
        return money
    return Money(yuan(money.initial), yuan(money.budget), yuan(money.spent), money.rate)


def yuan(text: str) -> str:
    """Return an amount of 万元 in 元: 2.38 is 23,800.00."""
    number = text.removesuffix("万元")
    return f"{Decimal(number.replace(',', '')) * 10_000:,.2f}" if AMOUNT.fullmatch(number) else text
