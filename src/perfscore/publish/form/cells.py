"""How the cells of an empty form look, and what may be typed into them · 表格样式与数据有效性."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Checks", "Pens"]

SIGNS = ("≥", "≤", "=", "定性")
GROUPS = (
    ("产出", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("成本", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
    ("效益", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意", ("服务对象满意度指标",)),
)
_MOST_LISTED = 200
_RED = "FFC00000"


class Checks:
    """Adds checks to the cells of a sheet · 有效性检查."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def rows(self, first: int, last: int, level: str) -> None:
        """Check the indicator rows of a group."""
        groups = next((names for start, names in GROUPS if level.startswith(start)), ())
        if groups:
            self._list(f"B{first}:B{last}", groups, "可另行填写其他类别", stop=False)
        self._list(f"D{first}:D{last}", SIGNS, "请选择 ≥、≤、= 或 定性", stop=True)
        self.not_negative(f"H{first}:H{last}")
        self.score(f"I{first}:I{last}", f"H{first}")

    def year(self, area: str) -> None:
        """Let a year be whole and of our time."""
        self._add(
            area,
            "请填写四位年度，如 2024",
            type="whole",
            operator="between",
            formula1="1949",
            formula2="2200",
        )

    def one_of(self, area: str, words: Sequence[str]) -> None:
        """Let a cell hold one of some words, where a check of the file can list them: 是 or 否."""
        *others, last = words
        if len(",".join(words)) < _MOST_LISTED and not any("," in word or '"' in word for word in words):
            self._list(area, tuple(words), f"请选择 {'、'.join(others)} 或 {last}", stop=True)

    def not_negative(self, area: str) -> None:
        """Let numbers be zero or more."""
        message = "请填写不小于 0 的数字"
        self._add(area, message, type="decimal", operator="greaterThanOrEqual", formula1="0")

    def score(self, area: str, points: str) -> None:
        """Let a score be from zero to the points of its row."""
        self._add(
            area,
            "得分应在 0 与该行分值之间",
            type="decimal",
            operator="between",
            formula1="0",
            formula2=points,
        )

    def differs(self, cell: str, expected: str) -> None:
        """Show a sum in red where it is not what it should be."""
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import Font

        rule: Any = CellIsRule(  # type: ignore[no-untyped-call]
            operator="notEqual", formula=[expected], font=Font(color=_RED, bold=True)
        )
        self.sheet.conditional_formatting.add(cell, rule)

    def _list(self, area: str, words: tuple[str, ...], message: str, *, stop: bool) -> None:
        self._add(area, message, stop=stop, type="list", formula1=f'"{",".join(words)}"')

    def _add(self, area: str, message: str, *, stop: bool = True, **how: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        check: Any = DataValidation(allow_blank=True, **how)  # type: ignore[arg-type]
        check.showErrorMessage, check.errorStyle = True, "stop" if stop else "warning"
        check.error = check.prompt = message
        check.showInputMessage = True
        self.sheet.add_data_validation(check)
        check.add(area)


FONT = "SimSun"
_HEAD, _INPUT, _LINE = "FFE7EDF5", "FFFFFBEA", "FF8A94A0"


@dataclass(frozen=True, slots=True)
class Pens:
    """Writes cells of one sheet in four manners · 书写."""

    sheet: Any

    def title(self, area: str, text: str) -> None:
        """Write the title of a form."""
        self._write(area, text, size=16, bold=True, border=False)

    def head(self, area: str, text: str) -> None:
        """Write a heading."""
        self._write(area, text, bold=True, fill=_HEAD)

    def fixed(self, area: str, text: str | int) -> None:
        """Write what nobody changes."""
        self._write(area, text)

    def text(self, area: str, text: str, size: int = 10, bold: bool = False) -> None:
        """Write a paragraph without a border."""
        self._write(area, text, size=size, bold=bold, border=False, left=True)

    def formula(self, area: str, formula: str, number_format: str = "General") -> None:
        """Write a protected formula."""
        cell = self._write(area, "", bold=True)
        cell.value, cell.data_type, cell.number_format = formula, "f", number_format

    def blank(self, area: str, left: bool = False) -> None:
        """Leave a cell to be filled."""
        self._write(area, "", fill=_INPUT, locked=False, left=left)

    def _write(
        self,
        area: str,
        text: str | int,
        *,
        size: int = 10,
        bold: bool = False,
        fill: str = "",
        border: bool = True,
        locked: bool = True,
        left: bool = False,
    ) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        line = Side(style="thin", color=_LINE)
        first = area.partition(":")[0]
        for row in self.sheet[area] if ":" in area else ((self.sheet[area],),):
            for cell in row:
                cell.font = Font(name=FONT, size=size, bold=bold)
                cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
                cell.protection = Protection(locked=locked)
                if fill:
                    cell.fill = PatternFill("solid", fill)
                if border:
                    cell.border = Border(line, line, line, line)
        if ":" in area:
            self.sheet.merge_cells(area)
        cell = self.sheet[first]
        if text != "":
            cell.value = text
            # A label that begins with = would otherwise become a formula.
            cell.data_type = "s" if isinstance(text, str) else "n"
        return cell
