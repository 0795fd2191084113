"""How an empty form looks: fonts, borders, colours, locks · 表格样式."""

from dataclasses import dataclass
from typing import Any

__all__ = ["Pens"]

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
