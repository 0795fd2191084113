"""An empty form is filled as a person would fill it, and reads back."""

import subprocess
from fractions import Fraction
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest

from perfscore.extract.forms.form import FormRead
from perfscore.publish.form.writer import empty_form
from perfscore.runs.loading import load_plan
from tests.extract.filled import FILLED
from tests.extract.saying import expected, said
from tests.extract.together import forms_of


def written(path: Path, ruleset: str) -> tuple[Any, Any]:
    path.write_bytes(empty_form(load_plan(ruleset)))
    book = openpyxl.load_workbook(path)
    return book, book["自评表"]


def fill_rows(sheet: Any) -> None:
    """Fill the form as it asks to be filled: by its coloured cells."""
    sheet["B2"], sheet["B3"], sheet["H3"] = FILLED.year, FILLED.project, FILLED.body
    heads = {cell.value: cell.column for cell in sheet[4]}
    for heading, text in (
        ("年初预算数", FILLED.money.initial),
        ("全年预算数", FILLED.money.budget),
        ("全年执行数", FILLED.money.spent),
    ):
        sheet.cell(5, heads[heading], text)
    sheet["G5"], sheet["I5"] = FILLED.money.rate, FILLED.execution
    starts = {str(cell.value).partition("（")[0]: cell.row for cell in sheet["A"] if cell.value}
    for row in FILLED.rows:
        free = next(n for n in range(starts[row.level1], sheet.max_row) if sheet.cell(n, 3).value is None)
        for column, text in enumerate((row.level2, row.name, row.sign), 2):
            sheet.cell(free, column, text).data_type = "s"
        for column, text in enumerate(
            (row.target, row.unit, row.actual, row.points, row.claimed, row.reason), 5
        ):
            sheet.cell(free, column, text or None)


def codes(form: FormRead) -> set[str]:
    return {note.code for note in form.notes}


def test_a_filled_form_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book, sheet = written(path, "cn-mof-2020")
    fill_rows(sheet)
    sheet.cell(sheet.max_row, 9, FILLED.total)
    book.save(path)

    (form,) = forms_of(path)

    assert expected() == said(form.report)
    assert "cn-mof-2020" == form.report.ruleset
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)
    assert {row.level1 for row in FILLED.rows} == {
        str(entry.level1).partition("（")[0] for entry in form.report.targets
    }


def test_sums_without_a_stored_value_are_listed_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book, sheet = written(path, "cn-mof-2020")
    fill_rows(sheet)
    book.save(path)

    (form,) = forms_of(path)

    assert form.report.total is None
    assert "form-formula-empty" in codes(form)


def test_the_program_has_nothing_to_say_against_a_form_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book, sheet = written(path, "cn-mof-2020")
    fill_rows(sheet)
    book.save(path)

    (form,) = forms_of(path)

    assert {"form-formula-empty", "form-row-empty"} == codes(form)
    assert form.report.all_rows


def test_a_card_without_rows_gets_its_criteria_and_figures(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book, sheet = written(path, "yueyang-2018")
    sheet["B2"], sheet["B3"] = 2018, "某局"
    for (cell,) in sheet["A1:A60"]:
        if cell.value == "staff":
            sheet.cell(cell.row, 8, 38)
        if cell.value == "rules_made":
            sheet.cell(cell.row, 8, "是")
        if cell.value == "staff_control":
            sheet.cell(cell.row, 9, 2.5)
    book.save(path)

    (form,) = forms_of(path)

    assert "38" == form.report.facts["staff"].raw
    assert form.report.facts["rules_made"].value is True
    assert Fraction(5, 2) == form.report.claims["staff_control"].quantity.range.exact


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cells_to_fill_are_open_and_all_others_are_locked(tmp_path: Path, language: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(empty_form(load_plan("cn-mof-2020"), language))
    sheet: Any = openpyxl.load_workbook(path)["自评表"]

    open_cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]

    assert sheet.protection.sheet
    assert open_cells
    assert [] == [cell.coordinate for cell in open_cells if cell.value is not None]
    assert {"≥,≤,=,定性"} <= {
        str(check.formula1).strip('"') for check in sheet.data_validations.dataValidation
    }


def test_a_label_of_a_ruleset_never_becomes_a_formula(tmp_path: Path) -> None:
    plan = load_plan("cn-mof-2020")
    criterion = plan.steps[0].criterion
    object.__setattr__(plan.ruleset.ruleset.title, "zh", '=HYPERLINK("http://x")')
    path = tmp_path / "form.xlsx"
    path.write_bytes(empty_form(plan))

    assert criterion.id == "execution"
    assert "s" == openpyxl.load_workbook(path)["自评表"]["A1"].data_type


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_the_form_works_out_its_sums_and_what_it_saves_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book, sheet = written(path, "cn-mof-2020")
    fill_rows(sheet)
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            if cell.column in (4, 5, 6, 8, 9) and str(cell.value or "").replace(".", "", 1).isdigit():
                cell.value, cell.data_type = float(cell.value), "n"
    sheet["G5"] = '=IF(N(E5)>0,F5/E5,"")'
    book.save(path)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "saved"), str(path)], check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    (form,) = forms_of(tmp_path / "saved" / "form.xlsx")

    assert expected() == said(form.report)
    assert "95.00%" == form.report.facts["execution_rate_printed"].raw
    assert "form-formula" in codes(form)
