"""Small forms, one trait each, come out as a reader would have them: they stand in small_forms.toml."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfscore import audit, make_plan, read_ruleset
from tests.cards import catalog
from tests.extract.together import forms_of

HELD = tomllib.loads(Path(__file__).with_name("small_forms.toml").read_text("utf-8"))
BASE: list[list[str]] = HELD["base"]


def written(form: dict[str, Any], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    lines = list(form.get("lines", BASE))
    if "replace" in form:
        lines[form["replace"]["first"] - 1 : form["replace"]["last"]] = form["replace"]["rows"]
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            sheet.cell(number, column).value = text or None
    for place, text in form.get("cells", {}).items():
        sheet[place] = text or None
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "=98%" is a target, no formula
    for area in form.get("merged", ()):
        sheet.merge_cells(area)
    book.save(path)


@pytest.mark.parametrize("form", HELD["forms"], ids=lambda form: form["id"])
def test_a_small_form_comes_out_as_a_reader_has_it(form: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    written(form, path)
    (read,) = forms_of(path)
    plan = make_plan(read_ruleset(form.get("ruleset", "cn-mof-2020")), catalog())

    result = audit(read.report, plan)

    codes = {finding.code for finding in result.findings}
    assert read.report.total is not None
    assert read.report.total.quantity.range.exact == Fraction(form.get("total", "99.5"))
    if "verdict_not" in form:
        assert result.verdict != form["verdict_not"]
    else:
        assert result.verdict == form.get("verdict", "reproduced")
    assert not codes & {"row-without-criterion", "row-sign-unknown", "row-not-read", "row-empty-scored"}
    assert set(form.get("findings", ())) <= codes
    assert "grade-differs" not in codes or "grade-differs" in form.get("findings", ())
