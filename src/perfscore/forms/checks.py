"""What may be typed into an empty form · 数据有效性."""

from typing import Any

__all__ = ["YES_OR_NO", "Checks"]

YES_OR_NO = "是/否"

SIGNS = ("≥", "≤", "=", "定性")
GROUPS = (
    ("产出", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("成本", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
    ("效益", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意", ("服务对象满意度指标",)),
)
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

    def yes_or_no(self, area: str) -> None:
        """Let a truth be 是 or 否."""
        self._list(area, tuple(YES_OR_NO.split("/")), "请选择 是 或 否", stop=True)

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
