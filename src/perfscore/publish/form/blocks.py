"""The parts of an empty form, one below the other · 空白表的各部分."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from perfscore.numbers.exact import decimal_text
from perfscore.numbers.units import YES_OR_NO
from perfscore.publish.form.cells import Checks, Pens

if TYPE_CHECKING:
    from perfscore.inputs.criteria import Criterion
    from perfscore.inputs.dictionary import FactDefinition

__all__ = ["Blocks"]

_FUNDS = ("年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分", "原因")
_SOURCES = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
_ROWS = (
    "一级指标", "二级指标", "三级指标", "符号", "指标值", "计量单位", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip
_COLUMNS = "ABCDEFGHIJ"


class Blocks:
    """Writes part after part; `row` is the next free one · 逐块书写."""

    def __init__(self, pens: Pens) -> None:
        self.pens, self.checks = pens, Checks(pens.sheet)
        self.row = 1
        self.points: list[str] = []
        self.claimed: list[str] = []

    def opening(self, title: str, ruleset: str, words: Mapping[str, str]) -> None:
        """Write title, year and names."""
        pens = self.pens
        pens.title("A1:J1", title)
        pens.head("A2", words["year"])
        pens.blank("B2:C2")
        pens.head("D2:E2", words["ruleset"])
        pens.fixed("F2:J2", ruleset)
        pens.head("A3", words["project"])
        pens.blank("B3:E3", left=True)
        pens.head("F3:G3", words["body"])
        pens.blank("H3:J3", left=True)
        self.checks.year("B2")
        self.row = 4

    def funds(self, points: Fraction | None) -> None:
        """Write the budget block; without points where the card has no execution row."""
        pens, top = self.pens, self.row
        pens.head(f"A{top}:C{top}", "项目资金（万元）")
        for column, heading in zip("DEFGHIJ", _FUNDS, strict=True):
            pens.head(f"{column}{top}", heading)
        for row, name in enumerate(_SOURCES, top + 1):
            pens.fixed(f"A{row}:C{row}", name)
            for column in "DEF":
                pens.blank(f"{column}{row}")
            pens.formula(f"G{row}", f'=IF(N(E{row})>0,F{row}/E{row},"")', "0.00%")
            pens.blank(f"J{row}", left=True)
            if row > top + 1 or points is None:
                pens.fixed(f"H{row}", "—")
                pens.fixed(f"I{row}", "—")
        self.checks.not_negative(f"D{top + 1}:F{top + len(_SOURCES)}")
        if points is not None:
            self._number(f"H{top + 1}", points)
            pens.blank(f"I{top + 1}")
            self.checks.score(f"I{top + 1}", f"H{top + 1}")
            self.points.append(f"H{top + 1}")
            self.claimed.append(f"I{top + 1}")
        self.row = top + 1 + len(_SOURCES)

    def row_heads(self) -> None:
        """Write the headings of the indicator rows."""
        for column, heading in zip(_COLUMNS, _ROWS, strict=True):
            self.pens.head(f"{column}{self.row}", heading)
        self.row += 1

    def section(self, level: str, points: Fraction, rows: int) -> None:
        """Write a group with room for rows, and its sums."""
        pens, top, last = self.pens, self.row, self.row + rows - 1
        pens.fixed(f"A{top}:A{last}", f"{level}（{decimal_text(points)}分）")
        for row in range(top, last + 1):
            for column in "BCDEFGHIJ":
                pens.blank(f"{column}{row}", left=column in "CJ")
        self.checks.rows(top, last, level)
        pens.head(f"A{last + 1}:G{last + 1}", f"{level}小计")
        for column, sums in (("H", self.points), ("I", self.claimed)):
            pens.formula(f"{column}{last + 1}", f"=SUM({column}{top}:{column}{last})")
            sums.append(f"{column}{last + 1}")
        pens.fixed(f"J{last + 1}", f"分值合计应为 {decimal_text(points)}")
        self.checks.differs(f"H{last + 1}", decimal_text(points))
        self.row = last + 2

    def criteria(self, criteria: "Sequence[Criterion]") -> None:
        """Write the criteria that are no rows of the form."""
        pens = self.pens
        for area, heading in (
            ("A", "评分项代码"),
            ("B{0}:G", "评分项"),
            ("H", "分值"),
            ("I", "得分"),
            ("J", "原因"),
        ):
            pens.head(f"{area.format(self.row)}{self.row}", heading)
        for row, criterion in enumerate(criteria, self.row + 1):
            pens.fixed(f"A{row}", criterion.id)
            pens.fixed(f"B{row}:G{row}", criterion.label.zh)
            self._number(f"H{row}", criterion.points)
            pens.blank(f"I{row}")
            pens.blank(f"J{row}", left=True)
            self.checks.score(f"I{row}", f"H{row}")
            self.points.append(f"H{row}")
            self.claimed.append(f"I{row}")
        self.row += len(criteria) + 1

    def facts(self, facts: "Mapping[str, FactDefinition]") -> None:
        """Write the figures that those criteria need."""
        pens = self.pens
        if not facts:
            return
        for area, heading in (
            ("A{0}:B", "数据代码"),
            ("C{0}:F", "基础数据"),
            ("G", "计量单位"),
            ("H{0}:I", "数值"),
        ):
            pens.head(f"{area.format(self.row)}{self.row}", heading)
        for row, (name, fact) in enumerate(facts.items(), self.row + 1):
            pens.fixed(f"A{row}:B{row}", name)
            pens.fixed(f"C{row}:F{row}", fact.label.zh)
            pens.fixed(f"G{row}", YES_OR_NO if fact.kind == "truth" else fact.unit or "—")
            pens.blank(f"H{row}:I{row}")
            if words := YES_OR_NO.split("/") if fact.kind == "truth" else fact.values:
                self.checks.one_of(f"H{row}", words)
        self.row += len(facts) + 1

    def total(self) -> None:
        """Write the total."""
        self.pens.head(f"A{self.row}:G{self.row}", "总分")
        self.pens.formula(f"H{self.row}", f"=SUM({','.join(self.points)})")
        self.pens.formula(f"I{self.row}", f"=SUM({','.join(self.claimed)})")
        self.pens.blank(f"J{self.row}")
        self.row += 1

    def _number(self, area: str, number: Fraction) -> None:
        """Write points: a number where it is whole, else its text, so that no binary fraction is made."""
        self.pens.fixed(area, int(number) if number.denominator == 1 else decimal_text(number))
