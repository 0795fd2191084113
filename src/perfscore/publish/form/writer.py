"""An empty form for a ruleset, with its sheet of instructions · 生成空白自评表.

Sums and rates are protected formulas, cells to fill are coloured and checked while they are typed; what is
written here `read_forms` reads back.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from perfscore.inputs.report import BUDGET, EXECUTION, INITIAL_BUDGET, SPENT
from perfscore.messages import load
from perfscore.numbers.exact import decimal_text
from perfscore.publish.form.blocks import Blocks
from perfscore.publish.form.cells import Pens

if TYPE_CHECKING:
    from perfscore.inputs.criteria import Criterion
    from perfscore.plan.planned import Plan

__all__ = ["empty_form", "write_instructions"]


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


WIDTHS = (14, 15, 24, 11, 13, 11, 13, 9, 9, 26)
_BUDGET = frozenset((INITIAL_BUDGET, BUDGET, SPENT))
_PER_ROW = 5
"""A section of 50 points gets room for ten rows."""
_LEAST_ROWS, _MOST_ROWS = 3, 12


def empty_form(plan: "Plan", language: str = "zh") -> bytes:
    """Return an Excel file with an empty form for a ruleset · 空白表.

    The headings are Chinese, as the forms are; `language` is that of the instructions.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    words = load("forms", "zh")["write"]
    sheet.title = words["form"]
    blocks = Blocks(Pens(sheet))
    head = plan.ruleset.ruleset
    blocks.opening(words["title"].format(title=head.title.zh), head.id, words)
    _criteria(plan, blocks)
    _page(sheet, blocks)
    write_instructions(book.create_sheet(load("forms", language)["write"]["instructions"]), plan, language)
    book.active = 0
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _criteria(plan: "Plan", blocks: Blocks) -> None:
    steps = [(step.criterion, step) for step in plan.steps]
    rows = [criterion for criterion, _ in steps if criterion.rows is not None]
    execution = next((criterion for criterion, _ in steps if criterion.id == EXECUTION), None)
    others = [(c, step) for c, step in steps if c.rows is None and c is not execution]
    blocks.funds(None if execution is None else execution.points)
    if rows:
        blocks.row_heads()
        for criterion in rows:
            blocks.section(_level(criterion), criterion.points, _room(criterion))
    if others:
        blocks.criteria([criterion for criterion, _ in others])
    blocks.total()
    if others:
        bound = [
            b for _, step in others for b in (*step.inputs, *(r for rule in step.rules for r in rule.reads))
        ]
        facts = {b.fact: plan.ruleset.facts.get(b.fact) for b in bound if b.fact not in _BUDGET}
        blocks.facts({name: fact for name, fact in facts.items() if fact is not None})


def _level(criterion: "Criterion") -> str:
    where = criterion.rows.where if criterion.rows is not None else {}
    return where.get("level1") or criterion.label.zh


def _room(criterion: "Criterion") -> int:
    return max(_LEAST_ROWS, min(_MOST_ROWS, int(criterion.points / _PER_ROW)))


def _page(sheet: Any, blocks: Blocks) -> None:
    """Set widths, printing and protection."""
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = width
    for row in range(1, blocks.row):
        sheet.row_dimensions[row].height = 30 if row == 1 else 24
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P / &N"
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
