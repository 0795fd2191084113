"""Numbers and dates are read as a person sees them."""

import csv
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest
import tomli

from perfscore.documents.displays import moment, shown

SHOW: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("displays.toml").read_text("utf-8"))["show"]


@pytest.mark.parametrize("case", SHOW, ids=lambda case: f"{case['stored']} as {case['format']}")
def test_a_number_is_shown_by_its_format(case: dict[str, Any]) -> None:
    found = shown(case["stored"], case["format"])

    assert found is not None
    assert case["shows"] == found.text
    assert case.get("hides", False) == (found.stored is not None)
    assert found.stored is None or Decimal(case["stored"]) == Decimal(found.stored)


@pytest.mark.parametrize("code", ["0.00E+00", "# ?/?", "[>100]0;0.0", "[h]:mm", "0.0.0"])
def test_a_format_that_is_not_known_is_not_guessed(code: str) -> None:
    assert shown("12.5", code) is None


@pytest.mark.parametrize(
    ("code", "shows"), [("0!.0,", "20.0"), ("#!.0000", "20.0000"), ('0!.0,"万元"', "20.0万元")]
)
def test_yuan_are_shown_in_ten_thousands(code: str, shows: str) -> None:
    # LibreOffice does not know ! as the mark of a sign that stands for itself; Excel and WPS do.
    found = shown("200000", code)

    assert found is not None
    assert (shows, "200000") == (found.text, found.stored)


def test_a_format_that_shows_no_number_hides_the_stored_one() -> None:
    found = shown("12.5", '"达标"')

    assert found is not None
    assert ("达标", "12.5") == (found.text, found.stored)


@pytest.mark.parametrize(
    ("value", "code", "shows"),
    [
        (date(2021, 11, 30), "yyyy-mm-dd", "2021-11-30"),
        (datetime(2021, 11, 30), 'yyyy"年"m"月"d"日"', "2021年11月30日"),
        (datetime(2021, 11, 30), "[$-804]yyyy\\年m\\月;@", "2021年11月"),
        (datetime(2021, 3, 5), "mm-dd-yy", "2021/3/5"),
        (datetime(2021, 3, 5, 9, 7), "yyyy/m/d h:mm", "2021/3/5 9:07"),
        (datetime(2021, 3, 5, 9, 7, 8), "mm:ss", "07:08"),
    ],
)
def test_a_date_is_shown_by_its_format(value: date, code: str, shows: str) -> None:
    assert shows == moment(value, code)


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row, case in enumerate(SHOW, 1):
        sheet.cell(row, 1, float(case["stored"])).number_format = case["format"]
    book.save(tmp_path / "shown.xlsx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path),
         str(tmp_path / "shown.xlsx")], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (tmp_path / "shown.csv").open(encoding="utf-8", newline="") as file:
        seen = [line[0].strip() for line in csv.reader(file)]

    assert [case["shows"] for case in SHOW] == seen
