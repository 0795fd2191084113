"""The sheet of instructions of an empty form · 填表说明."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perfscore.forms.pens import Pens
from perfscore.messages import load
from perfscore.numbers import decimal_text

if TYPE_CHECKING:
    from perfscore.planned import Plan

__all__ = ["write_instructions"]

_WIDTH, _LINE = 110, 15
_PER_LINE = 52


def write_instructions(sheet: Any, plan: "Plan", language: str) -> None:
    """Write how to fill the form, and the ruleset's own sentences."""
    pens = Pens(sheet)
    sheet.column_dimensions["A"].width = _WIDTH
    for row, (text, heading) in enumerate(_lines(plan, language), 1):
        pens.text(f"A{row}", text, 14 if row == 1 else 10, heading)
        sheet.row_dimensions[row].height = (24 if heading else 4) + _LINE * (1 + len(text) // _PER_LINE)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True


def _lines(plan: "Plan", language: str) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it is a heading."""
    words = load("forms", language)["instructions"]
    head = plan.ruleset.ruleset
    yield words["heading"], True
    for line in words["how"]:
        yield line, False
    yield words["ruleset"].format(title=head.title.text(language), id=head.id, version=head.version), True
    yield words[head.status], False
    if head.note is not None:
        yield head.note.text(language), False
    for step in plan.steps:
        one = step.criterion
        says = one.says.text(language) if one.says is not None else ""
        yield f"{one.label.text(language)}（{decimal_text(one.points)}）  {says}", False
    if plan.ruleset.grades:
        grades = (f"{grade.name} ≥ {decimal_text(grade.from_)}" for grade in plan.ruleset.grades)
        yield words["grades"].format(grades="；".join(grades)), False
